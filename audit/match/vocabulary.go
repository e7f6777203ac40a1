package match

import "math/bits"

// vocabulary knows the words of all tries that were asked for, so that one pass over a text finds them all: the classes
// of a lexicon are many and small, and a text is asked for a hundred and more of them. It learns the words of a trie when
// that is first asked for, and belongs to one worker, so nobody waits for anybody.
type vocabulary struct {
	owner  *Compiler // whose tries it knows, by their numbers
	steps  stepTable
	users  [][]bitsAt // by word: the tries that have it, a bit each
	finals [][]bitsAt // by trie: its words, a bit each
	fresh  []uint64   // the tries that are not learnt yet, a bit each

	stamp   uint32
	text    []rune
	present []uint64    // the tries of which a word was found, or that are not learnt, a bit each
	heads   []chain     // by word: where it was found
	there   []uint64    // the words that were found, a bit each
	found   []foundWord // the memory of heads
	spans   []wordAt    // the memory of known
	known   []knownWords
	classes []classPlaces
}

// classPlaces are the places of the characters of a class of a regular expression, by the number of the class, with the
// stamp of their text.
type classPlaces struct {
	stamp  uint32
	places places
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
	next int32
}

// wordAt is a word in a text: characters start to end (exclusive).
type wordAt struct{ start, end uint8 }

// knownWords are, of a trie of which words were asked for, spans[first:last], with the stamp of their text.
type knownWords struct {
	stamp       uint32
	first, last int32
}

// serve makes sure that the vocabulary is that of a pattern's compiler and has heard of all of the pattern's tries. Only
// then may it be asked for them.
func (v *vocabulary) serve(run *program) {
	if v.owner == run.owner && len(v.known) >= run.tries {
		return
	}
	if v.owner != run.owner {
		*v = vocabulary{owner: run.owner, text: v.text, stamp: 1} // what is new bears the stamp 0
	}
	for n := len(v.known); n < run.tries; n++ {
		if n>>6 == len(v.fresh) {
			v.fresh, v.present = append(v.fresh, 0), append(v.present, 0)
		}
		v.fresh[n>>6] |= 1 << (n & 63)
		v.present[n>>6] |= 1 << (n & 63)
		v.finals, v.known = append(v.finals, nil), append(v.known, knownWords{})
	}
}

// read takes up a text of at most longestWide characters.
func (v *vocabulary) read(text []rune) {
	v.text, v.found, v.spans = text, v.found[:0], v.spans[:0]
	clear(v.there)
	copy(v.present, v.fresh)
	if v.stamp++; v.stamp == 0 { // the stamps of four billion texts ago must not count
		clear(v.heads)
		clear(v.known)
		clear(v.classes)
		v.stamp = 1
	}
	for start := range text {
		state := int32(0)
		for i := start; i < len(text); i++ {
			next, word := v.steps.step(state, text[i])
			if next == 0 {
				break
			}
			state = next
			if word != 0 {
				v.note(word, start, i+1)
			}
		}
	}
}

func (v *vocabulary) note(word int32, start, end int) {
	head := &v.heads[word]
	if head.stamp != v.stamp {
		*head = chain{v.stamp, -1}
		v.there[word>>6] |= 1 << (word & 63)
		for _, u := range v.users[word] {
			v.present[u.index] |= u.bits
		}
	}
	v.found = append(v.found, foundWord{wordAt{uint8(start), uint8(end)}, head.first})
	head.first = int32(len(v.found) - 1)
}

// words gives where words of a trie stand in the text.
func (v *vocabulary) words(t *trie) []wordAt {
	n := t.number
	if v.present[n>>6]>>(n&63)&1 == 0 {
		return nil
	}
	k := &v.known[n]
	if k.stamp != v.stamp {
		if v.fresh[n>>6]>>(n&63)&1 != 0 {
			v.learn(t)
		}
		first := int32(len(v.spans))
		v.gather(n)
		*k = knownWords{v.stamp, first, int32(len(v.spans))}
	}
	return v.spans[k.first:k.last]
}

// gather collects what was found of a trie's words.
func (v *vocabulary) gather(n int32) {
	for _, f := range v.finals[n] {
		for there := v.there[f.index] & f.bits; there != 0; there &= there - 1 {
			word := int(f.index)<<6 + bits.TrailingZeros64(there)
			for i := v.heads[word].first; i >= 0; i = v.found[i].next {
				v.spans = append(v.spans, v.found[i].wordAt)
			}
		}
	}
}

// has says whether the text holds a word of a trie.
func (v *vocabulary) has(t *trie) bool {
	n := t.number
	if v.present[n>>6]>>(n&63)&1 != 0 && v.fresh[n>>6]>>(n&63)&1 != 0 {
		v.learn(t)
	}
	return v.present[n>>6]>>(n&63)&1 != 0
}

// class gives where characters of a class stand in the text.
func (v *vocabulary) class(n *runeSet) *places {
	for int(n.number) >= len(v.classes) {
		v.classes = append(v.classes, classPlaces{})
	}
	c := &v.classes[n.number]
	if c.stamp != v.stamp {
		*c = classPlaces{stamp: v.stamp}
		for i, r := range v.text {
			if n.has(r) {
				c.places.add(i)
			}
		}
	}
	return &c.places
}

// lacksAny says whether the text certainly holds no word of one of the tries, which are given as bits.
func (v *vocabulary) lacksAny(tries []bitsAt) bool {
	for i := range tries {
		if v.present[tries[i].index]&tries[i].bits != tries[i].bits {
			return true
		}
	}
	return false
}

// learn takes in the words of a trie, and looks for those of them in the present text that were not known.
func (v *vocabulary) learn(t *trie) {
	n := t.number
	v.fresh[n>>6] &^= 1 << (n & 63)
	v.present[n>>6] &^= 1 << (n & 63)
	for _, w := range t.words {
		known := v.steps.words
		word := v.steps.word(w)
		for int(word) >= len(v.heads) {
			v.users, v.heads = append(v.users, nil), append(v.heads, chain{})
		}
		for int(word>>6) >= len(v.there) {
			v.there = append(v.there, 0)
		}
		v.users[word] = withBit(v.users[word], n)
		v.finals[n] = withBit(v.finals[n], word)
		switch {
		case word > known:
			v.find(word, w)
		case v.heads[word].stamp == v.stamp:
			v.present[n>>6] |= 1 << (n & 63)
		}
	}
}

// find looks for a new word in the present text.
func (v *vocabulary) find(word int32, w []rune) {
	for start := range v.text {
		if hasAt(v.text, start, w) {
			v.note(word, start, start+len(w))
		}
	}
}

// withBit adds a number to a set.
func withBit(set []bitsAt, n int32) []bitsAt {
	bit := uint64(1) << (n & 63)
	for i := range set {
		if set[i].index == n>>6 {
			set[i].bits |= bit
			return set
		}
	}
	return append(set, bitsAt{n >> 6, bit})
}

// stepTable is the trie of all words as a hash table with open addressing: from a state and a character to the next
// state. The states are numbered from 1 as they are added, each by the one step that leads to it; 0 is the root. Words are
// numbered from 1 too.
type stepTable struct {
	slots []stepSlot
	used  int32
	words int32
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
	if t.used == 0 {
		return 0, 0
	}
	s := t.at(state, r)
	return s.next, s.word
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
}
