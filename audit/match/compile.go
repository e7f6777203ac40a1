// Package match finds patterns in one utterance: a scan for literals that says which patterns can match at all, then
// an exact run of those patterns. It knows pattern ids and spans, no rules.
package match

import (
	"fmt"
	"slices"
	"sync"

	"zhijian/audit/entity"
	"zhijian/lexicon/norm"
	"zhijian/lexicon/pattern"
)

// Source is a parsed pattern with the meaning of the classes that it names.
type Source struct {
	Pattern *pattern.Pattern
	Class   func(name string) Class
}

// Class is the meaning of a class name. ID tells classes of the same name apart, so that one that many patterns name is
// compiled once.
type Class struct {
	ID      any
	Entries []Source
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
	// Views is how many views there are.
	Views = 4
)

// Options of one pattern.
type Options struct {
	View View
	Gap  int // characters that a bare gap spans at most; 0 for the default
}

// Pattern is a pattern that can be looked for. It is built when it is first looked for, since of a large lexicon few
// patterns ever have a candidate; what a scan needs to know of it is known at once. It is safe for concurrent use.
type Pattern struct {
	src      Source
	opt      Options
	words    bool
	isRegexp bool
	isAny    bool // the regular expression that is one dot
	isEntity bool // nothing but an entity of this kind
	kind     entity.Kind

	build   sync.Once
	compile *Compiler
	program
	expression expression
}

// program is a pattern as it runs.
type program struct {
	root   node        // nil of regular expressions that only package regexp can run
	first  *runeFilter // characters that a match can begin with; nil for any
	atHead bool        // a match begins at the start of the unit, fillers aside
	needs  []bitsAt    // the tries of each of which a match holds a word, a bit each
	owner  *Compiler   // that numbered its tries
	tries  int         // their numbers are below it
}

// View returns the form of the text in which the pattern is looked for.
func (p *Pattern) View() View { return p.opt.View }

// NeedsWords says whether word boundaries decide a match.
func (p *Pattern) NeedsWords() bool { return p.words }

// Compiler turns pattern sources into patterns. It is safe for concurrent use.
type Compiler struct {
	norm *norm.Normalizer

	mu      sync.Mutex
	sizes   map[any]classSize
	inClass map[classKey]*gate
	inWays  map[classKey][]Way
	reaches map[classKey]int
	classes map[classKey]node
	tries   map[string]*trie    // by their words
	sets    map[string]*runeSet // by their ranges
	key     []byte              // working memory
	scratch norm.Text
}

type classKey struct {
	id  any
	opt Options
}

// classSize is what a class counts for in a pattern that names it.
type classSize struct {
	nodes int
	words bool
}

// NewCompiler makes a compiler whose literals are folded by n.
func NewCompiler(n *norm.Normalizer) *Compiler {
	return &Compiler{norm: n, sizes: map[any]classSize{}, inClass: map[classKey]*gate{}, inWays: map[classKey][]Way{}, reaches: map[classKey]int{}, classes: map[classKey]node{}, tries: map[string]*trie{}, sets: map[string]*runeSet{}}
}

// Compile checks a pattern and makes it ready to be looked for. It fails on unknown entities, on empty classes and on
// patterns that grow too large once the classes are put in.
func (c *Compiler) Compile(src Source, opt Options) (*Pattern, error) {
	if opt.Gap == 0 {
		opt.Gap = pattern.DefaultGapWidth
	}
	p := &Pattern{src: src, opt: opt, compile: c, isRegexp: src.Pattern.Root == nil}
	p.isAny = p.isRegexp && src.Pattern.Regexp == "."
	if e, ok := only(src.Pattern.Root).(pattern.Entity); ok {
		p.kind, p.isEntity = entity.ParseKind(e.Kind)
	}
	if src.Pattern.Root == nil {
		return p, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	size, err := c.measure(src.Pattern.Root, src)
	if err != nil {
		return nil, err
	}
	if size.nodes > pattern.MaxExpansion {
		return nil, fmt.Errorf("the pattern grows beyond %d parts once its classes are put in; split it", pattern.MaxExpansion)
	}
	if reach := c.reach(src.Pattern.Root, src, opt); reach > pattern.MaxReach {
		return nil, fmt.Errorf("its gaps span up to %d characters together; at most %d are allowed", reach, pattern.MaxReach)
	}
	p.words = size.words
	return p, nil
}

// only gives the one part of a sequence of one.
func only(n pattern.Node) pattern.Node {
	for {
		seq, ok := n.(pattern.Seq)
		if !ok || len(seq.Items) != 1 {
			return n
		}
		n = seq.Items[0]
	}
}

// ready builds the pattern if that was not done yet.
func (p *Pattern) ready() *program {
	p.build.Do(func() {
		p.compile.mu.Lock()
		defer p.compile.mu.Unlock()
		var root node
		if p.src.Pattern.Root != nil {
			root = p.compile.node(p.src.Pattern.Root, p.src, p.opt)
		} else if root = p.compile.regexpNode(p.src.Pattern.Regexp); root == nil {
			return
		}
		p.program = p.compile.program(root)
	})
	return &p.program
}

// program makes a program of its root, the tries of which are the compiler's.
func (c *Compiler) program(root node) program {
	out := program{root: root, atHead: beginsAtHead(root), owner: c, tries: len(c.tries)}
	out.first, _ = firstOf(root)
	out.needs, _ = needsOf(root)
	return out
}

// fold normalises a literal as the view does the text. The result is overwritten by the next.
func (c *Compiler) fold(text string, view View) []rune {
	c.norm.Text(&c.scratch, text)
	folded := c.scratch.Runes
	if view&Pinyin != 0 {
		for i, r := range folded {
			folded[i] = norm.FoldPinyin(r)
		}
	}
	return folded
}

// node builds the part of a program for a part of a pattern that measure has accepted.
func (c *Compiler) node(n pattern.Node, src Source, opt Options) node {
	switch n := n.(type) {
	case pattern.Lit:
		return lit{slices.Clone(c.fold(n.Text, opt.View))}
	case pattern.Digit:
		return digit{}
	case pattern.Space:
		return space{}
	case pattern.Gap:
		if n.Max == pattern.DefaultGap {
			n.Max = opt.Gap
		}
		return gap{n.Min, n.Max}
	case pattern.Anchor:
		return anchor{n.At}
	case pattern.Opt:
		return optional{c.node(n.Item, src, opt)}
	case pattern.Word:
		return word{slices.Clone(c.fold(n.Text, opt.View)), n.POS}
	case pattern.Entity:
		kind, _ := entity.ParseKind(n.Kind)
		return ent{kind}
	case pattern.Seq:
		return joined(c.list(n.Items, src, opt))
	case pattern.Alt:
		return c.either(c.list(n.Items, src, opt))
	case pattern.Class:
		class := src.Class(n.Name)
		key := classKey{class.ID, opt}
		known, ok := c.classes[key]
		if !ok {
			items := make([]node, 0, len(class.Entries))
			for _, entry := range class.Entries {
				items = append(items, c.node(entry.Pattern.Root, entry, opt))
			}
			known = c.either(items)
			c.classes[key] = known
		}
		return known
	default:
		panic(fmt.Sprintf("match: unknown part %T of a pattern", n))
	}
}

func (c *Compiler) list(items []pattern.Node, src Source, opt Options) []node {
	out := make([]node, 0, len(items))
	for _, item := range items {
		out = append(out, c.node(item, src, opt))
	}
	return out
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
func (c *Compiler) either(items []node) node {
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
			literals = n.list(literals)
		default:
			others = append(others, n)
		}
	}
	for _, item := range items {
		add(item)
	}
	if len(literals) > 1 {
		others = append(others, c.trie(literals))
	} else if len(literals) == 1 {
		others = append(others, lit{literals[0]})
	}
	if len(others) == 1 {
		return others[0]
	}
	return newAlt(others)
}

// trie gives the trie of words. Lists such as 你|您 stand in hundreds of patterns, which share one.
func (c *Compiler) trie(words [][]rune) *trie {
	slices.SortFunc(words, slices.Compare)
	words = slices.CompactFunc(words, slices.Equal)
	c.key = packWords(c.key[:0], words)
	known := c.tries[string(c.key)]
	if known == nil {
		known = newTrie(string(c.key))
		known.number = int32(len(c.tries))
		c.tries[known.packed] = known
	}
	return known
}
