package mutant

import "zhijian/lexicon"

// Rewrite makes a copy of the rule in which every clause of every condition that it leans on is what change makes of it;
// clauses of which change makes nil are left out. The rule itself stays as it is.
func Rewrite(rule *lexicon.Rule, change func(*lexicon.Clause) *lexicon.Clause) *lexicon.Rule {
	w := rewriter{change: change, done: map[*lexicon.Condition]*lexicon.Condition{}}
	out := *rule
	out.Condition, out.When, out.UnlessSession = w.condition(rule.Condition), w.condition(rule.When), w.condition(rule.UnlessSession)
	out.Where = w.expression(rule.Where)
	return &out
}

type rewriter struct {
	change func(*lexicon.Clause) *lexicon.Clause
	done   map[*lexicon.Condition]*lexicon.Condition
}

func (w *rewriter) condition(c *lexicon.Condition) *lexicon.Condition {
	if c == nil {
		return nil
	}
	if known := w.done[c]; known != nil {
		return known
	}
	out := *c
	w.done[c] = &out
	for s, list := range c.Clauses {
		out.Clauses[s] = nil
		for _, clause := range list {
			changed := w.change(clause)
			if changed == nil {
				continue
			}
			own := *changed
			own.Place = w.place(&changed.Place)
			out.Clauses[s] = append(out.Clauses[s], &own)
		}
	}
	out.All, out.Any, out.None = w.list(c.All), w.list(c.Any), w.list(c.None)
	out.Place = w.place(&c.Place)
	out.Measure, out.Where = w.expression(c.Measure), w.expression(c.Where)
	return &out
}

func (w *rewriter) list(list []*lexicon.Condition) []*lexicon.Condition {
	out := make([]*lexicon.Condition, 0, len(list))
	for _, c := range list {
		out = append(out, w.condition(c))
	}
	return out
}

func (w *rewriter) place(p *lexicon.Place) lexicon.Place {
	out := *p
	out.ReplyTo, out.Beside = w.condition(p.ReplyTo), w.condition(p.Beside)
	out.After, out.Before = w.relation(p.After), w.relation(p.Before)
	out.NotAfter, out.NotBefore = w.relation(p.NotAfter), w.relation(p.NotBefore)
	return out
}

func (w *rewriter) relation(r *lexicon.Relation) *lexicon.Relation {
	if r == nil {
		return nil
	}
	out := *r
	out.Condition = w.condition(r.Condition)
	return &out
}

func (w *rewriter) expression(e *lexicon.Expression) *lexicon.Expression {
	if e == nil || len(e.Counted) == 0 {
		return e
	}
	out := *e
	out.Counted = make(map[string]*lexicon.Condition, len(e.Counted))
	for name, c := range e.Counted {
		out.Counted[name] = w.condition(c)
	}
	return &out
}
