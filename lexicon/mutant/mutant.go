// Package mutant changes rules for the worse, one part at a time: what good examples notice.
package mutant

import (
	"slices"

	"zhijian/lexicon"
)

// Kind says what was done to a rule.
type Kind string

// The kinds of change.
const (
	ClauseDropped    Kind = "clause dropped"
	PatternDropped   Kind = "pattern dropped"
	DemandDropped    Kind = "demand dropped"    // one of several patterns under with
	ExceptionDropped Kind = "exception deleted" // a pattern under unless or without
	GapWidened       Kind = "gap widened"       // every gap of a pattern may span pattern.MaxGap characters
	WordDropped      Kind = "word dropped"      // an entry of a class
)

// Mutant is a rule with one thing about it changed for the worse.
type Mutant struct {
	lexicon.Position               // of what was changed
	Kind             Kind          //
	Rule             *lexicon.Rule // changed
	Original         *lexicon.Rule
	Clause           *lexicon.Clause  // of the original rule, that the changed part belongs to
	Pattern          *lexicon.Pattern // dropped, widened, or that names the class of Entry; nil where a clause was dropped
	Entry            *lexicon.Pattern // of a class that Pattern names, that was dropped; nil where Pattern was
	Part             Part             // what Pattern does in the clause
}

// Part says what a pattern does in a clause.
type Part string

// The parts of a clause.
const (
	Say     Part = "say"
	With    Part = "with"
	Without Part = "without"
	Unless  Part = "unless"
)

// Of lists the patterns of a clause that do the part.
func (p Part) Of(c *lexicon.Clause) []*lexicon.Pattern {
	switch p {
	case Say:
		return c.Say
	case With:
		return c.With
	case Without:
		return c.Without
	default:
		return c.Unless
	}
}

// Own makes the mutants of what the rule says itself; where it only joins conditions by all, any and none, of what those
// say. All makes the mutants of every condition that the rule leans on, its contexts too. Their order depends on nothing
// but the rule.
func Own(rule *lexicon.Rule) []Mutant {
	if rule.Condition.HasClauses() {
		return of(rule, []*lexicon.Condition{rule.Condition})
	}
	var joined []*lexicon.Condition
	var visit func(c *lexicon.Condition)
	visit = func(c *lexicon.Condition) {
		if slices.Contains(joined, c) {
			return
		}
		joined = append(joined, c)
		for _, list := range [][]*lexicon.Condition{c.All, c.Any, c.None} {
			for _, inner := range list {
				visit(inner)
			}
		}
	}
	visit(rule.Condition)
	return of(rule, joined)
}

// All is described with Own.
func All(rule *lexicon.Rule) []Mutant { return of(rule, rule.Conditions()) }

func of(rule *lexicon.Rule, conditions []*lexicon.Condition) []Mutant {
	var out []Mutant
	add := func(m Mutant, change func(*lexicon.Clause) *lexicon.Clause) {
		m.Original, m.Rule = rule, Rewrite(rule, change)
		out = append(out, m)
	}
	excepted := map[*lexicon.Pattern]bool{}
	for _, c := range conditions {
		clauses := 0
		for _, list := range c.Clauses {
			clauses += len(list)
		}
		for _, list := range c.Clauses {
			for _, clause := range list {
				if clauses > 1 {
					add(Mutant{Kind: ClauseDropped, Position: clause.Position, Clause: clause}, only(clause, func(*lexicon.Clause) *lexicon.Clause { return nil }))
				}
				said(clause, add)
				exceptions(clause, excepted, add)
			}
		}
	}
	return out
}

type adder func(m Mutant, change func(*lexicon.Clause) *lexicon.Clause)

// only restricts a change to one clause.
func only(target *lexicon.Clause, change func(*lexicon.Clause) *lexicon.Clause) func(*lexicon.Clause) *lexicon.Clause {
	return func(c *lexicon.Clause) *lexicon.Clause {
		if c != target {
			return c
		}
		return change(c)
	}
}

// said changes what a clause says and demands.
func said(clause *lexicon.Clause, add adder) {
	for k, p := range clause.Say {
		if len(clause.Say)+len(clause.Like) > 1 {
			add(Mutant{Kind: PatternDropped, Position: p.Position, Clause: clause, Pattern: p, Part: Say}, only(clause, func(c *lexicon.Clause) *lexicon.Clause {
				out := *c
				out.Say = slices.Delete(slices.Clone(c.Say), k, k+1)
				return &out
			}))
		}
		if wide, ok := widened(p, clause.Options.Gap); ok {
			add(Mutant{Kind: GapWidened, Position: p.Position, Clause: clause, Pattern: p, Part: Say}, only(clause, func(c *lexicon.Clause) *lexicon.Clause {
				out := *c
				out.Say = slices.Clone(c.Say)
				out.Say[k] = wide
				return &out
			}))
		}
	}
	for k, p := range clause.With {
		if len(clause.With) > 1 {
			add(Mutant{Kind: DemandDropped, Position: p.Position, Clause: clause, Pattern: p, Part: With}, only(clause, func(c *lexicon.Clause) *lexicon.Clause {
				out := *c
				out.With = slices.Delete(slices.Clone(c.With), k, k+1)
				return &out
			}))
		}
	}
}

// exceptions deletes what a clause excepts, each pattern once: those of a condition stand in all its clauses, and are
// deleted from all of them.
func exceptions(clause *lexicon.Clause, seen map[*lexicon.Pattern]bool, add adder) {
	for _, part := range []Part{Unless, Without} {
		for _, p := range part.Of(clause) {
			if seen[p] {
				continue
			}
			seen[p] = true
			same := func(q *lexicon.Pattern) bool { return q == p }
			add(Mutant{Kind: ExceptionDropped, Position: p.Position, Clause: clause, Pattern: p, Part: part}, func(c *lexicon.Clause) *lexicon.Clause {
				if !slices.Contains(c.Unless, p) && !slices.Contains(c.Without, p) {
					return c
				}
				out := *c
				out.Unless = slices.DeleteFunc(slices.Clone(c.Unless), same)
				out.Without = slices.DeleteFunc(slices.Clone(c.Without), same)
				return &out
			})
		}
	}
}
