package match

// kind says of a character what parts of patterns ask about it, a bit each.
type kind uint8

const (
	isDigitKind kind = 1 << iota // 0 to 9
	isSpaceKind                  // a blank
	isBreakKind                  // ends a sentence
	isSolidKind                  // see isSolid
	isHardKind                   // solid and no filler
)

func kindOf(r rune) kind {
	if r >= 0x4e00 && r <= 0x9fff { // nearly always
		if isFiller(r) {
			return isSolidKind
		}
		return isSolidKind | isHardKind
	}
	out := kind(0)
	switch {
	case r >= '0' && r <= '9':
		out = isDigitKind
	case r == ' ':
		out = isSpaceKind
	case endsSentence(r):
		out = isBreakKind
	}
	if isSolid(r) {
		out |= isSolidKind
		if !isFiller(r) {
			out |= isHardKind
		}
	}
	return out
}

// The tables of characters are hash tables with open addressing, kept between texts: a slot counts only where it bears
// the stamp of the present text.
const (
	tableHash = 0x9e3779b1
	size1     = 256 // four times longestBits
	size4     = 512 // twice longestWide
)

// places1 gives the places of each character of a short text.
type places1 struct {
	stamp uint32
	slots [size1]slot1
}

type slot1 struct {
	r      rune
	stamp  uint32
	places uint64
}

func (t *places1) clear() {
	if t.stamp++; t.stamp == 0 { // the stamps of four billion texts ago must not count
		*t = places1{stamp: 1}
	}
}

// slot finds the slot of a character, or the free one where it belongs.
func (t *places1) slot(r rune) *slot1 {
	i := uint32(r) * tableHash >> 24
	for {
		s := &t.slots[i%size1]
		if s.stamp != t.stamp || s.r == r {
			return s
		}
		i++
	}
}

func (t *places1) add(r rune, bit uint64) {
	s := t.slot(r)
	if s.stamp != t.stamp {
		*s = slot1{r, t.stamp, 0}
	}
	s.places |= bit
}

func (t *places1) of(r rune) uint64 {
	if s := t.slot(r); s.stamp == t.stamp {
		return s.places
	}
	return 0
}

// places4 is places1 for longer texts.
type places4 struct {
	stamp uint32
	slots [size4]slot4
}

type slot4 struct {
	r      rune
	stamp  uint32
	places places
}

func (t *places4) clear() {
	if t.stamp++; t.stamp == 0 {
		*t = places4{stamp: 1}
	}
}

func (t *places4) slot(r rune) *slot4 {
	i := uint32(r) * tableHash >> 23
	for {
		s := &t.slots[i%size4]
		if s.stamp != t.stamp || s.r == r {
			return s
		}
		i++
	}
}

func (t *places4) add(r rune, at int) {
	s := t.slot(r)
	if s.stamp != t.stamp {
		*s = slot4{r: r, stamp: t.stamp}
	}
	s.places.add(at)
}

func (t *places4) of(r rune) places {
	if s := t.slot(r); s.stamp == t.stamp {
		return s.places
	}
	return places{}
}

// vocabulary keeps where the words of tries stand in a text: the classes that they come from stand in many patterns.
type vocabulary struct {
	stamp uint32
	known []knownWords // by number of the trie
	found []wordAt     // the memory of known
	pairs []uint32     // by place: the hash of the two characters there; see pairFilter
}

type knownWords struct {
	trie        *trie // numbers are those of a compiler, of which there may be several
	stamp       uint32
	first, last int32 // of found
}

// wordAt is a word of a trie in a text: characters start to end (exclusive).
type wordAt struct{ start, end uint8 }

// forget takes up another text.
func (v *vocabulary) forget(text []rune) {
	v.found, v.pairs = v.found[:0], v.pairs[:0]
	for i, r := range text {
		next := rune(0)
		if i+1 < len(text) {
			next = text[i+1]
		}
		v.pairs = append(v.pairs, hashPair(uint32(r), uint32(next)))
	}
	if v.stamp++; v.stamp == 0 {
		*v = vocabulary{stamp: 1, pairs: v.pairs}
	}
}

// words gives where words of the trie stand in the text, which has at most longestWide characters.
func (v *vocabulary) words(t *trie, text []rune) []wordAt {
	if int(t.number) >= len(v.known) {
		v.known = append(v.known, make([]knownWords, int(t.number)+1-len(v.known))...)
	}
	k := &v.known[t.number]
	if k.trie == t && k.stamp == v.stamp {
		return v.found[k.first:k.last]
	}
	k.trie, k.stamp, k.first = t, v.stamp, int32(len(v.found))
	for i, pair := range v.pairs {
		if t.pairs.has(pair) || t.pairs.singles != nil && t.pairs.singles.has(text[i]) {
			v.found = t.wordsAt(v.found, text, i)
		}
	}
	k.last = int32(len(v.found))
	return v.found[k.first:k.last]
}

func (t *trie) wordsAt(dst []wordAt, text []rune, start int) []wordAt {
	state := int32(0)
	for i := start; i < len(text); i++ {
		next, ok := t.step(state, text[i])
		if !ok {
			break
		}
		state = next
		if t.states[state].final {
			dst = append(dst, wordAt{uint8(start), uint8(i + 1)})
		}
	}
	return dst
}

// pairFilter says of nearly every place in a text that no word of a trie begins there, by the two characters at it.
type pairFilter struct {
	bits    []uint64
	mask    uint32
	singles *runeFilter // of the words of one character; nil where there are none
}

func newPairFilter(words [][]rune) pairFilter {
	size := uint32(256)
	for int(size) < 32*len(words) && size < 1<<13 {
		size <<= 1
	}
	f := pairFilter{bits: make([]uint64, size/64), mask: size - 1}
	singles := &runeSet{map[rune]struct{}{}}
	for _, w := range words {
		if len(w) == 1 {
			singles.in[w[0]] = struct{}{}
			continue
		}
		h := hashPair(uint32(w[0]), uint32(w[1])) & f.mask
		f.bits[h/64] |= 1 << (h % 64)
	}
	if len(singles.in) > 0 {
		f.singles = newRuneFilter(singles)
	}
	return f
}

func (f *pairFilter) has(pair uint32) bool {
	h := pair & f.mask
	return f.bits[h/64]>>(h%64)&1 != 0
}
