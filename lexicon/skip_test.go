package lexicon_test

import (
	"testing"

	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
)

// TestLoadRulesLeavesOutNothingElse compares the built-in lexicon read with and without its examples.
func TestLoadRulesLeavesOutNothingElse(t *testing.T) {
	sources, err := builtin.Sources()
	if err == nil {
		err = lexicon.Fetch(sources)
	}
	if err != nil {
		t.Fatal(err)
	}
	whole, err := lexicon.Load(sources)
	if err != nil {
		t.Fatal(err)
	}
	lean, err := lexicon.LoadRules(sources)
	if err != nil {
		t.Fatal(err)
	}
	if whole.Digest != lean.Digest || len(whole.Rules) != len(lean.Rules) {
		t.Fatalf("digests %s and %s, %d and %d rules", whole.Digest, lean.Digest, len(whole.Rules), len(lean.Rules))
	}
	if len(whole.Layers) != 1 || whole.Layers[0].Digest != lean.Layers[0].Digest {
		t.Errorf("what is to be learnt has the digests %v and %v", whole.Layers[0].Digest, lean.Layers[0].Digest)
	}
	for i, w := range whole.Rules {
		l := lean.Rules[i]
		if n := len(l.Examples.Hit) + len(l.Examples.Suspect) + len(l.Examples.Miss); n > 0 {
			t.Errorf("%s: %d examples were read", l.ID, n)
		}
		if w.ID != l.ID || w.Position != l.Position || w.Advice != l.Advice || w.Kind != l.Kind {
			t.Errorf("%v became %v", w, l)
		}
		for s := range w.Condition.Clauses {
			if len(w.Condition.Clauses[s]) != len(l.Condition.Clauses[s]) {
				t.Errorf("%s: %d clauses became %d", w.ID, len(w.Condition.Clauses[s]), len(l.Condition.Clauses[s]))
			}
			for k, c := range w.Condition.Clauses[s] {
				if c.Position != l.Condition.Clauses[s][k].Position {
					t.Errorf("%s: the clause at %v is now at %v", w.ID, c.Position, l.Condition.Clauses[s][k].Position)
				}
			}
		}
	}
}

func BenchmarkLoadRules(b *testing.B) {
	sources, err := builtin.Sources()
	if err == nil {
		err = lexicon.Fetch(sources)
	}
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		set, err := lexicon.LoadRules(sources)
		if err != nil || len(set.Rules) < 40 {
			b.Fatalf("%v, %v", set, err)
		}
	}
}
