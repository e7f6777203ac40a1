package contactlens

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhijian/lexicon/exchange"
)

// comparison is a leaf with its ComparisonValue taken apart: $.ContactLens.PostCall.ExactMatch.Transcript gives PostCall
// and ExactMatch.Transcript.
type comparison struct {
	exchange.Value
	stage, what string
	operator    string
	operands    exchange.Value
	negate      bool
}

func (m *importer) leaf(v exchange.Value) *condition {
	path := v.Get("comparisonValue").Text()
	parts := strings.SplitN(strings.TrimPrefix(path, "$."), ".", 3)
	if len(parts) != 3 || parts[0] != "ContactLens" {
		m.Note(exchange.Lost, v.Path+".ComparisonValue", "ComparisonValue %q 不是 $.ContactLens… 的形式", "ComparisonValue %q is not of the form $.ContactLens…", path)
		return nil
	}
	c := &comparison{v, parts[1], parts[2], v.Get("operator").Text(), v.Get("operands"), v.Get("negate").True()}
	m.onChannel(c)
	out := m.compared(c)
	if out != nil && c.negate {
		return &condition{body: exchange.Map{{Key: "none", Value: []any{out.body}}}}
	}
	return out
}

// onChannel learns from a leaf where its rule applies.
func (m *importer) onChannel(c *comparison) {
	channel := map[string]string{"PostCall": "call", "RealTimeCall": "call", "PostChat": "chat", "RealTimeChat": "chat"}[c.stage]
	if m.channel == "" {
		m.channel = channel
	} else if channel != "" && channel != m.channel {
		m.channel = "both"
	}
}

// measures are the numbers that leaves compare, as expressions, and what is different about them here.
var measures = map[string]struct{ expression, note string }{
	"Interruptions.Instances":                  {"overlap_count", ""},
	"NonTalkTime.TotalTimeSecs":                {"silence_total", ""},
	"NonTalkTime.LongestTimeSecs":              {"silence_max", ""},
	"Agent.NonTalkTimePct":                     {"silence_total * 100 / duration", "静音占比按全程静音计算，不分由谁造成"},
	"ResponseTime.Agent.FirstResponseTimeSecs": {"first_response", ""},
	"ResponseTime.Agent.AverageTimeSecs":       {"avg_response", ""},
	"ResponseTime.Agent.LongestTimeSecs":       {"max_response", ""},
	"Agent.AgentInteractionDurationSecs":       {"duration", "客服参与的时长按全程时长"},
}

// compared takes over what a leaf compares.
func (m *importer) compared(c *comparison) *condition {
	if known, ok := measures[c.what]; ok {
		return m.number(c, known.expression, known.note)
	}
	switch c.what {
	case "ExactMatch.Transcript":
		return m.exact(c)
	case "PatternMatch.Transcript":
		return m.patterns(c)
	case "SemanticMatch.Transcript", "SemanticMatch.Phrase":
		return m.lost(c, "语义匹配用的是模型，没有对应的写法；可写成 like 例句", "semantic matches are a model's; sentences under like can stand in")
	case "Queue.QueueId":
		return m.among(c, "attributes.queue")
	case "Agent.AgentId":
		return m.among(c, "agent.id")
	case "Agent.HierarchyGroup.ARN":
		return m.among(c, "agent.team")
	case "InitiationMethod":
		return m.initiation(c)
	case "DisconnectReason":
		return m.disconnect(c)
	}
	if key, ok := strings.CutPrefix(c.what, "ContactAttribute."); ok {
		return m.among(c, "attributes["+strconv.Quote(key)+"]")
	}
	if key, ok := strings.CutPrefix(c.what, "SegmentAttributes.UserDefined."); ok {
		return m.among(c, "attributes["+strconv.Quote(key)+"]")
	}
	switch {
	case strings.HasPrefix(c.what, "Sentiment"):
		return m.lost(c, "情绪由模型给出", "sentiment is a model's")
	case strings.Contains(c.what, "Hold"):
		return m.lost(c, "转写文本不记录保持（hold）的时长", "transcripts do not record holds")
	}
	return m.lost(c, "没有对应的量", "there is no such measure")
}

func (m *importer) lost(c *comparison, zh, en string) *condition {
	m.Note(exchange.Lost, c.Path, "%[1]s：%[2]s", "%[1]s: %[3]s", c.what, zh, en)
	return nil
}

// filters reads who is meant and which part of the contact.
func (m *importer) filters(c *comparison) (role string, place exchange.Map, ok bool) {
	role = "anyone"
	clause := c.Get("filterClause")
	if op := clause.Get("logicOperator").Text(); op != "" && op != "AND" {
		m.Note(exchange.Lost, clause.Path, "FilterClause 只有 AND", "a FilterClause is an AND")
		return "", nil, false
	}
	for _, f := range clause.Get("filters").List() {
		switch kind := f.Get("type").Text(); {
		case kind == "ParticipantRole":
			if role, ok = roleOf(f.Get("data").Text()); !ok {
				m.Note(exchange.Lost, f.Path, "角色 %q 不认识", "role %q is not known", f.Get("data").Text())
				return "", nil, false
			}
		case strings.HasSuffix(kind, "ContactPeriodSeconds"):
			in, ok := period(f.Get("data").Get("first"), f.Get("data").Get("last"), 1)
			if !ok {
				m.Note(exchange.Lost, f.Path, "时段读不懂", "the period is not understood")
				return "", nil, false
			}
			place.Add("in", in)
		case kind == "PatternMatchLanguageFilter":
			// Patterns are of one language anyway.
		default:
			m.Note(exchange.Lost, f.Path, "过滤条件 %q 没有对应的写法", "filter %q has no counterpart", kind)
			return "", nil, false
		}
	}
	return role, place, true
}

func roleOf(s string) (string, bool) {
	role, ok := map[string]string{"AGENT": "agent", "CUSTOMER": "customer", "ANY": "anyone", "": "anyone"}[strings.ToUpper(s)]
	return role, ok
}

// period writes the first or last so many units of time; unit is a second's worth of them.
func period(first, last exchange.Value, unit float64) (string, bool) {
	word := "first"
	n, ok := first.Number()
	if !ok {
		word = "last"
		if n, ok = last.Number(); !ok {
			return "", false
		}
	}
	seconds := int(n / unit)
	if seconds < 1 || seconds > 9999*60 {
		return "", false
	}
	if seconds > 9999 {
		return fmt.Sprintf("%s %dm", word, (seconds+59)/60), true
	}
	return fmt.Sprintf("%s %ds", word, seconds), true
}

func (m *importer) exact(c *comparison) *condition {
	words := c.operands.Texts()
	if len(words) == 0 || len(words) > exchange.MaxKeywords {
		return m.lost(c, "没有词，或词太多", "there are no words, or too many")
	}
	list, _ := m.Words(c.operands.Path, words)
	if len(list) == 0 {
		return nil
	}
	return m.said(c, list)
}

// said is that one of the wordings is said by whom and when the filters tell.
func (m *importer) said(c *comparison, list []exchange.Wording) *condition {
	role, place, ok := m.filters(c)
	if !ok {
		return nil
	}
	patterns := make([]any, 0, len(list))
	for _, w := range list {
		patterns = append(patterns, w.Pattern())
	}
	return &condition{body: append(exchange.Map{{Key: role, Value: patterns}}, place...), positional: true}
}

// number compares a measure with a number.
func (m *importer) number(c *comparison, measure, note string) *condition {
	operands := c.operands.List()
	ops := map[string]string{"NumberGreaterOrEqualTo": ">=", "NumberLessOrEqualTo": "<="}
	if len(operands) != 1 || ops[c.operator] == "" {
		return m.lost(c, "应为一个数与 NumberGreaterOrEqualTo 或 NumberLessOrEqualTo", "one number and NumberGreaterOrEqualTo or NumberLessOrEqualTo are expected")
	}
	n, ok := operands[0].Number()
	if !ok {
		return m.lost(c, "操作数不是数", "the operand is no number")
	}
	if note != "" {
		m.Note(exchange.Changed, c.Path, "%[2]s", "%[1]s is taken as that of the whole session", c.what, note)
	}
	return &condition{body: exchange.Map{{Key: "measure", Value: fmt.Sprintf("%s %s %s", measure, ops[c.operator], strconv.FormatFloat(n, 'f', -1, 64))}}}
}

// among is that a field is one of the operands, or empty where there are none.
func (m *importer) among(c *comparison, field string) *condition {
	values := c.operands.Texts()
	if len(values) > 1000 {
		return m.lost(c, "值太多", "there are too many values")
	}
	quoted := make([]string, 0, len(values))
	for _, v := range values {
		quoted = append(quoted, strconv.Quote(v))
	}
	source := fmt.Sprintf("%s in [%s]", field, strings.Join(quoted, ", "))
	switch len(quoted) {
	case 0:
		source = field + ` == ""`
	case 1:
		source = field + " == " + quoted[0]
	}
	return &condition{body: exchange.Map{{Key: "where", Value: source}}}
}

func (m *importer) initiation(c *comparison) *condition {
	values := c.operands.Texts()
	known := map[string]string{"INBOUND": "inbound", "OUTBOUND": "outbound"}
	var parts []string
	for _, v := range values {
		if known[v] == "" {
			m.Note(exchange.Changed, c.Path, "来源 %s 没有记录，只看呼入与呼出", "initiation %s is not recorded; only inbound and outbound are", v)
			continue
		}
		parts = append(parts, fmt.Sprintf("direction == %q", known[v]))
	}
	if len(parts) == 0 {
		return m.lost(c, "只记录呼入与呼出", "only inbound and outbound are recorded")
	}
	return &condition{body: exchange.Map{{Key: "measure", Value: strings.Join(parts, " || ")}}}
}

func (m *importer) disconnect(c *comparison) *condition {
	known := map[string]string{"CUSTOMER_DISCONNECT": "customer", "AGENT_DISCONNECT": "agent", "TRANSFERRED": "transfer"}
	var parts []string
	for _, v := range c.operands.Texts() {
		if known[v] == "" {
			m.Note(exchange.Changed, c.Path, "挂断原因 %s 没有记录", "disconnect reason %s is not recorded", v)
			continue
		}
		if part := fmt.Sprintf("ended_by == %q", known[v]); !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return m.lost(c, "只记录由谁挂断", "only who hung up is recorded")
	}
	return &condition{body: exchange.Map{{Key: "measure", Value: strings.Join(parts, " || ")}}}
}
