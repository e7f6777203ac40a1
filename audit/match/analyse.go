package match

import "zhijian/lexicon/pattern"

// runeSet is a set of characters while a pattern is built.
type runeSet struct{ in map[rune]struct{} }

// runeFilter is a set of characters that may hold a few more: those with the same remainder.
type runeFilter [16]uint64

func newRuneFilter(s *runeSet) *runeFilter {
	if s == nil {
		return nil
	}
	f := &runeFilter{}
	for r := range s.in {
		f[r>>6&15] |= 1 << (r & 63)
	}
	return f
}

func (f *runeFilter) has(r rune) bool { return f[r>>6&15]&(1<<(r&63)) != 0 }

// firstOf collects the characters with which a match of n can begin; nil stands for any. optional says whether n can
// match without taking a character, so that what follows it decides too.
func firstOf(n node) (set *runeSet, canBeEmpty bool) {
	switch n := n.(type) {
	case lit:
		return &runeSet{map[rune]struct{}{n.text[0]: {}}}, false
	case word:
		return &runeSet{map[rune]struct{}{n.text[0]: {}}}, false
	case digit:
		set := &runeSet{map[rune]struct{}{}}
		for r := '0'; r <= '9'; r++ {
			set.in[r] = struct{}{}
		}
		return set, false
	case *trie:
		set := &runeSet{map[rune]struct{}{}}
		for _, w := range n.words {
			set.in[w[0]] = struct{}{}
		}
		return set, false
	case optional:
		set, _ := firstOf(n.item)
		return set, true
	case anchor:
		return &runeSet{map[rune]struct{}{}}, true
	case alt:
		out := &runeSet{map[rune]struct{}{}}
		empty := false
		for _, item := range n.items {
			set, e := firstOf(item)
			if set == nil {
				return nil, empty || e
			}
			out.add(set)
			empty = empty || e
		}
		return out, empty
	case seq:
		out := &runeSet{map[rune]struct{}{}}
		for _, item := range n.items {
			set, e := firstOf(item)
			if set == nil {
				return nil, e
			}
			out.add(set)
			if !e {
				return out, false
			}
		}
		return nil, true
	default: // gap, space, entity: anything
		return nil, true
	}
}

func (s *runeSet) add(other *runeSet) {
	for r := range other.in {
		s.in[r] = struct{}{}
	}
}

// beginsAtHead says whether every match begins at the start of the unit.
func beginsAtHead(n node) bool {
	switch n := n.(type) {
	case anchor:
		return n.at == pattern.UnitStart
	case seq:
		return len(n.items) > 0 && beginsAtHead(n.items[0])
	case alt:
		for _, item := range n.items {
			if !beginsAtHead(item) {
				return false
			}
		}
		return true
	default:
		return false
	}
}

// leadOf gives the words with one of which every match of n begins, anchors aside; nil where it may begin otherwise.
func leadOf(n node) *trie {
	switch n := n.(type) {
	case *trie:
		return n
	case seq:
		for _, item := range n.items {
			if _, isAnchor := item.(anchor); !isAnchor {
				return leadOf(item)
			}
		}
	}
	return nil
}

// needsOf gives the lists of words of each of which every match of n holds one.
func needsOf(n node) []*trie {
	switch n := n.(type) {
	case *trie:
		return []*trie{n}
	case seq:
		var out []*trie
		for _, item := range n.items {
			out = append(out, needsOf(item)...)
		}
		return out
	}
	return nil
}
