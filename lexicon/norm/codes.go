package norm

import (
	"slices"
	"sort"
	"unicode"
	"unicode/utf8"
)

// replaceCodes puts marks in place of the emoji codes and masks of t, of which the first may stand at the given index, and
// makes one of each run of punctuation.
func (n *Normalizer) replaceCodes(t *Text, first int) {
	runes := t.Runes
	out := first
	for i := first; i < len(runes); {
		r, size := runes[i], 1
		if n.classOf(r) == opener {
			if mark, length := n.codeAt(runes, i); length > 0 {
				r, size = mark, length
			}
		}
		end := t.ends[i+size-1]
		if n.opt.Repeats && out > 0 && runes[out-1] == r && (r == EmojiMark || r == '*' || n.classOf(r) == repeats) {
			t.ends[out-1] = end
		} else {
			runes[out], t.Orig[out], t.ends[out] = r, t.Orig[i], end
			out++
		}
		i += size
	}
	t.cut(out, t.Orig[len(runes)])
}

func (n *Normalizer) classOf(r rune) class {
	if uint32(r) < 1<<16 {
		return n.class[r]
	}
	return plain
}

// codeAt recognises the code or mask that begins at runes[i]: its mark and its length in characters, 0 for none.
func (n *Normalizer) codeAt(runes []rune, i int) (rune, int) {
	rest := runes[i:]
	if n.opt.EmojiCodes {
		if length := emojiCode(rest); length > 0 {
			return EmojiMark, length
		}
	}
	if n.opt.Masks {
		if length := mask(runes, i); length > 0 {
			return MaskMark, length
		}
	}
	return 0, 0
}

// mask recognises [数字x], <num>, a run of two or more stars, and a run of three or more x beside a digit; its length.
func mask(runes []rune, i int) int {
	rest := runes[i:]
	switch rest[0] {
	case '[':
		return bracketMask(rest)
	case '<':
		return angleMask(rest)
	case '*':
		if length := runLength(rest); length >= 2 {
			return length
		}
	case 'x', 'X', '×':
		length := runLength(rest)
		if length >= 3 && (i > 0 && isDigit(runes[i-1]) || length < len(rest) && isDigit(rest[length])) {
			return length
		}
	}
	return 0
}

func runLength(runes []rune) int {
	length := 1
	for length < len(runes) && runes[length] == runes[0] {
		length++
	}
	return length
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// bracketMask recognises a bracketed Chinese name that ends in x, as JD's published dialogues and others mask: [金额x].
func bracketMask(rest []rune) int {
	const longest = 12
	for i := 1; i < len(rest) && i <= longest; i++ {
		switch r := rest[i]; {
		case r == 'x' || r == 'X':
			if i > 1 && i+1 < len(rest) && rest[i+1] == ']' {
				return i + 2
			}
			return 0
		case r == '(' || r == ')' || unicode.Is(unicode.Han, r):
		default:
			return 0
		}
	}
	return 0
}

// Names that data sets and recognisers put in angle brackets in place of what they mask.
var masked = []string{
	"addr", "address", "card", "date", "email", "id", "idcard", "loc", "money", "name", "num", "number", "order", "org",
	"per", "person", "phone", "price", "tel", "time", "url",
}

func angleMask(rest []rune) int {
	const longest = 8
	var name [longest]byte
	for i, r := range rest[1:] {
		if r == '>' {
			if _, found := slices.BinarySearch(masked, string(name[:i])); found {
				return i + 2
			}
			return 0
		}
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		if i == longest || r < 'a' || r > 'z' {
			return 0
		}
		name[i] = byte(r)
	}
	return 0
}

// emojiCode recognises the written emoji of 旺旺 (/:066, /:^_^), 千牛 (#E-s33) and 微信 and 微博 ([可爱], [Smile]).
func emojiCode(rest []rune) int {
	switch rest[0] {
	case '[':
		return bracketEmoji(rest)
	case '/':
		return slashEmoji(rest)
	case '#':
		if len(rest) < 5 || rest[1]|0x20 != 'e' || rest[2] != '-' || !isLetter(rest[3]) || !isDigit(rest[4]) {
			return 0
		}
		length := 5
		for length < len(rest) && length < 7 && isDigit(rest[length]) {
			length++
		}
		return length
	}
	return 0
}

func isLetter(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }

func bracketEmoji(rest []rune) int {
	const longest = 12
	end := slices.Index(rest[:min(len(rest), longest+2)], ']')
	if end < 2 {
		return 0
	}
	var buffer [longest * utf8.UTFMax]byte
	name := buffer[:0]
	for _, r := range rest[1:end] {
		name = utf8.AppendRune(name, unicode.ToLower(r))
	}
	at := sort.Search(len(bracketNames), func(i int) bool { return bracketNames[i] >= string(name) })
	if at < len(bracketNames) && bracketNames[at] == string(name) {
		return end + 1
	}
	return 0
}

func slashEmoji(rest []rune) int {
	if len(rest) < 3 || rest[1] != ':' {
		return 0
	}
	if len(rest) >= 5 && isDigit(rest[2]) && isDigit(rest[3]) && isDigit(rest[4]) {
		return 5
	}
	for _, face := range slashFaces {
		length := 2 + len(face)
		if !hasPrefixFold(rest[2:], face) {
			continue
		}
		if isLetter(rest[length-1]) && length < len(rest) && isLetter(rest[length]) {
			continue // a longer word
		}
		return length
	}
	return 0
}

func hasPrefixFold(runes []rune, ascii string) bool {
	if len(runes) < len(ascii) {
		return false
	}
	for i := range len(ascii) {
		if unicode.ToLower(runes[i]) != rune(ascii[i]) {
			return false
		}
	}
	return true
}
