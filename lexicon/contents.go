package lexicon

import (
	"cmp"
	"slices"
)

// Contents is what one file of a set defines, in the order of the file and before higher layers changed it: what tools
// that look at files, rather than at rules in force, ask for.
type Contents struct {
	Source     Source
	ID, Title  string
	Imports    []Reference
	Terms      []*Term
	Conditions []*Condition // the named ones
	Rules      []*Rule
	Disable    []Reference
	Enable     []Reference
	Ordinary   []*Example // talk that no rule about wording hits
}

// Reference is a name that a file uses, with its place.
type Reference struct {
	Position
	Name string
}

func (f *file) contents() Contents {
	out := Contents{
		Source: f.source, ID: f.id, Title: f.title, Rules: f.rules,
		Imports: references(f.imports), Disable: references(f.disable), Enable: references(f.enable),
		Ordinary: f.ordinary,
	}
	for _, name := range f.termOrder {
		out.Terms = append(out.Terms, f.terms[name])
	}
	for _, name := range f.condOrder {
		out.Conditions = append(out.Conditions, f.conditions[name])
	}
	return out
}

func references(list []reference) []Reference {
	out := make([]Reference, 0, len(list))
	for _, ref := range list {
		out = append(out, Reference{ref.Position, ref.name})
	}
	return out
}

// describe fills in what a set tells of its files, and the rules that are off by default and were not enabled.
func (c *composer) describe(set *Set) {
	for _, f := range c.files {
		set.Files = append(set.Files, f.contents())
		for _, r := range f.rules {
			if r.Off && c.rules[r.ID] == r {
				set.Off = append(set.Off, r)
			}
		}
	}
	slices.SortFunc(set.Off, func(a, b *Rule) int { return cmp.Compare(a.ID, b.ID) })
}
