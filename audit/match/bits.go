package match

import (
	"math/bits"

	"zhijian/lexicon/pattern"
)

// Nearly every try of a pattern comes to nothing, and most messages are shorter than a machine word has bits, nearly all
// shorter than four of them. So a set of places in a text is a few words, with a bit for each place between two
// characters, and a part of a pattern maps the places where it may begin to those where it may end by a few operations
// for all of them at once. One run from all places says whether the pattern matches anywhere; only where it does are its
// matches looked for one by one.
//
// Here is what serves texts of one word; wide.go serves those of four. Still longer ones are matched by lists of places.

// The longest texts, in characters, whose places fit into one word and into four: one place more than there are
// characters.
const (
	longestBits = 63
	longestWide = 255
)

// bitText is a view of a text whose places fit into a word. A character's place is the one before it.
type bitText struct {
	unit *Unit
	view View
	text []rune
	all  uint64 // of all characters

	digits, spaces, passable uint64 // a gap may cross what is passable
	edges                    [4]uint64
	where                    places1
	words                    *vocabulary
}

// reset makes the sets for a text of at most longestBits characters.
func (b *bitText) reset(u *Unit, view View, text []rune) {
	b.unit, b.view, b.text = u, view, text
	b.all = 1<<len(text) - 1
	b.where.clear()
	b.words.read(text)
	b.digits, b.spaces = 0, 0
	breaks, solid := uint64(0), uint64(0)
	hard := uint64(0) // neither mark nor filler
	for i, r := range text {
		bit := uint64(1) << i
		b.where.add(r, bit)
		k := kindOf(r)
		if k&isDigitKind != 0 {
			b.digits |= bit
		}
		if k&isSpaceKind != 0 {
			b.spaces |= bit
		}
		if k&isBreakKind != 0 {
			breaks |= bit
		}
		if k&isSolidKind != 0 {
			solid |= bit
		}
		if k&isHardKind != 0 {
			hard |= bit
		}
	}
	b.passable = b.all &^ breaks
	every := b.all<<1 | 1
	head := every & (hard&-hard<<1 - 1) // up to the first hard character; everything where there is none
	b.edges[pattern.UnitStart] = head
	b.edges[pattern.UnitEnd] = every &^ (1<<bits.Len64(hard) - 1)
	b.edges[pattern.ClauseStart] = every&^(solid<<1) | head
	b.edges[pattern.ClauseEnd] = every &^ solid
}

func (b *bitText) literal(text []rune, from uint64) uint64 {
	for _, r := range text {
		if from == 0 {
			return 0
		}
		from = from & b.where.of(r) << 1
	}
	return from
}

func (n lit) mask(b *bitText, from uint64) uint64 { return b.literal(n.text, from) }

func (digit) mask(b *bitText, from uint64) uint64 { return from & b.digits << 1 }

func (space) mask(b *bitText, from uint64) uint64 { return from | from&b.spaces<<1 }

func (n gap) mask(b *bitText, from uint64) uint64 {
	for range n.min {
		from = from & b.passable << 1
	}
	return crossMask(from, b.passable, n.max-n.min)
}

// crossMask adds to places those that are reached from there by crossing up to most of the passable characters.
func crossMask(from, passable uint64, most int) uint64 {
	// Having reached what lies up to so many steps on, as many and one more can be taken at once, where all the
	// characters to be crossed can be.
	reached, run := 0, passable // run: the places from which stride steps can be taken
	for stride := 1; reached < most && from&run != 0; {
		if left := most - reached; stride > left {
			stride, run = 1, passable // the rest is short
		}
		from |= from & run << stride
		reached += stride
		run, stride = run&(run>>stride), 2*stride
	}
	return from
}

func (n anchor) mask(b *bitText, from uint64) uint64 { return from & b.edges[n.at] }

func (n optional) mask(b *bitText, from uint64) uint64 { return from | n.item.mask(b, from) }

func (n word) mask(b *bitText, from uint64) uint64 {
	out := uint64(0)
	for ends := b.literal(n.text, from); ends != 0; ends &= ends - 1 {
		end := bits.TrailingZeros64(ends)
		if b.unit.isWord(b.view, end-len(n.text), end, n.pos) {
			out |= 1 << end
		}
	}
	return out
}

func (n ent) mask(b *bitText, from uint64) uint64 {
	out := uint64(0)
	for _, s := range b.unit.entities(b.view, n.kind) {
		out |= from >> s.Start & 1 << s.End
	}
	return out
}

func (n seq) mask(b *bitText, from uint64) uint64 {
	for _, item := range n.items {
		if from = item.mask(b, from); from == 0 {
			return 0
		}
	}
	return from
}

func (t *trie) mask(b *bitText, from uint64) uint64 {
	list := b.words.list(t)
	switch {
	case list == nil || from&list.starts == 0: // mostly
		return 0
	case list.starts&^from == 0:
		return list.ends
	}
	out := uint64(0)
	for _, w := range b.words.spans[list.first:list.last] {
		out |= from >> w.start & 1 << w.end
	}
	return out
}

// candidates are the places where a match of the pattern may begin.
func (b *bitText) candidates(run *program) uint64 {
	b.words.serve(run)
	if b.words.lacksAny(run.needs) {
		return 0
	}
	if run.atHead {
		return b.all & b.edges[pattern.UnitStart]
	}
	return b.all
}

// holdsBits says whether there is a match, of a pattern that nothing does not match.
func holdsBits(run *program, b *bitText) bool {
	from := b.candidates(run)
	return from != 0 && b.holds(run.root, from)
}

// findBits is Find for a text of up to longestBits characters.
func findBits(dst []Span, run *program, b *bitText, most int, accept func(Span) bool) []Span {
	from := b.candidates(run)
	if from == 0 || !b.holds(run.root, from) {
		return dst
	}
	from &= b.starts(run.root)
	found := 0
	for from != 0 {
		at := bits.TrailingZeros64(from)
		from &= from - 1
		end := bits.Len64(run.root.mask(b, 1<<at)) - 1
		if end <= at {
			continue
		}
		span := plain(b.unit, b.view, Span{at, end})
		if accept != nil && !accept(span) {
			continue
		}
		dst = append(dst, span)
		if found++; found == most {
			break
		}
		from &= ^uint64(0) << end
	}
	return dst
}
