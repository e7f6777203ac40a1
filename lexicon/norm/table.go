package norm

import (
	_ "embed"
	"unicode"
	"unicode/utf8"

	uninorm "golang.org/x/text/unicode/norm"
)

//go:generate go run ./internal/tables

// variants holds, a line each, a traditional or variant character and the simplified one; see internal/tables.
//
//go:embed variants.txt
var variants string

// class says what normalisation does about a character beyond folding it.
type class uint8

const (
	plain   class = iota
	drop          // invisible: vanishes
	attach        // a combining mark or variation selector: vanishes into the character before
	emoji         // becomes EmojiMark
	repeats       // a run of it becomes one
	opener        // may begin an emoji code or mask
)

// Marks with more than one writing that Unicode's compatibility mapping does not bring together.
var punctuation = map[rune]rune{
	'“': '"', '”': '"', '„': '"', '〝': '"', '〞': '"', '‘': '\'', '’': '\'', '‛': '\'', '′': '\'',
	'‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '−': '-', '─': '-', '﹣': '-', '－': '-',
	'〜': '~', '∼': '~', '•': '·', '‧': '·', '∙': '·', '・': '·', '･': '·', '˙': '·', '⋅': '·', '｡': '。', '､': '、',
	'￥': '¥', '\t': ' ', '\v': ' ', '\f': ' ', '\r': '\n', '\u0085': '\n', '\u2028': '\n', '\u2029': '\n', '⠀': ' ',
}

// Where Unicode's compatibility mapping says what a character is, one for one.
var compatibility = [][2]rune{{0x00a0, 0x00ff}, {0x2000, 0x24ff}, {0x2e80, 0x2fff}, {0x3000, 0x3040}, {0x3200, 0x33ff}, {0xf900, 0xfaff}, {0xfe30, 0xffef}}

// Blocks of ten, nine or twenty-six that count 1, 2, 3 … and have no one-to-one mapping of their own.
var counted = []struct {
	first rune
	count int
	as    rune
}{
	{0x2474, 9, '1'},
	{0x2488, 9, '1'},
	{0x24f5, 9, '1'},
	{0x2776, 9, '1'},
	{0x2780, 9, '1'},
	{0x278a, 9, '1'},
	{0x24ea, 1, '0'},
	{0x24ff, 1, '0'},
	{0x249c, 26, 'a'},
}

const chineseNumerals = "一二三四五六七八九十"

func buildFold(opt Options) *[1 << 16]uint16 {
	var t [1 << 16]uint16
	for i := range t {
		t[i] = uint16(i)
	}
	for _, block := range compatibility {
		for r := block[0]; r <= block[1]; r++ {
			to, ok := singleCompatible(r)
			if ok && switchedOn(opt, r, to) {
				t[r] = uint16(to)
			}
		}
	}
	if opt.Width {
		for from, to := range punctuation {
			t[from] = uint16(to)
		}
	}
	if opt.Numbers {
		foldCounted(&t)
	}
	if opt.Variants {
		foldVariants(&t)
	}
	if opt.Case {
		for i, to := range t {
			if to < 0x2c00 || to >= 0xff00 {
				t[i] = uint16(unicode.ToLower(rune(to)))
			}
		}
	}
	// A compatibility form of a traditional character, or a variant of a variant, needs two steps.
	for i, to := range t {
		t[i] = t[to]
	}
	return &t
}

func singleCompatible(r rune) (rune, bool) {
	var b [utf8.UTFMax]byte
	var room [64]byte
	to := uninorm.NFKC.Append(room[:0], b[:utf8.EncodeRune(b[:], r)]...)
	got, size := utf8.DecodeRune(to)
	return got, size == len(to) && got != r && got < 1<<16
}

// switchedOn says which option a compatibility mapping belongs to.
func switchedOn(opt Options, from, to rune) bool {
	switch {
	case from >= 0xff00:
		return opt.Width
	case unicode.IsDigit(to):
		return opt.Numbers
	case unicode.Is(unicode.Han, to):
		return opt.Variants
	default:
		return opt.Width
	}
}

func foldCounted(t *[1 << 16]uint16) {
	for _, block := range counted {
		for i := range block.count {
			t[int(block.first)+i] = uint16(int(block.as) + i)
		}
	}
	for i, r := range []rune(chineseNumerals) {
		t[0x3220+i] = uint16(r)
	}
}

func foldVariants(t *[1 << 16]uint16) {
	for s := variants; s != ""; {
		from, n := utf8.DecodeRuneInString(s)
		to, m := utf8.DecodeRuneInString(s[n:])
		t[from] = uint16(to)
		s = s[n+m+1:]
	}
}

// repeated are the marks of which a run means no more than one. Marks that web addresses double are not among them.
const repeated = "!?.,;:~-…。、\"'· \n"

// openers may begin an emoji code or a mask: [可爱] /:066 #E-s33 <num> 138**** 138xxxx.
const openers = "[/#<*x×"

func buildClasses(opt Options, fold *[1 << 16]uint16) *[1 << 16]class {
	var byTarget [1 << 16]class
	if opt.Repeats {
		for _, r := range repeated {
			byTarget[r] = repeats
		}
		byTarget['*'] = repeats
	}
	if opt.EmojiCodes || opt.Masks {
		for _, r := range openers {
			byTarget[r] = opener
		}
	}
	var t [1 << 16]class
	for i, to := range fold {
		t[i] = byTarget[to]
		folded := int(to) != i
		switch r := rune(i); {
		case opt.Invisible && isAttached(r):
			t[i] = attach
		case opt.Invisible && isInvisible(r):
			t[i] = drop
		case opt.EmojiCodes && isEmoji(r) && !folded:
			t[i] = emoji
		}
	}
	return &t
}
