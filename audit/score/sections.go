package score

import (
	"slices"

	"zhijian/audit"
)

// total gives the points that the findings leave of the base.
//
// Without sections a finding simply takes its points off, and a rule that could not be judged costs nothing. With
// sections each of them is worth its weight and can lose no more than that. What could not be judged leaves the
// denominator: a section's weight shrinks by the share that its rules not evaluated have in the points that all its
// rules together could take off, and the score is what is left over what was at stake, on the scale of the base. Rules
// of no section take their points off that. A session in which nothing could be judged keeps the base.
func (c *Card) total(r *audit.Result, rules map[string]RuleInfo, v *view, lost []Points) Points {
	losses := make([]Points, len(c.sections))
	var outside Points
	for j := range r.Findings {
		info, known := rules[r.Findings[j].Rule]
		if !known {
			continue
		}
		if i := c.sectionOf(info); i >= 0 {
			losses[i] += lost[j]
		} else {
			outside += lost[j]
		}
	}
	if len(c.sections) == 0 {
		return max(0, c.base-outside)
	}
	var stake, left float64
	for i := range c.sections {
		weight := c.evaluated(i, r, rules, v)
		stake += weight
		left += max(0, weight-float64(losses[i]))
	}
	if stake == 0 {
		return max(0, c.base-outside)
	}
	return max(0, PointsOf(c.base.Float()*left/stake)-outside)
}

// evaluated gives the weight of section i in hundredths, less what could not be judged in this session.
func (c *Card) evaluated(i int, r *audit.Result, rules map[string]RuleInfo, v *view) float64 {
	weight := float64(c.sections[i].Weight)
	if len(r.NotEvaluated) == 0 {
		return weight
	}
	var all, missing Points
	for _, info := range rules {
		if c.sectionOf(info) == i {
			all += v.costs(info).atMost()
		}
	}
	if all == 0 {
		return weight
	}
	for j, n := range r.NotEvaluated {
		if slices.ContainsFunc(r.NotEvaluated[:j], func(e audit.NotEvaluated) bool { return e.Rule == n.Rule }) {
			continue
		}
		if info, known := rules[n.Rule]; known && c.sectionOf(info) == i {
			missing += v.costs(info).atMost()
		}
	}
	return weight * (1 - float64(missing)/float64(all))
}

// atMost is what one finding of the rule can take off.
func (cs costs) atMost() Points {
	if cs.ruleIsCapped {
		return min(cs.deduct, cs.ruleCap)
	}
	return cs.deduct
}

// sectionOf finds the section that the rule belongs to: the one that names its id, else the first that names its
// category, else -1.
func (c *Card) sectionOf(info RuleInfo) int {
	byRule := func(s section) bool { return slices.Contains(s.Rules, info.ID) }
	if i := slices.IndexFunc(c.sections, byRule); i >= 0 {
		return i
	}
	return slices.IndexFunc(c.sections, func(s section) bool { return slices.Contains(s.Categories, info.Group()) })
}
