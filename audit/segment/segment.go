// Package segment divides Chinese text into words. It is the only importer of gse, and hides what gse needs to know:
// when its dictionary is loaded, and how its byte offsets become character offsets.
//
// Words are found by dictionary alone, along the most probable path. gse's discovery of new words (its hidden Markov
// model) is left off: it joins neighbouring single characters into words that are none (喂 + 您), so that a rule about the
// single character 喂 would miss it, and what it finds depends on characters farther off. A stretch of letters and digits
// is one word, so usb never holds sb; a character that the dictionary lacks is a word of its own, tagged "x".
//
// The path of a text depends on no other words than those that the text holds, and on the sum of all frequencies. So gse
// never gets the whole dictionary, which it takes 90 ms to load and 26 MB to keep: for every text it gets the words of
// that text, and the frequencies of all others as one.
package segment

import (
	_ "embed"
	"fmt"
	"sync"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
)

//go:generate go run ./internal/lean internal/lean/service.txt dictionary.zst

// dictionary is the lean dictionary: lines of word, frequency and part of speech, parted by tabs and sorted by word; see
// internal/lean and NOTICE.
//
//go:embed dictionary.zst
var dictionary []byte

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
	words     *table
	buffers   sync.Pool
}

// New gives a segmenter that keeps userWords, written as in the texts (normalised, lower case), whole. It loads nothing
// yet: that happens with the first Cut, or in the background with Warm.
func New(userWords []string) *Segmenter {
	return &Segmenter{userWords: userWords, buffers: sync.Pool{New: func() any { return new(buffer) }}}
}

// Warm starts to load the dictionary in the background.
func (s *Segmenter) Warm() {
	go s.load.Do(s.loadTable)
}

// buffer is what cutting one text needs, to be used again.
type buffer struct {
	text []byte
	held []int32 // the words of the dictionary that the text holds
}

// Cut appends the words of text to dst. They cover it from end to end, white space and punctuation included. The first
// call waits until the dictionary is loaded.
func (s *Segmenter) Cut(dst []Word, text []rune) []Word {
	if len(text) == 0 {
		return dst
	}
	s.load.Do(s.loadTable)
	b := s.buffers.Get().(*buffer)
	b.text = b.text[:0]
	for _, r := range text {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A' // as gse does
		}
		b.text = utf8.AppendRune(b.text, r)
	}
	b.held = s.words.heldBy(b.held[:0], b.text)
	start, rest := 0, b.text
	for _, found := range s.words.segmenter(b.held).Segment(b.text) {
		length := found.End() - found.Start()
		end := start + utf8.RuneCount(rest[:length])
		dst = append(dst, Word{Start: start, End: end, Pos: found.Token().Pos()})
		start, rest = end, rest[length:]
	}
	s.buffers.Put(b)
	return dst
}

// loadTable makes the table of words. It panics when the embedded file is damaged, which only a wrong build can cause.
func (s *Segmenter) loadTable() {
	text, err := unpack()
	if err == nil {
		s.words, err = newTable(text, s.userWords)
	}
	if err != nil {
		panic(fmt.Sprintf("segment: the embedded dictionary is damaged: %v", err))
	}
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
