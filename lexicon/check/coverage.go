package check

import (
	"cmp"
	"slices"

	"zhijian/audit"
	"zhijian/lexicon"
)

// Unproven is a part of a rule, or an entry of a class, that no example makes use of.
type Unproven struct {
	Rule    string // "" for entries of classes
	Term    string // "" for parts of rules
	Part    Part
	Pattern *lexicon.Pattern
}

// Part says what a pattern does in a rule.
type Part string

// The parts.
const (
	Said     Part = "say"
	Demanded Part = "with"
	Excluded Part = "without"
	Excepted Part = "unless"
	Entry    Part = "term"
)

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
	)
	for _, rule := range rules {
		c := Coverage{Rule: rule.ID}
		for part, p := range patternsOf(rule) {
			c.Patterns++
			if x.Exercised(p) {
				c.Proven++
			} else if !seen[p] {
				unproven = append(unproven, Unproven{Rule: rule.ID, Part: part, Pattern: p})
			}
			seen[p] = true
			for _, term := range p.Terms() {
				for _, entry := range term.Entries {
					if !seen[entry] && !x.Exercised(entry) {
						unproven = append(unproven, Unproven{Term: term.Name, Part: Entry, Pattern: entry})
					}
					seen[entry] = true
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

// patternsOf yields the patterns that a rule leans on with what they do, each once.
func patternsOf(rule *lexicon.Rule) func(yield func(Part, *lexicon.Pattern) bool) {
	return func(yield func(Part, *lexicon.Pattern) bool) {
		seen := map[*lexicon.Pattern]bool{}
		for _, c := range rule.Conditions() {
			for _, list := range c.Clauses {
				for _, clause := range list {
					for _, part := range []struct {
						name Part
						list []*lexicon.Pattern
					}{{Said, clause.Say}, {Demanded, clause.With}, {Excluded, clause.Without}, {Excepted, clause.Unless}} {
						for _, p := range part.list {
							if !seen[p] && !yield(part.name, p) {
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
