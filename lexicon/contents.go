package lexicon

import "slices"

// Contents is what one file of a set defines, in the order of the file and before higher layers changed it: what tools
// that look at files, rather than at rules in force, ask for.
type Contents struct {
	Source     Source
	ID, Title  string
	Imports    []Import
	Terms      []*Term
	Conditions []*Condition // the named ones
	Rules      []*Rule
	Disable    []Reference
	Enable     []Reference
	Examples   []*ExampleGroup // those that stand by themselves
	Ordinary   []*Example      // talk that no rule about wording hits
	Allow      []*Allowance
	Extensions []Extension
}

// Extension is what a file adds to a rule or a class of lower layers, and which single values of a rule it replaces.
type Extension struct {
	Position
	Rule string   // "" of a class
	Term string   // "" of a rule
	Keys []string // of a rule, as they are written, sorted; without id
}

// Import is the name of a file that another file may use the names of.
type Import struct {
	Reference
	File string // Source.Name of the file that is meant
}

// Reference is a name that a file uses, with its place.
type Reference struct {
	Position
	Name string
}

func (f *file) contents() Contents {
	out := Contents{
		Source: f.source, ID: f.id, Title: f.title, Rules: f.rules,
		Disable: references(f.disable), Enable: references(f.enable),
		Examples: f.groups, Ordinary: f.ordinary, Allow: f.allow,
	}
	for i, ref := range references(f.imports) {
		if from := f.imported[i]; from != nil {
			out.Imports = append(out.Imports, Import{ref, from.source.Name})
		}
	}
	for i := range f.extensions {
		x := &f.extensions[i]
		e := Extension{Position: x.Position, Term: x.term}
		if x.rule != nil {
			e.Rule = x.rule.ID
			e.Keys = slices.DeleteFunc(sortedKeys(x.rule.keys), func(key string) bool { return key == "id" })
		}
		out.Extensions = append(out.Extensions, e)
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
	disabled := map[string]bool{}
	for _, f := range c.files {
		set.Files = append(set.Files, f.contents())
		for _, ref := range f.disable {
			disabled[ref.name] = true
		}
	}
	for _, id := range sortedKeys(c.rules) {
		if r := c.rules[id]; r.Off && !disabled[id] {
			set.Off = append(set.Off, r)
		}
	}
}
