package match

// vocabulary knows the words of all tries that were asked for, so that one pass over a text finds them all: the classes
// of a lexicon are many and small, and a text is asked for a hundred and more of them. It learns the words of a trie when
// that is first asked for, and belongs to one worker, so nobody waits for anybody.
type vocabulary struct {
	steps  stepTable
	users  [][]bitsAt // by state: the tries that have the word that ends there, a bit each
	tries  []*trie    // known ones, by number; numbers are those of a compiler, of which there may be several
	finals [][]int32  // by trie: the states of its words

	stamp   uint32
	text    []rune
	present []uint64     // the tries of which a word was found, a bit each
	heads   []chain      // by state: where its word was found
	found   []foundWord  // the memory of heads
	spans   []wordAt     // the memory of known
	known   []knownWords // by trie: what was found of its words, once it was asked for
}

// bitsAt is one word of a set of bits: most words of a lexicon stand in few of its tries.
type bitsAt struct {
	index int32
	bits  uint64
}

// chain is a list of found words: the first is found[first], -1 ends it. It counts only with the stamp of the present
// text.
type chain struct {
	stamp uint32
	first int32
}

type foundWord struct {
	wordAt
	state, next int32
}

// wordAt is a word in a text: characters start to end (exclusive).
type wordAt struct{ start, end uint8 }

// knownWords is spans[first:last], with the stamp of its text.
type knownWords struct {
	stamp       uint32
	first, last int32
}

// read takes up a text of at most longestWide characters.
func (v *vocabulary) read(text []rune) {
	v.text, v.found, v.spans = text, v.found[:0], v.spans[:0]
	clear(v.present)
	if v.stamp++; v.stamp == 0 { // the stamps of four billion texts ago must not count
		clear(v.heads)
		clear(v.known)
		v.stamp = 1
	}
	for start := range text {
		state := int32(0)
		for i := start; i < len(text); i++ {
			next, final := v.steps.step(state, text[i])
			if next == 0 {
				break
			}
			state = next
			if final {
				v.note(state, start, i+1)
			}
		}
	}
}

func (v *vocabulary) note(state int32, start, end int) {
	head := &v.heads[state]
	if head.stamp != v.stamp {
		*head = chain{v.stamp, -1}
		for _, u := range v.users[state] {
			v.present[u.index] |= u.bits
		}
	}
	v.found = append(v.found, foundWord{wordAt{uint8(start), uint8(end)}, state, head.first})
	head.first = int32(len(v.found) - 1)
}

// words gives where words of a trie stand in the text.
func (v *vocabulary) words(t *trie) []wordAt {
	n := t.number
	if int(n) >= len(v.tries) || v.tries[n] != t {
		v.learn(t)
	}
	if v.present[n>>6]>>(n&63)&1 == 0 {
		return nil
	}
	k := &v.known[n]
	if k.stamp != v.stamp {
		k.stamp, k.first = v.stamp, int32(len(v.spans))
		v.gather(n)
		k.last = int32(len(v.spans))
	}
	return v.spans[k.first:k.last]
}

// lacks says whether the text certainly holds no word of the trie.
func (v *vocabulary) lacks(t *trie) bool {
	n := t.number
	return int(n) < len(v.tries) && v.tries[n] == t && v.present[n>>6]>>(n&63)&1 == 0
}

// lacksAny says so of any of several tries.
func (v *vocabulary) lacksAny(tries []*trie) bool {
	for _, t := range tries {
		if v.lacks(t) {
			return true
		}
	}
	return false
}

// gather collects what was found of a trie's words.
func (v *vocabulary) gather(n int32) {
	for _, state := range v.finals[n] {
		if head := v.heads[state]; head.stamp == v.stamp {
			for i := head.first; i >= 0; i = v.found[i].next {
				v.spans = append(v.spans, v.found[i].wordAt)
			}
		}
	}
}

// learn takes in the words of a trie, and reads the present text again with them.
func (v *vocabulary) learn(t *trie) {
	n := int(t.number)
	if n < len(v.tries) && v.tries[n] != nil {
		*v = vocabulary{text: v.text, stamp: v.stamp} // a trie of another compiler: begin anew
	}
	for n >= len(v.tries) {
		v.tries, v.finals, v.known = append(v.tries, nil), append(v.finals, nil), append(v.known, knownWords{})
	}
	for n>>6 >= len(v.present) {
		v.present = append(v.present, 0)
	}
	v.tries[n] = t
	for _, w := range t.words {
		state := int32(0)
		for i, r := range w {
			state = v.steps.add(state, r, i == len(w)-1)
		}
		for int(state) >= len(v.users) {
			v.users, v.heads = append(v.users, nil), append(v.heads, chain{})
		}
		v.addUser(state, n)
		v.finals[n] = append(v.finals[n], state)
	}
	v.read(v.text)
}

func (v *vocabulary) addUser(state int32, n int) {
	users, bit := v.users[state], uint64(1)<<(n&63)
	for i := range users {
		if int(users[i].index) == n>>6 {
			users[i].bits |= bit
			return
		}
	}
	v.users[state] = append(users, bitsAt{int32(n >> 6), bit})
}

// stepTable is the trie of all words as a hash table with open addressing: from a state and a character to the next
// state. The states are numbered from 1 as they are added, each by the one step that leads to it; 0 is the root.
type stepTable struct {
	slots []stepSlot
	used  int32
}

type stepSlot struct {
	state int32
	r     rune
	next  int32
	final bool
}

func (t *stepTable) at(state int32, r rune) *stepSlot {
	mask := uint32(len(t.slots) - 1)
	for i := hashPair(uint32(state), uint32(r)); ; i++ {
		if s := &t.slots[i&mask]; s.next == 0 || s.state == state && s.r == r {
			return s
		}
	}
}

func (t *stepTable) step(state int32, r rune) (next int32, final bool) {
	if t.used == 0 {
		return 0, false
	}
	s := t.at(state, r)
	return s.next, s.final
}

// add makes sure that there is a step.
func (t *stepTable) add(state int32, r rune, final bool) (next int32) {
	if 2*int(t.used+1) > len(t.slots) {
		t.grow()
	}
	s := t.at(state, r)
	if s.next == 0 {
		t.used++
		*s = stepSlot{state: state, r: r, next: t.used}
	}
	s.final = s.final || final
	return s.next
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
}
