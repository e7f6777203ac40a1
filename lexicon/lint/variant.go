package lint

import (
	"strings"

	"zhijian/lexicon"
	"zhijian/lexicon/norm"
	"zhijian/lexicon/pattern"
)

// maxVariants bounds the wordings that a pattern is written out to. Patterns with more are passed over by checks that
// compare wordings.
const maxVariants = 400

// variant is one wording that a pattern allows: runs of characters with something open between them.
type variant struct {
	runs     []string // folded; something of any length may stand between two of them
	open     bool     // something that is not characters stands beside or between the runs
	anchored bool     // it asks for an edge
	bounded  bool     // it asks for whole words
	joined   bool     // what follows continues the last run
}

// plain is the wording where it is nothing but characters, found anywhere.
func (v *variant) plain() (string, bool) {
	if v.open || v.anchored || v.bounded || len(v.runs) != 1 {
		return "", false
	}
	return v.runs[0], true
}

// holds says whether every text that the wording matches contains s.
func (v *variant) holds(s string) bool {
	for _, run := range v.runs {
		if strings.Contains(run, s) {
			return true
		}
	}
	return false
}

// variants writes a pattern out; nil where it is a regular expression or allows too many wordings.
func variants(n *norm.Normalizer, p *lexicon.Pattern) []variant {
	if p.Root == nil {
		return nil
	}
	x := &expander{norm: n, budget: maxVariants * 20}
	out := x.node([]variant{{}}, p.Root, p.Classes)
	if x.failed {
		return nil
	}
	return out
}

type expander struct {
	norm   *norm.Normalizer
	budget int // parts that may still be looked at
	failed bool
}

// node continues every wording in heads with what n allows.
func (x *expander) node(heads []variant, n pattern.Node, classes map[string]*lexicon.Term) []variant {
	if x.budget -= len(heads); x.budget < 0 || len(heads) > maxVariants {
		x.failed = true
	}
	if x.failed {
		return nil
	}
	switch n := n.(type) {
	case pattern.Seq:
		for _, item := range n.Items {
			heads = x.node(heads, item, classes)
		}
		return heads
	case pattern.Alt:
		var out []variant
		for _, item := range n.Items {
			out = append(out, x.node(heads, item, classes)...)
		}
		return out
	case pattern.Opt:
		return append(heads[:len(heads):len(heads)], x.node(heads, n.Item, classes)...)
	case pattern.Class:
		var out []variant
		if term := classes[n.Name]; term != nil {
			for _, entry := range term.Entries {
				if entry.Root == nil {
					x.failed = true
					return nil
				}
				out = append(out, x.node(heads, entry.Root, entry.Classes)...)
			}
		}
		return out
	default:
		return x.leaf(heads, n)
	}
}

func (x *expander) leaf(heads []variant, n pattern.Node) []variant {
	out := make([]variant, 0, len(heads))
	for _, v := range heads {
		switch n := n.(type) {
		case pattern.Lit:
			v = v.with(x.norm.String(n.Text))
		case pattern.Word:
			v = v.with(x.norm.String(n.Text))
			v.bounded = true
		case pattern.Anchor:
			v.anchored = true
		default:
			v.open, v.joined = true, false
		}
		out = append(out, v)
	}
	return out
}

func (v variant) with(text string) variant {
	runs := make([]string, len(v.runs), len(v.runs)+1)
	copy(runs, v.runs)
	if v.joined {
		runs[len(runs)-1] += text
	} else {
		runs = append(runs, text)
	}
	v.runs, v.joined = runs, true
	return v
}

// wordings is a pattern written out.
type wordings struct {
	variants []variant
	plain    []string // those that are nothing but characters
	all      bool     // there are no others
}

// write writes a pattern out, once.
func (l *linter) write(p *lexicon.Pattern) *wordings {
	known, ok := l.written[p]
	if !ok {
		known.variants = variants(l.norm, p)
		for i := range known.variants {
			if s, ok := known.variants[i].plain(); ok && s != "" {
				known.plain = append(known.plain, s)
			}
		}
		known.all = len(known.variants) > 0 && len(known.plain) == len(known.variants)
		l.written[p] = known
	}
	return &known
}

// plain are the wordings of a pattern that are nothing but characters; all says whether there are no others.
func (l *linter) plain(p *lexicon.Pattern) (words []string, all bool) {
	w := l.write(p)
	return w.plain, w.all
}
