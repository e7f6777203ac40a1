package check

import (
	"fmt"
	"strings"

	"zhijian/audit"
	"zhijian/lexicon"
)

// Outcome is what one example came to.
type Outcome struct {
	Rule    *lexicon.Rule
	Example *lexicon.Example
	Want    bool   // it stands under hit
	Got     bool   // it hit, certainly or as a suspect
	Suspect bool   // it hit only as a suspect
	Problem string // the example could not be judged, and why
}

// OK says whether the example came out as it should. A suspect counts as a hit.
func (o *Outcome) OK() bool { return o.Problem == "" && o.Want == o.Got }

// Examples runs the examples of every rule for which want holds, in the order of rules; want may be nil. Rules that are
// off by default run too.
func Examples(a *audit.Auditor, want func(id string) bool) []Outcome {
	var out []Outcome
	for _, rule := range a.Rules() {
		if want != nil && !want(rule.ID) {
			continue
		}
		for _, e := range rule.Examples.Hit {
			out = append(out, run(a, rule, e, true))
		}
		for _, e := range rule.Examples.Miss {
			out = append(out, run(a, rule, e, false))
		}
	}
	return out
}

func run(a *audit.Auditor, rule *lexicon.Rule, e *lexicon.Example, want bool) Outcome {
	out := Outcome{Rule: rule, Example: e, Want: want}
	s, err := Session(rule, e)
	if err != nil {
		out.Problem = err.Error()
		return out
	}
	r, applies := a.AuditRule(s, rule.ID)
	switch {
	case !applies && want:
		out.Problem = "the rule does not apply to such a session"
	case len(r.NotEvaluated) > 0:
		out.Problem = "not evaluated: " + r.NotEvaluated[0].Why
	}
	for _, f := range r.Findings {
		out.Suspect = (!out.Got || out.Suspect) && f.Suspect
		out.Got = true
	}
	return out
}

// String is the outcome in one line, with the place of the example.
func (o *Outcome) String() string {
	side, verdict := "miss", "hit"
	if o.Want {
		side, verdict = "hit", "did not hit"
	}
	if o.Problem != "" {
		verdict = o.Problem
	}
	return fmt.Sprintf("%s: %s: an example under %s %s: %s", o.Example.Position, o.Rule.ID, side, verdict, strings.TrimSpace(o.Example.Source))
}
