// Package gate decides whether a run of audits stays within the thresholds that its caller set, so that a nightly job
// or a pull request can fail on them.
package gate

import (
	"math"

	"zhijian/audit"
)

// Threshold is one parsed expression; see Parse. It counts only through the Gate that holds it.
type Threshold struct {
	expr    string
	subject subject
	rule    string // of ruleFindings
	op      operator
	limit   float64
}

type subject uint8

const (
	fatalSessions subject = iota
	lowestScore
	findings
	suspects
	ruleFindings
)

// Rule is the id of the rule whose findings are counted, or "".
func (t *Threshold) Rule() string { return t.rule }

// Gate watches the results of a run. Its zero value has no thresholds and lets everything pass.
type Gate struct {
	thresholds []*Threshold
	sessions   int
	fatal      int
	lowest     float64
	findings   int
	suspects   int
	byRule     map[string]int
}

// New returns a gate that has seen nothing.
func New(thresholds ...*Threshold) *Gate {
	return &Gate{thresholds: thresholds, lowest: math.Inf(1), byRule: map[string]int{}}
}

// Observe takes one scored result into account. Suppressed findings count for nothing.
func (g *Gate) Observe(r *audit.Result) {
	if len(g.thresholds) == 0 {
		return
	}
	g.sessions++
	g.lowest = min(g.lowest, r.Score)
	if r.Fatal {
		g.fatal++
	}
	for i := range r.Findings {
		switch f := &r.Findings[i]; {
		case f.Counts():
			g.findings++
			g.byRule[f.Rule]++
		case f.Suspect && f.Suppressed == "":
			g.suspects++
		}
	}
}

// Breach is a threshold that a run passed.
type Breach struct {
	Expr  string  // as it was written
	Value float64 // what was reached: a count, or the lowest score
}

// Breaches lists the thresholds that were passed, in the order in which they were given.
func (g *Gate) Breaches() []Breach {
	var out []Breach
	for _, t := range g.thresholds {
		value, ok := g.value(t)
		if ok && t.op.holds(value, t.limit) {
			out = append(out, Breach{Expr: t.expr, Value: value})
		}
	}
	return out
}

// value is what a threshold compares; not ok where there is none, as for the lowest score of no session.
func (g *Gate) value(t *Threshold) (float64, bool) {
	switch t.subject {
	case fatalSessions:
		return float64(g.fatal), true
	case lowestScore:
		return g.lowest, g.sessions > 0
	case findings:
		return float64(g.findings), true
	case suspects:
		return float64(g.suspects), true
	case ruleFindings:
		return float64(g.byRule[t.rule]), true
	}
	return 0, false
}
