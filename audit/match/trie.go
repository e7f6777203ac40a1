package match

import "slices"

// trie matches any of many literals in one walk.
type trie struct {
	number int32 // of its compiler, for what is kept by trie
	words  [][]rune
	first  *runeFilter
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

// newTrie builds the trie of the words, which need not be sorted or distinct.
func newTrie(words [][]rune) *trie {
	words = slices.Clone(words)
	slices.SortFunc(words, slices.Compare)
	words = slices.CompactFunc(words, slices.Equal)
	count := countStates(words)
	t := &trie{words: words, first: &runeFilter{}, states: make([]trieState, 1, count), edges: make([]trieEdge, 0, count)}
	for _, w := range words {
		t.first.add(w[0])
	}
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

func (t *trie) step(state int32, r rune) (int32, bool) {
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
	base := len(out)
	for _, at := range from {
		if int(at) == len(m.text) || !t.first.has(m.text[at]) {
			continue
		}
		state := int32(0)
		for i := int(at); i < len(m.text); i++ {
			next, ok := t.step(state, m.text[i])
			if !ok {
				break
			}
			state = next
			if t.states[state].final {
				out = append(out, int32(i+1))
			}
		}
	}
	return append(out[:base], tidy(out[base:])...)
}
