// Package match finds patterns in one utterance: a scan for literals that says which patterns can match at all, then
// an exact run of those patterns. It knows pattern ids and spans, no rules.
package match

import (
	"fmt"
	"regexp"
	"slices"

	"zhijian/audit/entity"
	"zhijian/lexicon/norm"
	"zhijian/lexicon/pattern"
)

// Source is a parsed pattern with the meaning of the classes that it names.
type Source struct {
	Pattern *pattern.Pattern
	Class   func(name string) []Source
}

// View says in which form of the text a pattern is looked for.
type View uint8

// The views of a text. Bits add up.
const (
	Plain View = 0
	// Pinyin replaces every Chinese character by its syllable.
	Pinyin View = 1
	// Tight leaves separators out.
	Tight View = 2
	views      = 4
)

// Options of one pattern.
type Options struct {
	View View
	Gap  int // characters that a bare gap spans at most; 0 for the default
}

// Pattern is a compiled pattern. It is immutable and safe for concurrent use.
type Pattern struct {
	view   View
	root   node
	re     *regexp.Regexp
	first  *runeSet // characters that a match can begin with; nil for any
	atHead bool     // a match begins at the start of the unit, fillers aside
	gate   []string // literals, in the folding of the view, of which every match holds one; nil for none known
	needs  needs
}

// needs says what a pattern asks of a unit beside its characters.
type needs struct{ words bool }

// Gate returns the literals of which every match contains at least one, folded as the pattern's view folds text; nil
// when the pattern gives none, so that it must be tried on every unit.
func (p *Pattern) Gate() []string { return p.gate }

// View returns the form of the text in which the pattern is looked for.
func (p *Pattern) View() View { return p.view }

// NeedsWords says whether word boundaries decide a match.
func (p *Pattern) NeedsWords() bool { return p.needs.words }

// Compiler turns pattern sources into patterns.
type Compiler struct {
	norm  *norm.Normalizer
	nodes int // of the pattern being compiled, against pattern.MaxExpansion
}

// NewCompiler makes a compiler whose literals are folded by n.
func NewCompiler(n *norm.Normalizer) *Compiler { return &Compiler{norm: n} }

// Compile compiles one pattern. It fails on unknown entities and on patterns that grow too large once the classes are
// put in.
func (c *Compiler) Compile(src Source, opt Options) (*Pattern, error) {
	p := &Pattern{view: opt.View}
	if src.Pattern.Root == nil {
		re, err := regexp.Compile(src.Pattern.Regexp)
		if err != nil {
			return nil, err
		}
		re.Longest()
		p.re, p.gate = re, regexpGate(src.Pattern.Regexp, func(s string) string { return c.fold(s, opt.View) })
		return p, nil
	}
	if opt.Gap == 0 {
		opt.Gap = pattern.DefaultGapWidth
	}
	c.nodes = 0
	root, err := c.node(src.Pattern.Root, src, opt, p)
	if err != nil {
		return nil, err
	}
	p.root = root
	p.first, _ = firstOf(root)
	p.atHead = beginsAtHead(root)
	p.gate = bestGate(root)
	return p, nil
}

func (c *Compiler) fold(text string, view View) string {
	folded := []rune(c.norm.String(text))
	if view&Pinyin != 0 {
		for i, r := range folded {
			folded[i] = norm.FoldPinyin(r)
		}
	}
	return string(folded)
}

func (c *Compiler) node(n pattern.Node, src Source, opt Options, p *Pattern) (node, error) {
	if c.nodes++; c.nodes > pattern.MaxExpansion {
		return nil, fmt.Errorf("the pattern grows beyond %d parts once its classes are put in; split it", pattern.MaxExpansion)
	}
	switch n := n.(type) {
	case pattern.Lit:
		return c.literal(n.Text, opt.View), nil
	case pattern.Space:
		return space{}, nil
	case pattern.Gap:
		if n.Max == pattern.DefaultGap {
			n.Max = opt.Gap
		}
		return gap{n.Min, n.Max}, nil
	case pattern.Anchor:
		return anchor{n.At}, nil
	case pattern.Opt:
		item, err := c.node(n.Item, src, opt, p)
		return optional{item}, err
	case pattern.Word:
		p.needs.words = true
		return word{[]rune(c.fold(n.Text, opt.View)), n.POS}, nil
	case pattern.Entity:
		kind, ok := entity.ParseKind(n.Kind)
		if !ok {
			return nil, fmt.Errorf("there is no entity @%s", n.Kind)
		}
		return ent{kind}, nil
	case pattern.Seq:
		items, err := c.list(n.Items, src, opt, p)
		return joined(items), err
	case pattern.Alt:
		items, err := c.list(n.Items, src, opt, p)
		return either(items), err
	case pattern.Class:
		return c.class(n, src, opt, p)
	default:
		return nil, fmt.Errorf("unknown part %T of a pattern", n)
	}
}

// literal folds text. What folds to nothing but white space is optional white space, so that a literal never asks for a
// blank that normalisation may have taken.
func (c *Compiler) literal(text string, view View) node {
	return lit{[]rune(c.fold(text, view))}
}

func (c *Compiler) list(items []pattern.Node, src Source, opt Options, p *Pattern) ([]node, error) {
	out := make([]node, 0, len(items))
	for _, item := range items {
		compiled, err := c.node(item, src, opt, p)
		if err != nil {
			return nil, err
		}
		out = append(out, compiled)
	}
	return out, nil
}

func (c *Compiler) class(n pattern.Class, src Source, opt Options, p *Pattern) (node, error) {
	var items []node
	for _, entry := range src.Class(n.Name) {
		if entry.Pattern.Root == nil {
			return nil, fmt.Errorf("class <%s> holds the regular expression %s; only whole patterns can be one", n.Name, entry.Pattern.Source)
		}
		item, err := c.node(entry.Pattern.Root, entry, opt, p)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	if len(items) == 0 {
		return nil, fmt.Errorf("class <%s> is empty", n.Name)
	}
	return either(items), nil
}

// joined flattens nested sequences.
func joined(items []node) node {
	var flat []node
	for _, item := range items {
		if s, ok := item.(seq); ok {
			flat = append(flat, s.items...)
		} else {
			flat = append(flat, item)
		}
	}
	if len(flat) == 1 {
		return flat[0]
	}
	return seq{flat}
}

// either flattens nested alternatives and gathers the literals among them in one trie, so that a class of a thousand
// words costs no more to try than one of ten.
func either(items []node) node {
	var literals [][]rune
	var others []node
	var add func(n node)
	add = func(n node) {
		switch n := n.(type) {
		case lit:
			literals = append(literals, n.text)
		case alt:
			for _, inner := range n.items {
				add(inner)
			}
		case *trie:
			literals = append(literals, n.words...)
		default:
			others = append(others, n)
		}
	}
	for _, item := range items {
		add(item)
	}
	if len(literals) > 1 {
		others = append(others, newTrie(literals))
	} else if len(literals) == 1 {
		others = append(others, lit{literals[0]})
	}
	if len(others) == 1 {
		return others[0]
	}
	return alt{slices.Clip(others)}
}
