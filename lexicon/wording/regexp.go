package wording

import (
	"regexp/syntax"
	"strings"
)

// Bounds on what a regular expression gives: repetitions without an end, and the whole.
const (
	mostRepeats  = 3
	mostRegexped = 400 // bytes
)

// regexp makes up text that an RE2 expression matches. What its anchors and boundaries ask for is left to chance.
func (m *Maker) regexp(out *strings.Builder, source string) {
	tree, err := syntax.Parse(source, syntax.Perl)
	if err != nil {
		return // a loaded pattern was parsed before
	}
	m.syntax(out, tree.Simplify(), out.Len()+mostRegexped)
}

func (m *Maker) syntax(out *strings.Builder, re *syntax.Regexp, limit int) {
	if out.Len() > limit {
		return
	}
	repeat := func(least, most int) {
		for range least + m.Choose(most-least+1) {
			m.syntax(out, re.Sub[0], limit)
		}
	}
	switch re.Op {
	case syntax.OpLiteral:
		out.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		out.WriteRune(m.oneOf(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		out.WriteString(m.filler(1))
	case syntax.OpCapture, syntax.OpConcat:
		for _, sub := range re.Sub {
			m.syntax(out, sub, limit)
		}
	case syntax.OpAlternate:
		m.syntax(out, re.Sub[m.Choose(len(re.Sub))], limit)
	case syntax.OpStar:
		repeat(0, mostRepeats)
	case syntax.OpPlus:
		repeat(1, mostRepeats)
	case syntax.OpQuest:
		repeat(0, 1)
	case syntax.OpRepeat:
		repeat(re.Min, max(re.Min, min(re.Max, re.Min+mostRepeats)))
	}
}

// oneOf picks a character of a class given as pairs of first and last. Of a wide class (a negated one, say) a neutral
// character is taken where it holds one.
func (m *Maker) oneOf(ranges []rune) rune {
	if len(ranges) == 0 {
		return '一'
	}
	for _, r := range neutral[m.Choose(len(neutral))] {
		for i := 0; i+1 < len(ranges); i += 2 {
			if ranges[i] <= r && r <= ranges[i+1] && ranges[i+1]-ranges[i] > 100 {
				return r
			}
		}
	}
	pair := 2 * m.Choose(len(ranges)/2)
	span := int(ranges[pair+1]-ranges[pair]) + 1
	return ranges[pair] + rune(m.Choose(min(span, 100)))
}
