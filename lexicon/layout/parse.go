package layout

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"zhijian/lexicon"
)

// mostDepth bounds how deep collections lie in one another, so that no text exhausts the stack.
const mostDepth = 60

// builder turns the tree of the YAML library into one of parts, and puts the comments where they belong.
type builder struct {
	file    string
	anchors []*part // all of them that a comment can belong to, in the order of the text
	lines   [][]byte
}

// problem is a mistake at a place.
type problem struct {
	line, column int
	message      string
}

func (p *problem) Error() string { return p.message }

func parse(name string, data []byte) (*document, error) {
	fail := func(line, column int, message string) error {
		return lexicon.Problems{{Position: lexicon.Position{File: name, Line: max(1, line), Column: max(1, column)}, Message: message}}
	}
	if !utf8.Valid(data) {
		return nil, fail(1, 1, "the file is not UTF-8 text")
	}
	data = bytes.ReplaceAll(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	if i := bytes.IndexFunc(data, isOdd); i >= 0 {
		before := data[:i]
		return nil, fail(bytes.Count(before, []byte("\n"))+1, utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])+1, "a character that lexicon files hold in quotes alone, as an escape")
	}
	tokens := lexer.Tokenize(string(data))
	if tk := tooDeep(tokens); tk != nil {
		return nil, fail(tk.Position.Line, tk.Position.Column, fmt.Sprintf("collections are nested deeper than %d", mostDepth))
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		line, column, message := placeOf(err)
		return nil, fail(line, column, "not valid YAML: "+message)
	}
	if len(tree.Docs) != 1 || tree.Docs[0].Body == nil {
		return nil, fail(1, 1, "a lexicon file holds one YAML document")
	}
	b := &builder{file: name, lines: bytes.Split(data, []byte("\n"))}
	root, err := b.node(tree.Docs[0].Body)
	if err == nil && root.kind != mapping {
		err = &problem{1, 1, "a lexicon file must be a mapping of keys to values"}
	}
	if err != nil {
		if p, ok := errors.AsType[*problem](err); ok {
			return nil, fail(p.line, p.column, p.message)
		}
		return nil, err
	}
	doc := &document{root: root}
	b.comments(doc, tokens)
	return doc, nil
}

// isOdd says whether a character would be read as the end of a line, or as nothing, by some readers of YAML.
func isOdd(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == '\u0085' || r == '\u2028' || r == '\u2029' || r == '\ufeff'
}

// tooDeep gives the token at which collections are nested too deep, nil where they are not. How deep blocks lie is told by
// the columns at which their lines begin: the level that the library counts grows with every group of a long list.
func tooDeep(tokens token.Tokens) *token.Token {
	depth, dashes, line := 0, 0, 0
	var columns []int // of the lines that the current one lies in, from the outermost
	for _, tk := range tokens {
		if tk.Position.Line != line {
			for len(columns) > 0 && columns[len(columns)-1] >= tk.Position.Column {
				columns = columns[:len(columns)-1]
			}
			columns = append(columns, tk.Position.Column)
		}
		switch tk.Type {
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth--
		case token.SequenceEntryType, token.MappingKeyType:
			if tk.Position.Line != line {
				dashes = 0
			}
			dashes++
		}
		line = tk.Position.Line
		if depth > mostDepth || dashes > mostDepth || len(columns) > mostDepth {
			return tk
		}
	}
	return nil
}

var yamlErrorForm = regexp.MustCompile(`\[(\d+):(\d+)\] ([^\n]*)`)

// placeOf takes the place out of an error of the YAML library.
func placeOf(err error) (line, column int, message string) {
	message, _, _ = strings.Cut(err.Error(), "\n")
	if m := yamlErrorForm.FindStringSubmatch(message); m != nil {
		line, _ = strconv.Atoi(m[1]) // digits
		column, _ = strconv.Atoi(m[2])
		message = m[3]
	}
	return line, column, message
}

func (b *builder) node(n ast.Node) (*node, error) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return b.mapping(n, n.IsFlowStyle, n.Values)
	case *ast.MappingValueNode:
		return b.mapping(n, false, []*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		return b.sequence(n)
	case *ast.LiteralNode:
		return &node{text: n.Value.Value, block: true}, nil
	case *ast.StringNode:
		return &node{text: n.Value, plain: n.GetToken().Type == token.StringType}, nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode, *ast.InfinityNode, *ast.NanNode:
		tk := n.GetToken()
		if tk.Type == token.ImplicitNullType {
			return &node{bare: true}, nil
		}
		return &node{text: tk.Value, bare: true}, nil
	default:
		line, column := place(n.GetToken())
		return nil, &problem{line, column, "lexicon files make no use of " + strings.ToLower(n.Type().String())}
	}
}

func place(tk *token.Token) (line, column int) {
	if tk == nil || tk.Position == nil {
		return 1, 1
	}
	return tk.Position.Line, tk.Position.Column
}

func (b *builder) mapping(n ast.Node, flow bool, values []*ast.MappingValueNode) (*node, error) {
	out := &node{kind: mapping, flow: flow && b.onOneLine(n)}
	for _, v := range values {
		key, err := b.node(v.Key)
		if err != nil {
			return nil, err
		}
		p := &part{key: key}
		p.line, p.column = place(v.Key.GetToken())
		if key.kind != scalar || key.text == "" {
			return nil, &problem{p.line, p.column, "a key is expected here"}
		}
		if !out.flow {
			b.anchors = append(b.anchors, p)
		}
		if p.value, err = b.inner(v.Value, out.flow); err != nil {
			return nil, err
		}
		out.parts = append(out.parts, p)
	}
	return out, nil
}

func (b *builder) sequence(n *ast.SequenceNode) (*node, error) {
	out := &node{kind: sequence, flow: n.IsFlowStyle && b.onOneLine(n)}
	for i, v := range n.Values {
		p := &part{}
		p.line, p.column = place(v.GetToken())
		if !n.IsFlowStyle && i < len(n.Entries) && n.Entries[i].Start != nil {
			p.line, p.column = place(n.Entries[i].Start)
		}
		if !out.flow {
			b.anchors = append(b.anchors, p)
		}
		var err error
		if p.value, err = b.inner(v, out.flow); err != nil {
			return nil, err
		}
		out.parts = append(out.parts, p)
	}
	return out, nil
}

// inner builds a value; within brackets on one line no comment can stand, so nothing there is an anchor.
func (b *builder) inner(n ast.Node, flow bool) (*node, error) {
	known := len(b.anchors)
	out, err := b.node(n)
	if flow {
		b.anchors = b.anchors[:known]
	}
	return out, err
}

// onOneLine says whether a collection in brackets begins and ends on one line.
func (b *builder) onOneLine(n ast.Node) bool {
	var start, end *token.Token
	switch n := n.(type) {
	case *ast.MappingNode:
		start, end = n.Start, n.End
	case *ast.SequenceNode:
		start, end = n.Start, n.End
	}
	return start != nil && end != nil && start.Position.Line == end.Position.Line
}
