package match

import (
	"slices"
	"unicode/utf8"
)

// Span is a match: characters Start to End (exclusive) of the plain view of a unit.
type Span struct{ Start, End int }

// Overlaps says whether two spans share a character.
func (s Span) Overlaps(other Span) bool { return s.Start < other.End && other.Start < s.End }

// Matcher runs patterns over units. It keeps its working memory between runs and is for one goroutine at a time.
type Matcher struct{ m machine }

// machine is the state of one run.
type machine struct {
	unit *Unit
	view View
	text []rune
	head int // how far fillers reach from the start
	free [][]int32
}

func (m *machine) borrow() []int32 {
	if n := len(m.free); n > 0 {
		out := m.free[n-1]
		m.free = m.free[:n-1]
		return out[:0]
	}
	return make([]int32, 0, 64)
}

func (m *machine) giveBack(s []int32) { m.free = append(m.free, s) }

// Find appends the matches of p in u: leftmost first, of those that begin at one place the longest, none overlapping
// another. A match that accept refuses is passed over and the search goes on one character later; accept may be nil.
// most bounds how many are looked for; 0 means all.
func (mt *Matcher) Find(dst []Span, p *Pattern, u *Unit, most int, accept func(Span) bool) []Span {
	view := p.opt.View
	if p.isEntity && !u.mayHold(view, p.kind) {
		return dst
	}
	run, text := p.ready(), u.Text(view).Runes
	switch {
	case p.isAny:
		return findAny(dst, p, u, most, accept)
	case run.root == nil || p.isRegexp && len(text) > longestWide && accept == nil:
		return findRegexp(dst, p, u, most, accept)
	case p.isRegexp && len(text) > longestWide && !p.expression.looksBack(p.src.Pattern.Regexp):
		return findAgain(dst, p, u, most, accept)
	case len(text) <= longestBits:
		return findBits(dst, run, u.asBits(view, text), most, accept)
	case len(text) <= longestWide:
		return findWide(dst, run, u.asWide(view, text), most, accept)
	}
	return mt.findList(dst, run, u, view, most, accept)
}

// findList is Find for a text of any length.
func (mt *Matcher) findList(dst []Span, run *program, u *Unit, view View, most int, accept func(Span) bool) []Span {
	text := u.Text(view).Runes
	m := &mt.m
	m.unit, m.view, m.text = u, view, text
	m.head = 0
	for m.head < len(text) && (!isSolid(text[m.head]) || isFiller(text[m.head])) {
		m.head++
	}
	last := len(text) - 1
	if run.atHead {
		last = min(last, m.head)
	}
	found := 0
	from, ends := m.borrow(), m.borrow()
	// One run from all places at once says whether there is any match.
	for at := int32(0); at <= int32(last); at++ {
		if run.first == nil || run.first.has(text[at]) {
			from = append(from, at)
		}
	}
	if ends = run.root.ends(m, from, ends); len(ends) == 0 {
		last = -1
	}
	for at := 0; at <= last; at++ {
		if run.first != nil && !run.first.has(text[at]) {
			continue
		}
		from = append(from[:0], int32(at))
		ends = run.root.ends(m, from, ends[:0])
		if len(ends) == 0 || int(ends[len(ends)-1]) == at {
			continue
		}
		end := int(ends[len(ends)-1])
		span := plain(u, view, Span{at, end})
		if accept != nil && !accept(span) {
			continue
		}
		dst = append(dst, span)
		if found++; found == most {
			break
		}
		at = end - 1
	}
	m.giveBack(from)
	m.giveBack(ends)
	return dst
}

// plain maps a span of a view to the plain view.
func plain(u *Unit, view View, s Span) Span {
	if view&Tight == 0 {
		return s
	}
	// Tight's offsets lead to the original; the plain view's lead there too, so the span is looked up from that side.
	start, end := u.Text(view).Span(s.Start, s.End)
	return Span{place(u.text.Orig, start), place(u.text.Orig, end)}
}

func place(orig []int32, at int) int {
	i, _ := slices.BinarySearch(orig, int32(at))
	return min(i, len(orig)-1)
}

// findAny is findRegexp for the expression that is one dot: any character. It stands for “whatever is said” in rules that
// look at other things than wording, so it is tried on everything.
func findAny(dst []Span, p *Pattern, u *Unit, most int, accept func(Span) bool) []Span {
	found := 0
	for i, r := range u.Text(p.opt.View).Runes {
		if r == '\n' {
			continue
		}
		span := plain(u, p.opt.View, Span{i, i + 1})
		if accept != nil && !accept(span) {
			continue
		}
		dst = append(dst, span)
		if found++; found == most {
			break
		}
	}
	return dst
}

func findRegexp(dst []Span, p *Pattern, u *Unit, most int, accept func(Span) bool) []Span {
	text, re := u.asString(p.opt.View), p.expression.ready(p.src.Pattern.Regexp)
	found, base, at := 0, 0, 0 // at is how many characters stand before the byte base
	place := func(offset int) int {
		at, base = at+utf8.RuneCountInString(text[base:offset]), offset
		return at
	}
	// Mostly the first match will do, so the others are looked for only where it does not.
	for _, limit := range []int{1, -1} {
		all := re.FindAllStringIndex(text, limit)
		for i, loc := range all {
			if limit < 0 && i == 0 {
				continue // was seen
			}
			start := place(loc[0])
			span := plain(u, p.opt.View, Span{start, place(loc[1])})
			if accept != nil && !accept(span) {
				continue
			}
			dst = append(dst, span)
			if found++; found == most {
				return dst
			}
		}
		if len(all) == 0 {
			break
		}
	}
	return dst
}

// findAgain is findRegexp where matches may be refused: then the search goes on one character later, while package regexp by
// itself goes on behind the match. Expressions that ask what stands in front of them cannot be looked for in what is left
// of a text; they, and those that match nothing, are left to others.
func findAgain(dst []Span, p *Pattern, u *Unit, most int, accept func(Span) bool) []Span {
	text, re := u.asString(p.opt.View), p.expression.ready(p.src.Pattern.Regexp)
	at := 0 // how many characters stand before what is left of the text
	for found := 0; ; {
		loc := re.FindStringIndex(text)
		if loc == nil {
			return dst
		}
		start := at + utf8.RuneCountInString(text[:loc[0]])
		end := start + utf8.RuneCountInString(text[loc[0]:loc[1]])
		if span := plain(u, p.opt.View, Span{start, end}); accept(span) {
			dst = append(dst, span)
			if found++; found == most {
				return dst
			}
			text, at = text[loc[1]:], end
			continue
		}
		_, size := utf8.DecodeRuneInString(text[loc[0]:])
		text, at = text[loc[0]+size:], start+1
	}
}
