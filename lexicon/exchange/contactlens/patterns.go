package contactlens

import (
	"fmt"
	"strings"

	"zhijian/lexicon/exchange"
	"zhijian/lexicon/pattern"
)

// patterns takes over pattern matches: each operand is a sequence of words, lists of words, distances and numbers.
func (m *importer) patterns(c *comparison) *condition {
	var list []any
	for _, operand := range c.operands.List() {
		p, ok := m.sequence(operand)
		if !ok {
			return nil
		}
		list = append(list, p)
	}
	if len(list) == 0 || len(list) > exchange.MaxKeywords {
		return m.lost(c, "没有短语，或短语太多", "there are no patterns, or too many")
	}
	role, place, ok := m.filters(c)
	if !ok {
		return nil
	}
	return &condition{body: append(exchange.Map{{Key: role, Value: list}}, place...), positional: true}
}

// sequence writes one operand in the pattern language. Items follow one another at once, unless a distance parts them.
func (m *importer) sequence(v exchange.Value) (string, bool) {
	items := v.List()
	if v.IsObject() && !v.Get("type").Given() {
		items = v.Get("pattern", "patterns", "operands", "items", "value").List()
	}
	if v.IsText() {
		return m.plain(v, v.Text())
	}
	var out strings.Builder
	for _, item := range items {
		text, ok := m.item(item)
		if !ok {
			return "", false
		}
		out.WriteString(text)
	}
	if _, err := pattern.Parse(out.String()); err != nil {
		m.Note(exchange.Lost, v.Path, "短语写不成：%v", "the pattern: %v", err)
		return "", false
	}
	return out.String(), true
}

// item writes one part of a sequence.
func (m *importer) item(v exchange.Value) (string, bool) {
	if v.IsText() {
		return m.plain(v, v.Text())
	}
	switch kind := strings.ToUpper(v.Get("type").Text()); kind {
	case "PLAIN":
		return m.plain(v, v.Get("value", "data", "text", "plain").Text())
	case "LIST":
		words := v.Get("values", "value", "data", "list").Texts()
		if len(words) == 0 {
			m.Note(exchange.Lost, v.Path, "LIST 没有写出词（引用的词表不在文件里）", "LIST names no words; the list it refers to is not in the file")
			return "", false
		}
		for i, w := range words {
			plain, ok := m.plain(v, w)
			if !ok {
				return "", false
			}
			words[i] = plain
		}
		return "(" + strings.Join(words, "|") + ")", true
	case "PROXIMITY":
		return m.proximity(v)
	case "NUMERICAL":
		if v.Get("decimal").True() || v.Get("data").Get("decimal").True() {
			return `\d\d?\d?\d?\d?\d?\d?\d?(\.\d\d?\d?\d?)?`, true
		}
		return `\d\d?\d?\d?\d?\d?\d?\d?`, true
	default:
		m.Note(exchange.Lost, v.Path, "短语成分 %q 不认识", "part %q of a pattern is not known", kind)
		return "", false
	}
}

// plain writes characters that stand for themselves.
func (m *importer) plain(v exchange.Value, text string) (string, bool) {
	if err := exchange.CheckWord(text); err != nil {
		m.Note(exchange.Lost, v.Path, "词用不了：%v", "a word: %v", err)
		return "", false
	}
	return exchange.Escape(text), true
}

// proximity writes a distance in words as a gap in characters: a word of Chinese is about two characters.
func (m *importer) proximity(v exchange.Value) (string, bool) {
	data := v
	if inner := v.Get("data", "value"); inner.IsObject() {
		data = inner
	}
	words := data.Get("distance").Int(0)
	const perWord = 2
	if words < 1 || words*perWord > pattern.MaxGap {
		m.Note(exchange.Lost, v.Path, "距离 %d 应在 1 到 %d 之间", "a distance of %d is to be 1 to %d", words, pattern.MaxGap/perWord)
		return "", false
	}
	m.Note(exchange.Changed, v.Path, "%d 个词的距离折算成 %d 个字", "a distance of %d words is taken as one of %d characters", words, words*perWord)
	if within := data.Get("isWithin"); within.Given() && !within.True() {
		return fmt.Sprintf("…{%d,%d}", words*perWord, pattern.MaxGap), true
	}
	return fmt.Sprintf("…{0,%d}", words*perWord), true
}
