package match

import (
	"testing"
	"unicode/utf8"

	"zhijian/audit/segment"
	"zhijian/lexicon/norm"
	"zhijian/lexicon/pattern"
)

// FuzzFind looks for any pattern in any text: matches lie within the text, and wherever there is one the scan finds the
// pattern's gate.
func FuzzFind(f *testing.F) {
	for _, c := range findCases {
		f.Add(c.pattern, c.text, uint8(c.opt.View))
	}
	n := norm.New(norm.DefaultOptions())
	seg := segment.New(nil)
	f.Fuzz(func(t *testing.T, source, text string, view uint8) {
		parsed, err := pattern.Parse(source)
		if err != nil || len(text) > 2000 {
			return
		}
		p, err := NewCompiler(n).Compile(Source{Pattern: parsed, Class: func(name string) Class {
			if _, known := classes[name]; !known {
				return Class{ID: name}
			}
			return parse(t, "<"+name+">").Class(name)
		}}, Options{View: View(view % Views)})
		if err != nil {
			return
		}
		var u Unit
		u.Reset(n, seg, text)
		var m Matcher
		spans := m.Find(nil, p, &u, 0, nil)
		sameOnEveryEngine(t, n, seg, p, text, spans)
		last := 0
		for _, s := range spans {
			if s.Start < last || s.End < s.Start || s.End > len(u.Text(Plain).Runes) {
				t.Fatalf("%q in %q: span %v after %d of %d", source, text, s, last, len(u.Text(Plain).Runes))
			}
			last = s.End
		}
		if len(spans) == 0 || !utf8.ValidString(text) {
			return
		}
		if ways := p.Ways(); !scanFinds(n, p.View(), ways, text) {
			t.Fatalf("%q matches %q, whose scan finds none of %v", source, text, ways)
		}
	})
}
