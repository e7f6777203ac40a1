// Package sca imports rules of Alibaba's 智能对话分析 (SCA): what its console exports and its interfaces take and return
// (UploadRule, GetRuleDetail, GetRuleV4, SaveConfigDataSet).
package sca

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"zhijian/lexicon/exchange"
)

// Options say what the files do not.
type Options struct {
	Prefix string // of rule ids, "sca" by default
}

// Import reads rules. What it cannot take over is noted in the draft; the error is about the file as a whole.
func Import(data []byte, o Options) (*exchange.Draft, error) {
	doc, err := exchange.ParseJSON(data)
	if err != nil {
		return nil, err
	}
	if o.Prefix == "" {
		o.Prefix = "sca"
	}
	m := &importer{
		Draft:  &exchange.Draft{ID: o.Prefix, Title: "阿里云智能对话分析规则"},
		prefix: o.Prefix, conditions: map[string]*condition{}, open: map[string]bool{},
	}
	sets, err := ruleSets(doc, 0)
	if err != nil {
		return nil, err
	}
	if len(sets) == 0 {
		return nil, errors.New("the document holds neither conditions nor rules of SCA")
	}
	for i, set := range sets {
		if err := m.set(set, i, len(sets) > 1); err != nil {
			return nil, err
		}
	}
	return m.Draft, nil
}

// ruleSets finds the objects that hold conditions and rules, through the envelopes that requests and answers put around
// them.
func ruleSets(v exchange.Value, depth int) ([]exchange.Value, error) {
	if depth > 8 {
		return nil, nil
	}
	v, err := v.Unpack()
	if err != nil {
		return nil, err
	}
	if v.IsList() {
		var out []exchange.Value
		for _, item := range v.List() {
			sets, err := ruleSets(item, depth+1)
			if err != nil {
				return nil, err
			}
			out = append(out, sets...)
		}
		return out, nil
	}
	if v.Get("conditions").Given() && v.Get("rules").Given() {
		return []exchange.Value{v}, nil
	}
	for _, key := range []string{"data", "jsonStr", "jsonStrForRule", "body", "rulesInfo"} {
		if inner := v.Get(key); inner.Given() {
			return ruleSets(inner, depth+1)
		}
	}
	return nil, nil
}

// importer turns rule sets into a draft.
type importer struct {
	*exchange.Draft
	prefix     string
	conditions map[string]*condition // by name, of the set being read
	open       map[string]bool       // conditions being written, to find circles
	space      string                // stands before names, where there are several sets
}

// condition is one of SCA's conditions.
type condition struct {
	name   string
	src    exchange.Value
	rule   string // rid, where conditions belong to a rule
	result *written
}

// mostRules is how many rules a console of the older kind puts into a file; it does not say that it left some out.
const mostRules = 100

func (m *importer) set(set exchange.Value, number int, several bool) error {
	clear(m.conditions)
	m.space = ""
	if several {
		m.space = fmt.Sprintf("s%d-", number+1)
	}
	for _, src := range set.Get("conditions").List() {
		cid := src.Get("cid", "conditionInfoCid", "id").Text()
		if cid == "" {
			m.Note(exchange.Lost, src.Path, "条件没有 cid", "the condition has no cid")
			continue
		}
		rid := src.Get("rid").Text()
		key := conditionKey(rid, cid)
		if m.conditions[key] != nil {
			m.Note(exchange.Lost, src.Path, "条件 %s 出现了两次，取第一个", "condition %s stands there twice; the first is taken", cid)
			continue
		}
		m.conditions[key] = &condition{name: m.name(rid, cid), src: src, rule: rid}
	}
	rules := set.Get("rules").List()
	if len(rules) > exchange.MaxRules {
		return fmt.Errorf("%s: more than %d rules", set.Path, exchange.MaxRules)
	}
	if len(rules) == mostRules {
		m.Note(exchange.Changed, "rules", "正好 100 条规则：旧版控制台导出时会在 100 条处截断而不提示，请核对总数",
			"exactly 100 rules: older consoles cut a file there without saying so; compare with their number")
	}
	for _, src := range rules {
		m.rule(src)
	}
	return nil
}

func conditionKey(rid, cid string) string { return rid + "\x00" + cid }

var notOfName = regexp.MustCompile(`[^a-z0-9-]+`)

// name is what a condition is called in the lexicon.
func (m *importer) name(rid, cid string) string {
	part := func(s string) string {
		plain := strings.Trim(notOfName.ReplaceAllString(strings.ToLower(s), "-"), "-")
		if plain == "" {
			_, plain, _ = strings.Cut(exchange.RuleID("", s), ".")
		}
		return plain
	}
	out := "c-" + m.space + part(cid)
	if rid != "" {
		out = "c-" + m.space + part(rid) + "-" + part(cid)
	}
	for _, c := range m.conditions {
		if c.name == out {
			return out + "-" + strconv.Itoa(len(m.conditions))
		}
	}
	return out
}

// find gives a condition by the cid that a rule of the given rid uses.
func (m *importer) find(rid, cid string) *condition {
	return cmp.Or(m.conditions[conditionKey(rid, cid)], m.conditions[conditionKey("", cid)])
}

func (m *importer) rule(src exchange.Value) {
	rid := src.Get("rid", "id", "ruleId").Text()
	title := cmp.Or(src.Get("name", "ruleName", "title").Text(), "规则 "+rid)
	lambda := cmp.Or(src.Get("lambda", "ruleLambda").Text(), strings.Join(src.Get("triggers").Texts(), "&&"))
	start := len(m.Notes)
	id := m.Unique(exchange.RuleID(m.prefix, "r"+cmp.Or(rid, title)))
	defer func() {
		for i := start; i < len(m.Notes); i++ {
			m.Notes[i].Rule = cmp.Or(m.Notes[i].Rule, id)
		}
	}()
	if src.Get("graphFlow", "flow").Given() {
		m.Note(exchange.Lost, src.Path, "流程质检规则（流程图）没有对应的写法", "flow rules (graphs of nodes) have no counterpart")
		return
	}
	parsed, err := exchange.ParseBoolean(lambda)
	if err != nil {
		m.Note(exchange.Lost, src.Path+".lambda", "逻辑 %q 读不懂：%v", "logic %q: %v", lambda, err)
		return
	}
	joined, positional, ok := m.logic(parsed, rid, src)
	body, written := joined.(exchange.Map)
	if !written { // the name of one condition
		body = exchange.Map{{Key: "all", Value: []any{joined}}}
	}
	if !ok {
		m.Note(exchange.Lost, src.Path, "规则 %s 所需的条件没有译出，整条略去", "rule %s needs conditions that could not be taken over and is left out", title)
		return
	}
	kind := "conduct"
	if positional {
		kind = "violation"
	}
	rule := exchange.Map{{Key: "id", Value: id}, {Key: "title", Value: title}, {Key: "kind", Value: kind}}
	m.price(&rule, src, positional)
	rule.Add("cite", strings.Join(strings.Fields("阿里云智能对话分析规则 "+rid), " "))
	m.Rules = append(m.Rules, append(rule, body...))
}

// price adds what a hit costs and when the rule holds.
func (m *importer) price(rule *exchange.Map, src exchange.Value, positional bool) {
	severity := map[string]string{"0": "critical", "1": "major", "2": "minor"}[src.Get("level", "ruleLevel").Text()]
	*rule = append(*rule, exchange.Pair{Key: "severity", Value: cmp.Or(severity, "info")})
	points, _ := src.Get("scoreNum", "score").Number()
	if points < 0 {
		points = -points
	}
	if points > 100 {
		m.Note(exchange.Changed, src.Path+".scoreNum", "分值 %v 超过 100，按 100", "a score of %v is taken as 100", points)
		points = 100
	}
	switch {
	case src.Get("ruleScoreType").Text() == "1" || points == 0: // not scored
	case src.Get("scoreType").Text() == "1":
		m.Note(exchange.Lost, src.Path+".scoreType", "加分 %v 分：命中规则只能扣分", "a bonus of %v points: rules that hit can only deduct", points)
	default:
		rule.Add("deduct", points)
		if positional {
			rule.Add("cap", points) // SCA counts a rule once a session
		}
	}
	for _, day := range []struct {
		key   string
		names []string
	}{{"since", []string{"effectiveStartTime", "startTime"}}, {"until", []string{"effectiveEndTime", "endTime"}}} {
		v := src.Get(day.names...)
		if !v.Given() || v.Text() == "" || v.Text() == "0" {
			continue
		}
		if date, ok := dayOf(v); ok {
			rule.Add(day.key, date)
		} else {
			m.Note(exchange.Lost, v.Path, "生效日期 %q 读不懂", "the effective date %q is not understood", v.Text())
		}
	}
}

// logic writes the expression that joins a rule's conditions: a condition's name, or a mapping. positional says that its
// hits have places.
func (m *importer) logic(b *exchange.Boolean, rid string, src exchange.Value) (body any, positional, ok bool) {
	if b.Op == exchange.Wordings {
		w := m.write(rid, b.Name, src.Path+".lambda")
		if w == nil {
			return nil, false, false
		}
		return w.name, w.positional, true
	}
	args := slices.Clone(b.Args)
	if b.Op == exchange.And {
		// The evidence is that of the first condition: those that triggers name go first, denials last.
		triggers := src.Get("triggers").Texts()
		slices.SortStableFunc(args, func(x, y *exchange.Boolean) int { return cmp.Compare(rank(x, triggers), rank(y, triggers)) })
	}
	var list []any
	for i, arg := range args {
		inner, placed, ok := m.logic(arg, rid, src)
		if !ok {
			return nil, false, false
		}
		if i == 0 || b.Op == exchange.Or {
			positional = placed && (i == 0 || positional)
		}
		list = append(list, inner)
	}
	switch b.Op {
	case exchange.Not:
		return exchange.Map{{Key: "none", Value: list}}, false, true
	case exchange.Or:
		return exchange.Map{{Key: "any", Value: list}}, positional, true
	default:
		return exchange.JoinAll(list), positional, true
	}
}

func rank(b *exchange.Boolean, triggers []string) int {
	switch {
	case b.Op == exchange.Not:
		return 2
	case b.Op == exchange.Wordings && slices.Contains(triggers, b.Name):
		return 0
	}
	return 1
}
