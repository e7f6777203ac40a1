package norm

import (
	"unicode"
	"unicode/utf8"
)

// foldInto writes the folded text of s to dst, without what is invisible, and gives the index of the first character that
// replaceCodes must look at, or -1.
func (n *Normalizer) foldInto(dst *Text, s string) (first int) {
	dst.reset(len(s))
	runes, orig, ends := dst.Runes, dst.Orig, dst.ends
	fold, classes := n.fold, n.class
	first = -1
	out, at := 0, int32(0)
	var mark rune // the last character of the original that became an emoji or vanished, for emoji sequences
	for i := 0; i < len(s); at++ {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			if i+2 < len(s) && isThreeByte(s[i], s[i+1], s[i+2]) {
				r, size = threeByte(s[i], s[i+1], s[i+2]), 3
			} else {
				r, size = utf8.DecodeRuneInString(s[i:])
			}
		}
		i += size
		var to rune
		var c class
		if uint32(r) < 1<<16 {
			to, c = rune(fold[uint16(r)]), classes[uint16(r)]
		} else {
			to, c = n.foldAstral(r), n.classAstral(r)
		}
		switch c {
		case plain:
		case drop:
			mark = r
			continue
		case attach:
			mark = r
			if out > 0 {
				ends[out-1] = at + 1
			}
			continue
		case emoji:
			to = EmojiMark
			joined := n.opt.Repeats || continuesEmoji(mark, r)
			mark = r
			if joined && out > 0 && runes[out-1] == EmojiMark {
				ends[out-1] = at + 1
				continue
			}
		default:
			if first < 0 && (c == opener || out > 0 && runes[out-1] == to) {
				first = out
			}
		}
		runes[out], orig[out], ends[out] = to, at, at+1
		out++
	}
	dst.cut(out, at)
	return first
}

// isThreeByte tells the encodings that nearly all Chinese text is made of: U+1000 to U+CFFF and U+E000 to U+FFFF. They are
// read here and not by a call, which is twice as fast.
func isThreeByte(a, b, c byte) bool {
	return a > 0xe0 && a < 0xf0 && a != 0xed && b&0xc0 == 0x80 && c&0xc0 == 0x80
}

func threeByte(a, b, c byte) rune { return rune(a&0x0f)<<12 | rune(b&0x3f)<<6 | rune(c&0x3f) }

const zeroWidthJoiner = '\u200d'

// continuesEmoji says whether r belongs to the emoji that the character before it began or carried on.
func continuesEmoji(before, r rune) bool {
	return before == zeroWidthJoiner || r >= 0x1f3fb && r <= 0x1f3ff || isRegional(before) && isRegional(r)
}

func isRegional(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

// isInvisible tells characters that show nothing: format and control characters and fillers.
func isInvisible(r rune) bool {
	switch r {
	case '\n', '\t', '\v', '\f', '\r', 0x85:
		return false // white space
	case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0:
		return true
	}
	if r >= 0x2070 && r < 0xfeff {
		return false // most of the plane, spared the look-up
	}
	return r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0xad && unicode.Is(unicode.Cf, r)
}

// isAttached tells combining marks and variation selectors, by which words are struck through or keycaps are drawn.
func isAttached(r rune) bool {
	return r >= 0x300 && r <= 0x36f && r != 0x34f || r >= 0x20d0 && r <= 0x20ff || r >= 0xfe00 && r <= 0xfe0f ||
		r >= 0xfe20 && r <= 0xfe2f || r >= 0xe0100 && r <= 0xe01ef
}

// isEmoji tells pictographs: the emoji blocks and, of the older symbol blocks, those that are drawn in colour.
// Private-use characters are emoji of old telephones and fonts.
func isEmoji(r rune) bool {
	switch {
	case r < 0x203c:
		return false
	case r < 0x2600:
		return r == 0x203c || r == 0x2049 || r >= 0x231a && r <= 0x231b || r >= 0x23e9 && r <= 0x23f3
	case r <= 0x27bf:
		return true
	case r >= 0x2b00 && r <= 0x2bff:
		return r == 0x2b50 || r == 0x2b55 || r == 0x2b1b || r == 0x2b1c
	case r >= 0xe000 && r <= 0xf8ff:
		return r != EmojiMark && r != MaskMark
	}
	return r >= 0x1f000 && r <= 0x1faff
}

func (n *Normalizer) classAstral(r rune) class {
	switch {
	case n.opt.Invisible && isAttached(r):
		return attach
	case n.opt.Invisible && isInvisible(r):
		return drop
	case n.opt.EmojiCodes && isEmoji(r) && n.foldAstral(r) == r:
		return emoji
	}
	return plain
}

// foldAstral folds the letters and digits beyond the Basic Multilingual Plane: mathematical alphabets and the letters
// in boxes and circles that spell words past filters (𝟏𝟑𝟖, 🅥🅧).
func (n *Normalizer) foldAstral(r rune) rune {
	switch {
	case r >= 0x1d7ce && r <= 0x1d7ff && n.opt.Numbers:
		return '0' + (r-0x1d7ce)%10
	case r >= 0x1d400 && r < 0x1d6a4 && n.opt.Width:
		upper := (r-0x1d400)%52 < 26
		letter := (r - 0x1d400) % 26
		if upper && !n.opt.Case {
			return 'A' + letter
		}
		return 'a' + letter
	case n.opt.Width && (inBlock(r, 0x1f110) || inBlock(r, 0x1f130) || inBlock(r, 0x1f150) || inBlock(r, 0x1f170)):
		letter := (r - 0x1f110) % 32
		if n.opt.Case {
			return 'a' + letter
		}
		return 'A' + letter
	case r >= 0x1f101 && r <= 0x1f10a && n.opt.Numbers:
		return '0' + r - 0x1f101
	}
	return r
}

func inBlock(r, first rune) bool { return r >= first && r < first+26 }
