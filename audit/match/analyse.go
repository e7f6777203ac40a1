package match

import (
	"math/bits"

	"zhijian/lexicon/pattern"
)

// runeFilter is a set of characters that may hold a few more: those with the same remainder.
type runeFilter [16]uint64

func (f *runeFilter) add(r rune) { f[r>>6&15] |= 1 << (r & 63) }

func (f *runeFilter) addAll(other *runeFilter) {
	for i, bits := range other {
		f[i] |= bits
	}
}

func (f *runeFilter) has(r rune) bool { return f[r>>6&15]&(1<<(r&63)) != 0 }

// firstOf collects the characters with which a match of n can begin; nil stands for any. canBeEmpty says whether n can
// match without taking a character, so that what follows it decides too. The filter may be the node's own.
func firstOf(n node) (first *runeFilter, canBeEmpty bool) {
	switch n := n.(type) {
	case lit:
		return filterOf(n.text[0]), false
	case word:
		return filterOf(n.text[0]), false
	case digit:
		return filterOf('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), false
	case *trie:
		return n.first, false
	case optional:
		first, _ := firstOf(n.item)
		return first, true
	case anchor, bound:
		return &runeFilter{}, true
	case alt:
		out := &runeFilter{}
		empty := false
		for _, item := range n.items {
			first, e := firstOf(item)
			if first == nil {
				return nil, empty || e
			}
			out.addAll(first)
			empty = empty || e
		}
		return out, empty
	case seq:
		out := &runeFilter{}
		for _, item := range n.items {
			first, e := firstOf(item)
			if first == nil {
				return nil, e
			}
			out.addAll(first)
			if !e {
				return out, false
			}
		}
		return nil, true
	default: // gap, space, entity: anything
		return nil, true
	}
}

func filterOf(runes ...rune) *runeFilter {
	f := &runeFilter{}
	for _, r := range runes {
		f.add(r)
	}
	return f
}

// beginsAtHead says whether every match begins at the start of the unit.
func beginsAtHead(n node) bool {
	switch n := n.(type) {
	case anchor:
		return n.at == pattern.UnitStart
	case bound:
		return n.at == boundStart
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

// needsOf gives the lists of words of each of which every match of n holds one, a bit each by their numbers, and how many
// they are.
func needsOf(n node) (needs []bitsAt, count int) {
	switch n := n.(type) {
	case *trie:
		return withBit(nil, n.number), 1
	case seq:
		for _, item := range n.items {
			of, _ := needsOf(item)
			for _, some := range of {
				for ; some.bits != 0; some.bits &= some.bits - 1 {
					needs = withBit(needs, some.index<<6|int32(bits.TrailingZeros64(some.bits)))
				}
			}
		}
	case repeat:
		if n.least > 0 {
			return needsOf(n.item)
		}
	}
	for _, some := range needs {
		count += bits.OnesCount64(some.bits)
	}
	return needs, count
}

// shortest is the length, in characters, of the shortest match of n, or less.
func shortest(n node) int {
	switch n := n.(type) {
	case lit:
		return len(n.text)
	case word:
		return len(n.text)
	case digit, *runeSet:
		return 1
	case stretch:
		return n.least
	case repeat:
		return n.least * shortest(n.item)
	case gap:
		return n.min
	case ent:
		return 1
	case *trie:
		return n.least
	case seq:
		out := 0
		for _, item := range n.items {
			out += shortest(item)
		}
		return out
	case alt:
		out := shortest(n.items[0])
		for _, item := range n.items {
			out = min(out, shortest(item))
		}
		return out
	default: // space, anchor, bound, optional: perhaps nothing
		return 0
	}
}
