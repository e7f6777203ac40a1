package entity

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// trigger says whether the character at index i may be part of an entity: the cheap test that spares the pattern most of
// the text.
type trigger func(text []rune, i int) bool

// lookAhead is how far behind a trigger, in characters, entities reach with the words that give them their meaning.
const lookAhead = 24

// eachMatch appends to dst what judge makes of every match of re in text near a trigger, beginning at most behind
// characters before it; words before the match that judge asks for count in. Judge sees the stretch of text
// that was searched and the byte indices of the match and its groups; it may move the span by setting Start and End to
// byte offsets, 0 meaning those of the match.
func eachMatch(dst []Span, text []rune, near trigger, behind int, re *regexp.Regexp, judge func(s string, found []int) (Span, bool)) []Span {
	base := len(dst)
	for i := 0; i < len(text); i++ {
		if !near(text, i) {
			continue
		}
		start, end := stretch(text, i, near, behind)
		dst = matchStretch(dst, base, text[start:end], start, re, judge)
		i = end - 1
	}
	return dst
}

// stretch gives the part of text to search for the trigger at i and those that follow it closely. It begins and ends
// outside of words and numbers.
func stretch(text []rune, i int, near trigger, behind int) (start, end int) {
	start = max(0, i-behind)
	for start > 0 && isASCIIWord(text[start-1]) {
		start--
	}
	end = i + lookAhead
	for j := i + 1; j < min(end, len(text)); j++ {
		if near(text, j) {
			end = j + lookAhead
		}
	}
	end = min(end, len(text))
	for end < len(text) && isASCIIWord(text[end]) {
		end++
	}
	return start, end
}

func isASCIIWord(r rune) bool { return isASCIIDigit(r) || isASCIILetter(r) || r == '.' }

// matchStretch is eachMatch for a stretch of text that begins at the character offset; dst[base:] is what was found before.
func matchStretch(dst []Span, base int, text []rune, offset int, re *regexp.Regexp, judge func(s string, found []int) (Span, bool)) []Span {
	s := string(text)
	runes, bytes := offset, 0 // how far s has been counted
	index := func(place int) int {
		runes += utf8.RuneCountInString(s[bytes:place])
		bytes = place
		return runes
	}
	reached := reach(dst[base:])
	for _, found := range re.FindAllStringSubmatchIndex(s, -1) {
		span, ok := judge(s, found)
		if !ok {
			continue
		}
		if span.Start == 0 {
			span.Start = found[0]
		}
		if span.End == 0 {
			span.End = found[1]
		}
		span.Start, span.End = index(span.Start), index(span.End)
		if span.Start < reached {
			continue // found already in the stretch before
		}
		dst = append(dst, span)
	}
	return dst
}

// reach gives the end of the last of spans, which are in order, and 0 for none.
func reach(spans []Span) int {
	if len(spans) == 0 {
		return 0
	}
	return spans[len(spans)-1].End
}

// isNumeral says whether a character can end a number: a digit in any script, a unit, 半, 几 or a mask.
func isNumeral(r rune) bool {
	if _, _, ok := digitOf(r); ok {
		return true
	}
	switch r {
	case '十', '百', '千', '万', '拾', '佰', '仟', '半', '几', '多', '来', '余', '个', '俩', '\uE001':
		return true
	}
	return false
}

// sign is a set of characters. Nearly every character of a text is told not to be in it by its remainder.
type sign struct {
	remainders [16]uint64
	runes      string
}

func newSign(runes string) sign {
	out := sign{runes: runes}
	for _, r := range runes {
		out.remainders[r>>6&15] |= 1 << (r & 63)
	}
	return out
}

func (s *sign) has(r rune) bool {
	return s.remainders[r>>6&15]>>(r&63)&1 != 0 && strings.ContainsRune(s.runes, r)
}
