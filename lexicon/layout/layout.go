// Package layout writes lexicon files in one layout: keys in a set order, two blanks an indentation, short lists on one
// line, quotes where they are needed. What a file means, and every comment, stays.
package layout

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"zhijian/lexicon"
)

// MaxWidth is the widest line in characters on which a list stays together; a wider one gets a line for every entry.
// Lists that are written with a line for every entry keep it.
const MaxWidth = 200

// Format gives the text of a lexicon file in the canonical layout. Formatting its own output changes nothing. The error
// is a lexicon.Problems that says where the text is no YAML, or uses what lexicon files have no use for (anchors, aliases,
// tags, several documents). name stands in messages.
func Format(name string, data []byte) ([]byte, error) {
	doc, err := parse(name, data)
	if err != nil {
		return nil, err
	}
	root := doc.root
	arrange(root)
	var w writer
	w.block(root, 0)
	for _, c := range doc.end {
		w.comment(c, 0)
	}
	out := w.out.Bytes()
	if err := same(name, doc, out); err != nil {
		return nil, err
	}
	return out, nil
}

// same makes sure that the layout was all that changed: a text that would come to mean something else, or would lose a
// comment, is refused rather than written.
func same(name string, doc *document, out []byte) error {
	again, err := parse(name, out)
	if err != nil {
		return fmt.Errorf("%s: this layout is not understood well enough to be changed: %w", name, err)
	}
	if !alike(doc.root, again.root) || !slices.Equal(doc.remarks(), again.remarks()) {
		return lexicon.Problems{{Position: lexicon.Position{File: name, Line: 1, Column: 1}, Message: "this layout is not understood well enough to be changed without changing the content; put comments on lines of their own"}}
	}
	return nil
}

// alike says whether two trees hold the same values; the order of keys means nothing.
func alike(a, b *node) bool {
	if a.kind != b.kind || strings.TrimSpace(a.text) != strings.TrimSpace(b.text) || a.bare != b.bare || len(a.parts) != len(b.parts) {
		return false
	}
	others := map[string]*node{}
	for _, p := range b.parts {
		if b.kind == mapping {
			others[p.key.text] = p.value
		}
	}
	for i, p := range a.parts {
		other := b.parts[i].value
		if a.kind == mapping {
			if other = others[p.key.text]; other == nil {
				return false
			}
		}
		if !alike(p.value, other) {
			return false
		}
	}
	return true
}

// Changed says whether Format gives another text.
func Changed(name string, data []byte) (bool, error) {
	out, err := Format(name, data)
	return err == nil && !bytes.Equal(out, data), err
}
