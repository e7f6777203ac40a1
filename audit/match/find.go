package match

import "slices"

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
	run, view := p.ready(), p.opt.View
	text := u.Text(view).Runes
	if run.re != nil {
		return findRegexp(dst, p, u, most, accept)
	}
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

func findRegexp(dst []Span, p *Pattern, u *Unit, most int, accept func(Span) bool) []Span {
	text := string(u.Text(p.opt.View).Runes)
	found := 0
	for _, loc := range p.re.FindAllStringIndex(text, -1) {
		span := Span{runesIn(text[:loc[0]]), 0}
		span.End = span.Start + runesIn(text[loc[0]:loc[1]])
		span = plain(u, p.opt.View, span)
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

func runesIn(s string) int {
	n := 0
	for range s {
		n++
	}
	return n
}
