package sca

import (
	"fmt"

	"zhijian/lexicon/exchange"
)

// span is the range of sentences that a condition looks at, as SCA counts: 1 is the first, -1 the last; within an anchor
// 1 is the nearest before or after it, -1 the farthest, 0 the anchor's own.
type span struct{ from, to int }

// mostChained bounds how many sentences are counted one by one.
const mostChained = 20

func (m *importer) spanOf(c *condition) (span, bool) {
	v, err := c.src.Get("checkRange").Get("range").Unpack()
	if err != nil {
		m.Note(exchange.Lost, c.src.Path+".check_range.range", "检测范围读不懂：%v", "the range: %v", err)
		return span{}, false
	}
	out := span{v.Get("from").Int(1), v.Get("to").Int(-1)}
	if out.from < -1000 || out.from > 1000 || out.to < -1000 || out.to > 1000 {
		m.Note(exchange.Lost, c.src.Path+".check_range.range", "检测范围 %d 到 %d 太大", "the range %d to %d is too large", out.from, out.to)
		return span{}, false
	}
	return out, true
}

// placed writes a condition in the place that its range and anchor ask for; nil where that is not possible.
func (m *importer) placed(c *condition, w *written) exchange.Map {
	check := c.src.Get("checkRange")
	if check.Get("timeRange").Given() {
		m.Note(exchange.Changed, check.Path+".TimeRange", "时间范围的写法没有公开，这一项不起作用", "how time ranges are written is not documented; it makes no difference")
	}
	r, ok := m.spanOf(c)
	if !ok {
		return nil
	}
	anchor := check.Get("anchor")
	if w.session {
		if anchor.Get("cid", "anchorCid").Text() != "" || r != (span{1, -1}) && r != (span{-1, -1}) {
			m.Note(exchange.Changed, check.Path, "整通会话的量不受检测范围限制", "what is measured of the session is not limited to a range")
		}
		return w.build(nil)
	}
	if anchor.Get("cid", "anchorCid").Text() != "" {
		return m.anchored(c, w, anchor, r)
	}
	place, ok := m.position(c, w, r)
	if !ok {
		return nil
	}
	w.place = place
	if check.Get("allSentencesSatisfy").True() {
		return m.everySentence(c, w)
	}
	return w.build(place)
}

// everySentence writes that no sentence of the range fails the condition.
func (m *importer) everySentence(c *condition, w *written) exchange.Map {
	if w.formula == nil {
		m.Note(exchange.Lost, c.src.Path+".check_range.allSentencesSatisfy", "只有文字条件能要求每句都满足", "only wording can be asked of every sentence")
		return nil
	}
	clauses, err := (&exchange.Formula{Op: exchange.Not, Args: []*exchange.Formula{w.formula}}).Clauses(false)
	if err != nil {
		m.Note(exchange.Lost, c.src.Path+".check_range.allSentencesSatisfy", "条件的否定写不成短语：%v", "the negation cannot be written as patterns: %v", err)
		return nil
	}
	w.positional, w.sentences = false, false
	return exchange.Map{
		{Key: "all", Value: []any{append(anything(w.role), w.place...)}},
		{Key: "none", Value: []any{append(exchange.Map{{Key: w.role, Value: clauses}}, w.place...)}},
	}
}

// anything is that a role says something, whatever it is.
func anything(role string) exchange.Map {
	return exchange.Map{{Key: role, Value: []any{exchange.Map{{Key: "chars", Value: ">= 0"}}}}}
}

// nth is the n-th sentence of a role, as a relation names it.
func nth(role string, n int) exchange.Map {
	return append(exchange.Map{{Key: "nth", Value: n}}, anything(role)...)
}

// chain is a run of n sentences of a role, one after the other in the direction of key (before or after), and beyond them
// what last names; nil for the end of the session.
func chain(role, key string, n int, last exchange.Map) exchange.Map {
	out := last
	for range n {
		link := anything(role)
		if out != nil {
			link = append(link, exchange.Pair{Key: key, Value: out})
		}
		out = link
	}
	return out
}

// position writes a range that is counted from the beginning and the end of the session.
func (m *importer) position(c *condition, w *written, r span) (exchange.Map, bool) {
	counted := w.counted
	if counted == "" {
		counted = w.role
	}
	if r.from == 0 {
		r.from = 1
	}
	if r.to == 0 {
		r.to = -1
	}
	if (r.from > 0) == (r.to > 0) && r.from > r.to {
		r.from, r.to = r.to, r.from
	}
	if r.from < -mostChained && counted != w.role || r.to < -mostChained {
		m.Note(exchange.Lost, c.src.Path+".check_range.range", "从末尾起的第 %d 句太远", "sentence %d from the end is too far", r.to)
		return nil, false
	}
	var place exchange.Map
	own := counted == w.role
	switch {
	case r.from > 1:
		place.Add("after", nth(counted, r.from-1))
	case r.from < 0 && own:
		place.Add("in", fmt.Sprintf("last %d", -r.from))
	case r.from < 0:
		place.Add("not_before", chain(counted, "before", -r.from, nil))
	}
	switch {
	case r.to > 0 && own && r.from > 0:
		place.Add("in", fmt.Sprintf("first %d", r.to))
	case r.to > 0:
		place.Add("not_after", nth(counted, r.to))
	case r.to < -1:
		place.Add("before", chain(counted, "before", -r.to-1, nil))
	}
	return place, true
}
