package lexicon

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"zhijian/lexicon/ast"

	"zhijian/lexicon/pattern"
)

// form is the shape of a value, for the JSON Schema.
type form string

const (
	formText      form = "text"
	formTexts     form = "texts"
	formBool      form = "bool"
	formNumber    form = "number"
	formDay       form = "day"
	formPattern   form = "patterns"
	formPhrases   form = "phrases"
	formClauses   form = "clauses"
	formCondition form = "condition"
	formConds     form = "conditions"
	formRelation  form = "relation"
	formCount     form = "count"
	formRange     form = "range"
	formExamples  form = "examples"
	formScore     form = "score"

	formTerms      form = "terms"
	formNamed      form = "named conditions"
	formRules      form = "rules"
	formExtensions form = "extensions"
	formSwitches   form = "switches"

	formAllow       form = "allow entries"
	formGroups      form = "groups of examples"
	formFingerprint form = "fingerprint"
)

// oneOfForm is the form of a text that must be one of the choices.
func oneOfForm(choices ...string) form { return form("enum:" + strings.Join(choices, "|")) }

func (d *decoder) pattern(n ast.Node) *Pattern {
	s, ok := d.text(n)
	if !ok {
		return nil
	}
	at := d.at(n)
	parsed, err := pattern.Parse(s)
	if err != nil {
		if syntax, ok := errors.AsType[*pattern.SyntaxError](err); ok {
			at.Column += syntax.Column - 1
			d.failAt(at, "pattern %s: %s", s, syntax.Message)
		} else {
			d.failAt(at, "pattern %s: %v", s, err)
		}
		return nil
	}
	return &Pattern{Position: at, Pattern: parsed}
}

func (d *decoder) patterns(n ast.Node) []*Pattern {
	var out []*Pattern
	for _, item := range d.list(n) {
		if p := d.pattern(item); p != nil {
			out = append(out, p)
		}
	}
	return out
}

var countForm = regexp.MustCompile(`^(==|!=|<=?|>=?)?\s*(\d{1,6})$`)

// count reads ">= 3"; a bare number means at least so many.
func (d *decoder) count(n ast.Node) *Count {
	s, ok := d.text(n)
	if !ok {
		return nil
	}
	m := countForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		d.fail(n, `a count such as 3 or ">= 3" is expected here, not %q`, s)
		return nil
	}
	value, err := strconv.Atoi(m[2])
	if err != nil {
		d.fail(n, "%v", err)
	}
	op := m[1]
	if op == "" {
		op = ">="
	}
	return &Count{op, value}
}

var rangeForm = regexp.MustCompile(`^(first|last)\s+(\d{1,4})(ms|s|m)?$`)

func (d *decoder) position(n ast.Node) *Range {
	s, ok := d.text(n)
	if !ok {
		return nil
	}
	s = strings.TrimSpace(s)
	if s == "final" {
		return &Range{Final: true}
	}
	m := rangeForm.FindStringSubmatch(s)
	if m == nil {
		d.fail(n, "a position such as first 2, last 3, first 30s, last 20s or final is expected here, not %q", s)
		return nil
	}
	r := &Range{Last: m[1] == "last"}
	if m[3] != "" {
		span, err := time.ParseDuration(m[2] + m[3])
		if err != nil {
			d.fail(n, "%v", err)
		}
		r.Span = span
		return r
	}
	count, err := strconv.Atoi(m[2])
	if err != nil || count == 0 {
		d.fail(n, "a position counts from 1, not %q", m[2])
	}
	r.Count = count
	return r
}

func (d *decoder) unit(n ast.Node) Unit {
	switch d.oneOf(n, "message", "turn", "session") {
	case "turn":
		return PerTurn
	case "session":
		return PerSession
	default:
		return PerMessage
	}
}

var withinForm = regexp.MustCompile(`^(\d{1,4})\s*(turns?|ms|s|m)$`)

// within reads the farthest distance of a relation, in turns or in time.
func (d *decoder) within(n ast.Node, r *Relation) {
	s, ok := d.text(n)
	if !ok {
		return
	}
	m := withinForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		d.fail(n, "a distance such as 3 turns or 30s is expected here, not %q", s)
		return
	}
	if strings.HasPrefix(m[2], "turn") {
		turns, err := strconv.Atoi(m[1])
		if err != nil || turns == 0 {
			d.fail(n, "a distance counts from 1 turn (the neighbouring one)")
		}
		r.Turns = turns
		return
	}
	span, err := time.ParseDuration(m[1] + m[2])
	if err != nil || span == 0 {
		d.fail(n, "a distance in time is above zero")
	}
	r.Span = span
}

func (d *decoder) nth(n ast.Node) Nth {
	s, ok := d.text(n)
	if !ok {
		return AnyOne
	}
	switch s {
	case "any":
		return AnyOne
	case "each":
		return Each
	case "last":
		return Last
	case "first":
		return 1
	}
	k, err := strconv.Atoi(s)
	if err != nil || k < 1 || k > 1000 {
		d.fail(n, "an occurrence is first, last, each, any or a number from 1, not %q", s)
		return AnyOne
	}
	return Nth(k)
}

func (d *decoder) expression(n ast.Node) *Expression {
	s, ok := d.text(n)
	if !ok {
		return nil
	}
	e := &Expression{Position: d.at(n), Source: s}
	for _, m := range countedForm.FindAllStringSubmatch(s, -1) {
		if e.Counted == nil {
			e.Counted = map[string]*Condition{}
		}
		e.Counted[m[1]] = &Condition{Position: e.Position, ref: m[1]}
	}
	return e
}

var countedForm = regexp.MustCompile(`\bcount\(\s*["']([a-z][a-z0-9-]*)["']\s*\)`)

var eventForm = regexp.MustCompile(`^([a-z_]+)\s*(==|!=|<=?|>=?)\s*(\d+(?:\.\d+)?)(ms|s|m)?$`)

func (d *decoder) event(n ast.Node) *Event {
	s, ok := d.text(n)
	if !ok {
		return nil
	}
	m := eventForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		d.fail(n, "an event such as silence > 15s or repeat >= 3 is expected here, not %q", s)
		return nil
	}
	value, err := strconv.ParseFloat(m[3], 64)
	if err != nil {
		d.fail(n, "%v", err)
	}
	switch m[4] {
	case "ms":
		value /= 1000
	case "m":
		value *= 60
	}
	return &Event{d.at(n), m[1], m[2], value}
}
