package match

import (
	"slices"
	"unicode/utf8"

	"zhijian/lexicon/norm"
)

// Scanner finds which literals occur in a raw text, in one pass for all of them, folding each character on the way. A
// table gives for each character a small code: 0 for one that no literal holds, so that most of a text is passed over
// by one look-up a character. Where two neighbours both have codes, a bitmap says of nearly every pair that no literal
// begins with it; what is left is looked up among the literals.
//
// Characters that normalisation drops are passed over, so a literal is found through them. What normalisation merges or
// replaces (marks, blanks, emoji codes) no literal holds. The scan therefore never misses a literal of the normalised
// text; it may report one that normalisation takes away.
type Scanner struct {
	norm    *norm.Normalizer
	codes   *[1 << 16]uint16
	singles []int32          // by code: one more than the number of the literal of that one character; 0 for none
	pairs   []uint64         // bitmap of hashed pairs of codes
	mask    uint32           // of the bitmap
	starts  map[uint32]int32 // pair of codes → state of the trie after it
	trie    *trieStates      // over codes
	finals  []int32          // by state of the trie: one more than the number of its literal; 0 for none

	// What literal n stands for is ids[first[n]:first[n+1]]: one piece of memory for all, since a scan goes from one
	// literal to the next and finds little of it in the processor's caches.
	first []int32
	ids   []int32
}

// Hits are the literals that a scan found, each once. They are used again between texts, by one goroutine, and belong to
// one scanner.
type Hits struct {
	Found []Hit
	at    []int32 // by number of a literal: where it stands in Found, if it stands there
}

// Hit is a literal that was found, and where the first and the last of it end, in bytes of the text.
type Hit struct{ Literal, First, Last int32 }

func (h *Hits) note(literal, end int32) {
	if at := h.at[literal]; int(at) < len(h.Found) && h.Found[at].Literal == literal {
		hit := &h.Found[at]
		hit.First, hit.Last = min(hit.First, end), max(hit.Last, end)
		return
	}
	h.at[literal] = int32(len(h.Found))
	h.Found = append(h.Found, Hit{literal, end, end})
}

// StandsFor gives what a literal stands for.
func (s *Scanner) StandsFor(literal int32) []int32 { return s.ids[s.first[literal]:s.first[literal+1]] }

// dropped is the code of characters that are passed over.
const dropped = 1<<16 - 1

// Gates maps literals to what they stand for.
type Gates map[string][]int32

// NewScanner builds a scanner for literals that are written in the folding of a view.
func NewScanner(n *norm.Normalizer, view View, gates Gates) *Scanner {
	literals := make([]string, 0, len(gates))
	for literal := range gates {
		literals = append(literals, literal)
	}
	slices.Sort(literals)
	s := &Scanner{norm: n, codes: new([1 << 16]uint16), starts: make(map[uint32]int32, len(literals))}
	codeOf, count, total := s.assign(literals, n, view)

	words := make([][]rune, 0, len(literals))
	numbers := make([]int32, 0, len(literals)) // of the words, each one more
	s.singles = make([]int32, count+2)
	s.first = make([]int32, 1, len(literals)+1)
	letters := make([]rune, 0, total) // of all words
	for number, literal := range literals {
		s.ids = append(s.ids, gates[literal]...)
		s.first = append(s.first, int32(len(s.ids)))
		from := len(letters)
		for _, r := range literal {
			code := rune(count + 1) // that of no character
			if r < 1<<16 {
				code = rune(codeOf[r])
			}
			letters = append(letters, code)
		}
		if word := letters[from:]; len(word) == 1 {
			s.singles[word[0]] = int32(number + 1)
		} else {
			words = append(words, word)
			numbers = append(numbers, int32(number+1))
		}
	}
	size := uint32(1 << 14)
	for int(size) < 16*len(words) && size < 1<<24 {
		size <<= 1
	}
	s.pairs, s.mask = make([]uint64, size/64), size-1
	s.trie = newTrieStates(slices.SortedFunc(slices.Values(words), slices.Compare)) // characters of one code may be in another order
	s.finals = make([]int32, len(s.trie.states))
	for i, word := range words {
		s.add(word, numbers[i])
	}
	return s
}

// assign gives every character of the literals a code, and that code to every character that folds to it. Codes rise with
// the characters, so that literals in order are in order as codes too. count is the highest code, total how many characters the literals have.
func (s *Scanner) assign(literals []string, n *norm.Normalizer, view View) (codeOf *[1 << 16]uint16, count, total int) {
	codeOf = new([1 << 16]uint16)
	for _, literal := range literals {
		for _, r := range literal {
			total++
			if r < 1<<16 {
				codeOf[r] = 1
			}
		}
	}
	for r, used := range codeOf {
		if used != 0 {
			count++
			codeOf[r] = uint16(count)
		}
	}
	for r := range rune(1 << 16) {
		folded := n.FoldRune(r)
		if n.Drops(r) || view&Tight != 0 && norm.IsSeparator(folded) {
			s.codes[r] = dropped
			continue
		}
		if view&Pinyin != 0 {
			folded = norm.FoldPinyin(folded)
		}
		s.codes[r] = codeOf[uint16(folded)]
	}
	return codeOf, count, total
}

// add takes in a word of more than one code.
func (s *Scanner) add(word []rune, number int32) {
	h := hashPair(uint32(word[0]), uint32(word[1])) & s.mask
	s.pairs[h/64] |= 1 << (h % 64)
	state := int32(0)
	for i, r := range word {
		state, _ = s.trie.step(state, r) // which it has, being made of the words
		if i == 1 {
			s.starts[uint32(word[0])<<16|uint32(word[1])] = state
		}
	}
	s.finals[state] = number
}

func hashPair(a, b uint32) uint32 {
	h := a*0x9e3779b1 ^ b*0x85ebca6b
	return h ^ h>>15
}

// Scan finds the literals in text.
func (s *Scanner) Scan(hits *Hits, text string) {
	hits.Found = hits.Found[:0]
	if hits.at == nil {
		hits.at = make([]int32, len(s.first))
	}
	prev := uint32(0)
	for at := 0; at < len(text); {
		var r rune
		size := 1
		switch b := text[at]; {
		case b < utf8.RuneSelf:
			r = rune(b)
		case b >= 0xe0 && b < 0xf0 && at+2 < len(text) && text[at+1]&0xc0 == 0x80 && text[at+2]&0xc0 == 0x80:
			r, size = rune(b&0xf)<<12|rune(text[at+1]&0x3f)<<6|rune(text[at+2]&0x3f), 3
		default:
			r, size = utf8.DecodeRuneInString(text[at:])
			r = s.astral(r)
		}
		at += size
		code := uint32(s.codes[r])
		if code == 0 || code == dropped {
			if code == 0 {
				prev = 0
			}
			continue
		}
		if number := s.singles[code]; number != 0 {
			hits.note(number-1, int32(at))
		}
		if prev != 0 {
			if h := hashPair(prev, code) & s.mask; s.pairs[h/64]&(1<<(h%64)) != 0 {
				if state, ok := s.starts[prev<<16|code]; ok {
					s.walk(state, text, at, hits)
				}
			}
		}
		prev = code
	}
}

// astral gives, for a character beyond the Basic Multilingual Plane, one within it that counts for the same: what it folds
// to (𝐯𝐱 are letters), one that is dropped, or one that no literal holds. Any other character it gives back.
func (s *Scanner) astral(r rune) rune {
	if r < 1<<16 {
		return r
	}
	if s.norm.Drops(r) {
		return zeroWidthSpace
	}
	if r = s.norm.FoldRune(r); r < 1<<16 {
		return r
	}
	return noCharacter
}

const (
	zeroWidthSpace = '\u200b' // dropped wherever invisible characters are
	noCharacter    = '\uffff'
)

// walk reports the literals that go on from a state of the trie, which was reached at a byte of the text.
func (s *Scanner) walk(state int32, text string, at int, hits *Hits) {
	for {
		if number := s.finals[state]; number != 0 {
			hits.note(number-1, int32(at))
		}
		code := uint16(dropped)
		for code == dropped {
			if at == len(text) {
				return
			}
			r, size := utf8.DecodeRuneInString(text[at:])
			at += size
			code = s.codes[s.astral(r)]
		}
		next, ok := s.trie.step(state, rune(code))
		if !ok {
			return
		}
		state = next
	}
}
