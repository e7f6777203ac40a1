package segment

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-ego/gse"
)

const (
	// singleFrequency is what gse itself counts single characters for, so that words are preferred to them.
	singleFrequency = 2
	// userFrequency is about that of the most frequent words of several characters: at it a word is more probable than
	// any division of it, and yet no more so than a common word that overlaps it.
	userFrequency = 150_000
	// allOthers is an entry for what a text does not hold. It is no text, so that none can hold it.
	allOthers = "\xff\xff"
)

// table is a dictionary as it is kept: sorted lines of a word, its frequency and its part of speech, parted by tabs.
type table struct {
	text   string
	starts []int32 // of the lines
	total  float64 // of all frequencies
}

// newTable makes a table of the lines of text and of the user's words, which take the place of the same words of text
// and keep their part of speech.
func newTable(text string, userWords []string) (*table, error) {
	t := &table{text: withWords(text, userWords), starts: make([]int32, 0, strings.Count(text, "\n")+len(userWords))}
	at := 0
	for line := range strings.Lines(t.text) {
		frequency, _, err := parse(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", len(t.starts)+1, err)
		}
		t.starts = append(t.starts, int32(at))
		t.total += frequency
		at += len(line)
	}
	return t, nil
}

// withWords merges the user's words into sorted lines. Single characters stay what they are.
func withWords(text string, userWords []string) string {
	words := slices.DeleteFunc(slices.Sorted(slices.Values(userWords)), func(w string) bool { return utf8.RuneCountInString(w) < 2 })
	if words = slices.Compact(words); len(words) == 0 {
		return text
	}
	var out strings.Builder
	add := func(word, tag string) { fmt.Fprintf(&out, "%s\t%d\t%s\n", word, userFrequency, tag) }
	out.Grow(len(text) + 32*len(words))
	for line := range strings.Lines(text) {
		word, rest, _ := strings.Cut(line, "\t")
		for len(words) > 0 && words[0] < word {
			add(words[0], "")
			words = words[1:]
		}
		if len(words) > 0 && words[0] == word {
			_, tag, _ := strings.Cut(strings.TrimSuffix(rest, "\n"), "\t")
			add(word, tag)
			words = words[1:]
			continue
		}
		out.WriteString(line)
	}
	for _, word := range words {
		add(word, "")
	}
	return out.String()
}

// parse reads the frequency and the part of speech of a line.
func parse(line string) (frequency float64, tag string, err error) {
	word, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
	count, tag, found := strings.Cut(rest, "\t")
	number, err := strconv.Atoi(count)
	if !found || err != nil {
		return 0, "", fmt.Errorf("want word, frequency and part of speech, got %q", line)
	}
	if len(word) <= utf8.UTFMax && utf8.RuneCountInString(word) == 1 {
		number = singleFrequency
	}
	return float64(number), tag, nil
}

// line is the i-th line.
func (t *table) line(i int32) string {
	if int(i)+1 < len(t.starts) {
		return t.text[t.starts[i]:t.starts[i+1]]
	}
	return t.text[t.starts[i]:]
}

// heldBy appends the lines whose words stand in the text, each once.
func (t *table) heldBy(held []int32, text []byte) []int32 {
	for at := 0; at < len(text); {
		_, first := utf8.DecodeRune(text[at:])
		low, high := int32(0), int32(len(t.starts))
		for end := at + first; ; {
			low, high = t.beginningWith(low, high, text[at:end])
			if low == high {
				break
			}
			// Of the words that begin alike the shortest comes first.
			if t.line(low)[end-at] == '\t' {
				held = append(held, low)
			}
			if end == len(text) {
				break
			}
			_, size := utf8.DecodeRune(text[end:])
			end += size
		}
		at += first
	}
	slices.Sort(held)
	return slices.Compact(held)
}

// beginningWith narrows the lines low to high to those that begin so.
func (t *table) beginningWith(low, high int32, prefix []byte) (from, to int32) {
	from = t.search(low, high, func(line string) bool { return line >= string(prefix) })
	return from, t.search(from, high, func(line string) bool { return !strings.HasPrefix(line, string(prefix)) })
}

// search is the first line of low to high for which holds is true; for all after it holds is true as well.
func (t *table) search(low, high int32, holds func(line string) bool) int32 {
	for low < high {
		middle := low + (high-low)/2
		if holds(t.line(middle)) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

// segmenter is gse's, with the lines given and with the frequency of all.
func (t *table) segmenter(lines []int32) *gse.Segmenter {
	s := &gse.Segmenter{Dict: gse.NewDict(), NotLoadHMM: true, SkipLog: true}
	for _, i := range lines {
		line := t.line(i)
		word, _, _ := strings.Cut(line, "\t")
		frequency, tag, err := parse(line)
		if err == nil {
			err = s.AddToken(word, frequency, tag)
		}
		if err != nil {
			panic(fmt.Sprintf("segment: add the line %q: %v", line, err)) // every line was parsed when the table was made
		}
	}
	if rest := t.total - s.Dict.TotalFreq(); rest > 0 {
		if err := s.AddToken(allOthers, rest); err != nil {
			panic(fmt.Sprintf("segment: add what is left: %v", err))
		}
	}
	s.CalcToken()
	return s
}
