package report

import (
	"zhijian/audit"
	"zhijian/audit/score"
)

// A lesson is a dialogue chosen to learn from.
type lesson struct {
	Kind    string       `json:"kind"`           // worst, typical or good
	Session int          `json:"session"`        // number in the order of results
	Rule    string       `json:"rule,omitempty"` // what a typical one shows
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
	good   *candidate
	byRule map[string]*candidate // the costliest session of each rule
}

type candidate struct {
	lesson
	fatal bool
	size  int // turns
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
	if r.Passed && !hasCounting(r) && (own.good == nil || size > own.good.size) {
		good := this
		own.good = &good
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if !f.Counts() {
			continue
		}
		c := l.candidates(groupOf(f))
		offer := this
		offer.Rule, offer.Text = f.Rule, evidenceText(f)
		if c.worst == nil || offer.worse(c.worst) {
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

// of chooses up to five: the worst session, one for each of the costliest rules, and the longest without a finding.
// rules are those of the group, costliest first.
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
		if kind == "good" {
			this.Rule, this.Text = "", ""
		}
		chosen = append(chosen, this)
		return true
	}
	take("worst", c.worst)
	typical := 0
	for _, r := range rules {
		if typical == mostTypical {
			break
		}
		if take("typical", c.byRule[r.Rule]) {
			typical++
		}
	}
	take("good", c.good)
	return chosen
}
