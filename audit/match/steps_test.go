package match

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestVocabularyFindsEveryWord holds what a vocabulary finds in one pass against a search for each word, while it learns
// more words than its first table has room for: the filter before the table must let all of them through.
func TestVocabularyFindsEveryWord(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	letters := []rune("\x00ab没有这个发票的𝐯")
	someWord := func(most int) []rune {
		w := make([]rune, 1+random.IntN(most))
		for i := range w {
			w[i] = letters[random.IntN(len(letters))]
		}
		return w
	}
	c := NewCompiler(nil)
	var lists []*trie
	for range 300 {
		words := make([][]rune, 2+random.IntN(8))
		for i := range words {
			words[i] = someWord(5)
		}
		lists = append(lists, c.trie(words))
	}
	var v vocabulary
	v.serve(&program{owner: c, tries: len(c.tries)})
	found := 0
	for range 200 {
		text := someWord(longestBits)
		v.read(text)
		for range 5 {
			list := lists[random.IntN(len(lists))]
			var want []wordAt
			starts, ends := uint64(0), uint64(0)
			for _, w := range list.list(nil) {
				for at := range text {
					if hasAt(text, at, w) {
						want = append(want, wordAt{uint8(at), uint8(at + len(w))})
						starts, ends = starts|1<<at, ends|1<<(at+len(w))
					}
				}
			}
			got := slices.Clone(v.words(list))
			for _, s := range [][]wordAt{want, got} {
				slices.SortFunc(s, func(a, b wordAt) int { return int(a.start)<<8 + int(a.end) - int(b.start)<<8 - int(b.end) })
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%q: %v, want %v", string(text), got, want)
			}
			if k := v.list(list); (k != nil) != v.has(list) || k != nil && (k.starts != starts || k.ends != ends) {
				t.Fatalf("%q: sets of %+v, want %b and %b", string(text), k, starts, ends)
			}
			found += len(got)
		}
	}
	if found == 0 || int(v.steps.words) < 600 {
		t.Fatalf("%d of %d words found: too few", found, v.steps.words)
	}
}
