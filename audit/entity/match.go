package entity

import (
	"regexp"
	"unicode/utf8"
)

// eachMatch appends to dst what judge makes of every match of re in text. Judge sees the text and the byte indices of the
// match and its groups; it may move the span by setting Start and End to byte offsets, 0 meaning those of the match.
func eachMatch(dst []Span, text []rune, re *regexp.Regexp, judge func(s string, found []int) (Span, bool)) []Span {
	s := string(text)
	runes, bytes := 0, 0 // how far s has been counted
	index := func(place int) int {
		runes += utf8.RuneCountInString(s[bytes:place])
		bytes = place
		return runes
	}
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
		dst = append(dst, span)
	}
	return dst
}
