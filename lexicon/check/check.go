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

// OK says whether the example came out as it should, or need not: one that is untested only teaches.
func (o *Outcome) OK() bool { return o.Right() || o.Example.Untested && o.Problem == "" }

// Right says whether the example came out as the list says in which it stands.
func (o *Outcome) Right() bool { return o.Problem == "" && o.Want == o.Got }

// Examples runs the examples of every rule for which want holds, in the order of rules; want may be nil. Rules that are
// off by default run too. Every core takes a share.
func Examples(a *audit.Auditor, want func(id string) bool) []Outcome {
	var out []Outcome
	for _, rule := range a.Rules() {
		if want != nil && !want(rule.ID) {
			continue
		}
		for want, list := range [][]*lexicon.Example{Miss: rule.Examples.Miss, Suspect: rule.Examples.Suspect, Hit: rule.Examples.Hit} {
			for _, e := range list {
				out = append(out, Outcome{Rule: rule, Example: e, Want: Tier(want)})
			}
		}
	}
	share(len(out), func(i int) { out[i].run(a) })
	return out
}

// share does n pieces of work, of which every core takes the next when it has done one.
func share(n int, work func(i int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	workers.Wait()
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
	case !applies && o.Want != Miss:
		o.Problem = "the rule does not apply to such a session"
	case len(r.NotEvaluated) > 0:
		o.Problem = "not evaluated: " + r.NotEvaluated[0].Why
	}
	o.Got = tierOf(r)
}

// tierOf is how certainly a result tells of something.
func tierOf(r *audit.Result) Tier {
	out := Miss
	for i := range r.Findings {
		if !r.Findings[i].Suspect {
			return Hit
		}
		out = Suspect
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
