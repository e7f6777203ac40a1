package lexicon

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"zhijian/lexicon/ast"
)

// decoder turns YAML nodes into the model and collects what is wrong with them.
type decoder struct {
	file     string
	problems Problems
	tables
}

// tables are the tables of fields that files ask for thousands of times, each made when first asked for. All files of a
// set share them.
type tables struct {
	clauseTable    func() []field[clauseDraft]
	conditionTable func() []field[conditionDraft]
	relationTable  func() []field[relationDraft]
	ruleTable      func() []field[ruleDraft]
}

func newTables() tables {
	return tables{
		clauseTable: sync.OnceValue(clauseFields), conditionTable: sync.OnceValue(conditionFields),
		relationTable: sync.OnceValue(relationFields), ruleTable: sync.OnceValue(ruleFields),
	}
}

// field is one key that a mapping may hold. The tables of fields are the only description of the file format: the
// loader reads by them and the JSON Schema is written from them.
type field[T any] struct {
	name string
	form form
	doc  string
	set  func(d *decoder, n ast.Node, dst *T)
}

func (d *decoder) at(n ast.Node) Position {
	return Position{d.file, int(n.Line), int(n.Column)}
}

func (d *decoder) fail(n ast.Node, format string, args ...any) {
	d.failAt(d.at(n), format, args...)
}

func (d *decoder) failAt(at Position, format string, args ...any) {
	d.problems = append(d.problems, Problem{at, fmt.Sprintf(format, args...)})
}

// decodeMapping reads the mapping n into dst by the table, which is asked for every key in turn.
func decodeMapping[T any](d *decoder, n ast.Node, what string, dst *T, table []field[T]) bool {
	if n.Kind != ast.Mapping {
		d.fail(n, "%s must be a mapping of keys to values", what)
		return false
	}
	var seen [2]uint64 // a bit for each field of the table
	for key, value := range n.Pairs() {
		i := slices.IndexFunc(table, func(f field[T]) bool { return f.name == key.Text })
		switch {
		case i < 0:
			d.fail(key, "unknown key %q in %s%s", key.Text, what, suggest(key.Text, table))
		case seen[i>>6]>>(i&63)&1 != 0:
			d.fail(key, "key %q stands twice in %s", key.Text, what)
		default:
			seen[i>>6] |= 1 << (i & 63)
			table[i].set(d, value, dst)
		}
	}
	return true
}

// suggest names the known key that an unknown one was probably meant to be.
func suggest[T any](key string, table []field[T]) string {
	for _, f := range table {
		if len(key) > 2 && (strings.HasPrefix(f.name, key) || strings.HasPrefix(key, f.name)) || strings.ReplaceAll(key, "-", "_") == f.name {
			return fmt.Sprintf("; did you mean %q?", f.name)
		}
	}
	names := make([]string, len(table))
	for i, f := range table {
		names[i] = f.name
	}
	return "; known keys: " + strings.Join(names, ", ")
}

// text reads a scalar as it is written, so that a pattern like 2019 or 1e3 stays what it is.
func (d *decoder) text(n ast.Node) (string, bool) {
	switch n.Kind {
	case ast.Text, ast.Bool:
		return n.Text, true
	case ast.Block:
		return strings.TrimSpace(n.Text), true
	default:
		d.fail(n, "text is expected here, not %s; put it in quotes if it begins with a special character", n.Describe())
		return "", false
	}
}

// list returns the items of a sequence; a single value stands for a list of one.
func (d *decoder) list(n ast.Node) []ast.Node {
	switch n.Kind {
	case ast.Sequence:
		return n.Items
	case ast.Null:
		d.fail(n, "an empty list: leave the key out")
		return nil
	default:
		return []ast.Node{n}
	}
}

func (d *decoder) texts(n ast.Node) []string {
	var out []string
	for _, item := range d.list(n) {
		if s, ok := d.text(item); ok {
			out = append(out, s)
		}
	}
	return out
}

func (d *decoder) boolean(n ast.Node) bool {
	if n.Kind != ast.Bool {
		d.fail(n, "true or false is expected here")
		return false
	}
	return strings.EqualFold(n.Text, "true")
}

func (d *decoder) number(n ast.Node) float64 {
	s, ok := d.text(n)
	if !ok {
		return 0
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v < 0 || v > 1e6 {
		d.fail(n, "a number from 0 to 1000000 is expected here, not %q", s)
		return 0
	}
	return v
}

func (d *decoder) day(n ast.Node) time.Time {
	s, ok := d.text(n)
	if !ok {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		d.fail(n, "a day such as 2026-11-20 is expected here, not %q", s)
	}
	return t
}

func (d *decoder) oneOf(n ast.Node, choices ...string) string {
	s, ok := d.text(n)
	if ok && !slices.Contains(choices, s) {
		d.fail(n, "%q is none of %s", s, strings.Join(choices, ", "))
	}
	return s
}
