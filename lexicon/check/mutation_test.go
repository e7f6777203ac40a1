package check_test

import (
	"testing"

	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
	"zhijian/lexicon/check"
	"zhijian/lexicon/mutant"
)

// leastKills is the share of mutants that the examples beside the rules tell from the rule today, less a little for
// rules being worked on: of all mutants that differ they tell every one, as sentences that were proposed for the last of them
// stand beside natural ones. Never lower it.
const leastKills = 0.97

// mostMutants bounds how many mutants are run, spread evenly over all that there are. A mutant that no example notices
// gets so many made-up dialogues to show that it differs from its rule at all.
const (
	mostMutants = 200
	mostTries   = 200
)

// The examples beside the rules notice when a rule is changed for the worse. A mutant that judges every made-up dialogue
// as its rule does (a dropped pattern whose wording other patterns hit as well) is no change for the worse, as far as
// can be told; it is counted apart, and listed.
func TestMutants(t *testing.T) {
	if testing.Short() || underRace {
		t.Skip("compiles every rule many times")
	}
	set := builtinSet(t)
	var all []mutant.Mutant
	for _, rule := range set.Rules {
		all = append(all, mutant.Own(rule)...)
	}
	provers := map[string]*check.Prover{}
	step := max(1, len(all)/mostMutants)
	run, killed, same := 0, 0, 0
	kinds := map[mutant.Kind][3]int{}
	for i := 0; i < len(all); i += step {
		m := &all[i]
		p := provers[m.Original.ID]
		if p == nil {
			var err error
			if p, err = check.NewProver(set, m.Original); err != nil {
				t.Fatal(err)
			}
			provers[m.Original.ID] = p
		}
		trial := p.Try(m, mostTries)
		n := kinds[m.Kind]
		n[0]++
		run++
		switch {
		case trial.Killed:
			killed++
			n[1]++
		case trial.Witness == nil:
			same++
			n[2]++
			t.Logf("no difference found: %s: %s: %s", m.Position, m.Original.ID, m.Kind)
		default:
			t.Logf("survived: %s: %s: %s; %v: %s", m.Position, m.Original.ID, m.Kind, trial.Want, trial.Witness.Source)
		}
		kinds[m.Kind] = n
	}
	t.Logf("%d mutants of %d, %d killed, %d not seen to differ; by kind (run, killed, alike): %v", run, len(all), killed, same, kinds)
	if run-same < 60 {
		t.Errorf("only %d mutants that differ were run", run-same)
	}
	if share := float64(killed) / float64(run-same); share < leastKills {
		t.Errorf("the examples tell %.1f %% of the mutants from their rules, want %.0f %%", 100*share, 100*leastKills)
	}
}

// builtinSet is the built-in lexicon with its examples.
func builtinSet(t testing.TB) *lexicon.Set {
	t.Helper()
	sources, err := builtin.Sources()
	if err != nil {
		t.Fatal(err)
	}
	set, err := lexicon.Load(sources)
	if err != nil {
		t.Fatal(err)
	}
	return set
}
