package match

import (
	"math/bits"

	"zhijian/lexicon/pattern"
)

// places is a set of places of a text of up to longestWide characters. It is a struct and no array, since the compiler
// keeps the fields of a struct in registers.
type places struct{ a, b, c, d uint64 }

func (p places) none() bool { return p.a|p.b|p.c|p.d == 0 }

func (p places) and(q places) places { return places{p.a & q.a, p.b & q.b, p.c & q.c, p.d & q.d} }

func (p places) or(q places) places { return places{p.a | q.a, p.b | q.b, p.c | q.c, p.d | q.d} }

func (p places) without(q places) places {
	return places{p.a &^ q.a, p.b &^ q.b, p.c &^ q.c, p.d &^ q.d}
}

// next moves every place one character on.
func (p places) next() places {
	return places{p.a << 1, p.b<<1 | p.a>>63, p.c<<1 | p.b>>63, p.d<<1 | p.c>>63}
}

// on moves every place so many characters on, fewer than a word has bits; back moves it back.
func (p places) on(n uint) places {
	return places{p.a << n, p.b<<n | p.a>>(64-n), p.c<<n | p.b>>(64-n), p.d<<n | p.c>>(64-n)}
}

func (p places) back(n uint) places {
	return places{p.a>>n | p.b<<(64-n), p.b>>n | p.c<<(64-n), p.c>>n | p.d<<(64-n), p.d >> n}
}

func (p places) has(i int) bool {
	switch i >> 6 {
	case 0:
		return p.a>>i&1 != 0
	case 1:
		return p.b>>(i&63)&1 != 0
	case 2:
		return p.c>>(i&63)&1 != 0
	default:
		return p.d>>(i&63)&1 != 0
	}
}

func (p *places) add(i int) {
	switch bit := uint64(1) << (i & 63); i >> 6 {
	case 0:
		p.a |= bit
	case 1:
		p.b |= bit
	case 2:
		p.c |= bit
	default:
		p.d |= bit
	}
}

// upTo are the places before i.
func upTo(i int) places {
	var p places
	for _, word := range []*uint64{&p.a, &p.b, &p.c, &p.d} {
		if i >= 64 {
			*word = ^uint64(0)
		} else if i > 0 {
			*word = 1<<i - 1
		}
		i -= 64
	}
	return p
}

// first is the first place; the set must not be empty.
func (p places) first() int {
	switch {
	case p.a != 0:
		return bits.TrailingZeros64(p.a)
	case p.b != 0:
		return 64 + bits.TrailingZeros64(p.b)
	case p.c != 0:
		return 128 + bits.TrailingZeros64(p.c)
	default:
		return 192 + bits.TrailingZeros64(p.d)
	}
}

// last is the last place, -1 for none.
func (p places) last() int {
	switch {
	case p.d != 0:
		return 191 + bits.Len64(p.d)
	case p.c != 0:
		return 127 + bits.Len64(p.c)
	case p.b != 0:
		return 63 + bits.Len64(p.b)
	default:
		return bits.Len64(p.a) - 1
	}
}

// wideText is a view of a text of up to longestWide characters; see bitText.
type wideText struct {
	unit *Unit
	view View
	text []rune

	digits, spaces, passable places
	edges                    [4]places
	where                    places4
	words                    *vocabulary
}

func (b *wideText) reset(u *Unit, view View, text []rune) {
	b.unit, b.view, b.text = u, view, text
	b.where.clear()
	b.words.read(text)
	b.digits, b.spaces = places{}, places{}
	breaks, solid, hard := places{}, places{}, places{}
	for i, r := range text {
		b.where.add(r, i)
		k := kindOf(r)
		if k&isDigitKind != 0 {
			b.digits.add(i)
		}
		if k&isSpaceKind != 0 {
			b.spaces.add(i)
		}
		if k&isBreakKind != 0 {
			breaks.add(i)
		}
		if k&isSolidKind != 0 {
			solid.add(i)
		}
		if k&isHardKind != 0 {
			hard.add(i)
		}
	}
	b.passable = upTo(len(text)).without(breaks)
	every := upTo(len(text) + 1)
	head := every
	if !hard.none() {
		head = upTo(hard.first() + 1)
	}
	b.edges[pattern.UnitStart] = head
	b.edges[pattern.UnitEnd] = every.without(upTo(hard.last() + 1))
	b.edges[pattern.ClauseStart] = every.without(solid.next()).or(head)
	b.edges[pattern.ClauseEnd] = every.without(solid)
}

func (b *wideText) literal(text []rune, from places) places {
	for _, r := range text {
		if from.none() {
			return from
		}
		from = from.and(b.where.of(r)).next()
	}
	return from
}

func (n lit) wide(b *wideText, from places) places { return b.literal(n.text, from) }

func (digit) wide(b *wideText, from places) places { return from.and(b.digits).next() }

func (space) wide(b *wideText, from places) places { return from.or(from.and(b.spaces).next()) }

func (n gap) wide(b *wideText, from places) places {
	for range n.min {
		from = from.and(b.passable).next()
	}
	return crossWide(from, b.passable, n.max-n.min)
}

// crossWide is crossMask for longer texts. A stride stays within a word.
func crossWide(from, passable places, most int) places {
	const longest = 32
	reached, run := 0, passable
	for stride := 1; reached < most && !from.and(run).none(); {
		if left := most - reached; stride > left {
			stride, run = 1, passable
		}
		from = from.or(from.and(run).on(uint(stride)))
		reached += stride
		if stride < longest {
			run, stride = run.and(run.back(uint(stride))), 2*stride
		}
	}
	return from
}

func (n anchor) wide(b *wideText, from places) places { return from.and(b.edges[n.at]) }

func (n optional) wide(b *wideText, from places) places { return from.or(n.item.wide(b, from)) }

func (n word) wide(b *wideText, from places) places {
	out := places{}
	for ends := b.literal(n.text, from); !ends.none(); {
		end := ends.first()
		ends = ends.without(single(end))
		if b.unit.isWord(b.view, end-len(n.text), end, n.pos) {
			out.add(end)
		}
	}
	return out
}

func single(i int) places {
	p := places{}
	p.add(i)
	return p
}

func (n ent) wide(b *wideText, from places) places {
	out := places{}
	for _, s := range b.unit.entities(b.view, n.kind) {
		if from.has(s.Start) {
			out.add(s.End)
		}
	}
	return out
}

func (n seq) wide(b *wideText, from places) places {
	for _, item := range n.items {
		if from = item.wide(b, from); from.none() {
			break
		}
	}
	return from
}

func (t *trie) wide(b *wideText, from places) places {
	out := places{}
	for _, w := range b.words.words(t) {
		if from.has(int(w.start)) {
			out.add(int(w.end))
		}
	}
	return out
}

// candidates are the places where a match of the pattern may begin.
func (b *wideText) candidates(run *program) places {
	b.words.serve(run)
	if b.words.lacksAny(run.needs) {
		return places{}
	}
	from := upTo(len(b.text))
	if run.atHead {
		from = from.and(b.edges[pattern.UnitStart])
	}
	return from
}

// holdsWide says whether there is a match, of a pattern that nothing does not match.
func holdsWide(run *program, b *wideText) bool {
	from := b.candidates(run)
	return !from.none() && b.holds(run.root, from, !run.atHead)
}

// findWide is Find for a text of up to longestWide characters.
func findWide(dst []Span, run *program, b *wideText, most int, accept func(Span) bool) []Span {
	from := b.candidates(run)
	if from.none() || !b.holds(run.root, from, !run.atHead) {
		return dst
	}
	from = from.and(b.starts(run.root))
	found := 0
	for !from.none() {
		at := from.first()
		from = from.without(single(at))
		end := run.root.wide(b, single(at)).last()
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
		from = from.without(upTo(end))
	}
	return dst
}
