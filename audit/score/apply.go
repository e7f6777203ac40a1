package score

import (
	"zhijian/audit"
)

// Apply fills in what the card says of a judged session: Deduct, Fatal, PlatformPoints and Fine of each finding, and
// Score, Passed, Fatal, Stars and PlatformPoints of the session. rules maps rule ids to what the lexicon says of them; a
// finding of a rule that is not in it costs nothing. Suspects and suppressed findings cost nothing and fail nothing.
// Apply overwrites what an earlier call filled in, so it can be repeated with another card. It does not modify the card
// or rules and may be called by several goroutines for different results.
//
// The Deduct of a rule with a bonus is negative: the points it gives back, as far as there is something to give back.
func (c *Card) Apply(r *audit.Result, rules map[string]RuleInfo) {
	v := c.view(r.Team, string(r.Channel))
	figures := make([]costs, len(r.Findings))
	lost := make([]Points, len(r.Findings))
	r.Fatal = false
	var platform Points
	for i := range r.Findings {
		f := &r.Findings[i]
		f.Fatal, f.Deduct, f.PlatformPoints, f.Fine = false, 0, 0, 0
		info, known := rules[f.Rule]
		if !known || !f.Counts() {
			continue
		}
		cs := v.costs(info)
		figures[i] = cs
		f.Fatal, f.PlatformPoints, f.Fine = cs.fatal, cs.platform.Float(), cs.fine.Float()
		r.Fatal = r.Fatal || cs.fatal
		platform += cs.platform
		lost[i] = capped(cs, f.Rule, r.Findings[:i], figures, lost)
		f.Deduct = lost[i].Float()
	}
	given := c.applyBonuses(r, figures, lost)
	total := c.total(r, rules, &v, lost) + given
	r.PlatformPoints = platform.Float()
	v.verdict(r, total)
}

// capped gives what a finding takes off after its rule and its category took what they may before it. Findings of a
// session are few, so looking back through them is cheaper than a map.
func capped(cs costs, rule string, before []audit.Finding, figures []costs, lost []Points) Points {
	var byRule, byCategory Points
	for j := range before {
		if before[j].Rule == rule {
			byRule += lost[j]
		}
		if figures[j].category == cs.category {
			byCategory += lost[j]
		}
	}
	deduct := cs.deduct
	if cs.ruleIsCapped {
		deduct = min(deduct, max(0, cs.ruleCap-byRule))
	}
	if cs.categoryIsCapped {
		deduct = min(deduct, max(0, cs.categoryCap-byCategory))
	}
	return deduct
}

// applyBonuses credits findings of praising rules, in order, up to what was lost and to the card's limit, and returns
// the sum. Bonuses never lift a score above the base.
func (c *Card) applyBonuses(r *audit.Result, figures []costs, lost []Points) Points {
	var room Points
	for _, p := range lost {
		room += p
	}
	room = min(room, c.base)
	if c.maxBonus > 0 {
		room = min(room, c.maxBonus)
	}
	var given Points
	for i := range r.Findings {
		f := &r.Findings[i]
		bonus := min(figures[i].bonus, room-given)
		if bonus <= 0 {
			continue
		}
		given += bonus
		f.Deduct = (lost[i] - bonus).Float()
	}
	return given
}

// verdict fills in the session's own figures from the points that are left.
func (v *view) verdict(r *audit.Result, total Points) {
	total = min(max(total, 0), v.card.base)
	if r.Fatal && v.fatal == fatalZero {
		total = 0
	}
	r.Score = total.Float()
	r.Passed = !r.Fatal && total >= v.pass
	r.Stars = 0
	if !r.Fatal {
		r.Stars = v.card.starsOf(total)
	}
}
