package check

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

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
// off by default run too. Every core takes a share.
func Examples(a *audit.Auditor, want func(id string) bool) []Outcome {
	var out []Outcome
	for _, rule := range a.Rules() {
		if want != nil && !want(rule.ID) {
			continue
		}
		for _, e := range rule.Examples.Hit {
			out = append(out, Outcome{Rule: rule, Example: e, Want: true})
		}
		for _, e := range rule.Examples.Miss {
			out = append(out, Outcome{Rule: rule, Example: e})
		}
	}
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(out); i = int(next.Add(1)) - 1 {
				out[i].run(a)
			}
		})
	}
	workers.Wait()
	return out
}

// run judges the example and notes what came of it.
func (o *Outcome) run(a *audit.Auditor) {
	s, err := Session(o.Rule, o.Example)
	if err != nil {
		o.Problem = err.Error()
		return
	}
	r, applies := a.AuditRule(s, o.Rule.ID)
	switch {
	case !applies && o.Want:
		o.Problem = "the rule does not apply to such a session"
	case len(r.NotEvaluated) > 0:
		o.Problem = "not evaluated: " + r.NotEvaluated[0].Why
	}
	for _, f := range r.Findings {
		o.Suspect = (!o.Got || o.Suspect) && f.Suspect
		o.Got = true
	}
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
