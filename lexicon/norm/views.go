package norm

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// readings holds a line for each toneless pinyin syllable: the syllable, a tab and the characters read so by default;
// see internal/tables.
//
//go:embed pinyin.txt
var readings string

// The range of characters that readings covers: CJK Unified Ideographs and Extension A.
const firstHan, lastHan rune = 0x3400, 0x9fff

type readingTable [lastHan - firstHan + 1]uint16

// representatives maps each Han character to the first one of its syllable, and those without a reading to themselves.
var representatives = sync.OnceValue(func() *readingTable {
	var t readingTable
	for i := range t {
		t[i] = uint16(firstHan) + uint16(i)
	}
	for line := range strings.Lines(readings) {
		_, characters, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		first, _ := utf8.DecodeRuneInString(characters)
		for _, r := range characters {
			t[r-firstHan] = uint16(first)
		}
	}
	return &t
})

// FoldPinyin gives one and the same character for all Han characters with the same default pinyin, tones left out, and
// every other character as it is.
func FoldPinyin(r rune) rune {
	if r < firstHan || r > lastHan {
		return r
	}
	return rune(representatives()[r-firstHan])
}

// Pinyin fills dst with src, every Han character replaced as FoldPinyin does. The two have the same length.
func Pinyin(dst, src *Text) {
	table := representatives()
	dst.Runes = append(dst.Runes[:0], src.Runes...)
	dst.Orig = append(dst.Orig[:0], src.Orig...)
	dst.ends = append(dst.ends[:0], src.ends...)
	for i, r := range dst.Runes {
		if r >= firstHan && r <= lastHan {
			dst.Runes[i] = rune(table[r-firstHan])
		}
	}
}

// separators are the marks that are put between characters to hide a word. Marks that end a sentence are none.
const separators = " \t-_.·*+/|\\~、,^=`'\":;()[]{}<>【】「」《》…#&" + string(EmojiMark)

// Tight fills dst with src without white space and separators, so that 加-V-信 and 加 V 信 read 加v信. Line breaks stay.
func Tight(dst, src *Text) {
	count := len(src.Runes)
	dst.reset(count)
	out := 0
	for i, r := range src.Runes {
		if IsSeparator(r) {
			continue
		}
		from, to := src.Span(i, i+1)
		dst.Runes[out], dst.Orig[out], dst.ends[out] = r, int32(from), int32(to)
		out++
	}
	_, total := src.Span(0, count)
	if len(src.Orig) > count {
		total = int(src.Orig[count])
	}
	dst.cut(out, int32(total))
}

// IsSeparator says whether Tight removes r.
func IsSeparator(r rune) bool {
	if r >= 0x4e00 && r <= 0x9fff || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
		return false
	}
	return strings.ContainsRune(separators, r)
}
