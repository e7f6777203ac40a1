// Package segment divides Chinese text into words. It is the only importer of gse, and hides what gse needs to know:
// when its dictionary is loaded, and how its byte offsets become character offsets.
//
// Words are found by dictionary alone, along the most probable path. gse's discovery of new words (its hidden Markov
// model) is left off: it joins neighbouring single characters into words that are none (喂 + 您), so that a rule about the
// single character 喂 would miss it, and what it finds depends on characters farther off. A stretch of letters and digits
// is one word, so usb never holds sb; a character that the dictionary lacks is a word of its own, tagged "x".
package segment

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/go-ego/gse"
	"github.com/klauspost/compress/zstd"
)

//go:generate go run ./internal/lean internal/lean/service.txt dictionary.zst

// dictionary is the lean dictionary: lines of word, frequency and part of speech; see internal/lean and NOTICE.
//
//go:embed dictionary.zst
var dictionary []byte

const (
	// singleFrequency is what gse itself counts single characters for, so that words are preferred to them.
	singleFrequency = 2
	// userFrequency is about that of the most frequent words of several characters: at it a word is more probable than
	// any division of it, and yet no more so than a common word that overlaps it.
	userFrequency = 150_000
)

// Word is a word of a text: Start and End are character offsets, End exclusive. Pos is gse's tag for the part of speech
// ("n", "v", "x" …), "x" for what the dictionary lacks and "" for words of the user that it lacks.
type Word struct {
	Start, End int
	Pos        string
}

// Segmenter divides texts into words. It is safe for concurrent use.
type Segmenter struct {
	userWords []string
	load      sync.Once
	// divide is a method of gse's segmenter, and not that segmenter: reflection over this struct could call any method of a
	// field, so that the linker would keep them all, and with them 32 MB of dictionaries that are never loaded.
	divide  func(text []byte) []gse.Segment
	buffers sync.Pool
}

// New gives a segmenter that keeps userWords, written as in the texts (normalised, lower case), whole. It loads nothing
// yet: that happens with the first Cut, or in the background with Warm.
func New(userWords []string) *Segmenter {
	return &Segmenter{userWords: userWords, buffers: sync.Pool{New: func() any { return new([]byte) }}}
}

// Warm starts to load the dictionary in the background.
func (s *Segmenter) Warm() {
	go s.load.Do(s.loadDictionary)
}

// Cut appends the words of text to dst. They cover it from end to end, white space and punctuation included. The first
// call waits until the dictionary is loaded.
func (s *Segmenter) Cut(dst []Word, text []rune) []Word {
	if len(text) == 0 {
		return dst
	}
	s.load.Do(s.loadDictionary)
	buffer := s.buffers.Get().(*[]byte)
	encoded := (*buffer)[:0]
	for _, r := range text {
		encoded = utf8.AppendRune(encoded, r)
	}
	start, rest := 0, encoded
	for _, found := range s.divide(encoded) {
		length := found.End() - found.Start()
		end := start + utf8.RuneCount(rest[:length])
		dst = append(dst, Word{Start: start, End: end, Pos: found.Token().Pos()})
		start, rest = end, rest[length:]
	}
	*buffer = encoded
	s.buffers.Put(buffer)
	return dst
}

// loadDictionary fills gse's dictionary. It panics when the embedded file is damaged, which only a wrong build can cause.
func (s *Segmenter) loadDictionary() {
	text, err := unpack()
	if err != nil {
		panic(fmt.Sprintf("segment: the embedded dictionary is damaged: %v", err))
	}
	words := &gse.Segmenter{Dict: gse.NewDict(), NotLoadHMM: true, SkipLog: true}
	// gse keeps the first entry of a word, so the user's come first, with the part of speech that the dictionary knows.
	tags := dictionaryTags(text, s.userWords)
	for _, word := range s.userWords {
		if utf8.RuneCountInString(word) > 1 {
			err = words.AddToken(word, userFrequency, tags[word])
		}
		if err != nil {
			panic(fmt.Sprintf("segment: add the word %q: %v", word, err))
		}
	}
	if err := eachEntry(text, func(word string, frequency float64, tag string) error {
		return words.AddToken(word, frequency, tag)
	}); err != nil {
		panic(fmt.Sprintf("segment: the embedded dictionary is damaged: %v", err))
	}
	words.CalcToken()
	s.divide = words.Segment
}

func unpack() (string, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return "", err
	}
	defer decoder.Close()
	text, err := decoder.DecodeAll(dictionary, nil)
	return string(text), err
}

// dictionaryTags finds the parts of speech of words.
func dictionaryTags(text string, words []string) map[string]string {
	tags := make(map[string]string, len(words))
	for _, word := range words {
		_, after, found := strings.Cut(text, "\n"+word+" ")
		if !found {
			continue
		}
		line, _, _ := strings.Cut(after, "\n")
		_, tags[word], _ = strings.Cut(line, " ")
	}
	return tags
}

// eachEntry calls handle for every entry of the dictionary's text.
func eachEntry(text string, handle func(word string, frequency float64, tag string) error) error {
	number := 0
	for line := range strings.Lines(text) {
		number++
		word, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		count, tag, found := strings.Cut(rest, " ")
		frequency, err := strconv.Atoi(count)
		if !found || err != nil {
			return fmt.Errorf("line %d: want word, frequency and part of speech, got %q", number, line)
		}
		if len(word) <= utf8.UTFMax && utf8.RuneCountInString(word) == 1 {
			frequency = singleFrequency
		}
		if err := handle(word, float64(frequency), tag); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
	}
	return nil
}
