package match

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"sync"
	"unicode/utf8"
)

// Regular expressions run on the engines of patterns: a set of places costs the same whether it is a gap or a class of
// characters that is crossed, and for short texts that is many times cheaper than backtracking. What an expression finds
// is what regexp's leftmost-longest search finds, which remains for long texts, and for expressions with parts that have
// no node: case folding, edges of lines, and matches of nothing.

// expression is a regular expression as package regexp runs it, compiled when it is first asked for.
type expression struct {
	once sync.Once
	re   *regexp.Regexp
	back bool // it asks what stands in front of a match, so that a part of a text is another text to it
}

func (e *expression) ready(source string) *regexp.Regexp {
	e.once.Do(func() {
		e.re = regexp.MustCompile(source) // which pattern.Parse let through
		e.re.Longest()
		if tree, err := syntax.Parse(source, syntax.Perl); err == nil {
			e.back = looksBack(tree)
		}
	})
	return e.re
}

// looksBack says whether the expression asks what stands in front of a match.
func (e *expression) looksBack(source string) bool {
	e.ready(source)
	return e.back
}

func looksBack(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpBeginLine, syntax.OpBeginText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return true
	default:
		return slices.ContainsFunc(re.Sub, looksBack)
	}
}

// regexpNode builds the node of a regular expression; nil where it has none.
func (c *Compiler) regexpNode(source string) node {
	re, err := syntax.Parse(source, syntax.Perl)
	if err != nil {
		return nil
	}
	n := c.syntaxNode(re)
	if n == nil || shortest(n) == 0 || effort(n) > mostEffort {
		return nil
	}
	return n
}

// mostEffort bounds the parts that one run of an expression may visit, so that none with repetitions within repetitions
// takes more than a time that grows with the text.
const mostEffort = 1 << 13

// effort is how many parts a run of n visits at most.
func effort(n node) int {
	sum := 1
	switch n := n.(type) {
	case repeat:
		times := n.most
		if times < 0 {
			times = longestWide
		}
		return min(max(times, 1)*effort(n.item), mostEffort+1)
	case optional:
		return 1 + effort(n.item)
	case seq:
		for _, item := range n.items {
			sum += effort(item)
		}
	case alt:
		for _, item := range n.items {
			sum += effort(item)
		}
	}
	return min(sum, mostEffort+1)
}

func (c *Compiler) syntaxNode(re *syntax.Regexp) node {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return lit{re.Rune}
		}
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return c.anyOf(rangesOf(re))
	case syntax.OpBeginText:
		return bound{boundStart}
	case syntax.OpEndText:
		return bound{boundEnd}
	case syntax.OpWordBoundary:
		return bound{boundWord}
	case syntax.OpNoWordBoundary:
		return bound{boundNoWord}
	case syntax.OpCapture:
		return c.syntaxNode(re.Sub[0])
	case syntax.OpQuest:
		return c.repeated(re.Sub[0], 0, 1)
	case syntax.OpStar:
		return c.repeated(re.Sub[0], 0, -1)
	case syntax.OpPlus:
		return c.repeated(re.Sub[0], 1, -1)
	case syntax.OpRepeat:
		return c.repeated(re.Sub[0], re.Min, re.Max)
	case syntax.OpConcat:
		if items := c.syntaxNodes(re.Sub); items != nil {
			return joined(items)
		}
	case syntax.OpAlternate:
		if items := c.syntaxNodes(re.Sub); items != nil {
			return c.either(items)
		}
	}
	return nil
}

func (c *Compiler) syntaxNodes(list []*syntax.Regexp) []node {
	out := make([]node, 0, len(list))
	for _, re := range list {
		item := c.syntaxNode(re)
		if item == nil {
			return nil
		}
		out = append(out, item)
	}
	return out
}

// repeated is something at least low and at most high times; a negative high is no bound.
func (c *Compiler) repeated(re *syntax.Regexp, low, high int) node {
	if ranges := rangesOf(re); ranges != nil {
		return stretch{c.runeSet(ranges), low, high}
	}
	item := c.syntaxNode(re)
	switch {
	case item == nil:
		return nil
	case low == 0 && high == 1:
		return optional{item}
	}
	return repeat{item, low, high}
}

// rangesOf gives the characters of an expression that stands for any one of some, as pairs of a first and a last one.
func rangesOf(re *syntax.Regexp) []rune {
	switch re.Op {
	case syntax.OpCharClass:
		return re.Rune
	case syntax.OpAnyChar:
		return []rune{0, utf8.MaxRune}
	case syntax.OpAnyCharNotNL:
		return []rune{0, '\n' - 1, '\n' + 1, utf8.MaxRune}
	case syntax.OpCapture:
		return rangesOf(re.Sub[0])
	}
	return nil
}

// anyOf is one of the characters of a class: where there are few, they are words as those of other classes.
func (c *Compiler) anyOf(ranges []rune) node {
	if slices.Equal(ranges, []rune{'0', '9'}) {
		return digit{}
	}
	var words [][]rune
	for i := 0; i+1 < len(ranges); i += 2 {
		if len(words)+int(ranges[i+1]-ranges[i]) >= mostInClass {
			return c.runeSet(ranges)
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			if utf8.ValidRune(r) { // no text holds the other ones
				words = append(words, []rune{r})
			}
		}
	}
	if len(words) == 0 {
		return nil
	}
	return c.trie(words)
}
