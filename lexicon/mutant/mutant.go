// Package mutant changes rules for the worse, one part at a time: what good examples notice.
package mutant

import (
	"fmt"
	"slices"

	"zhijian/lexicon"
	"zhijian/lexicon/pattern"
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
)

// Mutant is a rule with one thing about it changed for the worse.
type Mutant struct {
	lexicon.Position               // of what was changed
	Kind             Kind          //
	Rule             *lexicon.Rule // changed
	Original         *lexicon.Rule
	Clause           *lexicon.Clause  // of the original rule, that the changed part belongs to
	Pattern          *lexicon.Pattern // dropped or widened; nil where a clause was dropped
	Wide             *lexicon.Pattern // the widened pattern
	Without          bool             // the exception stands under without
}

// Own makes the mutants of what the rule says itself; All those of every condition that it leans on too. Their order
// depends on nothing but the rule.
func Own(rule *lexicon.Rule) []Mutant { return of(rule, []*lexicon.Condition{rule.Condition}) }

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
			add(Mutant{Kind: PatternDropped, Position: p.Position, Clause: clause, Pattern: p}, only(clause, func(c *lexicon.Clause) *lexicon.Clause {
				out := *c
				out.Say = slices.Delete(slices.Clone(c.Say), k, k+1)
				return &out
			}))
		}
		if wide, ok := widened(p, clause.Options.Gap); ok {
			add(Mutant{Kind: GapWidened, Position: p.Position, Clause: clause, Pattern: p, Wide: wide}, only(clause, func(c *lexicon.Clause) *lexicon.Clause {
				out := *c
				out.Say = slices.Clone(c.Say)
				out.Say[k] = wide
				return &out
			}))
		}
	}
	for k, p := range clause.With {
		if len(clause.With) > 1 {
			add(Mutant{Kind: DemandDropped, Position: p.Position, Clause: clause, Pattern: p}, only(clause, func(c *lexicon.Clause) *lexicon.Clause {
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
	for i, list := range [][]*lexicon.Pattern{clause.Unless, clause.Without} {
		for _, p := range list {
			if seen[p] {
				continue
			}
			seen[p] = true
			same := func(q *lexicon.Pattern) bool { return q == p }
			add(Mutant{Kind: ExceptionDropped, Position: p.Position, Clause: clause, Pattern: p, Without: i == 1}, func(c *lexicon.Clause) *lexicon.Clause {
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

// widened gives every gap of the pattern the widest span that the pattern's reach leaves it; false where it has none that
// grows.
func widened(p *lexicon.Pattern, bare int) (*lexicon.Pattern, bool) {
	if p.Root == nil {
		return nil, false
	}
	if bare == 0 {
		bare = pattern.DefaultGapWidth
	}
	gaps := 0
	pattern.Walk(p.Root, func(n pattern.Node) {
		if _, ok := n.(pattern.Gap); ok {
			gaps++
		}
	})
	if gaps == 0 {
		return nil, false
	}
	// As far as it may be without the pattern being refused, so that the examples and not the loader find it out.
	widest := min(pattern.MaxGap, pattern.MaxReach/gaps)
	grown := false
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
			if n.Max == pattern.DefaultGap {
				n.Max = bare
			}
			grown = grown || n.Max < widest
			return pattern.Gap{Min: n.Min, Max: max(n.Max, widest)}
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
	return &out, grown
}
