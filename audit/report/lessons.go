package report

import (
	"zhijian/audit"
	"zhijian/audit/score"
)

// A lesson is a dialogue chosen to learn from.
type lesson struct {
	Kind    string       `json:"kind"`           // worst, typical, good, or best where none is without a finding
	Session int          `json:"session"`        // number in the order of results
	Rule    string       `json:"rule,omitempty"` // what a worst or typical one shows
	Text    string       `json:"text,omitempty"` // the evidence
	Score   float64      `json:"-"`
	ID      string       `json:"-"`
	Source  audit.Source `json:"-"`
}

// lessons keeps, for each agent (or team …), the candidates among all sessions: a few, however many sessions there are.
type lessons struct {
	key    score.Key
	groups map[string]*candidates
}

// candidates of one group. Of equals the first stays, so the choice does not depend on anything but the order of results.
type candidates struct {
	worst  *candidate
	good   *candidate            // without a finding, the longest
	best   *candidate            // with findings but passed, the highest score
	byRule map[string]*candidate // the costliest session of each rule
}

type candidate struct {
	lesson
	fatal bool
	cost  score.Points // of the finding that it shows; fatal ones cost most
	size  int          // turns
}

func newLessons(by score.Key) lessons { return lessons{key: by, groups: map[string]*candidates{}} }

// add offers session number n.
func (l *lessons) add(r *audit.Result, n int) {
	size := 0
	if r.Session != nil {
		size = len(r.Session.Turns)
	}
	this := candidate{
		lesson: lesson{Session: n, ID: r.SessionID, Source: r.Source, Score: r.Score}, fatal: r.Fatal, size: size,
	}
	group, groupOf := l.key.Groups(r)
	own := l.candidates(group)
	own.offerGood(this, r)
	for i := range r.Findings {
		f := &r.Findings[i]
		if !f.Counts() {
			continue
		}
		c := l.candidates(groupOf(f))
		offer := this
		offer.Rule, offer.Text, offer.cost = f.Rule, evidenceText(f), costOf(f)
		if c.worst == nil || offer.worse(c.worst) || offer.Session == c.worst.Session && offer.tellsMore(c.worst) {
			worst := offer
			c.worst = &worst
		}
		if best := c.byRule[f.Rule]; best == nil || offer.Text != "" && (best.Text == "" || offer.worse(best)) {
			c.byRule[f.Rule] = &offer
		}
	}
}

func hasCounting(r *audit.Result) bool {
	for i := range r.Findings {
		if r.Findings[i].Counts() {
			return true
		}
	}
	return false
}

// offerGood takes a passed session as one to follow.
func (c *candidates) offerGood(this candidate, r *audit.Result) {
	switch {
	case !r.Passed:
	case !hasCounting(r):
		if c.good == nil || this.size > c.good.size {
			c.good = &this
		}
	case c.best == nil || this.Score > c.best.Score || this.Score == c.best.Score && this.size > c.best.size:
		c.best = &this
	}
}

// costOf is what a finding weighs when the most telling one of a session is looked for.
func costOf(f *audit.Finding) score.Points {
	if f.Fatal {
		return score.PointsOf(f.Deduct) + score.PointsOf(fatalWeight)
	}
	return score.PointsOf(f.Deduct)
}

// fatalWeight is more than any finding deducts.
const fatalWeight = 10_000

// tellsMore says which of two findings of a session shows better why it is bad: one with evidence, then the costlier.
func (c *candidate) tellsMore(o *candidate) bool {
	if (c.Text != "") != (o.Text != "") {
		return c.Text != ""
	}
	return c.cost > o.cost
}

func (c *candidate) worse(o *candidate) bool {
	if c.fatal != o.fatal {
		return c.fatal
	}
	return c.Score < o.Score
}

func (l *lessons) candidates(group string) *candidates {
	c := l.groups[group]
	if c == nil {
		c = &candidates{byRule: map[string]*candidate{}}
		l.groups[group] = c
	}
	return c
}

// mostTypical is how many typical dialogues are chosen beside the worst and the good one.
const mostTypical = 3

// of chooses up to five: the worst session, one for each of the costliest rules, and a good one: the longest without a
// finding, or else the best that passed. rules are those of the group, costliest first.
func (l *lessons) of(group string, rules []score.RuleRow) []lesson {
	c := l.groups[group]
	if c == nil {
		return nil
	}
	var chosen []lesson
	used := map[int]bool{}
	take := func(kind string, from *candidate) bool {
		if from == nil || used[from.Session] {
			return false
		}
		used[from.Session] = true
		this := from.lesson
		this.Kind = kind
		chosen = append(chosen, this)
		return true
	}
	take("worst", c.worst)
	kind, good := "good", c.good
	if good == nil {
		kind, good = "best", c.best
	}
	if good != nil && used[good.Session] {
		good = nil // the only one
	}
	if good != nil {
		used[good.Session] = true
	}
	typical := 0
	for _, r := range rules {
		if typical == mostTypical {
			break
		}
		if take("typical", c.byRule[r.Rule]) {
			typical++
		}
	}
	if good != nil {
		this := good.lesson
		this.Kind = kind
		chosen = append(chosen, this)
	}
	return chosen
}
