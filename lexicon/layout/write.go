package layout

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

const step = 2 // blanks of an indentation

type writer struct{ out bytes.Buffer }

func (w *writer) indent(n int) { w.out.WriteString(strings.Repeat(" ", n)) }

func (w *writer) comment(c comment, indent int) {
	if c.blank || c.text == "" {
		w.empty()
	}
	if c.text != "" {
		w.indent(indent)
		w.out.WriteString(c.text + "\n")
	}
}

// empty leaves one line empty, but neither at the beginning nor twice.
func (w *writer) empty() {
	if text := w.out.Bytes(); len(text) > 0 && !bytes.HasSuffix(text, []byte("\n\n")) {
		w.out.WriteByte('\n')
	}
}

// block writes the parts of a collection, each on lines of its own.
func (w *writer) block(n *node, indent int) {
	for i, p := range n.parts {
		w.above(p, indent, i == 0)
		w.indent(indent)
		w.part(n.kind, p, indent)
		w.below(p, indent)
	}
}

// above writes what stands above a part; the first of a collection follows its key without an empty line.
func (w *writer) above(p *part, indent int, first bool) {
	if p.blank && !first {
		w.empty()
	}
	for _, c := range p.head {
		w.comment(c, indent)
	}
}

func (w *writer) below(p *part, indent int) {
	for _, c := range p.foot {
		w.comment(c, indent)
	}
}

// part writes an entry or an item whose indentation is written already.
func (w *writer) part(k kind, p *part, indent int) {
	if k == mapping {
		w.out.WriteString(inline(p.key, false) + ":")
		w.value(p, indent, indent+step)
		return
	}
	w.out.WriteByte('-')
	if p.value.kind != mapping || w.fits(p.value, indent+step) {
		w.value(p, indent, indent+step)
		return
	}
	// The first key stands beside the dash; what was said above it, or beside the dash, was moved above the item.
	first := p.value.parts[0]
	w.out.WriteByte(' ')
	w.part(mapping, first, indent+step)
	w.below(first, indent+step)
	rest := node{kind: mapping, parts: p.value.parts[1:]}
	for _, more := range rest.parts {
		w.above(more, indent+step, false)
		w.indent(indent + step)
		w.part(mapping, more, indent+step)
		w.below(more, indent+step)
	}
}

// value writes what stands behind a key or a dash, and the comment behind it. from is the indentation of the key.
func (w *writer) value(p *part, from, inner int) {
	n := p.value
	tail := ""
	if p.tail != "" {
		tail = " " + p.tail
	}
	switch {
	case n.kind == scalar && n.block && strings.Contains(strings.TrimSpace(n.text), "\n") && canStandBelow(n.text):
		w.out.WriteString(" |-" + tail + "\n")
		for line := range strings.SplitSeq(strings.TrimSpace(n.text), "\n") {
			if line != "" {
				w.indent(inner)
			}
			w.out.WriteString(line + "\n")
		}
	case n.kind == scalar && n.bare && n.text == "":
		w.out.WriteString(tail + "\n")
	case n.kind == scalar, w.fits(n, from+utf8.RuneCount(w.lastLine())):
		w.out.WriteString(" " + inline(n, false) + tail + "\n")
	default:
		w.out.WriteString(tail + "\n")
		w.block(n, inner)
	}
}

// lastLine is what is written of the current line, without its indentation.
func (w *writer) lastLine() []byte {
	text := w.out.Bytes()
	return bytes.TrimLeft(text[bytes.LastIndexByte(text, '\n')+1:], " ")
}

// fits says whether a collection is to be written in brackets: one that was, and that fits the line, or an empty one.
func (w *writer) fits(n *node, used int) bool {
	if n.kind == scalar {
		return true
	}
	if len(n.parts) == 0 {
		return true
	}
	return n.flow && used+1+utf8.RuneCountInString(inline(n, false)) <= MaxWidth
}
