// Package ast reads the YAML of a lexicon file into a tree whose every node knows its place.
//
// Files in the layout that lexicons are written in (block mappings and sequences, flow ones on one line, plain and quoted
// text on one line) are read by a small reader of our own, an order of magnitude faster than a YAML library and with a
// tenth of its memory: a large lexicon would otherwise be most of what an audit of a few sessions costs. It reads a file
// altogether or not at all. Whatever it does not know, be it correct or a mistake, is left to the library, which alone
// says what is wrong with a file. Tests hold the two against each other.
package ast

import "iter"

// Kind is what a node is.
type Kind uint8

// The kinds of node.
const (
	Null Kind = iota
	Mapping
	Sequence
	Text  // plain or quoted, numbers among them
	Block // text written below a | or >
	Bool
	Other // what lexicons make no use of: anchors, tags and the like; Text names it
)

// Node is a value in a lexicon file, or a key of a mapping. Line and Column count from 1, Column in characters; they are
// those of the first key of a mapping, and of the first dash of a sequence.
type Node struct {
	Kind         Kind
	Line, Column int32
	Text         string // of scalars, without quotes; otherwise as it is written
	Items        []Node // of a sequence; of a mapping keys and values in turn
}

// Parse reads the document of a lexicon file. The error is a *SyntaxError, or ErrDocuments.
func Parse(data []byte) (Node, error) {
	if n, ok := readCanonical(data); ok {
		return n, nil
	}
	return parseYAML(data)
}

// Pairs goes through the keys and values of a mapping in their order, and through nothing for any other node.
func (n Node) Pairs() iter.Seq2[Node, Node] {
	return func(yield func(key, value Node) bool) {
		if n.Kind != Mapping {
			return
		}
		for i := 0; i+1 < len(n.Items); i += 2 {
			if !yield(n.Items[i], n.Items[i+1]) {
				return
			}
		}
	}
}

// Describe names a node for messages.
func (n Node) Describe() string {
	switch n.Kind {
	case Null:
		return "nothing"
	case Mapping:
		return "a mapping"
	case Sequence:
		return "a list"
	case Other:
		return n.Text
	default:
		return "text"
	}
}
