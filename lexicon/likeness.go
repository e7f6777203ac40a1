package lexicon

import "slices"

// Subject is whose words the examples of a condition are where nobody stands in front: those of the first speaker of whom
// its lists, or the lists within its any and all, speak; customers before agents. Agents where there is no such list.
func (c *Condition) Subject() Speaker {
	for _, s := range []Speaker{Customer, Agent, Robot, System} {
		if c.hears(s, map[*Condition]bool{}) {
			return s
		}
	}
	return Agent
}

func (c *Condition) hears(s Speaker, seen map[*Condition]bool) bool {
	if seen[c] {
		return false
	}
	seen[c] = true
	return len(c.Clauses[s]) > 0 ||
		slices.ContainsFunc(slices.Concat(c.Any, c.All), func(inner *Condition) bool { return inner.hears(s, seen) })
}

// ClassID names what a classifier learns from the condition's examples, apart from those of all other conditions of its
// layer and from all rules.
func (c *Condition) ClassID() string { return c.Lexicon + "/" + c.Name }

// Class names the class of the classifier that the likeness is to.
func (l *Likeness) Class() string {
	if l.Condition != nil {
		return l.Condition.ClassID()
	}
	return l.Rule
}

// Bound says whether it is known whose examples are meant: it is not where resembles stands in a relation.
func (l *Likeness) Bound() bool { return l.Class() != "" }

// own visits the clauses in the lists of a condition, and in lists within its any and all: those of which it is clear
// that they speak of the same thing as the condition.
func (c *Condition) own(visit func(Speaker, *Clause)) {
	for _, inner := range slices.Concat(c.Any, c.All) {
		inner.own(visit)
	}
	for speaker, list := range c.Clauses {
		for _, clause := range list {
			visit(Speaker(speaker), clause)
		}
	}
}

// bindToRule tells the clauses that ask for likeness in a rule's own lists, c, that the rule's examples are meant.
func (d *decoder) bindToRule(rule *Rule, c *Condition) {
	c.own(func(speaker Speaker, c *Clause) {
		switch {
		case c.Resembles == nil:
		case speaker != Agent || rule.Kind == Required || rule.Kind == Conduct:
			d.failAt(c.Resembles.Position, "rule %s: resembles belongs to what the agent says in rules of kind banned or violation, or to named conditions", rule.ID)
		case c.Place.Per != PerMessage:
			d.failAt(c.Resembles.Position, "rule %s: resembles looks at single messages; leave per out", rule.ID)
		default:
			c.Resembles.Rule = rule.ID
		}
	})
}

// bindToCondition tells the clauses that ask for likeness in the own lists of a named condition that its examples are
// meant. They are all about one speaker, whose messages the examples teach.
func (d *decoder) bindToCondition(named *Condition) {
	for _, e := range named.Examples.Suspect {
		d.failAt(e.Position, "condition %s: a condition holds or does not; examples stand under hit or miss", named.Name)
	}
	var first Speaker
	known := false
	named.own(func(speaker Speaker, c *Clause) {
		switch {
		case c.Resembles == nil:
		case speaker != Agent && speaker != Customer:
			d.failAt(c.Resembles.Position, "condition %s: resembles belongs to what the customer or the agent says", named.Name)
		case known && speaker != first:
			d.failAt(c.Resembles.Position, "condition %s: likeness to one set of examples is asked of the %s and of the %s; make two conditions", named.Name, first, speaker)
		case c.Place.Per != PerMessage:
			d.failAt(c.Resembles.Position, "condition %s: resembles looks at single messages; leave per out", named.Name)
		default:
			first, known = speaker, true
			c.Resembles.Condition = named
		}
	})
}

// speakPlainly gives the plain sentences among the examples of a named condition to the one whom the condition is about.
func (c *Condition) speakPlainly() {
	for _, e := range slices.Concat(c.Examples.Hit, c.Examples.Miss) {
		if e.Plain {
			e.Lines[0].Speaker = c.Subject()
		}
	}
}

// Likenesses lists the clauses in the condition's reach that ask for likeness, with their speakers.
func (c *Condition) Likenesses() []*Likeness {
	var out []*Likeness
	for _, inner := range c.Reach() {
		for _, list := range inner.Clauses {
			for _, clause := range list {
				if clause.Resembles != nil {
					out = append(out, clause.Resembles)
				}
			}
		}
	}
	return out
}
