package contactlens

import (
	"fmt"

	"zhijian/lexicon/exchange"
)

// category takes over a category of Transcribe Call Analytics: all of its filters have to hold.
func (m *importer) category(v exchange.Value, name string) {
	m.seen++
	m.channel = "call"
	start := len(m.Notes)
	name = m.named(name)
	id := m.Unique(exchange.RuleID(m.prefix, name))
	var list []any
	positional, whole := false, true
	for _, r := range v.Get("rules").List() {
		c := m.filter(r)
		if c == nil {
			whole = false
			continue
		}
		positional = positional || c.positional
		list = append(list, c.body)
	}
	var out *condition
	if whole && len(list) > 0 {
		out = &condition{body: exchange.JoinAll(saidFirst(list)), positional: positional}
	}
	m.finish(id, name, start, out, v.Path)
}

// filter takes over one filter of a category.
func (m *importer) filter(r exchange.Value) *condition {
	var out *condition
	var f exchange.Value
	switch {
	case r.Get("transcriptFilter").Given():
		f = r.Get("transcriptFilter")
		out = m.transcript(f)
	case r.Get("nonTalkTimeFilter").Given():
		f = r.Get("nonTalkTimeFilter")
		out = m.measured(f, "event", "silence >= %vms", "silence_max > 0")
	case r.Get("interruptionFilter").Given():
		f = r.Get("interruptionFilter")
		if role, _ := roleOf(f.Get("participantRole").Text()); role == "customer" {
			m.Note(exchange.Lost, f.Path, "只测客服抢客户的话", "only agents are measured to break in on customers")
			return nil
		}
		out = m.measured(f, "event", "overlap >= %vms", "overlap_count > 0")
	default:
		m.Note(exchange.Lost, r.Path, "过滤条件没有对应的写法（情绪由模型给出）", "the filter has no counterpart; sentiment is a model's")
		return nil
	}
	if out == nil {
		return nil
	}
	place, ok := m.timeRange(f)
	if !ok {
		return nil
	}
	if out.positional {
		out.body = append(out.body, place...)
	} else if len(place) > 0 {
		m.Note(exchange.Changed, f.Path, "时段对全程的量不起作用", "the time range makes no difference to what is measured of the session")
	}
	if f.Get("negate").True() {
		return &condition{body: exchange.Map{{Key: "none", Value: []any{out.body}}}}
	}
	return out
}

func (m *importer) transcript(f exchange.Value) *condition {
	if kind := f.Get("transcriptFilterType").Text(); kind != "" && kind != "EXACT" {
		m.Note(exchange.Lost, f.Path, "文字匹配方式 %q 不认识", "transcript filter %q is not known", kind)
		return nil
	}
	words := f.Get("targets").Texts()
	role, ok := roleOf(f.Get("participantRole").Text())
	if len(words) == 0 || !ok {
		m.Note(exchange.Lost, f.Path, "没有词，或角色不认识", "there are no words, or the role is not known")
		return nil
	}
	said, _ := m.Words(f.Path, words)
	if len(said) == 0 {
		return nil
	}
	list := make([]any, 0, len(said))
	for _, w := range said {
		list = append(list, w.Pattern())
	}
	return &condition{body: exchange.Map{{Key: role, Value: list}}, positional: true}
}

// measured is a measured event of at least the threshold, or any at all.
func (m *importer) measured(f exchange.Value, key, form, whatever string) *condition {
	threshold, ok := f.Get("threshold").Number()
	if !ok || threshold <= 0 {
		return &condition{body: exchange.Map{{Key: "measure", Value: whatever}}}
	}
	return &condition{body: exchange.Map{{Key: key, Value: fmt.Sprintf(form, threshold)}}, positional: true}
}

// timeRange reads the part of the call that a filter looks at.
func (m *importer) timeRange(f exchange.Value) (exchange.Map, bool) {
	if relative := f.Get("relativeTimeRange"); relative.Given() {
		m.Note(exchange.Lost, relative.Path, "按百分比的时段没有对应的写法", "time ranges in per cent have no counterpart")
		return nil, false
	}
	absolute := f.Get("absoluteTimeRange")
	if !absolute.Given() {
		return nil, true
	}
	first := absolute.Get("first")
	if start, ok := absolute.Get("startTime").Number(); absolute.Get("endTime").Given() && (!ok || start == 0) {
		first = absolute.Get("endTime")
	} else if absolute.Get("startTime").Given() || absolute.Get("endTime").Given() {
		m.Note(exchange.Lost, absolute.Path, "只有从头或到尾的时段有对应的写法", "only time ranges from the beginning or to the end have a counterpart")
		return nil, false
	}
	in, ok := period(first, absolute.Get("last"), 1000)
	if !ok {
		m.Note(exchange.Lost, absolute.Path, "时段读不懂", "the time range is not understood")
		return nil, false
	}
	return exchange.Map{{Key: "in", Value: in}}, true
}
