package wording

import (
	"strings"

	"zhijian/lexicon"
)

// Overlapping makes up wording in which a match of say shares characters with a match of except: the one within the
// other, the one running into the other, or the exception in a gap of what is said. Some of what it returns holds no
// such overlap; whoever needs certainty tries it.
func (m *Maker) Overlapping(say, except *lexicon.Pattern, gap int) []string {
	exception := m.Pattern(except, gap)
	said := m.Pattern(say, gap)
	out := []string{exception}
	if merged, ok := merge(said, exception); ok {
		out = append(out, merged)
	}
	if merged, ok := merge(exception, said); ok {
		out = append(out, merged)
	}
	if strings.Contains(said, exception) {
		out = append(out, said)
	}
	m.fill = exception
	filled := m.Pattern(say, gap)
	m.fill = said
	around := m.Pattern(except, gap)
	m.fill = ""
	return append(out, filled, around)
}

// merge lets the end of a be the beginning of b, as much of it as fits.
func merge(a, b string) (string, bool) {
	x, y := []rune(strings.TrimSuffix(a, "，")), []rune(strings.TrimPrefix(b, "，"))
	for n := min(len(x), len(y)); n > 0; n-- {
		if string(x[len(x)-n:]) == string(y[:n]) {
			return string(x) + string(y[n:]), true
		}
	}
	return "", false
}

// Plainly lets what do makes up take the first of every choice, and no more than has to be.
func (m *Maker) Plainly(do func()) { m.plain = true; do(); m.plain = false }

// Beyond lets the gaps of what do makes up be a little wider than their patterns allow: wording that a pattern just misses.
func (m *Maker) Beyond(do func()) { m.over = true; do(); m.over = false }
