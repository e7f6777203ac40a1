package wording

import (
	"strings"

	"zhijian/lexicon"
)

// leadKey asks whether a clause is among those that a condition leans on.
type leadKey struct {
	from *lexicon.Condition
	to   *lexicon.Clause
}

// Focus is the part of a rule that a dialogue is to bring to bear: a clause, and what is said for it.
type Focus struct {
	Clause *lexicon.Clause
	Say    string
}

// Scene makes up a dialogue in which the rule's condition (or what asks for it, or what excuses it) comes to bear by the
// focus. Settings are those of an example. ok is false where the rule asks for what no words can give, such as
// measured times.
func (m *Maker) Scene(rule *lexicon.Rule, f Focus, settings map[string]string) (e *lexicon.Example, ok bool) {
	var lines []lexicon.Line
	for _, c := range m.scenery(rule, f) {
		part, fits := m.condition(c, f, 0)
		if !fits {
			return nil, false
		}
		lines = append(lines, part...)
	}
	if rule.Kind == lexicon.Required && (len(lines) == 0 || !m.leadsTo(rule.Condition, f.Clause)) {
		lines = append(lines, line(lexicon.Agent, "亲您稍等"))
	}
	if len(lines) == 0 {
		return nil, false
	}
	return example(settings, lines), true
}

// scenery lists the conditions that have to come about, one after the other.
func (m *Maker) scenery(rule *lexicon.Rule, f Focus) []*lexicon.Condition {
	var out []*lexicon.Condition
	if rule.When != nil {
		out = append(out, rule.When)
	}
	wanted := rule.Kind != lexicon.Required || m.leadsTo(rule.Condition, f.Clause)
	if wanted {
		out = append(out, rule.Condition)
	}
	if rule.UnlessSession != nil && m.leadsTo(rule.UnlessSession, f.Clause) {
		out = append(out, rule.UnlessSession)
	}
	return out
}

// leadsTo says whether the clause belongs to what the condition leans on.
func (m *Maker) leadsTo(c *lexicon.Condition, to *lexicon.Clause) bool {
	if c == nil || to == nil {
		return false
	}
	key := leadKey{c, to}
	known, ok := m.leads[key]
	if !ok {
		for _, inner := range c.Reach() {
			for _, list := range inner.Clauses {
				for _, clause := range list {
					known = known || clause == to
				}
			}
		}
		m.leads[key] = known
	}
	return known
}

// condition makes up utterances that make a condition hold.
func (m *Maker) condition(c *lexicon.Condition, f Focus, depth int) (lines []lexicon.Line, ok bool) {
	if c.Measure != nil || c.Event != nil || depth > mostDepth {
		return nil, false
	}
	if c.HasClauses() {
		speaker, clause := m.pickClause(c, f)
		if lines, ok = m.clause(speaker, clause, f, depth); !ok {
			return nil, false
		}
	}
	for _, part := range c.All {
		more, fits := m.condition(part, f, depth+1)
		if !fits {
			return nil, false
		}
		lines = append(lines, more...)
	}
	if len(c.Any) > 0 {
		more, fits := m.condition(m.pickCondition(c.Any, f), f, depth+1)
		if !fits {
			return nil, false
		}
		lines = append(lines, more...)
	}
	for _, part := range c.None {
		// What must not be is made up where it is what the dialogue is about; where that can be without it, now and then.
		if !m.leadsTo(part, f.Clause) || len(lines) > 0 && m.rng.IntN(2) == 0 {
			continue
		}
		more, fits := m.condition(part, f, depth+1)
		if !fits {
			return nil, false
		}
		lines = append(lines, more...)
	}
	if c.Times != nil {
		if lines, ok = m.repeat(c, lines, f, depth); !ok {
			return nil, false
		}
	}
	if !c.HasClauses() {
		return m.around(&c.Place, lines, f, depth)
	}
	return lines, true
}

// mostTimes bounds how often wording is repeated to reach a count.
const mostTimes = 6

// repeat makes up further hits of the condition's clauses, in turns of their own, until its count holds.
func (m *Maker) repeat(c *lexicon.Condition, lines []lexicon.Line, f Focus, depth int) ([]lexicon.Line, bool) {
	if !c.HasClauses() {
		return nil, false
	}
	for n := 1; !c.Times.Holds(n); n++ {
		if n > mostTimes || len(lines) == 0 {
			return nil, false
		}
		more, ok := m.condition(&lexicon.Condition{Clauses: c.Clauses}, f, depth+1)
		if !ok {
			return nil, false
		}
		lines = append(append(lines, reply(lines[len(lines)-1].Speaker)), more...)
	}
	return lines, true
}

// reply is something that means nothing, said by another than the speaker.
func reply(to lexicon.Speaker) lexicon.Line {
	if to == lexicon.Customer {
		return line(lexicon.Agent, "好的")
	}
	return line(lexicon.Customer, "好的")
}

// pickClause picks the clause in focus, one that leads to it, or any.
func (m *Maker) pickClause(c *lexicon.Condition, f Focus) (lexicon.Speaker, *lexicon.Clause) {
	type spoken struct {
		lexicon.Speaker
		*lexicon.Clause
	}
	var all, leading []spoken
	for s, list := range c.Clauses {
		for _, clause := range list {
			if clause == f.Clause {
				return lexicon.Speaker(s), clause
			}
			all = append(all, spoken{lexicon.Speaker(s), clause})
			if m.leadsTo(&lexicon.Condition{All: related(&clause.Place)}, f.Clause) {
				leading = append(leading, all[len(all)-1])
			}
		}
	}
	if len(leading) > 0 {
		all = leading
	}
	picked := all[m.Choose(len(all))]
	return picked.Speaker, picked.Clause
}

func (m *Maker) pickCondition(list []*lexicon.Condition, f Focus) *lexicon.Condition {
	for _, c := range list {
		if m.leadsTo(c, f.Clause) {
			return c
		}
	}
	return list[m.Choose(len(list))]
}

// related lists the conditions that a place names.
func related(p *lexicon.Place) []*lexicon.Condition {
	var out []*lexicon.Condition
	for _, c := range []*lexicon.Condition{p.ReplyTo, p.Beside} {
		if c != nil {
			out = append(out, c)
		}
	}
	for _, rel := range []*lexicon.Relation{p.After, p.Before, p.NotAfter, p.NotBefore} {
		if rel != nil {
			out = append(out, rel.Condition)
		}
	}
	return out
}

// clause makes up one utterance of the clause, with what its place asks for around it.
func (m *Maker) clause(s lexicon.Speaker, c *lexicon.Clause, f Focus, depth int) ([]lexicon.Line, bool) {
	say := f.Say
	if c != f.Clause {
		say = m.Clause(c)
	}
	if say == "" {
		return nil, false
	}
	if s == lexicon.Anyone {
		s = lexicon.Agent
	}
	return m.around(&c.Place, []lexicon.Line{line(s, say)}, f, depth)
}

// Clause makes up wording that satisfies the clause in its unit; "" where it asks for a length alone that no wording
// was found for.
func (m *Maker) Clause(c *lexicon.Clause) string {
	var parts []string
	add := func() {
		if n := len(c.Say) + len(c.Like); n > 0 {
			if i := m.Choose(n); i < len(c.Say) {
				parts = append(parts, m.Pattern(c.Say[i], c.Options.Gap))
			} else {
				parts = append(parts, c.Like[i-len(c.Say)].Text)
			}
		} else {
			parts = append(parts, m.length(c.Chars))
		}
	}
	add()
	for n := 1; c.Times != nil && !c.Times.Holds(n) && n < mostTimes; n++ {
		add()
	}
	return m.With(c, strings.Join(parts, "，"))
}

// With adds to a wording what the clause demands beside it.
func (m *Maker) With(c *lexicon.Clause, say string) string {
	if len(c.With) == 0 {
		return say
	}
	return m.Beside(say, m.Pattern(c.With[m.Choose(len(c.With))], c.Options.Gap))
}

// Beside puts two wordings in one unit, one clause each, in either order.
func (m *Maker) Beside(a, b string) string {
	if m.Choose(2) == 1 {
		a, b = b, a
	}
	return strings.TrimSuffix(a, "，") + "，" + b
}

// length gives neutral words of a length that the count accepts.
func (m *Maker) length(chars *lexicon.Count) string {
	for n := 1; chars != nil && n < 200; n++ {
		if chars.Holds(n) {
			return m.filler(n)
		}
	}
	return ""
}

// around puts before and after the lines what their place asks for. What it asks to be absent is only made up where the
// focus lies in it.
func (m *Maker) around(p *lexicon.Place, lines []lexicon.Line, f Focus, depth int) ([]lexicon.Line, bool) {
	if depth > mostDepth {
		return nil, false
	}
	put := func(c *lexicon.Condition, ahead bool) bool {
		more, ok := m.condition(c, f, depth+1)
		if ahead {
			lines = append(more, lines...)
		} else {
			lines = append(lines, more...)
		}
		return ok
	}
	if p.Beside != nil { // nobody can say two things at once; messages of examples may
		return nil, false
	}
	if p.ReplyTo != nil && !put(p.ReplyTo, true) {
		return nil, false
	}
	for i, rel := range []*lexicon.Relation{p.After, p.NotAfter, p.Before, p.NotBefore} {
		absent := rel != nil && (rel == p.NotAfter || rel == p.NotBefore)
		if rel == nil || absent && !m.leadsTo(rel.Condition, f.Clause) {
			continue
		}
		if !put(rel.Condition, i < 2) {
			return nil, false
		}
	}
	return lines, true
}

func line(s lexicon.Speaker, text string) lexicon.Line {
	return lexicon.Line{Speaker: s, Text: text, At: -1, End: -1}
}
