package norm

import "slices"

// Text is normalised text with its way back to the original.
type Text struct {
	// Runes are the normalised characters.
	Runes []rune
	// Orig has one entry more than Runes: the character index in the original at which each begins, and the number of
	// characters of the original.
	Orig []int32
	// ends holds for each of Runes the character index in the original after the last character that it stands for.
	ends []int32
}

// Span gives the characters of the original that the normalised characters start to end (exclusive) stand for,
// including what was folded away between them, but not what was dropped before or after. Indices out of range are
// brought into it; an empty span is empty in the original too.
func (t *Text) Span(start, end int) (int, int) {
	start = min(max(start, 0), len(t.Runes))
	end = min(max(end, start), len(t.Runes))
	if len(t.Orig) <= end {
		return start, end // not filled by this package: nothing was folded away
	}
	from := int(t.Orig[start])
	if start == end {
		return from, from
	}
	if len(t.ends) < end {
		return from, int(t.Orig[end])
	}
	return from, int(t.ends[end-1])
}

// reset makes room for count characters; a text's bytes will do, which spares counting.
func (t *Text) reset(count int) {
	t.Runes = slices.Grow(t.Runes[:0], count)[:count]
	t.ends = slices.Grow(t.ends[:0], count)[:count]
	t.Orig = slices.Grow(t.Orig[:0], count+1)[:count+1]
}

// cut ends the text after count characters; original is the number of characters of the original.
func (t *Text) cut(count int, original int32) {
	t.Runes = t.Runes[:count]
	t.ends = t.ends[:count]
	t.Orig = t.Orig[:count+1]
	t.Orig[count] = original
}
