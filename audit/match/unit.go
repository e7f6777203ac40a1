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
	cuts  []segment.Word
	cut   bool
	ents  [Views][entity.Kinds]kindEntities
	may   [Views]entity.Possible // which of them are worth a look, once sought
	asked [Views]bool            // whether may is of the present text
	bits  [Views]*bitText
	wide  [Views]*wideText
	words [Views]vocabulary
	sets  [Views]bool   // whether bits, or wide, are of the present text
	raw   [Views]string // the views as strings, for regular expressions
}

// Reset makes the unit stand for text.
func (u *Unit) Reset(n *norm.Normalizer, seg *segment.Segmenter, text string) {
	n.Text(&u.text, text)
	u.seg, u.cut = seg, false
	u.cuts = u.cuts[:0]
	u.ready = [Views]bool{Plain: true}
	for view := range u.ents {
		for kind := range u.ents[view] {
			u.ents[view][kind].ready = false
		}
	}
	u.sets, u.raw, u.asked = [Views]bool{}, [Views]string{}, [Views]bool{}
}

// asBits gives a view as sets of places, for the texts of at most longestBits characters; asWide, for those of at most
// longestWide.
func (u *Unit) asBits(view View, text []rune) *bitText {
	if u.bits[view] == nil {
		u.bits[view] = &bitText{words: &u.words[view]}
	}
	if !u.sets[view] {
		u.bits[view].reset(u, view, text)
		u.sets[view] = true
	}
	return u.bits[view]
}

func (u *Unit) asWide(view View, text []rune) *wideText {
	if u.wide[view] == nil {
		u.wide[view] = &wideText{words: &u.words[view]}
	}
	if !u.sets[view] {
		u.wide[view].reset(u, view, text)
		u.sets[view] = true
	}
	return u.wide[view]
}

// asString gives a view as a string.
func (u *Unit) asString(view View) string {
	if u.raw[view] == "" {
		u.raw[view] = string(u.Text(view).Runes)
	}
	return u.raw[view]
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
		if r >= 0x4e00 && r <= 0x9fff || unicode.IsLetter(r) || unicode.IsDigit(r) {
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
		u.cuts = u.seg.Cut(u.cuts[:0], u.text.Runes)
		u.cut = true
	}
	i, found := slices.BinarySearchFunc(u.cuts, start, func(w segment.Word, at int) int { return cmp.Compare(w.Start, at) })
	if !found {
		return false
	}
	for ; i < len(u.cuts) && u.cuts[i].End <= end; i++ {
		if u.cuts[i].End == end {
			return strings.HasPrefix(u.cuts[i].Pos, pos)
		}
	}
	return false
}

func (u *Unit) entities(view View, kind entity.Kind) []entity.Span {
	if !u.mayHold(view, kind) {
		return nil
	}
	known := &u.ents[view][kind]
	if !known.ready {
		known.spans, known.ready = entity.Find(known.spans[:0], kind, u.Text(view).Runes), true
	}
	return known.spans
}

// mayHold says whether a look at the characters of a view leaves it possible that there are entities of a kind.
func (u *Unit) mayHold(view View, kind entity.Kind) bool {
	if !u.asked[view] {
		u.may[view], u.asked[view] = entity.PossibleIn(u.Text(view).Runes), true
	}
	return u.may[view].Has(kind)
}

// kindEntities are the entities of one kind in one view, once they were looked for.
type kindEntities struct {
	ready bool
	spans []entity.Span
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
	if r >= 0x4e00 && r <= 0x9fff { // nearly always
		return true
	}
	return r < 0x80 && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z') || r >= 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// isFiller says whether r is a sound that people put before and after what they say.
func isFiller(r rune) bool {
	switch r {
	case '嗯', '恩', '呃', '额', '啊', '哦', '噢', '喔', '唉', '哎', '诶', '欸', '哈', '呀', '呢', '嘿', '嗨', '哟':
		return true
	}
	return false
}
