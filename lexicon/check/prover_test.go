package check

import (
	"slices"
	"testing"

	"zhijian/audit"
	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
)

// A rule that is proved by itself judges its examples as it does among all others, of which some are its rivals in likeness.
func TestProverJudgesAsTheWholeSetDoes(t *testing.T) {
	sources, err := builtin.Sources()
	if err != nil {
		t.Fatal(err)
	}
	set, err := lexicon.Load(sources)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := audit.Compile(set)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"language.belittle", "platform.threat"} {
		rule := set.Rules[slices.IndexFunc(set.Rules, func(r *lexicon.Rule) bool { return r.ID == id })]
		p, err := NewProver(set, rule)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.cases) < 100 {
			t.Errorf("%s: only %d examples", id, len(p.cases))
		}
		for _, c := range p.cases {
			if want := p.tier(whole, c.session); c.tier != want {
				t.Errorf("%s: %s is a %s by itself, a %s among all rules", id, c.example.Source, c.tier, want)
			}
		}
	}
}
