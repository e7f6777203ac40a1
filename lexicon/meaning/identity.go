package meaning

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhijian/lexicon"
)

// identities gives what stands in lexicons names by what it means: two things of the same identity judge every session
// alike. What rules share is looked at once.
type identities struct {
	conditions map[*lexicon.Condition]string
	terms      map[*lexicon.Term]string
}

func newIdentities() *identities {
	return &identities{map[*lexicon.Condition]string{}, map[*lexicon.Term]string{}}
}

// rule is the identity of all that decides what a rule finds, its scoring aside.
func (d *identities) rule(r *lexicon.Rule) string {
	return digest([]string{
		r.ID, string(r.Kind), r.Severity, r.Channel, set(r.Platforms), set(r.Teams), fmt.Sprint(r.Since, r.Until, r.Each, r.AnyTime, r.Suspect), likeness(r.DoubtBelow),
		d.expression(r.Where), d.condition(r.Condition), d.condition(r.When), d.condition(r.UnlessSession),
	})
}

func (d *identities) condition(c *lexicon.Condition) string {
	if c == nil {
		return ""
	}
	if known, ok := d.conditions[c]; ok {
		return known
	}
	var lines []string
	for speaker, list := range c.Clauses {
		for _, clause := range list {
			lines = append(lines, lexicon.Speaker(speaker).String()+" "+d.clause(clause))
		}
	}
	slices.Sort(lines) // any clause will do, so their order means nothing
	for _, part := range []struct {
		name string
		list []*lexicon.Condition
	}{{"all", c.All}, {"any", c.Any}, {"none", c.None}} {
		// The hits of all are those of its first condition, so its order is kept.
		for _, inner := range part.list {
			lines = append(lines, part.name+" "+d.condition(inner))
		}
	}
	lines = append(lines, "measure "+d.expression(c.Measure), "where "+d.expression(c.Where), "times "+count(c.Times), d.place(&c.Place))
	if e := c.Event; e != nil {
		lines = append(lines, fmt.Sprint("event ", e.Name, e.Op, e.Value))
	}
	id := digest(lines)
	d.conditions[c] = id
	return id
}

func (d *identities) clause(c *lexicon.Clause) string {
	like := make([]string, 0, len(c.Like))
	for _, p := range c.Like {
		like = append(like, fmt.Sprint(p.Text, "~", p.Edits))
	}
	return digest([]string{
		d.patterns(c.Say), set(like), d.patterns(c.With), d.patterns(c.Without), d.patterns(c.Unless),
		fmt.Sprint(c.Options), count(c.Times), count(c.Chars), strconv.FormatBool(c.Suspect), likeness(c.Resembles), d.place(&c.Place),
	})
}

func (d *identities) place(p *lexicon.Place) string {
	parts := []string{fmt.Sprint(p.Per), "reply " + d.condition(p.ReplyTo), "beside " + d.condition(p.Beside)}
	if p.In != nil {
		parts = append(parts, fmt.Sprint("in ", *p.In))
	}
	for i, rel := range []*lexicon.Relation{p.After, p.Before, p.NotAfter, p.NotBefore} {
		if rel != nil {
			parts = append(parts, fmt.Sprint(i, rel.Turns, rel.Span, rel.Nth, " ", d.condition(rel.Condition)))
		}
	}
	return strings.Join(parts, "\x01")
}

func (d *identities) expression(e *lexicon.Expression) string {
	if e == nil {
		return ""
	}
	parts := []string{e.Source}
	for _, name := range sortedKeys(e.Counted) {
		parts = append(parts, name+" "+d.condition(e.Counted[name]))
	}
	return strings.Join(parts, "\x01")
}

func (d *identities) patterns(list []*lexicon.Pattern) string {
	ids := make([]string, 0, len(list))
	for _, p := range list {
		ids = append(ids, d.pattern(p))
	}
	return set(ids)
}

func (d *identities) pattern(p *lexicon.Pattern) string {
	parts := []string{strings.TrimSpace(p.Source)}
	for _, name := range sortedKeys(p.Classes) {
		parts = append(parts, name+"="+d.term(p.Classes[name]))
	}
	return strings.Join(parts, "\x02")
}

func (d *identities) term(t *lexicon.Term) string {
	known, ok := d.terms[t]
	if !ok {
		known = digest([]string{d.patterns(t.Entries)})
		d.terms[t] = known
	}
	return known
}

// set joins texts of which the order means nothing.
func set(list []string) string {
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	return strings.Join(sorted, "\x01")
}

func count(c *lexicon.Count) string {
	if c == nil {
		return ""
	}
	return fmt.Sprint(c.Op, c.Value)
}

func likeness(l *lexicon.Likeness) string {
	if l == nil {
		return ""
	}
	return fmt.Sprint(l.Class(), l.Least)
}

// digest is short enough to be read and long enough to tell the conditions of a lexicon apart.
func digest(lines []string) string {
	sum := sha256.Sum256([]byte(strings.Join(lines, "\x00")))
	return hex.EncodeToString(sum[:6])
}
