package match

import (
	"cmp"
	"slices"
)

// Most alternatives of a class begin with a word of some trie. Whether a text holds any of a trie's words is a bit of the
// vocabulary, so a look at a word of 64 bits says which of the alternatives are worth a try at all.

// led are the alternatives whose leading tries have their bits in one word of a vocabulary.
type led struct {
	index int    // of the word
	bits  uint64 // of the tries
	items []node // in the order of their bits
}

// newAlt makes the alternative of items, of which there are several.
func newAlt(items []node) alt {
	out := alt{items: slices.Clip(items), first: make([]*runeFilter, len(items))}
	type leader struct {
		trie  int32
		items []node
	}
	var leaders []leader
	for i, item := range items {
		if first, canBeEmpty := firstOf(item); !canBeEmpty {
			out.first[i] = first
		}
		lead := leadOf(item)
		if lead == nil {
			out.free = append(out.free, wanting(item, 0))
			continue
		}
		at := slices.IndexFunc(leaders, func(l leader) bool { return l.trie == lead.number })
		if at < 0 {
			at, leaders = len(leaders), append(leaders, leader{trie: lead.number})
		}
		leaders[at].items = append(leaders[at].items, wanting(item, 1))
	}
	slices.SortFunc(leaders, func(a, b leader) int { return cmp.Compare(a.trie, b.trie) })
	for _, l := range leaders {
		index := int(l.trie >> 6)
		if n := len(out.led); n == 0 || out.led[n-1].index != index {
			out.led = append(out.led, led{index: index})
		}
		block := &out.led[len(out.led)-1]
		block.bits |= 1 << (l.trie & 63)
		item := l.items[0]
		if len(l.items) > 1 {
			item = oneOf(l.items)
		}
		block.items = append(block.items, item)
	}
	return out
}

// needy is an alternative that is tried only where the text holds a word of each of some tries.
type needy struct {
	node
	needs []bitsAt
}

// wanting makes an alternative needy, unless it needs no more tries than are looked at anyway.
func wanting(item node, looked int) node {
	if needs, count := needsOf(item); count > looked {
		return needy{item, needs}
	}
	return item
}

func (n needy) mask(b *bitText, from uint64) uint64 {
	if b.words.lacksAny(n.needs) {
		return 0
	}
	return n.node.mask(b, from)
}

func (n needy) wide(b *wideText, from places) places {
	if b.words.lacksAny(n.needs) {
		return places{}
	}
	return n.node.wide(b, from)
}

// oneOf is the alternative of items that begin with the same trie.
type oneOf []node

func (n oneOf) ends(m *machine, from, out []int32) []int32 {
	for _, item := range n {
		out = item.ends(m, from, out)
	}
	return out
}

func (n oneOf) mask(b *bitText, from uint64) uint64 {
	out := uint64(0)
	for _, item := range n {
		out |= item.mask(b, from)
	}
	return out
}

func (n oneOf) wide(b *wideText, from places) places {
	out := places{}
	for _, item := range n {
		out = out.or(item.wide(b, from))
	}
	return out
}

func (n alt) mask(b *bitText, from uint64) uint64 {
	out := uint64(0)
	for _, item := range n.free {
		out |= item.mask(b, from)
	}
	for i := range n.led {
		block := &n.led[i]
		for there := b.words.present[block.index] & block.bits; there != 0; there &= there - 1 {
			out |= block.items[block.at(there)].mask(b, from)
		}
	}
	return out
}

func (n alt) wide(b *wideText, from places) places {
	out := places{}
	for _, item := range n.free {
		out = out.or(item.wide(b, from))
	}
	for i := range n.led {
		block := &n.led[i]
		for there := b.words.present[block.index] & block.bits; there != 0; there &= there - 1 {
			out = out.or(block.items[block.at(there)].wide(b, from))
		}
	}
	return out
}
