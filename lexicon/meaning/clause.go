package meaning

import (
	"fmt"
	"slices"
	"strings"

	"zhijian/lexicon"
)

// clause says what each pattern of a clause matches and under which demands.
func (w *writer) clause(who string, c *lexicon.Clause) {
	demands := w.demands(c)
	for _, p := range c.Say {
		w.say("%s: %s%s", who, w.pattern(p), demands)
	}
	for _, p := range c.Like {
		w.say("%s like: %s (%d)%s", who, p.Text, p.Edits, demands)
	}
	if len(c.Say)+len(c.Like) == 0 {
		w.say("%s:%s", who, demands)
	}
	for _, part := range []struct {
		name string
		list []*lexicon.Pattern
	}{{"with", c.With}, {"without", c.Without}, {"unless", c.Unless}} {
		for _, p := range part.list {
			w.say("%s %s: %s%s", who, part.name, w.pattern(p), tag(c))
		}
	}
}

// tag tells exceptions of one clause from those of another where both stand in one list.
func tag(c *lexicon.Clause) string {
	said := make([]string, 0, len(c.Say))
	for _, p := range c.Say {
		said = append(said, strings.TrimSpace(p.Source))
	}
	for _, p := range c.Like {
		said = append(said, p.Text)
	}
	slices.Sort(said)
	if len(said) == 1 {
		return " ← " + said[0]
	}
	return " ← " + digest(said)
}

// demands words what a clause asks for beside its wording, and states the conditions that it relates to.
func (w *writer) demands(c *lexicon.Clause) string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for _, count := range []struct {
		name string
		c    *lexicon.Count
	}{{"times", c.Times}, {"chars", c.Chars}} {
		if count.c != nil {
			add("%s %s %d", count.name, count.c.Op, count.c.Value)
		}
	}
	for _, flag := range []struct {
		name string
		on   bool
	}{{"suspect", c.Suspect}, {"homophones", c.Options.Homophones}, {"skip", c.Options.Skip}} {
		if flag.on {
			add("%s", flag.name)
		}
	}
	if c.Resembles != nil {
		add("resembles %g", c.Resembles.Least)
	}
	if c.Options.Gap != 0 {
		add("gap %d", c.Options.Gap)
	}
	out = append(out, w.placeWords(&c.Place)...)
	if len(out) == 0 {
		return ""
	}
	return " {" + strings.Join(out, ", ") + "}"
}

func (w *writer) place(path string, p *lexicon.Place) {
	if words := w.placeWords(p); len(words) > 0 {
		w.say("%splace: %s", path, strings.Join(words, ", "))
	}
}

// placeWords words a place, and states the conditions in it.
func (w *writer) placeWords(p *lexicon.Place) []string {
	var out []string
	if p.Per != lexicon.PerMessage {
		out = append(out, "per "+[...]string{"message", "turn", "session"}[p.Per])
	}
	if r := p.In; r != nil {
		out = append(out, fmt.Sprintf("in last=%t final=%t %d %s", r.Last, r.Final, r.Count, r.Span))
	}
	if p.ReplyTo != nil {
		out = append(out, "reply_to "+w.related(p.ReplyTo))
	}
	if p.Beside != nil {
		out = append(out, "beside "+w.related(p.Beside))
	}
	for _, rel := range []struct {
		name string
		r    *lexicon.Relation
	}{{"after", p.After}, {"before", p.Before}, {"not_after", p.NotAfter}, {"not_before", p.NotBefore}} {
		if rel.r != nil {
			out = append(out, fmt.Sprintf("%s %s within %d turns %s nth %d", rel.name, w.related(rel.r.Condition), rel.r.Turns, rel.r.Span, rel.r.Nth))
		}
	}
	return out
}

// related names a condition that a place relates to, and states it under that name, once.
func (w *writer) related(c *lexicon.Condition) string {
	name := c.Name
	if name == "" {
		name = "#" + w.ids.condition(c)
	}
	if !w.stated[c] {
		w.stated[c] = true
		w.condition(name+" ", c)
	}
	return name
}

// pattern is the pattern as it is written; what its classes stand for is stated apart, once.
func (w *writer) pattern(p *lexicon.Pattern) string {
	for _, term := range p.Classes {
		if w.terms[term] {
			continue
		}
		w.terms[term] = true
		for _, entry := range term.Entries {
			w.say("<%s>: %s", term.Name, w.pattern(entry))
		}
	}
	return strings.TrimSpace(p.Source)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
