package audit

import (
	"github.com/expr-lang/expr/ast"

	"zhijian/audit/conduct"
)

// evaluator works a checked expression out on one session. Nearly all expressions of a lexicon compare a measure with a
// number, hundreds of thousands of times in a night, so they are turned into closures; an expression with any other part
// is left to the library's own machine.
type evaluator func(j *judge) (value, string)

// value is what a part of an expression came to.
type value struct {
	number float64
	text   string
	truth  bool
}

// closure turns a part of an expression into an evaluator; nil where it holds something beyond comparisons, arithmetic,
// logic and count.
func closure(n ast.Node, e *expression) evaluator {
	switch n := n.(type) {
	case *ast.IntegerNode:
		return constant(value{number: float64(n.Value)})
	case *ast.FloatNode:
		return constant(value{number: n.Value})
	case *ast.StringNode:
		return constant(value{text: n.Value})
	case *ast.BoolNode:
		return constant(value{truth: n.Value})
	case *ast.IdentifierNode:
		return identifier(n.Value)
	case *ast.UnaryNode:
		return unary(n, e)
	case *ast.BinaryNode:
		return binary(n, e)
	case *ast.CallNode:
		return counted(n, e)
	default:
		return nil
	}
}

func constant(v value) evaluator { return func(*judge) (value, string) { return v, "" } }

// identifier reads a measure or a name of the metadata.
func identifier(name string) evaluator {
	switch name {
	case "channel":
		return func(j *judge) (value, string) { return value{text: string(j.session.Channel)}, "" }
	case "platform":
		return func(j *judge) (value, string) { return value{text: j.platform}, "" }
	case "session_id":
		return func(j *judge) (value, string) { return value{text: j.session.ID}, "" }
	}
	if !knownMeasure(name, conduct.KindValue) {
		return nil
	}
	return func(j *judge) (value, string) {
		v, why := j.sheet.Value(name)
		return value{number: v.Number, text: v.Text}, why
	}
}

func unary(n *ast.UnaryNode, e *expression) evaluator {
	inner := closure(n.Node, e)
	if inner == nil {
		return nil
	}
	switch n.Operator {
	case "!", "not":
		return func(j *judge) (value, string) {
			v, why := inner(j)
			v.truth = !v.truth
			return v, why
		}
	case "-":
		return func(j *judge) (value, string) {
			v, why := inner(j)
			v.number = -v.number
			return v, why
		}
	}
	return nil
}

// counted is count("name") of a condition.
func counted(n *ast.CallNode, e *expression) evaluator {
	callee, ok := n.Callee.(*ast.IdentifierNode)
	if !ok || callee.Value != "count" || len(n.Arguments) != 1 {
		return nil
	}
	name, ok := n.Arguments[0].(*ast.StringNode)
	if !ok || e.counted[name.Value] == nil {
		return nil
	}
	c := e.counted[name.Value]
	return func(j *judge) (value, string) {
		o := j.cond(c)
		if o.truth == unknown {
			return value{}, o.why
		}
		return value{number: float64(o.matches())}, ""
	}
}

func binary(n *ast.BinaryNode, e *expression) evaluator {
	left, right := closure(n.Left, e), closure(n.Right, e)
	if left == nil || right == nil {
		return nil
	}
	switch n.Operator {
	case "&&", "and", "||", "or":
		stop := n.Operator == "||" || n.Operator == "or"
		return func(j *judge) (value, string) {
			a, why := left(j)
			if why == "" && a.truth == stop {
				return a, ""
			}
			b, why2 := right(j)
			if why2 == "" && b.truth == stop {
				return b, ""
			}
			if why != "" {
				return value{}, why
			}
			return b, why2
		}
	}
	apply := operators[n.Operator]
	if apply == nil {
		return nil
	}
	texts := isText(n.Left) || isText(n.Right)
	return func(j *judge) (value, string) {
		a, why := left(j)
		if why != "" {
			return value{}, why
		}
		b, why := right(j)
		if why != "" {
			return value{}, why
		}
		if texts {
			// Equality is all that the library's checker lets through for texts that differ in nothing but their value.
			return value{truth: (a.text == b.text) == (n.Operator == "==")}, ""
		}
		return apply(a.number, b.number), ""
	}
}

// isText says whether a part of an expression stands for a text.
func isText(n ast.Node) bool {
	t := n.Type()
	return t != nil && t.Kind().String() == "string"
}

var operators = map[string]func(a, b float64) value{
	"==": func(a, b float64) value { return value{truth: a == b} },
	"!=": func(a, b float64) value { return value{truth: a != b} },
	"<":  func(a, b float64) value { return value{truth: a < b} },
	"<=": func(a, b float64) value { return value{truth: a <= b} },
	">":  func(a, b float64) value { return value{truth: a > b} },
	">=": func(a, b float64) value { return value{truth: a >= b} },
	"+":  func(a, b float64) value { return value{number: a + b} },
	"-":  func(a, b float64) value { return value{number: a - b} },
	"*":  func(a, b float64) value { return value{number: a * b} },
	"/":  func(a, b float64) value { return value{number: a / b} },
}
