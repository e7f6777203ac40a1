package lexicon

// Conditions returns every condition that the rule leans on, each once: its own, those inside it, those that its clauses
// relate to and those that its expressions count; parents first.
func (r *Rule) Conditions() []*Condition {
	w := walker{seen: map[*Condition]bool{}}
	w.condition(r.Condition)
	w.condition(r.When)
	w.condition(r.UnlessSession)
	w.expression(r.Where)
	return w.out
}

// Reach returns the condition itself and every condition that it leans on, as Rule.Conditions does.
func (c *Condition) Reach() []*Condition {
	w := walker{seen: map[*Condition]bool{}}
	w.condition(c)
	return w.out
}

// LearnsFromExamples says whether the rule asks for likeness to its own examples.
func (r *Rule) LearnsFromExamples() bool {
	if r.DoubtBelow != nil {
		return true
	}
	for _, c := range r.Condition.Reach() {
		for _, clause := range c.Clauses[Agent] {
			if clause.Resembles != nil && clause.Resembles.Rule == r.ID {
				return true
			}
		}
	}
	return false
}

type walker struct {
	seen map[*Condition]bool
	out  []*Condition
}

func (w *walker) condition(c *Condition) {
	if c == nil || w.seen[c] {
		return
	}
	w.seen[c] = true
	w.out = append(w.out, c)
	for _, list := range c.Clauses {
		for _, clause := range list {
			w.place(&clause.Place)
		}
	}
	for _, list := range [][]*Condition{c.All, c.Any, c.None} {
		for _, part := range list {
			w.condition(part)
		}
	}
	w.place(&c.Place)
	w.expression(c.Measure)
	w.expression(c.Where)
}

func (w *walker) place(p *Place) {
	w.condition(p.ReplyTo)
	w.condition(p.Beside)
	for _, rel := range []*Relation{p.After, p.Before, p.NotAfter, p.NotBefore} {
		if rel != nil {
			w.condition(rel.Condition)
		}
	}
}

func (w *walker) expression(e *Expression) {
	if e == nil {
		return
	}
	for _, name := range sortedKeys(e.Counted) {
		w.condition(e.Counted[name])
	}
}

// Patterns returns the clause's patterns of all four lists: what is said, demanded, forbidden and excepted.
func (c *Clause) Patterns() []*Pattern {
	out := make([]*Pattern, 0, len(c.Say)+len(c.With)+len(c.Without)+len(c.Unless))
	for _, list := range [][]*Pattern{c.Say, c.With, c.Without, c.Unless} {
		out = append(out, list...)
	}
	return out
}

// Terms returns every class that the pattern names, directly or through other classes, each once, by the order in which
// they are met.
func (p *Pattern) Terms() []*Term {
	var out []*Term
	seen := map[*Term]bool{}
	var visit func(p *Pattern)
	visit = func(p *Pattern) {
		for _, name := range sortedKeys(p.Classes) {
			term := p.Classes[name]
			if seen[term] {
				continue
			}
			seen[term] = true
			out = append(out, term)
			for _, entry := range term.Entries {
				visit(entry)
			}
		}
	}
	visit(p)
	return out
}
