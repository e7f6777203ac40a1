package origin

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhijian/lexicon"
)

// parts lists what a rule says: its single values at the step that set them, its patterns, the classes and the conditions
// that they lean on.
func (t *tracer) parts(r *lexicon.Rule, trace *Trace) []Part {
	c := &collector{tracer: t, seen: map[any]bool{}}
	for _, v := range values(r) {
		c.out = append(c.out, Part{Path: v.key, Text: v.text, Place: setBy(trace, v.key)})
	}
	c.condition("", r.Condition)
	c.condition("when.", r.When)
	c.condition("unless_session.", r.UnlessSession)
	for _, inner := range r.Conditions() {
		if !c.seen[inner] {
			c.condition(nameOf(inner), inner)
		}
	}
	return c.out
}

// setBy is the place of the last step that set a single value.
func setBy(trace *Trace, key string) Place {
	var at Place
	for _, s := range trace.Steps {
		if s.Act == Defined || s.Act == Replaced || s.Act == Extended && slices.Contains(s.Keys, key) {
			at = s.Place
		}
	}
	return at
}

type value struct{ key, text string }

// values are the single values of a rule that are set.
func values(r *lexicon.Rule) []value {
	var out []value
	add := func(key string, v any, set bool) {
		if set {
			out = append(out, value{key, fmt.Sprint(v)})
		}
	}
	add("title", r.Title, true)
	add("kind", r.Kind, true)
	add("severity", r.Severity, true)
	add("fatal", r.Fatal, r.Fatal)
	add("deduct", r.Deduct, r.Deduct != 0)
	add("bonus", r.Bonus, r.Bonus != 0)
	add("cap", r.Cap, r.Cap != 0)
	add("platform_points", r.PlatformPoints, r.PlatformPoints != 0)
	add("fine", r.Fine, r.Fine != 0)
	add("cite", r.Cite, r.Cite != "")
	add("advice", r.Advice, r.Advice != "")
	add("owner", r.Owner, r.Owner != "")
	add("tags", strings.Join(r.Tags, ", "), len(r.Tags) > 0)
	add("channel", r.Channel, r.Channel != "both")
	add("platforms", strings.Join(r.Platforms, ", "), len(r.Platforms) > 0)
	add("teams", strings.Join(r.Teams, ", "), len(r.Teams) > 0)
	add("since", r.Since.Format(time.DateOnly), !r.Since.IsZero())
	add("until", r.Until.Format(time.DateOnly), !r.Until.IsZero())
	if r.Where != nil {
		add("where", r.Where.Source, true)
	}
	return out
}

// nameOf leads to a condition that others lean on.
func nameOf(c *lexicon.Condition) string {
	if c.Name != "" {
		return "conditions." + c.Name + "."
	}
	return fmt.Sprintf("%d:%d.", c.Line, c.Column)
}

// collector gathers parts; what is shared stands there once.
type collector struct {
	*tracer
	seen map[any]bool
	out  []Part
}

func (c *collector) add(path, text string, at lexicon.Position) {
	c.out = append(c.out, Part{path, strings.TrimSpace(text), c.place(at)})
}

// condition lists the clauses and expressions of a condition and of those inside it.
func (c *collector) condition(path string, cond *lexicon.Condition) {
	if cond == nil || c.seen[cond] {
		return
	}
	c.seen[cond] = true
	if cond.Name != "" {
		path = nameOf(cond)
	}
	for speaker, list := range cond.Clauses {
		for _, clause := range list {
			c.clause(path+lexicon.Speaker(speaker).String(), clause)
		}
	}
	if cond.Measure != nil {
		c.add(path+"measure", cond.Measure.Source, cond.Measure.Position)
	}
	if cond.Where != nil && path != "" {
		c.add(path+"where", cond.Where.Source, cond.Where.Position)
	}
	if e := cond.Event; e != nil {
		c.add(path+"event", fmt.Sprintf("%s %s %v", e.Name, e.Op, e.Value), e.Position)
	}
	for _, part := range []struct {
		name string
		list []*lexicon.Condition
	}{{"all.", cond.All}, {"any.", cond.Any}, {"none.", cond.None}} {
		for _, inner := range part.list {
			c.condition(path+part.name, inner)
		}
	}
}

func (c *collector) clause(path string, clause *lexicon.Clause) {
	for _, part := range []struct {
		name string
		list []*lexicon.Pattern
	}{{"", clause.Say}, {".with", clause.With}, {".without", clause.Without}, {".unless", clause.Unless}} {
		for _, p := range part.list {
			if c.seen[p] {
				continue
			}
			c.seen[p] = true
			c.add(path+part.name, p.Source, p.Position)
			for _, term := range p.Terms() {
				c.term(term)
			}
		}
	}
	for _, phrase := range clause.Like {
		c.add(path+".like", phrase.Text, phrase.Position)
	}
}

// term lists a class where it is defined, and the words that other files add to it.
func (c *collector) term(t *lexicon.Term) {
	if c.seen[t] {
		return
	}
	c.seen[t] = true
	c.add("terms."+t.Name, strconv.Itoa(len(t.Entries)), t.Position)
	for _, e := range t.Entries {
		if e.File != t.File {
			c.add("terms."+t.Name, e.Source, e.Position)
		}
	}
}
