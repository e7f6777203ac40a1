package check

import (
	"cmp"
	"slices"

	"zhijian/audit"
	"zhijian/lexicon"
	"zhijian/lexicon/mutant"
)

// Unproven is a part of a rule, or an entry of a class, that no example makes use of.
type Unproven struct {
	Rule    string // "" for entries of classes
	Term    string // "" for parts of rules
	Part    Part
	Pattern *lexicon.Pattern
	uses    []use
}

// use is a place in a rule where a pattern, or an entry of a class that the pattern names, comes to bear.
type use struct {
	rule    *lexicon.Rule
	clause  *lexicon.Clause
	part    Part
	pattern *lexicon.Pattern
}

// mostUses bounds the places that are remembered of an entry.
const mostUses = 4

// Part says what a pattern does in a rule.
type Part = mutant.Part

// Entry is the part of an entry of a class.
const Entry Part = "term"

// Coverage is how much of a rule its examples make use of.
type Coverage struct {
	Rule             string
	Patterns, Proven int
}

// Cover runs the examples of the rules for which want holds, and tells for each rule how many of its patterns they make
// use of, and which they do not. Conditions and classes that rules share are exercised by the examples of all of them.
func Cover(a *audit.Auditor, want func(id string) bool) ([]Coverage, []Unproven) {
	x := audit.NewExerciser(a)
	var rules []*lexicon.Rule
	for _, rule := range a.Rules() {
		if want != nil && !want(rule.ID) {
			continue
		}
		rules = append(rules, rule)
		for _, e := range slices.Concat(rule.Examples.Hit, rule.Examples.Suspect, rule.Examples.Miss) {
			if s, err := Session(rule, e); err == nil { // one that does not run is reported as a failing example
				x.Observe(s, rule)
			}
		}
	}
	var (
		coverage []Coverage
		unproven []Unproven
		seen     = map[*lexicon.Pattern]bool{}
		open     = map[*lexicon.Pattern]int{} // entries among unproven
	)
	for _, rule := range rules {
		c := Coverage{Rule: rule.ID}
		for place := range patternsOf(rule) {
			p := place.pattern
			c.Patterns++
			if x.Exercised(p) {
				c.Proven++
			} else if !seen[p] {
				unproven = append(unproven, Unproven{Rule: rule.ID, Part: place.part, Pattern: p, uses: []use{place}})
			}
			seen[p] = true
			for _, term := range p.Terms() {
				for _, entry := range term.Entries {
					if !seen[entry] && !x.Exercised(entry) {
						open[entry] = len(unproven)
						unproven = append(unproven, Unproven{Term: term.Name, Part: Entry, Pattern: entry})
					}
					seen[entry] = true
					if at, ok := open[entry]; ok && len(unproven[at].uses) < mostUses {
						unproven[at].uses = append(unproven[at].uses, place)
					}
				}
			}
		}
		coverage = append(coverage, c)
	}
	slices.SortStableFunc(unproven, func(a, b Unproven) int {
		p, q := a.Pattern, b.Pattern
		return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
	})
	return coverage, unproven
}

// patternsOf yields the patterns that a rule leans on with where they stand, each once.
func patternsOf(rule *lexicon.Rule) func(yield func(use) bool) {
	return func(yield func(use) bool) {
		seen := map[*lexicon.Pattern]bool{}
		for _, c := range rule.Conditions() {
			for _, list := range c.Clauses {
				for _, clause := range list {
					for _, part := range []Part{mutant.Say, mutant.With, mutant.Without, mutant.Unless} {
						for _, p := range part.Of(clause) {
							if !seen[p] && !yield(use{rule, clause, part, p}) {
								return
							}
							seen[p] = true
						}
					}
				}
			}
		}
	}
}

// without is the rule without what is not proven.
func (u *use) without(p *lexicon.Pattern) mutant.Mutant {
	if p == u.pattern {
		return mutant.Losing(u.rule, u.clause, u.part, p)
	}
	return mutant.LosingWord(u.rule, u.clause, u.part, u.pattern, p)
}

// Suggest makes up, for each part that no example makes use of, a dialogue that the rule judges otherwise without that
// part: what an author turns into an example. The rule is named by the trial; a trial without a witness is the last of
// those made. Trials are in the order of the list.
func Suggest(set *lexicon.Set, list []Unproven, tries int) ([]Trial, error) {
	provers := map[*lexicon.Rule]*Prover{}
	for i := range list {
		for _, use := range list[i].uses {
			if provers[use.rule] != nil {
				continue
			}
			p, err := NewProver(set, use.rule)
			if err != nil {
				return nil, err
			}
			provers[use.rule] = p
		}
	}
	out := make([]Trial, len(list))
	inParallel(len(list), func(i int) {
		for _, use := range list[i].uses {
			m := use.without(list[i].Pattern)
			if out[i] = provers[use.rule].Try(&m, tries); out[i].Witness != nil {
				return
			}
		}
	})
	return out, nil
}
