package match

// stepTable is the trie of all words as a hash table with open addressing: from a state and a character to the next
// state. The states are numbered from 1 as they are added, each by the one step that leads to it; 0 is the root. Words are
// numbered from 1 too.
//
// At nearly every place of a text no word begins, and a look at the table for it would meet a cold cache. A filter of a few
// kilobytes says so first: it has a bit for each word of one character and one for each two characters that words begin with.
type stepTable struct {
	slots  []stepSlot
	filter []uint64
	used   int32
	words  int32
}

type stepSlot struct {
	state int32
	r     rune
	next  int32
	word  int32 // that ends here; 0 for none
}

func (t *stepTable) at(state int32, r rune) *stepSlot {
	mask := uint32(len(t.slots) - 1)
	for i := hashPair(uint32(state), uint32(r)); ; i++ {
		if s := &t.slots[i&mask]; s.next == 0 || s.state == state && s.r == r {
			return s
		}
	}
}

func (t *stepTable) step(state int32, r rune) (next, word int32) {
	s := t.at(state, r)
	return s.next, s.word
}

// noRune stands behind a word of one character in the filter.
const noRune = 0

// mayBegin says whether a word of more than one character may begin with r and then; with noRune for then, whether r may be
// a word. There must be words.
func (t *stepTable) mayBegin(r, then rune) bool {
	h := hashPair(uint32(r), uint32(then)) & uint32(64*len(t.filter)-1)
	return t.filter[h>>6]>>(h&63)&1 != 0
}

func (t *stepTable) filtered(r, then rune) {
	h := hashPair(uint32(r), uint32(then)) & uint32(64*len(t.filter)-1)
	t.filter[h>>6] |= 1 << (h & 63)
}

// begins puts into the filter what a word begins with.
func (t *stepTable) begins(w []rune) {
	if len(w) == 1 {
		t.filtered(w[0], noRune)
	} else {
		t.filtered(w[0], w[1])
	}
}

// word gives the number of a word, which is taken in if it is not known.
func (t *stepTable) word(w []rune) int32 {
	last := &stepSlot{}
	for _, r := range w {
		if 2*int(t.used+1) > len(t.slots) {
			t.grow()
		}
		state := last.next
		if last = t.at(state, r); last.next == 0 {
			t.used++
			*last = stepSlot{state: state, r: r, next: t.used}
		}
	}
	if last.word == 0 {
		t.words++
		last.word = t.words
		t.begins(w)
	}
	return last.word
}

func (t *stepTable) grow() {
	const fewest = 1 << 10
	old := t.slots
	t.slots = make([]stepSlot, max(fewest, 2*len(old)))
	for _, s := range old {
		if s.next != 0 {
			*t.at(s.state, s.r) = s
		}
	}
	t.refilter()
}

// refilter makes the filter anew, with room for what the slots have room for.
func (t *stepTable) refilter() {
	const bitsEach = 4 // slots are half empty at least, and three quarters of them stand for other characters than the first two
	t.filter = make([]uint64, bitsEach*len(t.slots)/64)
	firsts := make([]rune, t.used+1) // by state
	for _, s := range t.slots {
		if s.next != 0 && s.state == 0 {
			firsts[s.next] = s.r + 1 // so that 0 is none
			if s.word != 0 {
				t.filtered(s.r, noRune)
			}
		}
	}
	for _, s := range t.slots {
		if s.next != 0 && s.state != 0 && firsts[s.state] != 0 {
			t.filtered(firsts[s.state]-1, s.r)
		}
	}
}
