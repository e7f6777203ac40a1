package pattern

import (
	"fmt"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SyntaxError says what is wrong with a pattern and where. Column counts characters of the pattern from 1.
type SyntaxError struct {
	Column  int
	Message string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("character %d: %s", e.Column, e.Message) }

// Parse reads one pattern. The error is a *SyntaxError.
func Parse(source string) (*Pattern, error) {
	text := strings.TrimSpace(source)
	if text == "" {
		return nil, &SyntaxError{1, "the pattern is empty"}
	}
	if len(text) > 2 && text[0] == '/' && text[len(text)-1] == '/' {
		re := text[1 : len(text)-1]
		if _, err := syntax.Parse(re, syntax.Perl); err != nil {
			return nil, &SyntaxError{2, "not a valid RE2 expression: " + err.Error()}
		}
		return &Pattern{Source: source, Regexp: re}, nil
	}
	if !utf8.ValidString(text) {
		text = string([]rune(text))
	}
	if utf8.RuneCountInString(text) > MaxLength {
		return nil, &SyntaxError{MaxLength, fmt.Sprintf("a pattern may have at most %d characters; split it", MaxLength)}
	}
	p := &parser{in: text}
	root, err := p.alternatives(0)
	if err != nil {
		return nil, err
	}
	if p.pos < len(p.in) {
		return nil, p.fail("unmatched ')': write \\) for the character itself")
	}
	if empty(root) {
		return nil, &SyntaxError{1, "the pattern matches every text, since all of it is optional"}
	}
	return &Pattern{Source: source, Root: root, Names: p.names}, nil
}

// parser reads a pattern from left to right. Offsets are of bytes; columns are counted where somebody asks for them.
type parser struct {
	in    string
	pos   int
	open  []Node  // the items of the sequences and alternatives being read
	names []Class // found so far
}

// column is that of an offset, in characters from 1.
func (p *parser) column(offset int) int { return utf8.RuneCountInString(p.in[:offset]) + 1 }

func (p *parser) fail(format string, args ...any) error {
	return &SyntaxError{p.column(p.pos), fmt.Sprintf(format, args...)}
}

// peek gives the next character, 0 at the end.
func (p *parser) peek() rune {
	r, _ := p.next()
	return r
}

// next gives the next character and how many bytes it takes.
func (p *parser) next() (rune, int) {
	if p.pos >= len(p.in) {
		return 0, 0
	}
	if b := p.in[p.pos]; b < utf8.RuneSelf {
		return rune(b), 1
	}
	return utf8.DecodeRuneInString(p.in[p.pos:])
}

// alternatives reads sequences parted by | up to a closing parenthesis or the end.
func (p *parser) alternatives(depth int) (Node, error) {
	if depth > MaxDepth {
		return nil, p.fail("groups are nested deeper than %d", MaxDepth)
	}
	first, err := p.sequence(depth)
	if err != nil || p.peek() != '|' {
		return first, err
	}
	count := len(p.open)
	p.open = append(p.open, first)
	for p.peek() == '|' {
		p.pos++
		seq, err := p.sequence(depth)
		if err != nil {
			return nil, err
		}
		p.open = append(p.open, seq)
	}
	alts := slices.Clone(p.open[count:])
	p.open = p.open[:count]
	for _, alt := range alts {
		if gap, ok := alt.(Gap); ok && gap.Max == DefaultGap {
			return nil, p.fail("a bare gap as a whole alternative matches anything; write \\… for the character itself, or give it a width")
		}
	}
	return Alt{alts}, nil
}

func (p *parser) sequence(depth int) (Node, error) {
	count := len(p.open)
	for p.pos < len(p.in) && p.in[p.pos] != '|' && p.in[p.pos] != ')' {
		item, err := p.item(depth)
		if err != nil {
			return nil, err
		}
		if p.peek() == '?' {
			if anchor, ok := item.(Anchor); ok {
				return nil, p.fail("the anchor %s cannot be optional", anchor.At)
			}
			p.pos++
			item = Opt{item}
		}
		p.open = append(p.open, item)
	}
	items := p.open[count:]
	p.open = p.open[:count]
	if len(items) == 1 && isSpace(items[0]) {
		return Lit{" "}, nil // a blank as a whole alternative is itself
	}
	items = tidy(items)
	if len(items) == 1 {
		return items[0], nil
	}
	return Seq{slices.Clone(items)}, nil
}

// tidy joins neighbouring characters to literals and drops blanks that do not stand between two literals. The result
// lies where items did.
func tidy(items []Node) []Node {
	out := items[:0]
	var before Node
	for i, item := range items {
		last := before
		before = item
		if _, blank := item.(Space); blank {
			if i == 0 || i == len(items)-1 || !isLit(last) || !isLit(items[i+1]) {
				continue
			}
		}
		if lit, ok := item.(Lit); ok && len(out) > 0 {
			if last, ok := out[len(out)-1].(Lit); ok {
				out[len(out)-1] = Lit{last.Text + lit.Text}
				continue
			}
		}
		out = append(out, item)
	}
	return out
}

func isSpace(n Node) bool { _, ok := n.(Space); return ok }

func isLit(n Node) bool { _, ok := n.(Lit); return ok }

func (p *parser) item(depth int) (Node, error) {
	switch r, size := p.next(); r {
	case '(':
		start := p.pos
		p.pos++
		inner, err := p.alternatives(depth + 1)
		if err != nil {
			return nil, err
		}
		if p.peek() != ')' {
			return nil, &SyntaxError{p.column(start), "this '(' is never closed; write \\( for the character itself"}
		}
		p.pos++
		return Seq{[]Node{inner}}, nil
	case '<':
		return p.class()
	case '[':
		return p.word()
	case '@':
		return p.entity()
	case '…':
		return p.gap()
	case '^', '$':
		return p.anchor(), nil
	case '?':
		return nil, p.fail("'?' makes what stands before it optional, and nothing does; write \\? or ？ for a question mark")
	case '\\':
		return p.escaped()
	case ']', '>':
		return nil, p.fail("'%c' closes nothing; write \\%c for the character itself", r, r)
	default:
		if !unicode.IsSpace(r) {
			return p.characters(), nil
		}
		for p.pos += size; unicode.IsSpace(p.peek()); p.pos += size {
			_, size = p.next()
		}
		return Space{}, nil
	}
}

func (p *parser) escaped() (Node, error) {
	if p.pos+1 == len(p.in) {
		return nil, p.fail("a '\\' at the end escapes nothing")
	}
	p.pos++
	r, size := p.next()
	p.pos += size
	if r == 'd' {
		return Digit{}, nil
	}
	return Lit{string(r)}, nil
}

// characters reads a run of ordinary characters, but leaves the last to be read alone where it alone is optional.
func (p *parser) characters() Node {
	start, last := p.pos, p.pos
	for p.pos < len(p.in) {
		r, size := p.next()
		if p.pos > start && isSyntax(r) {
			break
		}
		last = p.pos
		p.pos += size
	}
	if p.peek() == '?' && last > start {
		p.pos = last
	}
	return Lit{p.in[start:p.pos]}
}

// isSyntax says whether r means something other than itself in a pattern, or parts literals.
func isSyntax(r rune) bool {
	switch r {
	case '(', ')', '|', '<', '>', '[', ']', '@', '…', '^', '$', '?', '\\':
		return true
	}
	return unicode.IsSpace(r)
}

// empty says whether a node can match without taking or asking for anything.
func empty(n Node) bool {
	switch n := n.(type) {
	case Seq:
		for _, item := range n.Items {
			if !empty(item) {
				return false
			}
		}
		return true
	case Alt:
		for _, item := range n.Items {
			if empty(item) {
				return true
			}
		}
		return false
	case Opt, Space:
		return true
	case Gap:
		return n.Min == 0
	default:
		return false
	}
}
