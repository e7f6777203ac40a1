package lexicon

import (
	"cmp"
	"fmt"
	"path"
	"slices"

	"zhijian/lexicon/norm"
)

// composer puts files together into a set.
type composer struct {
	files    []*file
	problems *Problems
	rules    map[string]*Rule
	layer    map[string]int // of the file that a rule comes from

	resolvers map[*file]*resolver
	owner     map[*Term]*resolver // of the file that defines the class
	terms     map[*Term]termState
	done      map[*Condition]bool
	path      []*Condition // the conditions being resolved, to find circles
}

// compose looks up names, then lets higher layers override, extend, disable and enable what lower ones say. Within a
// layer the order of files means nothing: a rule that two of them define is a mistake.
func compose(files []*file, problems *Problems) *Set {
	slices.SortStableFunc(files, func(a, b *file) int {
		return cmp.Or(cmp.Compare(a.source.Layer, b.source.Layer), cmp.Compare(a.source.Name, b.source.Name))
	})
	c := &composer{
		files: files, problems: problems, rules: map[string]*Rule{}, layer: map[string]int{},
		resolvers: map[*file]*resolver{}, owner: map[*Term]*resolver{}, terms: map[*Term]termState{}, done: map[*Condition]bool{},
	}
	c.extendTerms()
	for _, f := range files {
		r := &resolver{composer: c, scope: f, visible: c.visible(f)}
		c.resolvers[f] = r
		for _, t := range f.terms {
			c.owner[t] = r
		}
	}
	c.shareExamples()
	for _, f := range files {
		c.resolvers[f].resolveFile()
	}
	set := &Set{Normalise: norm.DefaultOptions()}
	for _, f := range files {
		c.addRules(f)
	}
	for _, f := range files {
		c.switches(f)
		for name, at := range normSwitches(&set.Normalise) {
			if on, said := f.normalise[name]; said {
				*at = on
			}
		}
	}
	for _, rule := range c.rules {
		if !rule.Off {
			set.Rules = append(set.Rules, rule)
		}
	}
	slices.SortFunc(set.Rules, func(a, b *Rule) int { return cmp.Compare(a.ID, b.ID) })
	c.describe(set)
	return set
}

func (c *composer) fail(at Position, format string, args ...any) {
	*c.problems = append(*c.problems, Problem{at, fmt.Sprintf(format, args...)})
}

// visible lists the files whose names a file may use: its own first, then its imports. Where files of several layers have
// the name that is imported, that of the file's own layer is meant, then the next below; the file itself is meant last.
func (c *composer) visible(f *file) []*file {
	out := []*file{f}
	for _, ref := range f.imports {
		var found, higher *file
		for _, other := range c.files {
			switch named := path.Base(other.source.Name) == ref.name || other.id == ref.name && other.id != ""; {
			case !named:
			case other.source.Layer > f.source.Layer:
				higher = other
			case found == nil || found == f || other != f && other.source.Layer > found.source.Layer:
				found = other
			}
		}
		f.imported = append(f.imported, found)
		switch {
		case found != nil:
			out = append(out, found)
		case higher != nil:
			c.fail(ref.Position, "%q lies in a higher layer than the file that imports it", ref.name)
		default:
			c.fail(ref.Position, "no lexicon file in force is named %q", ref.name)
		}
	}
	c.refuseShadows(out)
	return out
}

// refuseShadows refuses names that mean two things within the files that one file sees: which one a pattern gets would
// depend on the order of imports.
func (c *composer) refuseShadows(visible []*file) {
	type name struct {
		condition bool
		text      string
	}
	seen := map[name]Position{}
	define := func(n name, kind string, at Position) {
		if first, ok := seen[n]; ok && first != at {
			c.fail(visible[0].importPosition(), "%s %q is defined at %s and at %s, and this file sees both; rename one", kind, n.text, first, at)
			return
		}
		seen[n] = at
	}
	for _, f := range visible {
		for _, text := range f.termOrder {
			define(name{false, text}, "term class", f.terms[text].Position)
		}
		for _, text := range f.condOrder {
			define(name{true, text}, "condition", f.conditions[text].Position)
		}
	}
}

// importPosition is where a file names its imports.
func (f *file) importPosition() Position {
	if len(f.imports) > 0 {
		return f.imports[0].Position
	}
	return Position{File: f.source.Name, Line: 1, Column: 1}
}

// extendTerms adds words to the classes of lower layers, before any pattern is looked at.
func (c *composer) extendTerms() {
	for _, f := range c.files {
		for _, x := range f.extensions {
			if x.rule != nil {
				continue
			}
			found := false
			for _, lower := range c.files {
				if term := lower.terms[x.term]; term != nil && lower.source.Layer < f.source.Layer {
					term.Entries = append(term.Entries[:len(term.Entries):len(term.Entries)], x.add...)
					found = true
				}
			}
			if !found {
				c.fail(x.Position, "no lower layer has a term class %q to extend", x.term)
			}
		}
	}
}

func (c *composer) addRules(f *file) {
	for _, rule := range f.rules {
		if old := c.rules[rule.ID]; old != nil && c.layer[rule.ID] == f.source.Layer {
			c.fail(rule.Position, "rule %s is defined at %s too; to change a rule of a lower layer, use another --lexicon path", rule.ID, old.Position)
			continue
		}
		c.rules[rule.ID], c.layer[rule.ID] = rule, f.source.Layer
	}
	for i := range f.extensions {
		x := &f.extensions[i]
		x.layer = f.source.Layer
		if x.rule == nil {
			continue
		}
		old := c.rules[x.rule.ID]
		if old == nil {
			c.fail(x.Position, "there is no rule %s to extend", x.rule.ID)
			continue
		}
		c.rules[x.rule.ID] = x.applyTo(old)
	}
}

func (c *composer) switches(f *file) {
	for _, ref := range f.disable {
		if c.rules[ref.name] == nil {
			c.fail(ref.Position, "there is no rule %s to disable", ref.name)
			continue
		}
		off := *c.rules[ref.name]
		off.Off = true
		c.rules[ref.name] = &off
	}
	for _, ref := range f.enable {
		if c.rules[ref.name] == nil {
			c.fail(ref.Position, "there is no rule %s to enable", ref.name)
			continue
		}
		on := *c.rules[ref.name]
		on.Off = false
		c.rules[ref.name] = &on
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
