package score

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// decoder walks the syntax tree of a scorecard and collects every error in it. Unmarshalling into structs would stop at
// the first one.
type decoder struct {
	name  string
	names names
	errs  []error
}

func (d *decoder) fail(n ast.Node, fault Fault, args ...string) {
	pos := n.GetToken().Position
	d.errs = append(d.errs, &Error{d.name, pos.Line, pos.Column, fault, args})
}

// document parses data and returns its one mapping, or nil after recording why there is none.
func (d *decoder) document(data []byte) ast.Node {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		d.errs = append(d.errs, d.syntaxError(err))
		return nil
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		d.errs = append(d.errs, &Error{d.name, 1, 1, FaultDocument, nil})
		return nil
	}
	return file.Docs[0].Body
}

func (d *decoder) syntaxError(err error) error {
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil {
		pos := at.GetToken().Position
		return &Error{d.name, pos.Line, pos.Column, FaultSyntax, []string{at.GetMessage()}}
	}
	return fmt.Errorf("%s: %w", d.name, err)
}

// fields maps the keys that a mapping may hold to what reads their values.
type fields map[string]func(ast.Node)

// mapping reads n by fs and records unknown keys, naming the ones that it knows.
func (d *decoder) mapping(n ast.Node, fs fields) {
	d.entries(n, func(key *ast.MappingValueNode, name string) {
		read, ok := fs[name]
		if !ok {
			known := make([]string, 0, len(fs))
			for k := range fs {
				known = append(known, k)
			}
			slices.Sort(known)
			d.fail(key.Key, FaultField, strconv.Quote(name), strings.Join(known, ", "))
			return
		}
		read(key.Value)
	})
}

// entries calls visit for each entry of the mapping n.
func (d *decoder) entries(n ast.Node, visit func(entry *ast.MappingValueNode, name string)) {
	switch n := n.(type) {
	case *ast.MappingNode:
		for _, entry := range n.Values {
			d.entry(entry, visit)
		}
	case *ast.MappingValueNode:
		d.entry(n, visit)
	default:
		d.fail(n, FaultMapping, strings.ToLower(n.Type().String()))
	}
}

func (d *decoder) entry(entry *ast.MappingValueNode, visit func(*ast.MappingValueNode, string)) {
	key, ok := entry.Key.(ast.ScalarNode)
	if !ok {
		d.fail(entry, FaultKey)
		return
	}
	visit(entry, fmt.Sprint(key.GetValue()))
}

// list calls visit for each entry of the sequence n.
func (d *decoder) list(n ast.Node, visit func(ast.Node)) {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		d.fail(n, FaultList, strings.ToLower(n.Type().String()))
		return
	}
	for _, v := range seq.Values {
		visit(v)
	}
}

// text reads a string that must not be empty.
func (d *decoder) text(n ast.Node) string {
	s, ok := n.(*ast.StringNode)
	if !ok || s.Value == "" {
		d.fail(n, FaultText)
		return ""
	}
	return s.Value
}

// texts reads a list of strings, or a single one, and passes each to check.
func (d *decoder) texts(n ast.Node, check nameCheck) []string {
	var all []string
	take := func(n ast.Node) {
		text := d.text(n)
		check(n, text)
		all = append(all, text)
	}
	if _, ok := n.(*ast.StringNode); ok {
		take(n)
		return all
	}
	d.list(n, take)
	return all
}

// boolean reads true or false.
func (d *decoder) boolean(n ast.Node) bool {
	b, ok := n.(*ast.BoolNode)
	if !ok {
		d.fail(n, FaultBoolean)
		return false
	}
	return b.Value
}

// points reads a number from low to high with at most two decimals.
func (d *decoder) points(n ast.Node, low, high float64) Points {
	var f float64
	switch n := n.(type) {
	case *ast.IntegerNode:
		v, err := strconv.ParseInt(fmt.Sprint(n.Value), 10, 64)
		if err != nil {
			d.fail(n, FaultNumber, plainNumber(low), plainNumber(high))
			return 0
		}
		f = float64(v)
	case *ast.FloatNode:
		f = n.Value
	default:
		d.fail(n, FaultNumber, plainNumber(low), plainNumber(high))
		return 0
	}
	if f < low || f > high {
		d.fail(n, FaultRange, plainNumber(f), plainNumber(low), plainNumber(high))
		return 0
	}
	p := PointsOf(f)
	if math.Abs(p.Float()-f) > 1e-9 {
		d.fail(n, FaultDecimals, plainNumber(f))
	}
	return p
}

func plainNumber(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }
