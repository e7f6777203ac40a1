package lexicon

import (
	"slices"

	"zhijian/lexicon/ast"
)

// ExampleGroup is examples that stand by themselves, under examples at the top level of a file, and what each of them is an
// example of. They count like those beside the rules and conditions that the group names.
type ExampleGroup struct {
	Position
	Hit, Suspect, Miss []Reference // rules of the layer by id, and conditions that the file sees by name
	Said               []*Example
	Conditions         []*Condition // those that it names
}

// exampleGroupNeeds are the keys that a group of examples must have.
var exampleGroupNeeds = []string{"said"}

func exampleGroupFields() []field[ExampleGroup] {
	names := func(key, doc string, at func(*ExampleGroup) *[]Reference) field[ExampleGroup] {
		return field[ExampleGroup]{key, formTexts, doc, func(d *decoder, n ast.Node, g *ExampleGroup) {
			*at(g) = references(d.references(n))
		}}
	}
	return []field[ExampleGroup]{
		names("hit", "rules that each of them must hit, and conditions that hold in it", func(g *ExampleGroup) *[]Reference { return &g.Hit }),
		names("suspect", "rules that each of them must hit as a suspect only", func(g *ExampleGroup) *[]Reference { return &g.Suspect }),
		names("miss", "rules that none of them may hit, and conditions that hold in none", func(g *ExampleGroup) *[]Reference { return &g.Miss }),
		{"said", formTexts, "the examples", func(d *decoder, n ast.Node, g *ExampleGroup) { g.Said = d.examples(n) }},
	}
}

func (d *decoder) exampleGroups(n ast.Node, f *file) {
	for _, item := range d.list(n) {
		g := &ExampleGroup{Position: d.at(item)}
		if !decodeMapping(d, item, "a group of examples", g, exampleGroupFields()) {
			continue
		}
		switch {
		case len(g.Said) == 0:
			d.failAt(g.Position, "a group of examples needs said: the examples themselves")
		case len(g.Hit)+len(g.Suspect)+len(g.Miss) == 0:
			d.failAt(g.Position, "a group of examples needs hit, suspect or miss: the rules and conditions that they are examples of")
		default:
			f.groups = append(f.groups, g)
		}
	}
}

// shareExamples puts the examples of groups beside the rules and conditions that the groups name.
func (c *composer) shareExamples() {
	for _, f := range c.files {
		for _, g := range f.groups {
			for _, ref := range g.Hit {
				c.share(f, g, ref, func(e *Examples) *[]*Example { return &e.Hit })
			}
			for _, ref := range g.Suspect {
				if !idForm.MatchString(ref.Name) {
					c.fail(ref.Position, "condition %s: a condition holds or does not; examples stand under hit or miss", ref.Name)
					continue
				}
				c.share(f, g, ref, func(e *Examples) *[]*Example { return &e.Suspect })
			}
			for _, ref := range g.Miss {
				c.share(f, g, ref, func(e *Examples) *[]*Example { return &e.Miss })
			}
		}
	}
}

// share puts the examples of a group of the file into a list of what the group refers to. Each gets copies: who speaks in a plain sentence
// is another for another condition.
func (c *composer) share(f *file, g *ExampleGroup, ref Reference, list func(*Examples) *[]*Example) {
	examples := c.examplesOf(f, g, ref)
	if examples == nil {
		return
	}
	at := list(examples)
	*at = slices.Grow(*at, len(g.Said))
	for _, e := range g.Said {
		own := *e
		own.Lines = slices.Clone(e.Lines)
		*at = append(*at, &own)
	}
}

// examplesOf finds what a group of the file refers to.
func (c *composer) examplesOf(f *file, g *ExampleGroup, ref Reference) *Examples {
	if !idForm.MatchString(ref.Name) {
		for _, other := range c.resolvers[f].visible {
			if cond := other.conditions[ref.Name]; cond != nil && other.source.Layer == f.source.Layer {
				g.Conditions = append(g.Conditions, cond)
				return &cond.Examples
			}
		}
		c.fail(ref.Position, "there is no condition %q here, in a file of the same layer, that could have examples; import the file that has it", ref.Name)
		return nil
	}
	for _, other := range c.files {
		if other.source.Layer != f.source.Layer {
			continue
		}
		if i := slices.IndexFunc(other.rules, func(r *Rule) bool { return r.ID == ref.Name }); i >= 0 {
			return &other.rules[i].Examples
		}
	}
	c.fail(ref.Position, "no file of this layer has a rule %s that could have examples; those for a rule of a lower layer stand under extend", ref.Name)
	return nil
}
