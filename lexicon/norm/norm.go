// Package norm folds the many ways of writing the same words into one, and remembers for every folded character where
// in the original it stood.
//
// What is folded: full width to half width (，！？；：（） become ASCII, while 。 and 、, which have no ASCII twin of the
// same meaning, stay), upper case to lower case, traditional and variant characters to simplified ones where the mapping
// is one to one, number styles (① ⑴ ⒈ ９ 9️⃣) to digits, quotes and dashes to their ASCII forms. Zero-width, bidi and
// control characters and combining marks vanish; runs of the same punctuation mark, of white space and of line breaks
// become one; an emoji or emoji code becomes an EmojiMark and a platform's mask a MaskMark.
//
// What is not: Chinese numerals stay characters (一定 is no number), 〇 stays, characters that GB 2312 counts as
// simplified stay (乾坤), media placeholders such as [图片] stay as text, and three or more of the same letter or Chinese
// character stay. Nothing that stood between two characters vanishes unless it was invisible, so folding never glues
// neighbours together.
package norm

import "sync"

// EmojiMark stands for an emoji or an emoji code, MaskMark for a mask that a platform put in place of personal data.
// Both are private-use characters.
const (
	EmojiMark rune = '\uE000'
	MaskMark  rune = '\uE001'
)

// Options switches the steps of normalisation.
type Options struct {
	Width      bool // full width, compatibility forms and white space
	Case       bool // upper case to lower case
	Variants   bool // traditional and variant characters to simplified ones
	Numbers    bool // ① ⑴ ⒈ 9️⃣ to digits
	Invisible  bool // drop zero-width, bidi, control characters and combining marks
	Repeats    bool // punctuation, white space and emoji runs become one
	EmojiCodes bool // emoji and emoji codes become EmojiMark
	Masks      bool // [数字x], <num>, 138****1234 become MaskMark
}

// DefaultOptions has every step switched on.
func DefaultOptions() Options {
	return Options{Width: true, Case: true, Variants: true, Numbers: true, Invisible: true, Repeats: true, EmojiCodes: true, Masks: true}
}

// Normalizer folds text. It is immutable and safe for concurrent use.
type Normalizer struct {
	opt   Options
	fold  *[1 << 16]uint16 // the one-to-one part, for the Basic Multilingual Plane
	class *[1 << 16]class  // what else is to be done about a character
}

// New gives the normaliser of the options. Its tables take a few milliseconds to build, and are built once.
func New(opt Options) *Normalizer {
	if known, ok := normalizers.Load(opt); ok {
		return known.(*Normalizer)
	}
	fold := foldOf(opt)
	n, _ := normalizers.LoadOrStore(opt, &Normalizer{opt: opt, fold: fold, class: buildClasses(opt, fold)})
	return n.(*Normalizer)
}

// normalizers and folds keep what was built. A process asks for the same few again and again: to judge, to mask what it
// judged, and to mask what reports show.
var normalizers, folds sync.Map

// foldOf gives the one-to-one part, which normalisers share that differ in nothing else.
func foldOf(opt Options) *[1 << 16]uint16 {
	own := Options{Width: opt.Width, Case: opt.Case, Variants: opt.Variants, Numbers: opt.Numbers}
	if known, ok := folds.Load(own); ok {
		return known.(*[1 << 16]uint16)
	}
	fold, _ := folds.LoadOrStore(own, buildFold(own))
	return fold.(*[1 << 16]uint16)
}

// FoldRune gives the one-to-one part of normalisation (width, case, variants, numbers) of one character. Characters
// that normalisation drops or replaces by a mark are returned as they are.
func (n *Normalizer) FoldRune(r rune) rune {
	if uint32(r) < 1<<16 {
		return rune(n.fold[r])
	}
	return n.foldAstral(r)
}

// String gives the normalised text without its offsets.
func (n *Normalizer) String(s string) string {
	var t Text
	n.Text(&t, s)
	return string(t.Runes)
}

// Text normalises s into dst, reusing its slices. A byte that is not valid UTF-8 counts as one character, U+FFFD.
func (n *Normalizer) Text(dst *Text, s string) {
	if first := n.foldInto(dst, s); first >= 0 {
		n.replaceCodes(dst, first)
	}
}
