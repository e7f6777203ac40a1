package pattern

import (
	"fmt"
	"regexp/syntax"
	"strings"
	"unicode"
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
	p := &parser{in: []rune(text)}
	if len(p.in) > MaxLength {
		return nil, &SyntaxError{MaxLength, fmt.Sprintf("a pattern may have at most %d characters; split it", MaxLength)}
	}
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
	return &Pattern{Source: source, Root: root}, nil
}

type parser struct {
	in  []rune
	pos int
}

func (p *parser) fail(format string, args ...any) error {
	return &SyntaxError{p.pos + 1, fmt.Sprintf(format, args...)}
}

func (p *parser) peek() rune {
	if p.pos < len(p.in) {
		return p.in[p.pos]
	}
	return 0
}

// alternatives reads sequences parted by | up to a closing parenthesis or the end.
func (p *parser) alternatives(depth int) (Node, error) {
	if depth > MaxDepth {
		return nil, p.fail("groups are nested deeper than %d", MaxDepth)
	}
	var alts []Node
	for {
		seq, err := p.sequence(depth)
		if err != nil {
			return nil, err
		}
		alts = append(alts, seq)
		if p.peek() != '|' {
			break
		}
		p.pos++
	}
	if len(alts) == 1 {
		return alts[0], nil
	}
	for _, alt := range alts {
		if gap, ok := alt.(Gap); ok && gap.Max == DefaultGap {
			return nil, p.fail("a bare gap as a whole alternative matches anything; write \\… for the character itself, or give it a width")
		}
	}
	return Alt{alts}, nil
}

func (p *parser) sequence(depth int) (Node, error) {
	var items []Node
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
		items = append(items, item)
	}
	if len(items) == 1 && isSpace(items[0]) {
		return Lit{" "}, nil // a blank as a whole alternative is itself
	}
	items = tidy(items)
	if len(items) == 1 {
		return items[0], nil
	}
	return Seq{items}, nil
}

// tidy joins neighbouring characters to literals and drops blanks that do not stand between two literals.
func tidy(items []Node) []Node {
	out := items[:0:0]
	for i, item := range items {
		if _, blank := item.(Space); blank {
			if i == 0 || i == len(items)-1 || !isLit(items[i-1]) || !isLit(items[i+1]) {
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
	switch r := p.in[p.pos]; r {
	case '(':
		start := p.pos
		p.pos++
		inner, err := p.alternatives(depth + 1)
		if err != nil {
			return nil, err
		}
		if p.peek() != ')' {
			return nil, &SyntaxError{start + 1, "this '(' is never closed; write \\( for the character itself"}
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
		if p.pos+1 == len(p.in) {
			return nil, p.fail("a '\\' at the end escapes nothing")
		}
		p.pos += 2
		if p.in[p.pos-1] == 'd' {
			return Digit{}, nil
		}
		return Lit{string(p.in[p.pos-1])}, nil
	case ']', '>':
		return nil, p.fail("'%c' closes nothing; write \\%c for the character itself", r, r)
	default:
		if unicode.IsSpace(r) {
			for unicode.IsSpace(p.peek()) {
				p.pos++
			}
			return Space{}, nil
		}
		return Lit{p.characters()}, nil
	}
}

// characters reads a run of ordinary characters, but leaves the last to be read alone where it alone is optional.
func (p *parser) characters() string {
	start := p.pos
	p.pos++
	for p.pos < len(p.in) && !isSyntax(p.in[p.pos]) {
		p.pos++
	}
	if p.peek() == '?' && p.pos-start > 1 {
		p.pos--
	}
	return string(p.in[start:p.pos])
}

// isSyntax says whether r means something other than itself in a pattern, or parts literals.
func isSyntax(r rune) bool {
	switch r {
	case '(', ')', '|', '<', '>', '[', ']', '@', '…', '^', '$', '?', '\\':
		return true
	}
	return unicode.IsSpace(r)
}

// until reads up to the closing rune and past it.
func (p *parser) until(end rune, what string) (string, error) {
	start := p.pos
	p.pos++
	for i := p.pos; i < len(p.in); i++ {
		if p.in[i] == end {
			text := string(p.in[p.pos:i])
			if strings.TrimSpace(text) == "" {
				return "", &SyntaxError{start + 1, what + " is empty"}
			}
			p.pos = i + 1
			return text, nil
		}
	}
	return "", &SyntaxError{start + 1, fmt.Sprintf("%s is never closed by '%c'", what, end)}
}

func (p *parser) class() (Node, error) {
	column := p.pos + 1
	name, err := p.until('>', "the class <…")
	return Class{strings.TrimSpace(name), column}, err
}

func (p *parser) word() (Node, error) {
	text, err := p.until(']', "the whole word […")
	text, pos, _ := strings.Cut(text, "/")
	return Word{strings.TrimSpace(text), strings.TrimSpace(pos)}, err
}

func (p *parser) entity() (Node, error) {
	column := p.pos + 1
	p.pos++
	start := p.pos
	for r := p.peek(); r == '-' || r >= 'a' && r <= 'z'; r = p.peek() {
		p.pos++
	}
	if p.pos == start {
		return nil, p.fail("an entity name is missing after '@'; write \\@ for the character itself")
	}
	return Entity{string(p.in[start:p.pos]), column}, nil
}

func (p *parser) anchor() Node {
	r := p.in[p.pos]
	p.pos++
	double := p.peek() == r
	if double {
		p.pos++
	}
	switch {
	case r == '^' && double:
		return Anchor{ClauseStart}
	case r == '^':
		return Anchor{UnitStart}
	case double:
		return Anchor{ClauseEnd}
	default:
		return Anchor{UnitEnd}
	}
}

// gap reads … with its optional {max} or {min,max}. Two in a row are one, as typing …… on a Chinese keyboard gives.
func (p *parser) gap() (Node, error) {
	for p.peek() == '…' {
		p.pos++
	}
	if p.peek() != '{' {
		return Gap{0, DefaultGap}, nil
	}
	column := p.pos + 1
	inner, err := p.until('}', "the gap's width {…")
	if err != nil {
		return nil, err
	}
	low, high, both := strings.Cut(inner, ",")
	if !both {
		low, high = "0", low
	}
	lo, ok1 := number(low)
	hi, ok2 := number(high)
	if !ok1 || !ok2 || lo > hi || hi > MaxGap {
		return nil, &SyntaxError{column, fmt.Sprintf("a gap's width is {most} or {least,most} with most ≤ %d, not {%s}", MaxGap, inner)}
	}
	return Gap{lo, hi}, nil
}

func number(s string) (int, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 4 {
		return 0, false
	}
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, true
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

// String is the anchor as it is written.
func (e Edge) String() string { return [...]string{"^", "$", "^^", "$$"}[e] }
