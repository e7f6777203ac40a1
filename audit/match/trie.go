package match

import (
	"iter"
	"slices"
	"sync"
	"unicode/utf8"
)

// trie matches any of many literals.
type trie struct {
	number int32  // of its compiler, for what is kept by trie
	packed string // the words, sorted and distinct, each with wordEnd behind it: there are thousands of lists
	least  int    // characters of the shortest word
	first  *runeFilter

	// Only texts that are too long for sets of places are walked; see find.go. Of thousands of tries few ever meet one.
	once sync.Once
	made *trieStates
}

// wordEnd ends a word of a list; no text holds it.
const wordEnd = 0xff

// trieStates are the states of the trie of many words, which finds all that begin at a place in one walk.
type trieStates struct {
	states []trieState
	edges  []trieEdge // of a state: edges[first:first+count], sorted by character
}

type trieState struct {
	first, count int32
	final        bool
}

type trieEdge struct {
	r    rune
	next int32
}

// packWords appends words, as a trie keeps them.
func packWords(dst []byte, words [][]rune) []byte {
	for _, w := range words {
		for _, r := range w {
			dst = utf8.AppendRune(dst, r)
		}
		dst = append(dst, wordEnd)
	}
	return dst
}

// newTrie makes the trie of words that are sorted and distinct, and packed.
func newTrie(packed string) *trie {
	t := &trie{packed: packed, least: len(packed), first: &runeFilter{}}
	for w := range t.words() {
		t.first.add(w[0])
		t.least = min(t.least, len(w))
	}
	return t
}

// words gives the words in order. A word is valid until the next one.
func (t *trie) words() iter.Seq[[]rune] {
	return func(yield func([]rune) bool) {
		var word []rune
		for at := 0; at < len(t.packed); {
			if t.packed[at] == wordEnd {
				if !yield(word) {
					return
				}
				word = word[:0]
				at++
				continue
			}
			r, size := utf8.DecodeRuneInString(t.packed[at:])
			word = append(word, r)
			at += size
		}
	}
}

// list appends the words, which can be kept.
func (t *trie) list(dst [][]rune) [][]rune {
	for w := range t.words() {
		dst = append(dst, slices.Clone(w))
	}
	return dst
}

// states gives the states of the trie, which are made when they are first asked for.
func (t *trie) states() *trieStates {
	t.once.Do(func() { t.made = newTrieStates(t.list(nil)) })
	return t.made
}

// newTrieStates makes the states of words that are sorted.
func newTrieStates(words [][]rune) *trieStates {
	count := countStates(words)
	t := &trieStates{states: make([]trieState, 1, count), edges: make([]trieEdge, 0, count)}
	// stretch is the words lo to hi (exclusive), which share their first depth characters. There is one for each state.
	type stretch struct{ lo, hi, depth int32 }
	queue := make([]stretch, 1, count)
	queue[0] = stretch{0, int32(len(words)), 0}
	for state := 0; state < len(queue); state++ {
		j := queue[state]
		lo := j.lo
		for lo < j.hi && len(words[lo]) == int(j.depth) {
			t.states[state].final = true
			lo++
		}
		first := int32(len(t.edges))
		for lo < j.hi {
			r := words[lo][j.depth]
			hi := lo
			for hi < j.hi && words[hi][j.depth] == r {
				hi++
			}
			t.edges = append(t.edges, trieEdge{r, int32(len(t.states))})
			t.states = append(t.states, trieState{})
			queue = append(queue, stretch{lo, hi, j.depth + 1})
			lo = hi
		}
		t.states[state].first, t.states[state].count = first, int32(len(t.edges))-first
	}
	return t
}

// countStates gives the number of states of the trie of words that are sorted: one for each character in which a word
// differs from the one before.
func countStates(words [][]rune) int {
	count := 1
	var before []rune
	for _, w := range words {
		shared := 0
		for shared < len(w) && shared < len(before) && w[shared] == before[shared] {
			shared++
		}
		count += len(w) - shared
		before = w
	}
	return count
}

func (t *trieStates) step(state int32, r rune) (int32, bool) {
	s := &t.states[state]
	edges := t.edges[s.first : s.first+s.count]
	if len(edges) < 8 {
		for _, e := range edges {
			if e.r == r {
				return e.next, true
			}
		}
		return 0, false
	}
	lo, hi := 0, len(edges)
	for lo < hi { // written out: this is called for nearly every character, and a comparison by a call costs more than it
		if mid := (lo + hi) >> 1; edges[mid].r < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(edges) || edges[lo].r != r {
		return 0, false
	}
	return edges[lo].next, true
}

func (t *trie) ends(m *machine, from, out []int32) []int32 {
	base, trie := len(out), t.states()
	for _, at := range from {
		if int(at) == len(m.text) || !t.first.has(m.text[at]) {
			continue
		}
		state := int32(0)
		for i := int(at); i < len(m.text); i++ {
			next, ok := trie.step(state, m.text[i])
			if !ok {
				break
			}
			state = next
			if trie.states[state].final {
				out = append(out, int32(i+1))
			}
		}
	}
	return append(out[:base], tidy(out[base:])...)
}
