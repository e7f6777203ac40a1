package lexicon

import (
	"slices"

	"zhijian/lexicon/ast"
)

// extension adds to a rule, or to a term class, of a lower layer.
type extension struct {
	Position
	rule *ruleDraft // nil for a term
	cond *Condition // of the rule
	term string
	add  []*Pattern

	layer int // of the file
}

// termExtension is an extension of a term while it is read.
type termExtension struct {
	term string
	add  []*Pattern
}

func termExtensionFields() []field[termExtension] {
	return []field[termExtension]{
		{"term", formText, "the class to extend", func(d *decoder, n ast.Node, t *termExtension) { t.term, _ = d.text(n) }},
		{"add", formPattern, "words to add", func(d *decoder, n ast.Node, t *termExtension) { t.add = d.patterns(n) }},
	}
}

// fixed are the keys of a rule that an extension cannot change: a rule that differs in them is another rule.
var fixed = map[string]bool{"kind": true, "when": true, "each": true, "scope": true}

func (d *decoder) extensions(n ast.Node, f *file) {
	for _, item := range d.list(n) {
		isTerm := false
		for key := range item.Pairs() {
			isTerm = isTerm || key.Text == "term"
		}
		if isTerm {
			var t termExtension
			decodeMapping(d, item, "an extension of a term", &t, termExtensionFields())
			f.extensions = append(f.extensions, extension{Position: d.at(item), term: t.term, add: t.add})
			continue
		}
		r := d.decodeRule(item)
		if r == nil {
			continue
		}
		if r.ID == "" {
			d.fail(item, "an extension names a rule by id, or a class by term")
			continue
		}
		for key := range r.keys {
			if fixed[key] {
				d.fail(item, "an extension cannot change %s of a rule; override the whole rule instead", key)
			}
		}
		x := extension{Position: r.Position, rule: r}
		for s, list := range r.condition.clauses {
			for _, clause := range list {
				if x.cond == nil {
					x.cond = &Condition{Position: r.Position}
				}
				x.cond.Clauses[s] = append(x.cond.Clauses[s], clause.withDefaults(&r.condition.defaults))
			}
		}
		if x.cond != nil {
			d.bindToRule(&Rule{ID: r.ID, Kind: Banned}, x.cond)
		}
		f.extensions = append(f.extensions, x)
	}
}

// applyTo works the extension into a rule. Lists grow, single values are replaced.
func (x *extension) applyTo(rule *Rule) *Rule {
	out := *rule
	cond := *rule.Condition
	out.Condition = &cond
	for s := range cond.Clauses {
		list := make([]*Clause, 0, len(cond.Clauses[s]))
		for _, clause := range cond.Clauses[s] {
			grown := *clause
			grown.Unless = slices.Concat(clause.Unless, x.rule.condition.defaults.Unless)
			grown.Without = slices.Concat(clause.Without, x.rule.condition.defaults.Without)
			list = append(list, &grown)
		}
		if x.cond != nil {
			list = append(list, x.cond.Clauses[s]...)
		}
		cond.Clauses[s] = list
	}
	out.Examples.Hit = slices.Concat(rule.Examples.Hit, x.rule.Examples.Hit)
	out.Examples.Suspect = slices.Concat(rule.Examples.Suspect, x.rule.Examples.Suspect)
	out.Examples.Miss = slices.Concat(rule.Examples.Miss, x.rule.Examples.Miss)
	x.replace(&out)
	if x.rule.keys["examples"] || x.rule.keys["doubt_below"] || x.asksLikeness() {
		out.Layer = x.layer // what was learnt of the rule in its own layer is no longer all
	}
	return &out
}

func (x *extension) asksLikeness() bool {
	return x.cond != nil && slices.ContainsFunc(x.cond.Clauses[Agent], func(c *Clause) bool { return c.Resembles != nil })
}

func (x *extension) replace(out *Rule) {
	own := &x.rule.Rule
	for key, set := range map[string]func(){
		"title": func() { out.Title = own.Title }, "category": func() { out.Category = own.Category },
		"severity": func() { out.Severity = own.Severity }, "fatal": func() { out.Fatal = own.Fatal },
		"deduct": func() { out.Deduct = own.Deduct }, "bonus": func() { out.Bonus = own.Bonus }, "cap": func() { out.Cap = own.Cap },
		"platform_points": func() { out.PlatformPoints = own.PlatformPoints }, "fine": func() { out.Fine = own.Fine },
		"cite": func() { out.Cite = own.Cite }, "advice": func() { out.Advice = own.Advice }, "owner": func() { out.Owner = own.Owner },
		"tags": func() { out.Tags = own.Tags }, "channel": func() { out.Channel = own.Channel },
		"platforms": func() { out.Platforms = own.Platforms }, "teams": func() { out.Teams = own.Teams },
		"since": func() { out.Since = own.Since }, "until": func() { out.Until = own.Until },
		"default": func() { out.Off = own.Off }, "where": func() { out.Where = own.Where },
		"measure":        func() { out.Condition.Measure = x.rule.condition.Measure },
		"event":          func() { out.Condition.Event = x.rule.condition.Event },
		"times":          func() { out.Condition.Times = x.rule.condition.Times },
		"unless_session": func() { out.UnlessSession = own.UnlessSession },
		"doubt_below": func() {
			out.DoubtBelow = &Likeness{Position: own.DoubtBelow.Position, Rule: out.ID, Least: own.DoubtBelow.Least}
		},
	} {
		if x.rule.keys[key] {
			set()
		}
	}
}
