package exchange

import (
	"fmt"
	"strings"
	"unicode"
)

// Boolean is an expression such as (缺货||没货)&&退款&&!已补: a name, or others joined by Op.
type Boolean struct {
	Op     Op // Wordings for a name
	Args   []*Boolean
	Name   string
	Column int // in characters from 1
}

// Bounds of an expression.
const (
	mostExpression = 4000 // characters
	mostNested     = 50
	mostNames      = 500
)

// ParseBoolean reads an expression of names joined by && || and !, with brackets. Full-width signs and single & and |
// are taken for what they are meant to be. The error names the character at which it goes wrong.
func ParseBoolean(source string) (*Boolean, error) {
	p := &booleanParser{in: []rune(source)}
	if len(p.in) > mostExpression {
		return nil, fmt.Errorf("the expression is longer than %d characters", mostExpression)
	}
	out, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if p.skip(); p.pos < len(p.in) {
		return nil, p.fail("%q is not expected here", string(p.in[p.pos]))
	}
	return out, nil
}

type booleanParser struct {
	in    []rune
	pos   int
	names int
}

func (p *booleanParser) fail(format string, args ...any) error {
	return fmt.Errorf("character %d: %s", p.pos+1, fmt.Sprintf(format, args...))
}

func (p *booleanParser) skip() {
	for p.pos < len(p.in) && unicode.IsSpace(p.in[p.pos]) {
		p.pos++
	}
}

// sign is the half-width form of a sign, 0 for any other character.
func sign(r rune) rune {
	switch r {
	case '&', '|', '!', '(', ')':
		return r
	case '＆', '｜', '！', '（', '）':
		return r - 0xFEE0
	}
	return 0
}

func (p *booleanParser) at(want rune) bool {
	p.skip()
	return p.pos < len(p.in) && sign(p.in[p.pos]) == want
}

// take passes over a sign, doubled or not.
func (p *booleanParser) take(want rune) bool {
	if !p.at(want) {
		return false
	}
	p.pos++
	if p.pos < len(p.in) && sign(p.in[p.pos]) == want {
		p.pos++
	}
	return true
}

func (p *booleanParser) or(depth int) (*Boolean, error) {
	return p.joined('|', Or, depth, func() (*Boolean, error) { return p.and(depth) })
}

func (p *booleanParser) and(depth int) (*Boolean, error) {
	return p.joined('&', And, depth, func() (*Boolean, error) { return p.not(depth) })
}

func (p *booleanParser) joined(sign rune, op Op, depth int, next func() (*Boolean, error)) (*Boolean, error) {
	if depth > mostNested {
		return nil, p.fail("brackets are nested deeper than %d", mostNested)
	}
	first, err := next()
	if err != nil {
		return nil, err
	}
	args := []*Boolean{first}
	for p.take(sign) {
		arg, err := next()
		if err != nil {
			return nil, err
		}
		args = append(args, arg)
	}
	if len(args) == 1 {
		return first, nil
	}
	return &Boolean{Op: op, Args: args, Column: first.Column}, nil
}

func (p *booleanParser) not(depth int) (*Boolean, error) {
	if depth > mostNested {
		return nil, p.fail("signs are nested deeper than %d", mostNested)
	}
	if p.at('!') {
		column := p.pos + 1
		p.pos++
		arg, err := p.not(depth + 1)
		if err != nil {
			return nil, err
		}
		return &Boolean{Op: Not, Args: []*Boolean{arg}, Column: column}, nil
	}
	if p.at('(') {
		open := p.pos + 1
		p.pos++
		inner, err := p.or(depth + 1)
		if err != nil {
			return nil, err
		}
		if !p.at(')') {
			return nil, fmt.Errorf("character %d: this bracket is never closed", open)
		}
		p.pos++
		return inner, nil
	}
	return p.name()
}

func (p *booleanParser) name() (*Boolean, error) {
	p.skip()
	start := p.pos
	if p.pos < len(p.in) && (p.in[p.pos] == '"' || p.in[p.pos] == '\'') {
		return p.quoted()
	}
	for p.pos < len(p.in) && sign(p.in[p.pos]) == 0 {
		p.pos++
	}
	name := strings.TrimSpace(string(p.in[start:p.pos]))
	if name == "" {
		return nil, p.fail("a word is expected here")
	}
	if p.names++; p.names > mostNames {
		return nil, p.fail("the expression has more than %d words", mostNames)
	}
	return &Boolean{Name: name, Column: start + 1}, nil
}

// quoted reads a word in quotes, in which signs stand for themselves.
func (p *booleanParser) quoted() (*Boolean, error) {
	start, quote := p.pos, p.in[p.pos]
	for p.pos++; p.pos < len(p.in); p.pos++ {
		if p.in[p.pos] == quote {
			name := strings.TrimSpace(string(p.in[start+1 : p.pos]))
			if name == "" {
				break
			}
			p.pos++
			p.names++
			return &Boolean{Name: name, Column: start + 1}, nil
		}
	}
	return nil, fmt.Errorf("character %d: this quote holds nothing or is never closed", start+1)
}

// Formula turns the names into what of makes of them.
func (b *Boolean) Formula(of func(name *Boolean) (*Formula, error)) (*Formula, error) {
	if b.Op == Wordings {
		return of(b)
	}
	out := &Formula{Op: b.Op}
	for _, arg := range b.Args {
		f, err := arg.Formula(of)
		if err != nil {
			return nil, err
		}
		out.Args = append(out.Args, f)
	}
	return out, nil
}
