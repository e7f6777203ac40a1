// Package classify tells from examples whether a message is of a kind: a linear classifier over the characters of the
// message and of what it answers. It knows neither rules nor sessions, only samples and classes.
//
// The method is the usual one for short texts: n-grams of one to three characters, each present or absent, normalised by
// length but for a little of it, and a support vector machine with squared hinge loss for every class, fitted by dual coordinate descent (Hsieh
// et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008). A score of 1 is what the samples of
// the class are fitted to, -1 what all others are, 0 lies on the border.
package classify

import "math"

// Shape of the features. Changing any of them makes models on file useless, so the file's version goes up with it.
const (
	bucketBits   = 17 // n-grams are hashed into 2^17 buckets
	buckets      = 1 << bucketBits
	longestGram  = 3   // characters of the message's n-grams
	contextGram  = 2   // characters of the context's n-grams
	contextRunes = 60  // the end of the context that counts, in characters
	contextShare = 0.4 // weight of the context beside a message of usual length
	usualGrams   = 45  // n-grams of a message of usual length, fifteen characters
)

// Text says which of the two texts of a sample n-grams come from.
type side uint32

const (
	message side = 0x9e3779b1
	context side = 0x85ebca77
)

// Edges of a text, among its n-grams: characters that no normalised text holds.
const (
	textStart = '\x02'
	textEnd   = '\x03'
)

// Grams are the buckets of one text's n-grams, each once, with where the n-grams begin. It is reused between texts and
// is for one goroutine at a time.
type Grams struct {
	Buckets []uint32
	stamp   []uint32 // by bucket: the text in which it was last seen
	now     uint32
	runes   []rune
	ranges  [][2]uint32 // of cells, for each bucket that has some
	warm    uint16      // what looking them up came to, so that it is not left out
}

// Message takes the n-grams of a normalised message.
func (g *Grams) Message(text []rune) { g.take(text, longestGram, message) }

// Context takes the n-grams of the normalised text that a message answers.
func (g *Grams) Context(text []rune) {
	g.take(text[max(0, len(text)-contextRunes):], contextGram, context)
}

func (g *Grams) take(text []rune, longest int, of side) {
	if g.stamp == nil {
		g.stamp = make([]uint32, buckets)
	}
	if g.now++; g.now == 0 {
		clear(g.stamp)
		g.now = 1
	}
	g.Buckets = g.Buckets[:0]
	g.runes = frame(g.runes[:0], text)
	for start := range g.runes {
		h := uint32(of)
		for n := 0; n < longest && start+n < len(g.runes); n++ {
			h = mix(h, g.runes[start+n])
			if n == 0 && (g.runes[start] == textStart || g.runes[start] == textEnd) {
				continue
			}
			if b := h >> (32 - bucketBits); g.stamp[b] != g.now {
				g.stamp[b] = g.now
				g.Buckets = append(g.Buckets, b)
			}
		}
	}
}

// frame puts the edges around a text. One digit is as good as another.
func frame(dst, text []rune) []rune {
	if len(text) == 0 {
		return dst
	}
	dst = append(dst, textStart)
	for _, r := range text {
		if r >= '0' && r <= '9' {
			r = '0'
		}
		dst = append(dst, r)
	}
	return append(dst, textEnd)
}

// mix adds a character to a hash (multiplication by an odd constant, then a fold of the high bits).
func mix(h uint32, r rune) uint32 {
	h = (h ^ uint32(r)) * 0x2c1b3c6d
	return h ^ h>>15
}

// contextWeight is what each of n n-grams of a context counts, so that its length does not matter.
func contextWeight(n int) float64 {
	if n == 0 {
		return 0
	}
	return contextShare / math.Sqrt(float64(n))
}

// messageWeight is what each of n n-grams of a message counts. Length matters a little, within bounds: a few characters
// say less than a sentence does, whatever they are.
func messageWeight(n int) float64 {
	if n == 0 {
		return 0
	}
	share := math.Sqrt(math.Sqrt(float64(n) / usualGrams))
	return max(0.6, min(1.2, share)) / math.Sqrt(float64(n))
}
