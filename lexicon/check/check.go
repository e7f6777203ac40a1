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
	Want    Tier // what the list says in which it stands
	Got     Tier
	Problem string // the example could not be judged, and why
}

// Tier is how certainly a rule finds something in an example.
type Tier uint8

// The tiers, from none.
const (
	Miss    Tier = iota // no finding
	Suspect             // suspects only
	Hit                 // a finding that counts
)

// String is the name of the list of examples that ask for the tier.
func (v Tier) String() string { return [...]string{"miss", "suspect", "hit"}[v] }

// OK says whether the example came out as it should.
func (o *Outcome) OK() bool { return o.Problem == "" && o.Want == o.Got }

// Examples runs the examples of every rule for which want holds, in the order of rules; want may be nil. Rules that are
// off by default run too.
func Examples(a *audit.Auditor, want func(id string) bool) []Outcome {
	var out []Outcome
	for _, rule := range a.Rules() {
		if want != nil && !want(rule.ID) {
			continue
		}
		for want, list := range [][]*lexicon.Example{Miss: rule.Examples.Miss, Suspect: rule.Examples.Suspect, Hit: rule.Examples.Hit} {
			for _, e := range list {
				out = append(out, run(a, rule, e, Tier(want)))
			}
		}
	}
	return out
}

func run(a *audit.Auditor, rule *lexicon.Rule, e *lexicon.Example, want Tier) Outcome {
	out := Outcome{Rule: rule, Example: e, Want: want}
	s, err := Session(rule, e)
	if err != nil {
		out.Problem = err.Error()
		return out
	}
	r, applies := a.AuditRule(s, rule.ID)
	switch {
	case !applies && want != Miss:
		out.Problem = "the rule does not apply to such a session"
	case len(r.NotEvaluated) > 0:
		out.Problem = "not evaluated: " + r.NotEvaluated[0].Why
	}
	for _, f := range r.Findings {
		if f.Suspect {
			out.Got = max(out.Got, Suspect)
		} else {
			out.Got = Hit
		}
	}
	return out
}

// String is the outcome in one line, with the place of the example.
func (o *Outcome) String() string {
	verdict := [...]string{Miss: "did not hit", Suspect: "hit as a suspect", Hit: "hit"}[o.Got]
	if o.Problem != "" {
		verdict = o.Problem
	}
	return fmt.Sprintf("%s: %s: an example under %s %s: %s", o.Example.Position, o.Rule.ID, o.Want, verdict, strings.TrimSpace(o.Example.Source))
}
