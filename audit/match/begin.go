package match

import "math/bits"

// Where a pattern can begin, and whether it is there at all, is asked of every pattern that is tried; what its parts know
// of the words of the text answers that for less than a run.

// starts gives places of which every match of n begins at one, perhaps among others.
func (b *bitText) starts(n node) uint64 {
	switch n := n.(type) {
	case *trie:
		if list := b.words.list(n); list != nil {
			return list.starts
		}
		return 0
	case seq:
		if len(n.items) > 0 { // else an alternative of nothing, which is everywhere
			return b.starts(n.items[0])
		}
	case needy:
		if b.words.lacksAny(n.needs) {
			return 0
		}
		return b.starts(n.node)
	case alt:
		out := uint64(0)
		for _, item := range n.free {
			if out |= b.starts(item); out == b.all {
				return out
			}
		}
		for i := range n.led {
			block := &n.led[i]
			for there := b.words.present[block.index] & block.bits; there != 0; there &= there - 1 {
				out |= b.starts(block.items[block.at(there)])
			}
		}
		return out
	case oneOf:
		out := uint64(0)
		for _, item := range n {
			out |= b.starts(item)
		}
		return out
	case lit:
		return b.where.of(n.text[0])
	case digit:
		return b.digits
	}
	return b.all
}

// starts is bitText.starts.
func (b *wideText) starts(n node) places {
	switch n := n.(type) {
	case *trie:
		out := places{}
		for _, w := range b.words.words(n) {
			out.add(int(w.start))
		}
		return out
	case seq:
		if len(n.items) > 0 { // else an alternative of nothing, which is everywhere
			return b.starts(n.items[0])
		}
	case needy:
		if b.words.lacksAny(n.needs) {
			return places{}
		}
		return b.starts(n.node)
	case alt:
		out := places{}
		for _, item := range n.free {
			out = out.or(b.starts(item))
		}
		for i := range n.led {
			block := &n.led[i]
			for there := b.words.present[block.index] & block.bits; there != 0; there &= there - 1 {
				out = out.or(b.starts(block.items[block.at(there)]))
			}
		}
		return out
	case oneOf:
		out := places{}
		for _, item := range n {
			out = out.or(b.starts(item))
		}
		return out
	case lit:
		return b.where.of(n.text[0])
	case digit:
		return b.digits
	}
	return upTo(len(b.text))
}

// holds says whether n matches something, perhaps nothing, that begins at one of the places, which for a word must be all.
func (b *bitText) holds(n node, from uint64) bool {
	switch n := n.(type) {
	case *trie:
		if from == b.all {
			return b.words.has(n)
		}
	case alt:
		for i := range n.led {
			block := &n.led[i]
			for there := b.words.present[block.index] & block.bits; there != 0; there &= there - 1 {
				if b.holds(block.items[block.at(there)], from) {
					return true
				}
			}
		}
		for _, item := range n.free {
			if b.holds(item, from) {
				return true
			}
		}
		return false
	}
	return n.mask(b, from) != 0
}

// holds is bitText.holds; all says whether from is all places.
func (b *wideText) holds(n node, from places, all bool) bool {
	switch n := n.(type) {
	case *trie:
		if all {
			return b.words.has(n)
		}
	case alt:
		for i := range n.led {
			block := &n.led[i]
			for there := b.words.present[block.index] & block.bits; there != 0; there &= there - 1 {
				if b.holds(block.items[block.at(there)], from, all) {
					return true
				}
			}
		}
		for _, item := range n.free {
			if b.holds(item, from, all) {
				return true
			}
		}
		return false
	}
	return !n.wide(b, from).none()
}

// at is the index of the item of the lowest of some bits of the block.
func (l *led) at(there uint64) int { return bits.OnesCount64(l.bits & (there&-there - 1)) }
