// Package meaning compares lexicons by what their rules mean: layout, order, comments, examples and the places where
// things stand make no difference.
package meaning

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"zhijian/lexicon"
)

// Kind says what became of a rule.
type Kind string

// The kinds of change.
const (
	Added   Kind = "added"
	Removed Kind = "removed"
	Changed Kind = "changed"
)

// Change is one rule that the two lexicons do not share. Gone and Come are what the old and the new rule alone say, in
// order; both are empty for rules that were added or
// removed, and where the same things are only put together otherwise.
type Change struct {
	Rule, Title string
	Kind        Kind
	Gone, Come  []string
}

// Compare lists the rules in force that differ, by id.
func Compare(before, after *lexicon.Set) []Change {
	older, newer := index(before), index(after)
	ids := newIdentities()
	var out []Change
	for _, r := range before.Rules {
		now := newer[r.ID]
		if now == nil {
			out = append(out, Change{Rule: r.ID, Title: r.Title, Kind: Removed})
			continue
		}
		gone, come := difference(statements(r, ids), statements(now, ids))
		judgesAlike := before.Normalise == after.Normalise && ids.rule(r) == ids.rule(now)
		if len(gone)+len(come) > 0 || !judgesAlike {
			out = append(out, Change{Rule: r.ID, Title: now.Title, Kind: Changed, Gone: gone, Come: come})
		}
	}
	for _, r := range after.Rules {
		if older[r.ID] == nil {
			out = append(out, Change{Rule: r.ID, Title: r.Title, Kind: Added})
		}
	}
	slices.SortFunc(out, func(a, b Change) int { return strings.Compare(a.Rule, b.Rule) })
	return out
}

func index(set *lexicon.Set) map[string]*lexicon.Rule {
	out := make(map[string]*lexicon.Rule, len(set.Rules))
	for _, r := range set.Rules {
		out[r.ID] = r
	}
	return out
}

// difference leaves of two sorted lists what stands in one of them only.
func difference(a, b []string) (onlyA, onlyB []string) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			a, b = a[1:], b[1:]
		case a[0] < b[0]:
			onlyA, a = append(onlyA, a[0]), a[1:]
		default:
			onlyB, b = append(onlyB, b[0]), b[1:]
		}
	}
	return append(onlyA, a...), append(onlyB, b...)
}

// Statements says all that a rule means, one thing a line, sorted: two rules with the same statements judge and score
// every session alike.
func Statements(r *lexicon.Rule) []string { return statements(r, newIdentities()) }

// statements are Statements with identities that several rules share.
func statements(r *lexicon.Rule, ids *identities) []string {
	w := &writer{ids: ids, known: map[string]bool{}, stated: map[*lexicon.Condition]bool{}, terms: map[*lexicon.Term]bool{}}
	w.fields(r)
	w.condition("", r.Condition)
	w.condition("when ", r.When)
	w.condition("unless_session ", r.UnlessSession)
	slices.Sort(w.lines)
	return w.lines
}

type writer struct {
	ids    *identities
	lines  []string
	known  map[string]bool
	stated map[*lexicon.Condition]bool // conditions that clauses relate to, stated under their names
	terms  map[*lexicon.Term]bool      // classes whose words are stated
}

func (w *writer) say(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if !w.known[line] {
		w.known[line] = true
		w.lines = append(w.lines, line)
	}
}

func (w *writer) fields(r *lexicon.Rule) {
	for _, f := range []struct {
		name  string
		value any
		zero  bool
	}{
		{"title", r.Title, r.Title == ""},
		{"kind", r.Kind, false},
		{"category", r.Category, false},
		{"severity", r.Severity, false},
		{"fatal", r.Fatal, !r.Fatal},
		{"deduct", r.Deduct, r.Deduct == 0},
		{"bonus", r.Bonus, r.Bonus == 0},
		{"cap", r.Cap, r.Cap == 0},
		{"platform_points", r.PlatformPoints, r.PlatformPoints == 0},
		{"fine", r.Fine, r.Fine == 0},
		{"cite", r.Cite, r.Cite == ""},
		{"advice", r.Advice, r.Advice == ""},
		{"channel", r.Channel, r.Channel == "both"},
		{"each", r.Each, !r.Each},
		{"scope", "session", !r.AnyTime},
		{"suspect", r.Suspect, !r.Suspect},
		{"since", r.Since.Format(time.DateOnly), r.Since.IsZero()},
		{"until", r.Until.Format(time.DateOnly), r.Until.IsZero()},
	} {
		if !f.zero {
			w.say("%s: %v", f.name, f.value)
		}
	}
	for _, p := range r.Platforms {
		w.say("platforms: %s", p)
	}
	for _, t := range r.Teams {
		w.say("teams: %s", t)
	}
	if r.DoubtBelow != nil {
		w.say("doubt_below: %g", r.DoubtBelow.Least)
	}
	w.expression("", "applies where", r.Where)
}

// condition says what a condition asks for; path leads to it from the rule.
func (w *writer) condition(path string, c *lexicon.Condition) {
	if c == nil {
		return
	}
	for speaker, list := range c.Clauses {
		for _, clause := range list {
			w.clause(path+lexicon.Speaker(speaker).String(), clause)
		}
	}
	for _, part := range []struct {
		name string
		list []*lexicon.Condition
	}{{"all", c.All}, {"any", c.Any}, {"none", c.None}} {
		for _, inner := range part.list {
			// Parts are told apart by what they say, not by where they stand.
			w.condition(fmt.Sprintf("%s%s%s ", path, part.name, w.label(inner)), inner)
		}
	}
	w.expression(path, "measure", c.Measure)
	w.expression(path, "where", c.Where)
	if e := c.Event; e != nil {
		w.say("%sevent: %s %s %v", path, e.Name, e.Op, e.Value)
	}
	if c.Times != nil {
		w.say("%stimes: %s %d", path, c.Times.Op, c.Times.Value)
	}
	w.place(path, &c.Place)
}

// label names a condition within a list.
func (w *writer) label(c *lexicon.Condition) string {
	if c.Name != "" {
		return "(" + c.Name + ")"
	}
	return "[" + w.ids.condition(c) + "]"
}

func (w *writer) expression(path, name string, e *lexicon.Expression) {
	if e == nil {
		return
	}
	w.say("%s%s: %s", path, name, strings.Join(strings.Fields(e.Source), " "))
	for _, counted := range sortedKeys(e.Counted) {
		w.condition(path+name+" "+counted+" ", e.Counted[counted])
	}
}
