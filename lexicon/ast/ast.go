// Package ast reads the YAML of a lexicon file into a tree whose every node knows its place, and keeps such trees in a
// form that is read back many times faster than YAML.
package ast

import (
	"bytes"
	"encoding/gob"
	"iter"
)

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

// Encode gives the tree in a form that Decode reads back. The same tree gives the same bytes.
func Encode(n Node) ([]byte, error) {
	var out bytes.Buffer
	if err := gob.NewEncoder(&out).Encode(n); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Decode reads what Encode wrote.
func Decode(data []byte) (Node, error) {
	var n Node
	err := gob.NewDecoder(bytes.NewReader(data)).Decode(&n)
	return n, err
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
