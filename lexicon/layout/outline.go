package layout

import (
	"slices"
	"strings"

	"zhijian/lexicon"
)

// Part is one entry of a mapping, or one item of a list, of a lexicon file, in the canonical layout.
type Part struct {
	lexicon.Position
	Key string // "" of an item
	// Text is the whole of it with its comments, at indentation 0: of an entry from its key on, of an item without the
	// dash.
	Text   string
	Scalar bool // it is a single value
	Value  string
	Listed bool   // it is a list
	Parts  []Part // of a mapping or a list
}

// Outline reads a lexicon file into its parts. The error is that of Format.
func Outline(name string, data []byte) ([]Part, error) {
	doc, err := parse(name, data)
	if err != nil {
		return nil, err
	}
	arrange(doc.root)
	return outline(name, doc.root), nil
}

func outline(name string, n *node) []Part {
	out := make([]Part, 0, len(n.parts))
	for _, p := range n.parts {
		one := Part{
			Position: lexicon.Position{File: name, Line: p.line, Column: p.column},
			Scalar:   p.value.kind == scalar, Value: strings.TrimSpace(p.value.text), Listed: p.value.kind == sequence,
		}
		var w writer
		if n.kind == mapping {
			one.Key = p.key.text
			w.block(&node{kind: mapping, parts: []*part{p}}, 0)
		} else {
			w.above(p, 0, true)
			switch p.value.kind {
			case scalar:
				w.out.WriteString(inline(p.value, false) + "\n")
			default:
				w.block(p.value, 0)
			}
			w.below(p, 0)
		}
		one.Text = w.out.String()
		one.Parts = outline(name, p.value)
		out = append(out, one)
	}
	return out
}

// Scalars says whether a list holds single values alone, and gives them.
func (p *Part) Scalars() ([]string, bool) {
	if p.Scalar {
		return []string{p.Value}, true
	}
	var out []string
	for i := range p.Parts {
		if !p.Parts[i].Scalar {
			return nil, false
		}
		out = append(out, p.Parts[i].Value)
	}
	return out, p.Listed
}

// Part gives the entry of a key; nil where there is none.
func (p *Part) Part(key string) *Part { return Find(p.Parts, key) }

// Find gives the entry of a key among parts; nil where there is none.
func Find(parts []Part, key string) *Part {
	if i := slices.IndexFunc(parts, func(p Part) bool { return p.Key == key }); i >= 0 {
		return &parts[i]
	}
	return nil
}
