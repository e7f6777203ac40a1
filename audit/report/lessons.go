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
	ID      string       `json:"-"`
	Source  audit.Source `json:"-"`
}

// lessons keeps, for each agent, the candidates among all sessions: a few, however many sessions there are.
type lessons struct {
	agents map[string]*candidates
}

// candidates of one agent. Of equals the first stays, so the choice does not depend on anything but the order of results.
type candidates struct {
	worst  *candidate
	good   *candidate
	byRule map[string]*candidate // the costliest session of each rule
}

type candidate struct {
	lesson
	fatal bool
	score float64
	size  int // turns
}

func newLessons() lessons { return lessons{agents: map[string]*candidates{}} }

// add offers session number n.
func (l *lessons) add(r *audit.Result, n int) {
	size := 0
	if r.Session != nil {
		size = len(r.Session.Turns)
	}
	this := candidate{
		lesson: lesson{Session: n, ID: r.SessionID, Source: r.Source}, fatal: r.Fatal, score: r.Score, size: size,
	}
	own := l.candidates(r.Agent)
	if r.Passed && !hasCounting(r) && (own.good == nil || size > own.good.size) {
		good := this
		own.good = &good
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if !f.Counts() {
			continue
		}
		c := l.candidates(f.Agent)
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
	return c.score < o.score
}

func (l *lessons) candidates(agent string) *candidates {
	c := l.agents[agent]
	if c == nil {
		c = &candidates{byRule: map[string]*candidate{}}
		l.agents[agent] = c
	}
	return c
}

// mostTypical is how many typical dialogues are chosen beside the worst and the good one.
const mostTypical = 3

// of chooses up to five: the worst session, one for each of the costliest rules, and the longest without a finding.
// rules are those of the agent, costliest first.
func (l *lessons) of(agent string, rules []score.RuleRow) []lesson {
	c := l.agents[agent]
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
