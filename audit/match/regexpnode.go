package match

import (
	"math/bits"
	"slices"
	"unicode/utf8"
)

// The parts that only regular expressions have.

type (
	// runeSet is one character of a class. Equal classes of a compiler are one.
	runeSet struct {
		number int32 // of its compiler, for what is kept by class
		ascii  [2]uint64
		ranges []rune // pairs of a first and a last character, ascending
		// none are, of a class that leaves out few characters as most do, those; what is not in the filter is in the class.
		none *runeFilter
	}
	// stretch is a run of characters of a class; repeat is one of anything. A negative most is no bound.
	stretch struct {
		of          *runeSet
		least, most int
	}
	repeat struct {
		item        node
		least, most int
	}
	bound struct{ at boundary }
)

// boundary is a place in a text as regular expressions know it.
type boundary uint8

const (
	boundStart  boundary = iota // before everything
	boundEnd                    // behind everything
	boundWord                   // between a letter, digit or low line of ASCII and something else
	boundNoWord                 // anywhere else
)

// runeSet gives the class of the characters in ranges.
func (c *Compiler) runeSet(ranges []rune) *runeSet {
	c.key = c.key[:0]
	for _, r := range ranges {
		c.key = utf8.AppendRune(c.key, r)
	}
	known := c.sets[string(c.key)]
	if known == nil {
		known = &runeSet{number: int32(len(c.sets)), ranges: ranges}
		for i := 0; i+1 < len(ranges); i += 2 {
			for r := ranges[i]; r <= min(ranges[i+1], 0x7f); r++ {
				known.ascii[r>>6] |= 1 << (r & 63)
			}
		}
		known.none = leftOut(ranges)
		c.sets[string(c.key)] = known
	}
	return known
}

// leftOut gives the characters between the ranges, which end with the last that there is; nil where they are many, or
// some of them are behind the last range.
func leftOut(ranges []rune) *runeFilter {
	const most = 200
	if len(ranges) == 0 || ranges[len(ranges)-1] != utf8.MaxRune {
		return nil
	}
	out, count, next := &runeFilter{}, 0, rune(0)
	for i := 0; i+1 < len(ranges); i += 2 {
		for ; next < ranges[i] && count <= most; next++ {
			out.add(next)
			count++
		}
		next = ranges[i+1] + 1
	}
	if count > most {
		return nil
	}
	return out
}

func (n *runeSet) has(r rune) bool {
	if n.none != nil && !n.none.has(r) {
		return true
	}
	if r < 0x80 {
		return n.ascii[r>>6]>>(r&63)&1 != 0
	}
	lo, hi := 0, len(n.ranges)/2
	for lo < hi {
		switch mid := (lo + hi) >> 1; {
		case r < n.ranges[2*mid]:
			hi = mid
		case r > n.ranges[2*mid+1]:
			lo = mid + 1
		default:
			return true
		}
	}
	return false
}

func (n *runeSet) mask(b *bitText, from uint64) uint64 { return from & b.words.class(n).a << 1 }

func (n *runeSet) wide(b *wideText, from places) places { return from.and(*b.words.class(n)).next() }

func (n *runeSet) ends(m *machine, from, out []int32) []int32 {
	for _, at := range from {
		if int(at) < len(m.text) && n.has(m.text[at]) {
			out = append(out, at+1)
		}
	}
	return out
}

func (n stretch) mask(b *bitText, from uint64) uint64 {
	passable := b.words.class(n.of).a
	for range n.least {
		if from = from & passable << 1; from == 0 {
			return 0
		}
	}
	return crossMask(from, passable, n.more(len(b.text)))
}

func (n stretch) wide(b *wideText, from places) places {
	passable := *b.words.class(n.of)
	for range n.least {
		if from = from.and(passable).next(); from.none() {
			return from
		}
	}
	return crossWide(from, passable, n.more(len(b.text)))
}

// more is how many characters may follow the least that must, in a text of so many.
func (n stretch) more(length int) int {
	if n.most < 0 {
		return length
	}
	return n.most - n.least
}

func (n stretch) ends(m *machine, from, out []int32) []int32 {
	reached := int32(-1) // the farthest place already in out
	for _, at := range from {
		most := n.least + n.more(len(m.text))
		for k := 0; k <= most; k++ {
			if end := at + int32(k); k >= n.least && end > reached {
				out = append(out, end)
				reached = end
			}
			if int(at)+k == len(m.text) || !n.of.has(m.text[int(at)+k]) {
				break
			}
		}
	}
	return out
}

func (n repeat) mask(b *bitText, from uint64) uint64 {
	for range n.least {
		if from = n.item.mask(b, from); from == 0 {
			return 0
		}
	}
	// What was reached before, was reached by fewer times, and led on from there.
	out := from
	for times := n.least; from != 0 && times != n.most; times++ {
		from = n.item.mask(b, from) &^ out
		out |= from
	}
	return out
}

func (n repeat) wide(b *wideText, from places) places {
	for range n.least {
		if from = n.item.wide(b, from); from.none() {
			return from
		}
	}
	out := from
	for times := n.least; !from.none() && times != n.most; times++ {
		from = n.item.wide(b, from).without(out)
		out = out.or(from)
	}
	return out
}

func (n repeat) ends(m *machine, from, out []int32) []int32 {
	base := len(out)
	now := append(m.borrow(), from...)
	next := m.borrow()
	for range n.least {
		next = tidy(n.item.ends(m, now, next[:0]))
		now, next = next, now
	}
	out = append(out, now...)
	for times := n.least; len(now) > 0 && times != n.most; times++ {
		next = tidy(n.item.ends(m, now, next[:0]))
		next = slices.DeleteFunc(next, func(at int32) bool {
			_, known := slices.BinarySearch(out[base:], at)
			return known
		})
		out = append(out, next...)
		out = append(out[:base], tidy(out[base:])...)
		now, next = next, now
	}
	m.giveBack(now)
	m.giveBack(next)
	return append(out[:base], tidy(out[base:])...)
}

// holds says whether a place of a text is such a boundary.
func (n bound) holds(text []rune, at int) bool {
	switch n.at {
	case boundStart:
		return at == 0
	case boundEnd:
		return at == len(text)
	default:
		before := at > 0 && isWordRune(text[at-1])
		after := at < len(text) && isWordRune(text[at])
		return (before != after) == (n.at == boundWord)
	}
}

func isWordRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
}

func (n bound) mask(b *bitText, from uint64) uint64 {
	out := uint64(0)
	for ; from != 0; from &= from - 1 {
		if n.holds(b.text, bits.TrailingZeros64(from)) {
			out |= from & -from
		}
	}
	return out
}

func (n bound) wide(b *wideText, from places) places {
	out := places{}
	for !from.none() {
		at := from.first()
		from = from.without(single(at))
		if n.holds(b.text, at) {
			out.add(at)
		}
	}
	return out
}

func (n bound) ends(m *machine, from, out []int32) []int32 {
	for _, at := range from {
		if n.holds(m.text, int(at)) {
			out = append(out, at)
		}
	}
	return out
}
