package match

import (
	"math/bits"
	"slices"
)

// vocabulary knows the words of all tries that were asked for, so that one pass over a text finds them all: the classes
// of a lexicon are many and small, and a text is asked for a hundred and more of them. It learns the words of a trie when
// that is first asked for, and belongs to one worker, so nobody waits for anybody.
type vocabulary struct {
	owner  *Compiler // whose tries it knows, by their numbers
	steps  stepTable
	heads  []headword // by word
	lists  []wordList // of the tries that are learnt: in most views of a text few ever are
	listOf []int32    // by trie: the number of its list
	fresh  []uint64   // the tries that are not learnt yet, a bit each

	stamp   uint32
	text    []rune
	present []uint64    // the tries of which a word was found, or that are not learnt, a bit each
	there   []uint64    // the words that were found, a bit each
	found   []foundWord // the memory of heads
	spans   []wordAt    // the memory of lists
	classes []classPlaces

	learning []bitsAt // working memory of learn
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

// headword is what is known of a word: where it was found, a list of which the first is found[first], and -1 ends it, and
// which counts only with the stamp of the present text; and which tries have it, a bit each. These stand together since they
// are asked for together, and each of them in a cold cache.
type headword struct {
	stamp uint32
	first int32
	users []bitsAt
}

type foundWord struct {
	wordAt
	next int32
}

// wordAt is a word in a text: characters start to end (exclusive).
type wordAt struct{ start, end uint8 }

// wordList is what is known of a trie: its words, a bit each; and with the stamp of the present text where they stand in it,
// spans[first:last], and of a text of one machine word where they begin and where they end.
type wordList struct {
	stamp        uint32
	first, last  int32
	starts, ends uint64
	words        []bitsAt
}

// serve makes sure that the vocabulary is that of a pattern's compiler and has heard of all of the pattern's tries. Only
// then may it be asked for them.
func (v *vocabulary) serve(run *program) {
	if v.owner == run.owner && len(v.listOf) >= run.tries {
		return
	}
	if v.owner != run.owner {
		*v = vocabulary{owner: run.owner, text: v.text, stamp: 1} // what is new bears the stamp 0
	}
	for n := len(v.listOf); n < run.tries; n++ {
		if n>>6 == len(v.fresh) {
			v.fresh, v.present = append(v.fresh, 0), append(v.present, 0)
		}
		v.fresh[n>>6] |= 1 << (n & 63)
		v.present[n>>6] |= 1 << (n & 63)
		v.listOf = append(v.listOf, -1)
	}
}

// read takes up a text of at most longestWide characters.
func (v *vocabulary) read(text []rune) {
	v.text, v.found, v.spans = text, v.found[:0], v.spans[:0]
	clear(v.there)
	copy(v.present, v.fresh)
	if v.stamp++; v.stamp == 0 { // the stamps of four billion texts ago must not count
		for i := range v.heads {
			v.heads[i].stamp = 0
		}
		for i := range v.lists {
			v.lists[i].stamp = 0
		}
		clear(v.classes)
		v.stamp = 1
	}
	if v.steps.words == 0 {
		return
	}
	for start, r := range text {
		then := rune(noRune)
		if start+1 < len(text) {
			then = text[start+1]
		}
		if end := len(text); v.steps.mayBegin(r, then) {
			v.wordsFrom(start, end)
		} else if v.steps.mayBegin(r, noRune) {
			v.wordsFrom(start, start+1)
		}
	}
}

// wordsFrom notes the words that begin at a place and end before, or at, another.
func (v *vocabulary) wordsFrom(start, end int) {
	var state int32
	for i := start; i < end; i++ {
		next, word := v.steps.step(state, v.text[i])
		if state = next; state == 0 {
			return
		}
		if word != 0 {
			v.note(word, start, i+1)
		}
	}
}

func (v *vocabulary) note(word int32, start, end int) {
	head := &v.heads[word]
	if head.stamp != v.stamp {
		head.stamp, head.first = v.stamp, -1
		v.there[word>>6] |= 1 << (word & 63)
		for _, u := range head.users {
			v.present[u.index] |= u.bits
		}
	}
	v.found = append(v.found, foundWord{wordAt{uint8(start), uint8(end)}, head.first})
	head.first = int32(len(v.found) - 1)
}

// words gives where words of a trie stand in the text.
func (v *vocabulary) words(t *trie) []wordAt {
	k := v.list(t)
	if k == nil {
		return nil
	}
	return v.spans[k.first:k.last]
}

// list gives what the text holds of a trie; nil where that is no word.
func (v *vocabulary) list(t *trie) *wordList {
	n := t.number
	if v.present[n>>6]>>(n&63)&1 == 0 {
		return nil
	}
	if v.fresh[n>>6]>>(n&63)&1 != 0 {
		v.learn(t)
	}
	k := &v.lists[v.listOf[n]]
	if k.stamp != v.stamp {
		v.gather(k)
	}
	return k
}

// gather collects what was found of a trie's words.
func (v *vocabulary) gather(k *wordList) {
	first, starts, ends := len(v.spans), uint64(0), uint64(0)
	for _, f := range k.words {
		for there := v.there[f.index] & f.bits; there != 0; there &= there - 1 {
			word := int(f.index)<<6 + bits.TrailingZeros64(there)
			for i := v.heads[word].first; i >= 0; i = v.found[i].next {
				at := v.found[i].wordAt
				v.spans = append(v.spans, at)
				starts, ends = starts|1<<at.start, ends|1<<at.end
			}
		}
	}
	k.stamp, k.first, k.last, k.starts, k.ends = v.stamp, int32(first), int32(len(v.spans)), starts, ends
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
	v.listOf[n] = int32(len(v.lists))
	list := v.learning[:0]
	for w := range t.words() {
		known := v.steps.words
		word := v.steps.word(w)
		for int(word) >= len(v.heads) {
			v.heads = append(v.heads, headword{})
		}
		for int(word>>6) >= len(v.there) {
			v.there = append(v.there, 0)
		}
		v.heads[word].users = withBit(v.heads[word].users, n)
		list = withBit(list, word)
		switch {
		case word > known:
			v.find(word, w)
		case v.heads[word].stamp == v.stamp:
			v.present[n>>6] |= 1 << (n & 63)
		}
	}
	v.learning = list
	v.lists = append(v.lists, wordList{words: slices.Clone(list)})
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
