package match

import (
	"slices"
	"unicode/utf8"

	"zhijian/lexicon/norm"
)

// Fold maps a character of the raw text to the one that gates are written in.
type Fold func(rune) rune

// Scanner finds which gates occur in a raw text, in one pass for all of them, folding each character on the way. It
// looks at pairs of neighbouring characters: a bitmap says of nearly every pair that no gate begins with it, and only
// where it does not are the gates themselves compared, in a trie.
//
// Characters that normalisation drops are passed over, so a gate is found through them. What normalisation merges or
// replaces (marks, blanks, emoji codes) no gate contains. The scan therefore never misses a unit in which a pattern
// matches; it may report one in which none does.
type Scanner struct {
	fold    Fold
	drop    func(rune) bool
	pairs   []uint64 // bitmap of hashed pairs
	mask    uint32
	singles map[rune][]int32 // gates of one character
	trie    *trie
	ids     map[int32][]int32 // state of the trie → what its literal stands for
}

// Gates maps literals to what they stand for.
type Gates map[string][]int32

// NewScanner builds a scanner. Characters for which drop holds are passed over.
func NewScanner(gates Gates, fold Fold, drop func(rune) bool) *Scanner {
	s := &Scanner{fold: fold, drop: drop, singles: map[rune][]int32{}, ids: map[int32][]int32{}}
	var words [][]rune
	for _, literal := range sortedGates(gates) {
		runes := []rune(literal)
		if len(runes) == 1 {
			s.singles[runes[0]] = gates[literal]
			continue
		}
		words = append(words, runes)
	}
	size := uint32(1 << 14)
	for int(size) < 32*len(words) && size < 1<<24 {
		size <<= 1
	}
	s.pairs, s.mask = make([]uint64, size/64), size-1
	s.trie = newTrie(words)
	for _, w := range words {
		h := hashPair(w[0], w[1]) & s.mask
		s.pairs[h/64] |= 1 << (h % 64)
		state := int32(0)
		for _, r := range w {
			state, _ = s.trie.step(state, r)
		}
		s.ids[state] = gates[string(w)]
	}
	return s
}

func sortedGates(g Gates) []string {
	out := make([]string, 0, len(g))
	for literal := range g {
		out = append(out, literal)
	}
	slices.Sort(out)
	return out
}

func hashPair(a, b rune) uint32 {
	h := uint32(a)*0x9e3779b1 ^ uint32(b)*0x85ebca6b
	return h ^ h>>15
}

// Scan calls found with everything that the gates in text stand for. The same id may be reported more than once.
func (s *Scanner) Scan(text string, found func(ids []int32)) {
	prev := rune(-1)
	prevAt := 0
	for at := 0; at < len(text); {
		r, size := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[at:])
		}
		if s.drop(r) {
			at += size
			continue
		}
		r = s.fold(r)
		if ids, ok := s.singles[r]; ok {
			found(ids)
		}
		if prev >= 0 {
			if h := hashPair(prev, r) & s.mask; s.pairs[h/64]&(1<<(h%64)) != 0 {
				s.walk(text[prevAt:], found)
			}
		}
		prev, prevAt = r, at
		at += size
	}
}

// walk reports the gates that text begins with.
func (s *Scanner) walk(text string, found func(ids []int32)) {
	state := int32(0)
	for _, r := range text {
		if s.drop(r) {
			continue
		}
		next, ok := s.trie.step(state, s.fold(r))
		if !ok {
			return
		}
		state = next
		if s.trie.states[state].final {
			found(s.ids[state])
		}
	}
}

// NewViewScanner builds a scanner for gates that are written in the folding of a view.
func NewViewScanner(n *norm.Normalizer, view View, gates Gates) *Scanner {
	fold := n.FoldRune
	if view&Pinyin != 0 {
		fold = func(r rune) rune { return norm.FoldPinyin(n.FoldRune(r)) }
	}
	drop := n.Drops
	if view&Tight != 0 {
		drop = func(r rune) bool { return n.Drops(r) || norm.IsSeparator(n.FoldRune(r)) }
	}
	return NewScanner(gates, fold, drop)
}
