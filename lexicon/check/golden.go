package check

import (
	"cmp"
	"slices"

	"zhijian/audit"
	"zhijian/transcripts"
)

// Verdict is what a golden session came to: a whole dialogue whose expect field says what must be found in it, and
// nothing else.
type Verdict struct {
	Session    *transcripts.Session
	Missing    []transcripts.Expectation // expected, not found
	Unexpected []transcripts.Expectation // found for certain, not expected
}

// OK says whether the session came out as expected.
func (v *Verdict) OK() bool { return len(v.Missing)+len(v.Unexpected) == 0 }

// Golden judges a session and compares the findings with its labels, for the rules for which want holds; want may be
// nil. A suspect satisfies an expectation but is never unexpected: it costs nothing and asks for a person.
func Golden(a *audit.Auditor, s *transcripts.Session, want func(id string) bool) Verdict {
	v := Verdict{Session: s}
	var open []transcripts.Expectation
	for _, e := range s.Expect {
		if want == nil || want(e.Rule) {
			open = append(open, e)
		}
	}
	for _, f := range a.Audit(s).Findings {
		if want != nil && !want(f.Rule) {
			continue
		}
		got := transcripts.Expectation{Rule: f.Rule, Turn: transcripts.NoTurn}
		if f.Turn != nil {
			got.Turn = *f.Turn
		}
		if i := slices.Index(open, got); i >= 0 {
			open = slices.Delete(open, i, i+1)
		} else if f.Counts() {
			v.Unexpected = append(v.Unexpected, got)
		}
	}
	v.Missing = open
	for _, list := range [][]transcripts.Expectation{v.Missing, v.Unexpected} {
		slices.SortFunc(list, func(a, b transcripts.Expectation) int {
			return cmp.Or(cmp.Compare(a.Turn, b.Turn), cmp.Compare(a.Rule, b.Rule))
		})
	}
	return v
}
