package lexicon

import "strings"

// resolver looks up the names that one file uses.
type resolver struct {
	*composer
	scope   *file
	visible []*file
}

type termState uint8

const (
	termUnseen termState = iota
	termOpen
	termDone
)

func (r *resolver) resolveFile() {
	for _, name := range r.scope.termOrder {
		r.term(r.scope.terms[name])
	}
	for _, name := range r.scope.condOrder {
		c := r.scope.conditions[name]
		if c.ref != "" {
			r.scope.conditions[name] = r.named(c)
			continue
		}
		r.condition(c)
	}
	for _, name := range r.scope.condOrder {
		r.scope.conditions[name].speakPlainly()
	}
	for _, rule := range r.scope.rules {
		for _, c := range []**Condition{&rule.Condition, &rule.When, &rule.UnlessSession} {
			r.pointer(c)
		}
		r.expression(rule.Where)
	}
	for i := range r.scope.extensions {
		x := &r.scope.extensions[i]
		r.patterns(x.add)
		if x.rule == nil {
			continue
		}
		r.patterns(x.rule.condition.defaults.Unless)
		r.patterns(x.rule.condition.defaults.Without)
		r.pointer(&x.cond)
		r.pointer(&x.rule.UnlessSession)
	}
}

// pointer replaces a name by what it stands for, and resolves what is written out in place.
func (r *resolver) pointer(at **Condition) {
	c := *at
	switch {
	case c == nil:
	case c.ref != "":
		*at = r.named(c)
	default:
		r.condition(c)
	}
}

func (r *resolver) named(c *Condition) *Condition {
	for _, f := range r.visible {
		found := f.conditions[c.ref]
		if found == nil {
			continue
		}
		for _, open := range r.path {
			if open == found {
				r.fail(c.Position, "condition %q leads back to itself", c.ref)
				return &Condition{Position: c.Position, Name: c.ref}
			}
		}
		r.path = append(r.path, found)
		r.resolvers[f].pointer(&found)
		r.path = r.path[:len(r.path)-1]
		return found
	}
	r.fail(c.Position, "there is no condition %q here; import the file that has it", c.ref)
	return &Condition{Position: c.Position, Name: c.ref}
}

func (r *resolver) condition(c *Condition) {
	if r.done[c] {
		return
	}
	r.done[c] = true
	r.path = append(r.path, c)
	defer func() { r.path = r.path[:len(r.path)-1] }()
	for _, list := range c.Clauses {
		for _, clause := range list {
			r.patterns(clause.Say)
			r.patterns(clause.With)
			r.patterns(clause.Without)
			r.patterns(clause.Unless)
			r.place(&clause.Place)
		}
	}
	for _, list := range [][]*Condition{c.All, c.Any, c.None} {
		for i := range list {
			r.pointer(&list[i])
		}
	}
	r.place(&c.Place)
	r.expression(c.Measure)
	r.expression(c.Where)
}

// expression resolves the conditions that an expression counts.
func (r *resolver) expression(e *Expression) {
	if e == nil {
		return
	}
	for _, name := range sortedKeys(e.Counted) {
		c := e.Counted[name]
		r.pointer(&c)
		e.Counted[name] = c
	}
}

func (r *resolver) place(p *Place) {
	r.pointer(&p.ReplyTo)
	r.pointer(&p.Beside)
	for _, rel := range []*Relation{p.After, p.Before, p.NotAfter, p.NotBefore} {
		if rel != nil {
			r.pointer(&rel.Condition)
		}
	}
}

func (r *resolver) patterns(list []*Pattern) {
	for _, p := range list {
		r.pattern(p)
	}
}

// pattern binds the classes that a pattern names, once.
func (r *resolver) pattern(p *Pattern) {
	if len(p.Names) == 0 || p.Classes != nil {
		return
	}
	p.Classes = make(map[string]*Term, len(p.Names))
	for _, class := range p.Names {
		if p.Classes[class.Name] != nil {
			continue
		}
		at := p.Position
		at.Column += class.Column - 1
		if term := r.lookup(class.Name); term == nil {
			r.fail(at, "there is no term class <%s> here; known: %s", class.Name, strings.Join(r.scope.termOrder, ", "))
		} else {
			term.Used = true
			p.Classes[class.Name] = term
		}
	}
}

func (r *resolver) lookup(name string) *Term {
	for _, f := range r.visible {
		if t := f.terms[name]; t != nil {
			return t
		}
	}
	return nil
}

// term binds the entries of a class of this file and refuses circles.
func (r *resolver) term(t *Term) {
	switch r.terms[t] {
	case termDone:
		return
	case termOpen:
		r.fail(t.Position, "term class %q contains itself", t.Name)
		return
	}
	r.terms[t] = termOpen
	for _, p := range t.Entries {
		r.pattern(p)
		for _, name := range sortedKeys(p.Classes) {
			inner := p.Classes[name]
			r.owner[inner].term(inner)
		}
	}
	r.terms[t] = termDone
}
