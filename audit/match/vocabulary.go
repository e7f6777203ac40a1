package match

// vocabulary knows the words of all tries that were asked for, so that one pass over a text finds them all: the classes
// of a lexicon are many and small, and a text is asked for a hundred of them. It learns the words of a trie when that is
// first asked for, and belongs to one worker, so nobody waits for anybody.
type vocabulary struct {
	steps stepTable
	users [][]int32 // by state: the tries that have the word that ends there, by number
	tries []*trie   // known ones, by number; numbers are those of a compiler, of which there may be several

	stamp uint32
	heads []chain     // by trie: the words found in the present text
	found []foundWord // the memory of the chains
	text  []rune
}

// chain is a list of found words: the first is found[first], -1 ends it. It counts only with the stamp of the present
// text.
type chain struct {
	stamp uint32
	first int32
}

type foundWord struct {
	start, end uint8
	next       int32
}

// read takes up a text of at most longestWide characters.
func (v *vocabulary) read(text []rune) {
	v.text, v.found = text, v.found[:0]
	if v.stamp++; v.stamp == 0 { // the stamps of four billion texts ago must not count
		clear(v.heads)
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
				for _, number := range v.users[state] {
					v.push(number, start, i+1)
				}
			}
		}
	}
}

func (v *vocabulary) push(number int32, start, end int) {
	head := &v.heads[number]
	if head.stamp != v.stamp {
		*head = chain{v.stamp, -1}
	}
	v.found = append(v.found, foundWord{uint8(start), uint8(end), head.first})
	head.first = int32(len(v.found) - 1)
}

// words gives the chain of the words of a trie in the text.
func (v *vocabulary) words(t *trie) int32 {
	if int(t.number) >= len(v.tries) || v.tries[t.number] != t {
		v.learn(t)
	}
	if head := v.heads[t.number]; head.stamp == v.stamp {
		return head.first
	}
	return -1
}

// learn takes in the words of a trie, and looks for them in the present text.
func (v *vocabulary) learn(t *trie) {
	number := int(t.number)
	if number < len(v.tries) && v.tries[number] != nil {
		*v = vocabulary{text: v.text, stamp: v.stamp} // a trie of another compiler: begin anew
	}
	if number >= len(v.tries) {
		v.tries = append(v.tries, make([]*trie, number+1-len(v.tries))...)
		v.heads = append(v.heads, make([]chain, number+1-len(v.heads))...)
	}
	v.tries[number] = t
	for _, w := range t.words {
		state := int32(0)
		for i, r := range w {
			state = v.steps.add(state, r, i == len(w)-1)
		}
		for int(state) >= len(v.users) {
			v.users = append(v.users, nil)
		}
		v.users[state] = append(v.users[state], t.number)
	}
	for start := range v.text {
		state := int32(0)
		for i := start; i < len(v.text); i++ {
			next, ok := t.step(state, v.text[i])
			if !ok {
				break
			}
			state = next
			if t.states[state].final {
				v.push(t.number, start, i+1)
			}
		}
	}
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
