package check_test

import (
	"fmt"
	"slices"
	"testing"

	"zhijian/audit"
	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
	"zhijian/lexicon/check"
	"zhijian/lexicon/pattern"
)

// mutant is a rule of the built-in lexicon with one thing about it changed for the worse.
type mutant struct {
	rule *lexicon.Rule
	what string
	at   lexicon.Position
}

// leastKills is the share of mutants that the examples beside the rules tell from the rule today, less a little for
// rules being worked on. The goal is 0.95: raise it with every example that is written, and never lower it.
const leastKills = 0.15

// mostMutants bounds how many mutants are run, spread evenly over all that there are.
const mostMutants = 120

// The examples beside the rules notice when a rule is changed for the worse.
func TestMutants(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles every rule many times")
	}
	sources, err := builtin.Sources()
	if err != nil {
		t.Fatal(err)
	}
	set, err := lexicon.Load(sources)
	if err != nil {
		t.Fatal(err)
	}
	var all []mutant
	for _, rule := range set.Rules {
		all = append(all, mutants(rule)...)
	}
	step := max(1, len(all)/mostMutants)
	run, killed := 0, 0
	kinds := map[string][2]int{}
	for i := 0; i < len(all); i += step {
		m := &all[i]
		dead := kills(set, m.rule)
		run++
		n := kinds[m.what]
		n[0]++
		if dead {
			killed++
			n[1]++
		} else {
			t.Logf("survived: %s: %s: %s", m.at, m.rule.ID, m.what)
		}
		kinds[m.what] = n
	}
	t.Logf("%d mutants of %d, %d killed; by kind (run, killed): %v", run, len(all), killed, kinds)
	if run < 60 {
		t.Errorf("only %d mutants were run", run)
	}
	if share := float64(killed) / float64(run); share < leastKills {
		t.Errorf("the examples tell %.1f %% of the mutants from their rules, want %.0f %%", 100*share, 100*leastKills)
	}
}

// kills says whether an example of the mutant comes out otherwise than it should, or the mutant, its gaps reaching too
// far, is refused before that.
func kills(set *lexicon.Set, rule *lexicon.Rule) bool {
	a, err := audit.Compile(&lexicon.Set{Rules: []*lexicon.Rule{rule}, Normalise: set.Normalise, Layers: set.Layers})
	if err != nil {
		return true
	}
	outcomes := check.Examples(a, nil)
	return slices.ContainsFunc(outcomes, func(o check.Outcome) bool { return !o.OK() })
}

// mutants changes one thing after another about the rule's own clauses: a clause dropped, an exception deleted, a gap
// widened to the whole of a sentence.
func mutants(rule *lexicon.Rule) []mutant {
	var out []mutant
	add := func(what string, at lexicon.Position, change func(c *lexicon.Condition)) {
		changed := *rule
		cond := *rule.Condition
		for s := range cond.Clauses {
			cond.Clauses[s] = slices.Clone(cond.Clauses[s])
		}
		change(&cond)
		changed.Condition = &cond
		out = append(out, mutant{&changed, what, at})
	}
	for s, list := range rule.Condition.Clauses {
		for i, clause := range list {
			if len(list) > 1 {
				add("clause dropped", clause.Position, func(c *lexicon.Condition) { c.Clauses[s] = slices.Delete(c.Clauses[s], i, i+1) })
			}
			for k, p := range clause.Say {
				if len(clause.Say) > 1 {
					add("pattern dropped", p.Position, func(c *lexicon.Condition) {
						c.Clauses[s][i] = altered(clause, func(x *lexicon.Clause) { x.Say = slices.Delete(x.Say, k, k+1) })
					})
				}
				if wide, ok := widened(p); ok {
					add("gap widened", p.Position, func(c *lexicon.Condition) {
						c.Clauses[s][i] = altered(clause, func(x *lexicon.Clause) { x.Say[k] = wide })
					})
				}
			}
		}
	}
	for _, p := range exceptions(rule.Condition) {
		add("exception deleted", p.Position, func(c *lexicon.Condition) {
			for s, list := range c.Clauses {
				for i, clause := range list {
					c.Clauses[s][i] = altered(clause, func(x *lexicon.Clause) {
						x.Unless = slices.DeleteFunc(x.Unless, func(q *lexicon.Pattern) bool { return q == p })
						x.Without = slices.DeleteFunc(x.Without, func(q *lexicon.Pattern) bool { return q == p })
					})
				}
			}
		})
	}
	return out
}

// exceptions lists what the clauses of a condition except, each once: those of the condition stand in all of them.
func exceptions(c *lexicon.Condition) []*lexicon.Pattern {
	var out []*lexicon.Pattern
	for _, list := range c.Clauses {
		for _, clause := range list {
			for _, p := range slices.Concat(clause.Unless, clause.Without) {
				if !slices.Contains(out, p) {
					out = append(out, p)
				}
			}
		}
	}
	return out
}

func altered(c *lexicon.Clause, change func(*lexicon.Clause)) *lexicon.Clause {
	out := *c
	out.Say, out.Unless, out.Without = slices.Clone(c.Say), slices.Clone(c.Unless), slices.Clone(c.Without)
	change(&out)
	return &out
}

// widened gives every gap of the pattern the widest span there is; false where it has none.
func widened(p *lexicon.Pattern) (*lexicon.Pattern, bool) {
	if p.Root == nil {
		return nil, false
	}
	found := false
	var widen func(n pattern.Node) pattern.Node
	list := func(items []pattern.Node) []pattern.Node {
		out := make([]pattern.Node, 0, len(items))
		for _, item := range items {
			out = append(out, widen(item))
		}
		return out
	}
	widen = func(n pattern.Node) pattern.Node {
		switch n := n.(type) {
		case pattern.Gap:
			found = true
			return pattern.Gap{Max: pattern.MaxGap}
		case pattern.Seq:
			return pattern.Seq{Items: list(n.Items)}
		case pattern.Alt:
			return pattern.Alt{Items: list(n.Items)}
		case pattern.Opt:
			return pattern.Opt{Item: widen(n.Item)}
		default:
			return n
		}
	}
	out := *p
	out.Pattern = &pattern.Pattern{Source: fmt.Sprintf("%s (widened)", p.Source), Root: widen(p.Root)}
	return &out, found
}
