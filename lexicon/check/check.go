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
	alike := together(out)
	share(len(alike), func(i int) { run(a, alike[i]) })
	return out
}

// together puts the outcomes side by side that are of one example and one session, as those of a group that names several
// rules and conditions are: such a session is heard once.
func together(all []Outcome) [][]*Outcome {
	type scene struct {
		at      lexicon.Position
		channel string
		plain   lexicon.Speaker
		shop    string
	}
	var out [][]*Outcome
	of := make(map[scene]int, len(all))
	for i := range all {
		o := &all[i]
		key := scene{at: o.Example.Position, channel: o.Rule.Channel}
		if len(o.Example.Lines) > 0 {
			key.plain = o.Example.Lines[0].Speaker
		}
		if len(o.Rule.Platforms) > 0 {
			key.shop = o.Rule.Platforms[0]
		}
		n, known := of[key]
		if !known {
			n = len(out)
			of[key] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], o)
	}
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

// run judges an example by the rules of the outcomes, and notes what came of it.
func run(a *audit.Auditor, of []*Outcome) {
	s, err := Session(of[0].Rule, of[0].Example)
	if err != nil {
		for _, o := range of {
			o.Problem = err.Error()
		}
		return
	}
	ids := make([]string, len(of))
	for i, o := range of {
		ids[i] = o.Rule.ID
	}
	for i, r := range a.AuditRules(s, ids...) {
		of[i].note(r)
	}
}

// note takes down what a rule made of the example; nil where it does not apply.
func (o *Outcome) note(r *audit.Result) {
	switch {
	case r == nil && o.Want != Miss:
		o.Problem = "the rule does not apply to such a session"
	case r != nil && len(r.NotEvaluated) > 0:
		o.Problem = "not evaluated: " + r.NotEvaluated[0].Why
	}
	if r != nil {
		o.Got = tierOf(r)
	}
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
