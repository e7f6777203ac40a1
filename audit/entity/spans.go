package entity

import (
	"cmp"
	"slices"
)

// inside says whether a span of spans holds the character at place.
func inside(spans []Span, place int) bool {
	return slices.ContainsFunc(spans, func(s Span) bool { return s.Start <= place && place < s.End })
}

func sortSpans(spans []Span) {
	slices.SortStableFunc(spans, func(a, b Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
}
