package match

import (
	"cmp"
	"slices"

	"zhijian/audit/entity"
	"zhijian/lexicon/pattern"
)

// node is one part of a compiled pattern. Given the places at which it may begin, it adds those at which it can end.
// Places are indices of characters, sorted and without repetition; since every part is of bounded length and sets are
// merged, a run costs at most text × pattern, whatever the pattern says.
//
// mask and wide do the same for short texts, whose sets of places are words; see bits.go.
type node interface {
	ends(m *machine, from []int32, out []int32) []int32
	mask(b *bitText, from uint64) uint64
	wide(b *wideText, from places) places
}

type (
	lit      struct{ text []rune }
	digit    struct{}
	space    struct{}
	gap      struct{ min, max int }
	anchor   struct{ at pattern.Edge }
	optional struct{ item node }
	word     struct {
		text []rune
		pos  string
	}
	ent struct{ kind entity.Kind }
	seq struct{ items []node }
	alt struct {
		items []node
		first []*runeFilter // by item: what it can begin with; nil for anything
		free  []node        // the items that may begin with something else than a word of a trie
		led   []led         // the others
	}
)

func (n lit) ends(m *machine, from, out []int32) []int32 {
	for _, at := range from {
		if hasAt(m.text, int(at), n.text) {
			out = append(out, at+int32(len(n.text)))
		}
	}
	return out
}

func hasAt(text []rune, at int, want []rune) bool {
	if at+len(want) > len(text) {
		return false
	}
	for i, r := range want {
		if text[at+i] != r {
			return false
		}
	}
	return true
}

func (digit) ends(m *machine, from, out []int32) []int32 {
	for _, at := range from {
		if int(at) < len(m.text) && m.text[at] >= '0' && m.text[at] <= '9' {
			out = append(out, at+1)
		}
	}
	return out
}

func (space) ends(m *machine, from, out []int32) []int32 {
	for _, at := range from {
		out = append(out, at)
		if int(at) < len(m.text) && m.text[at] == ' ' {
			out = append(out, at+1)
		}
	}
	return tidy(out)
}

func (n gap) ends(m *machine, from, out []int32) []int32 {
	reached := int32(-1) // the farthest place already in out
	for _, at := range from {
		if n.min == 0 && at > reached {
			out = append(out, at)
			reached = at
		}
		for k := 1; k <= n.max && int(at)+k <= len(m.text); k++ {
			if endsSentence(m.text[int(at)+k-1]) {
				break
			}
			if end := at + int32(k); k >= n.min && end > reached {
				out = append(out, end)
				reached = end
			}
		}
	}
	return out
}

// endsSentence says whether r parts sentences. Full-width marks other than 。 are folded to ASCII before matching.
func endsSentence(r rune) bool {
	switch r {
	case '。', '!', '?', ';', '\n', '！', '？', '；':
		return true
	}
	return false
}

func (n anchor) ends(m *machine, from, out []int32) []int32 {
	for _, at := range from {
		if m.atEdge(n.at, int(at)) {
			out = append(out, at)
		}
	}
	return out
}

func (n optional) ends(m *machine, from, out []int32) []int32 {
	base := len(out)
	out = append(out, from...)
	out = n.item.ends(m, from, out)
	return append(out[:base], tidy(out[base:])...)
}

func (n word) ends(m *machine, from, out []int32) []int32 {
	for _, at := range from {
		if !hasAt(m.text, int(at), n.text) {
			continue
		}
		end := int(at) + len(n.text)
		if m.unit.isWord(m.view, int(at), end, n.pos) {
			out = append(out, int32(end))
		}
	}
	return out
}

func (n ent) ends(m *machine, from, out []int32) []int32 {
	spans := m.unit.entities(m.view, n.kind)
	base := len(out)
	for _, at := range from {
		i, _ := slices.BinarySearchFunc(spans, int(at), func(s entity.Span, at int) int { return cmp.Compare(s.Start, at) })
		for ; i < len(spans) && spans[i].Start == int(at); i++ {
			out = append(out, int32(spans[i].End))
		}
	}
	return append(out[:base], tidy(out[base:])...)
}

func (n seq) ends(m *machine, from, out []int32) []int32 {
	cur := append(m.borrow(), from...)
	next := m.borrow()
	for _, item := range n.items {
		next = item.ends(m, cur, next[:0])
		cur, next = next, cur
		if len(cur) == 0 {
			break
		}
	}
	out = append(out, cur...)
	m.giveBack(cur)
	m.giveBack(next)
	return out
}

func (n alt) ends(m *machine, from, out []int32) []int32 {
	base := len(out)
	for i, item := range n.items {
		if f := n.first[i]; f == nil || m.beginsAny(from, f) {
			out = item.ends(m, from, out)
		}
	}
	return append(out[:base], tidy(out[base:])...)
}

// beginsAny says whether a character of the filter stands at any of the places: most alternatives are ruled out by that.
func (m *machine) beginsAny(from []int32, f *runeFilter) bool {
	for _, at := range from {
		if int(at) < len(m.text) && f.has(m.text[at]) {
			return true
		}
	}
	return false
}

// tidy sorts places and drops repetitions. Sets are small and nearly sorted.
func tidy(places []int32) []int32 {
	for i := 1; i < len(places); i++ {
		if places[i] <= places[i-1] {
			slices.Sort(places)
			return slices.Compact(places)
		}
	}
	return places
}
