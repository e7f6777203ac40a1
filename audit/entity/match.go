package entity

import (
	"regexp"
	"unicode/utf8"
)

// trigger says whether the character at index i may be part of an entity: the cheap test that spares the pattern most of
// the text.
type trigger func(text []rune, i int) bool

// How far around a trigger a pattern looks, in characters: the longest entity and the words that give it its meaning.
const (
	lookBehind = 24
	lookAhead  = 24
)

// eachMatch appends to dst what judge makes of every match of re in text near a trigger. Judge sees the stretch of text
// that was searched and the byte indices of the match and its groups; it may move the span by setting Start and End to
// byte offsets, 0 meaning those of the match.
func eachMatch(dst []Span, text []rune, near trigger, re *regexp.Regexp, judge func(s string, found []int) (Span, bool)) []Span {
	for i := 0; i < len(text); i++ {
		if !near(text, i) {
			continue
		}
		start, end := stretch(text, i, near)
		dst = matchStretch(dst, text[start:end], start, re, judge)
		i = end - 1
	}
	return dst
}

// stretch gives the part of text to search for the trigger at i and those that follow it closely. It begins and ends
// outside of words and numbers.
func stretch(text []rune, i int, near trigger) (start, end int) {
	start = max(0, i-lookBehind)
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

func matchStretch(dst []Span, text []rune, offset int, re *regexp.Regexp, judge func(s string, found []int) (Span, bool)) []Span {
	s := string(text)
	runes, bytes := offset, 0 // how far s has been counted
	index := func(place int) int {
		runes += utf8.RuneCountInString(s[bytes:place])
		bytes = place
		return runes
	}
	first := len(dst)
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
		if first > 0 && dst[first-1].Kind == span.Kind && span.Start < dst[first-1].End && dst[first-1].Start < span.End {
			continue // found already in the stretch before
		}
		dst = append(dst, span)
	}
	return dst
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
