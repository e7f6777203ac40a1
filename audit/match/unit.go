package match

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"zhijian/audit/entity"
	"zhijian/audit/segment"
	"zhijian/lexicon/norm"
	"zhijian/lexicon/pattern"
)

// Unit is one stretch of text to be matched, with what is worked out about it when a pattern first asks: its views,
// word boundaries and entities. It is for one goroutine at a time and can be used again for another text.
type Unit struct {
	text  norm.Text // plain view
	seg   *segment.Segmenter
	other [Views]norm.Text
	ready [Views]bool
	words []segment.Word
	cut   bool
	spans map[entityKey][]entity.Span
}

type entityKey struct {
	view View
	kind entity.Kind
}

// Reset makes the unit stand for text.
func (u *Unit) Reset(n *norm.Normalizer, seg *segment.Segmenter, text string) {
	n.Text(&u.text, text)
	u.seg, u.cut = seg, false
	u.words = u.words[:0]
	u.ready = [Views]bool{Plain: true}
	clear(u.spans)
}

// Text returns the unit in the given view.
func (u *Unit) Text(view View) *norm.Text {
	if view == Plain {
		return &u.text
	}
	if u.ready[view] {
		return &u.other[view]
	}
	dst := &u.other[view]
	switch view {
	case Pinyin:
		norm.Pinyin(dst, &u.text)
	case Tight:
		norm.Tight(dst, &u.text)
	default:
		norm.Pinyin(dst, u.Text(Tight))
	}
	u.ready[view] = true
	return dst
}

// Length is the number of letters, digits and Chinese characters.
func (u *Unit) Length() int {
	count := 0
	for _, r := range u.text.Runes {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			count++
		}
	}
	return count
}

// isWord says whether the characters start to end of the view are whole words, the last one with a part of speech that
// begins with pos. Views that change the text's length are mapped back first.
func (u *Unit) isWord(view View, start, end int, pos string) bool {
	if view&Tight != 0 {
		return false // without its separators a text has no word boundaries
	}
	if !u.cut {
		u.words = u.seg.Cut(u.words[:0], u.text.Runes)
		u.cut = true
	}
	i, found := slices.BinarySearchFunc(u.words, start, func(w segment.Word, at int) int { return cmp.Compare(w.Start, at) })
	if !found {
		return false
	}
	for ; i < len(u.words) && u.words[i].End <= end; i++ {
		if u.words[i].End == end {
			return strings.HasPrefix(u.words[i].Pos, pos)
		}
	}
	return false
}

func (u *Unit) entities(view View, kind entity.Kind) []entity.Span {
	key := entityKey{view, kind}
	spans, ok := u.spans[key]
	if !ok {
		if u.spans == nil {
			u.spans = map[entityKey][]entity.Span{}
		}
		spans = entity.Find(nil, kind, u.Text(view).Runes)
		u.spans[key] = spans
	}
	return spans
}

// atEdge says whether at is such an edge of text.
func (m *machine) atEdge(edge pattern.Edge, at int) bool {
	switch edge {
	case pattern.UnitStart:
		return at <= m.head && m.skippable(0, at)
	case pattern.UnitEnd:
		return m.skippable(at, len(m.text))
	case pattern.ClauseStart:
		return at == 0 || !isSolid(m.text[at-1]) || m.skippable(0, at)
	default:
		return at == len(m.text) || !isSolid(m.text[at])
	}
}

// skippable says whether the characters from start to end are nothing but marks, blanks and fillers.
func (m *machine) skippable(start, end int) bool {
	for i := start; i < end; i++ {
		if isSolid(m.text[i]) && !isFiller(m.text[i]) {
			return false
		}
	}
	return true
}

// isSolid says whether r is a letter, digit or Chinese character rather than a mark, a blank or an emoji.
func isSolid(r rune) bool {
	return r < 0x80 && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z') || r >= 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// isFiller says whether r is a sound that people put before and after what they say.
func isFiller(r rune) bool {
	return strings.ContainsRune("嗯恩呃额啊哦噢喔唉哎诶欸哈呀呢嘿嗨哟", r)
}
