package mutant

import (
	"slices"

	"zhijian/lexicon"
	"zhijian/lexicon/pattern"
)

// never is a pattern that no text matches: its character is one that no message holds.
func never(at lexicon.Position) *lexicon.Pattern {
	return &lexicon.Pattern{Position: at, Pattern: &pattern.Pattern{Source: "(never)", Root: pattern.Lit{Text: "\U0010FFFD"}}}
}

// Losing makes the rule lose a pattern, wherever it stands in what the rule leans on: nothing matches it any more. clause
// and part say where one such place is.
func Losing(rule *lexicon.Rule, clause *lexicon.Clause, part Part, p *lexicon.Pattern) Mutant {
	m := Mutant{Kind: PatternDropped, Position: p.Position, Original: rule, Clause: clause, Pattern: p, Part: part}
	switch part {
	case With:
		m.Kind = DemandDropped
	case Unless, Without:
		m.Kind = ExceptionDropped
	}
	m.Rule = exchanged(rule, func(q *lexicon.Pattern) *lexicon.Pattern {
		if q == p {
			return never(p.Position)
		}
		return q
	})
	return m
}

// LosingWord makes the rule lose an entry of a class, in every pattern that names it. clause, part and p are one such
// place.
func LosingWord(rule *lexicon.Rule, clause *lexicon.Clause, part Part, p, entry *lexicon.Pattern) Mutant {
	l := loser{entry: entry, terms: map[*lexicon.Term]*lexicon.Term{}}
	return Mutant{
		Kind: WordDropped, Position: entry.Position, Original: rule, Clause: clause, Pattern: p, Part: part, Entry: entry,
		Rule: exchanged(rule, l.pattern),
	}
}

// exchanged is the rule with every pattern replaced by what change makes of it.
func exchanged(rule *lexicon.Rule, change func(*lexicon.Pattern) *lexicon.Pattern) *lexicon.Rule {
	list := func(in []*lexicon.Pattern) []*lexicon.Pattern {
		out := make([]*lexicon.Pattern, 0, len(in))
		for _, p := range in {
			out = append(out, change(p))
		}
		return out
	}
	return Rewrite(rule, func(c *lexicon.Clause) *lexicon.Clause {
		out := *c
		out.Say, out.With, out.Without, out.Unless = list(c.Say), list(c.With), list(c.Without), list(c.Unless)
		return &out
	})
}

// loser rewrites patterns whose classes lead to an entry. Classes that do not stay what they are, so that they are
// compiled once.
type loser struct {
	entry *lexicon.Pattern
	terms map[*lexicon.Term]*lexicon.Term
}

func (l *loser) pattern(p *lexicon.Pattern) *lexicon.Pattern {
	if p == l.entry {
		return never(p.Position)
	}
	var classes map[string]*lexicon.Term
	for name, term := range p.Classes {
		changed := l.term(term)
		if changed == term {
			continue
		}
		if classes == nil {
			classes = make(map[string]*lexicon.Term, len(p.Classes))
			for k, v := range p.Classes {
				classes[k] = v
			}
		}
		classes[name] = changed
	}
	if classes == nil {
		return p
	}
	out := *p
	out.Classes = classes
	return &out
}

func (l *loser) term(t *lexicon.Term) *lexicon.Term {
	if known := l.terms[t]; known != nil {
		return known
	}
	l.terms[t] = t
	entries := make([]*lexicon.Pattern, 0, len(t.Entries))
	for _, e := range t.Entries {
		entries = append(entries, l.pattern(e))
	}
	if !slices.Equal(entries, t.Entries) {
		out := *t
		out.Entries = entries
		l.terms[t] = &out
	}
	return l.terms[t]
}
