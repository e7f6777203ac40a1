package ast

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// ErrDocuments says that a file does not hold one document.
var ErrDocuments = errors.New("the file does not hold one YAML document")

// SyntaxError says what is no YAML and where; Line and Column count from 1.
type SyntaxError struct {
	Line, Column int
	Message      string
}

func (e *SyntaxError) Error() string { return e.Message }

// Parse reads the document of a lexicon file. The error is a *SyntaxError, or ErrDocuments.
func Parse(data []byte) (Node, error) {
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return Node{}, syntaxError(err)
	}
	if len(tree.Docs) != 1 || tree.Docs[0].Body == nil {
		return Node{}, ErrDocuments
	}
	return convert(tree.Docs[0].Body), nil
}

var errorForm = regexp.MustCompile(`\[(\d+):(\d+)\] ([^\n]*)`)

// syntaxError takes the place out of an error of the YAML library.
func syntaxError(err error) *SyntaxError {
	var syntax interface{ GetMessage() string }
	out := &SyntaxError{1, 1, err.Error()}
	if m := errorForm.FindStringSubmatch(out.Message); m != nil {
		line, err1 := strconv.Atoi(m[1])
		column, err2 := strconv.Atoi(m[2])
		if err1 == nil && err2 == nil {
			out = &SyntaxError{line, column, m[3]}
		}
	} else if errors.As(err, &syntax) {
		out.Message = syntax.GetMessage()
	}
	out.Message, _, _ = strings.Cut(out.Message, "\n")
	return out
}

// convert turns a node of the library into one of ours.
func convert(n ast.Node) Node {
	if n == nil {
		return Node{}
	}
	out := Node{}
	out.Line, out.Column = place(n.GetToken())
	switch n := n.(type) {
	case *ast.MappingNode:
		out.Kind = Mapping
		for _, entry := range n.Values {
			out.Items = append(out.Items, convertKey(entry.Key), convert(entry.Value))
		}
	case *ast.MappingValueNode:
		out.Kind = Mapping
		out.Items = []Node{convertKey(n.Key), convert(n.Value)}
	case *ast.SequenceNode:
		out.Kind = Sequence
		for _, item := range n.Values {
			out.Items = append(out.Items, convert(item))
		}
	case *ast.StringNode:
		out.Kind, out.Text = Text, n.Value
	case *ast.LiteralNode:
		out.Kind, out.Text = Block, n.Value.Value
	case *ast.IntegerNode, *ast.FloatNode:
		out.Kind, out.Text = Text, n.GetToken().Value
	case *ast.BoolNode:
		out.Kind, out.Text = Bool, n.GetToken().Value
	case *ast.NullNode:
		out.Kind = Null
	default:
		out.Kind, out.Text = Other, strings.ToLower(n.Type().String())
	}
	if out.Kind == Mapping && len(out.Items) > 0 {
		// The library's token of a mapping is the colon of its first pair.
		out.Line, out.Column = out.Items[0].Line, out.Items[0].Column
	}
	return out
}

// convertKey reads a key as it is written, whatever it would be as a value.
func convertKey(n ast.MapKeyNode) Node {
	out := Node{Kind: Text, Text: n.GetToken().Value}
	out.Line, out.Column = place(n.GetToken())
	return out
}

// place is 0, 0 where the library does not know it.
func place(t *token.Token) (line, column int32) {
	if t == nil || t.Position == nil {
		return 0, 0
	}
	return int32(t.Position.Line), int32(t.Position.Column)
}
