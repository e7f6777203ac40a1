package pattern

import (
	"fmt"
	"strings"
)

// until reads up to the closing character, which is of one byte, and past it. It begins at an opening one.
func (p *parser) until(end byte, what string) (string, error) {
	start := p.pos
	p.pos++
	length := strings.IndexByte(p.in[p.pos:], end)
	if length < 0 {
		return "", &SyntaxError{p.column(start), fmt.Sprintf("%s is never closed by '%c'", what, end)}
	}
	text := p.in[p.pos : p.pos+length]
	if strings.TrimSpace(text) == "" {
		return "", &SyntaxError{p.column(start), what + " is empty"}
	}
	p.pos += length + 1
	return text, nil
}

func (p *parser) class() (Node, error) {
	column := p.column(p.pos)
	name, err := p.until('>', "the class <…")
	class := Class{strings.TrimSpace(name), column}
	p.names = append(p.names, class)
	return class, err
}

func (p *parser) word() (Node, error) {
	text, err := p.until(']', "the whole word […")
	text, pos, _ := strings.Cut(text, "/")
	return Word{strings.TrimSpace(text), strings.TrimSpace(pos)}, err
}

func (p *parser) entity() (Node, error) {
	column := p.column(p.pos)
	p.pos++
	start := p.pos
	for r := p.peek(); r == '-' || r >= 'a' && r <= 'z'; r = p.peek() {
		p.pos++
	}
	if p.pos == start {
		return nil, p.fail("an entity name is missing after '@'; write \\@ for the character itself")
	}
	return Entity{p.in[start:p.pos], column}, nil
}

func (p *parser) anchor() Node {
	r := p.peek()
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
		p.pos += len("…")
	}
	if p.peek() != '{' {
		return Gap{0, DefaultGap}, nil
	}
	column := p.column(p.pos)
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

// String is the anchor as it is written.
func (e Edge) String() string { return [...]string{"^", "$", "^^", "$$"}[e] }
