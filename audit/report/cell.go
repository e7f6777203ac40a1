package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// cells measures in terminal cells. Ambiguous characters count as one cell whatever the locale says, so that a table
// looks the same everywhere.
var cells = displaywidth.Options{EastAsianWidth: false}

// clean makes text from outside safe to show in a terminal or a cell: control characters (escape sequences among them),
// direction marks and bytes that are no UTF-8 become visible codes, and clusters on whose width terminals disagree, such
// as a letter with a mark that some of them draw beside it, are reduced to their first character.
func clean(s string) string {
	if isPlain(s) {
		return s
	}
	s = reveal(s, false)
	for {
		reduced := reduce(s)
		if reduced == s {
			return s
		}
		s = reduced // what stands together now may form new clusters
	}
}

// reveal writes out what would act instead of showing. The invisible joints of emoji stay if asked for, else are dropped.
func reveal(s string, joints bool) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			fmt.Fprintf(&b, "\\x%02x", s[i])
		case isJoiner(r):
			if joints {
				b.WriteRune(r)
			}
		case isHidden(r):
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// oneLine is text for data files: as it is, but on one line and without characters that act instead of showing.
func oneLine(s string) string {
	if isPlain(s) {
		return s
	}
	return reveal(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return r
	}, s), true)
}

// reduce keeps the first character of each cluster that is not as wide as its characters together.
func reduce(s string) string {
	var b strings.Builder
	clusters := cells.StringGraphemes(s)
	for clusters.Next() {
		cluster, sum := clusters.Value(), 0
		for _, r := range cluster {
			sum += cells.Rune(r)
		}
		if sum != clusters.Width() {
			_, size := utf8.DecodeRuneInString(cluster)
			cluster = cluster[:size]
		}
		b.WriteString(cluster)
	}
	return b.String()
}

// isHidden reports characters that act instead of showing: controls, format characters and line separators.
func isHidden(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co) || r == 0x115F || r == 0x3164
}

// isJoiner reports the invisible parts of emoji, which say nothing by themselves.
func isJoiner(r rune) bool {
	return r == '\u200d' || r == '\u200c' || r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0020 && r <= 0xE007F
}

// isPlain reports text that needs no cleaning: printable ASCII and Chinese.
func isPlain(s string) bool {
	for i, r := range s {
		switch {
		case r >= ' ' && r < 0x7F, r >= 0x4E00 && r <= 0x9FFF, r >= 0x3001 && r <= 0x3011:
		case r >= 0xFF01 && r <= 0xFF5E:
		default:
			return i == len(s)
		}
	}
	return true
}

// fit shortens clean text to at most width cells; what was cut off shows as "..".
func fit(s string, width int) string {
	if width <= 0 || cells.String(s) <= width {
		return s
	}
	const mark = ".."
	if width <= len(mark) {
		return mark[:width]
	}
	return cells.TruncateString(s, width, mark)
}

// fitMiddle shortens clean text to at most width cells by its middle; what was cut out shows as "..".
func fitMiddle(s string, width int) string {
	const mark = ".."
	if width <= 0 || cells.String(s) <= width {
		return s
	}
	if width < len(mark)+4 {
		return fit(s, width)
	}
	head := cells.TruncateString(s, (width-len(mark))/3, "")
	room := width - len(mark) - cells.String(head)
	tail := s[len(head):]
	clusters := cells.StringGraphemes(tail)
	for cells.String(tail) > room && clusters.Next() {
		tail = tail[len(clusters.Value()):]
	}
	return head + mark + tail
}
