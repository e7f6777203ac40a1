package sheet

import (
	"cmp"
	"fmt"
	"strings"

	"zhijian/lexicon/exchange"
	"zhijian/lexicon/layout"
)

// order is how the single values of a rule follow one another.
var order = []string{
	"id", "title", "kind", "category", "channel", "severity", "fatal", "deduct", "cap", "platform_points", "fine",
	"cite", "advice", "owner", "platforms", "teams", "since", "until",
}

// finish makes a rule of its rows.
func (m *importer) finish(f *file, g *group) {
	title, _ := g.fields.Get("title").(string)
	id, _ := g.fields.Get("id").(string)
	if id == "" || !strings.Contains(id, ".") {
		id = exchange.RuleID(m.o.Prefix, cmp.Or(id, title, fmt.Sprint(g.fields.Get("category")), g.place))
	}
	fields := g.fields
	set := func(key string, value any) {
		for i := range fields {
			if fields[i].Key == key {
				fields[i].Value = value
				return
			}
		}
		fields = append(fields, exchange.Pair{Key: key, Value: value})
	}
	set("id", f.Unique(id))
	defined, ok := m.definition(g, id)
	if !ok {
		return
	}
	lacks := func(key string) bool { return fields.Get(key) == nil && layout.Find(defined, key) == nil }
	for key, value := range map[string]string{"title": cmp.Or(title, fmt.Sprint(cmp.Or(fields.Get("category"), any(id)))), "kind": "banned", "severity": "minor"} {
		if lacks(key) {
			set(key, value)
		}
	}
	since, _ := fields.Get("since").(string)
	if until, _ := fields.Get("until").(string); until != "" && until < since {
		m.notes().Note(exchange.Changed, g.place, "失效日期 %s 早于生效日期 %s，略去", "the rule would end (%s) before it begins (%s); the end is left out", until, since)
		set("until", nil)
	}
	var rule exchange.Map
	for _, key := range order {
		rule.Add(key, fields.Get(key))
	}
	said := m.says(&rule, g, id, defined)
	for _, part := range defined {
		if rule.Get(part.Key) == nil {
			rule.Add("", exchange.Raw(part.Text))
		}
	}
	var examples exchange.Map
	examples.Add("hit", g.hit)
	examples.Add("suspect", g.doubtful)
	examples.Add("miss", g.miss)
	if layout.Find(defined, "examples") == nil {
		rule.Add("examples", examples)
	}
	if !said && len(defined) == 0 {
		m.notes().Note(exchange.Lost, g.place, "规则 %s 没有可用的短语，略去", "rule %s has no phrase that can be used and is left out", id)
		return
	}
	f.Rules = append(f.Rules, rule)
}

// says adds to the rule what its rows say, and tells whether they say anything. What the definition says already counts.
func (m *importer) says(rule *exchange.Map, g *group, id string, defined []layout.Part) (said bool) {
	for _, speaker := range []string{"agent", "customer", "robot", "system", "anyone"} {
		list := g.clauses[speaker]
		switch {
		case len(list) == 0:
		case layout.Find(defined, speaker) == nil:
			rule.Add(speaker, list)
			said = true
		default:
			m.notes().Note(exchange.Lost, g.place, "规则 %s 的 %s 已写在规则定义里，另写的句式略去", "rule %s says in its definition what the %s says; further patterns are left out", id, speaker)
		}
	}
	if layout.Find(defined, "unless") == nil {
		rule.Add("unless", g.unless)
	}
	return said
}

// definition reads the text of a rule that columns cannot carry.
func (m *importer) definition(g *group, id string) ([]layout.Part, bool) {
	if strings.TrimSpace(g.definition) == "" {
		return nil, true
	}
	parts, err := layout.Outline(g.place, []byte(g.definition))
	if err != nil {
		m.notes().Note(exchange.Lost, g.place, "规则 %s 的规则定义读不懂：%v", "the definition of rule %s: %v", id, err)
		return nil, false
	}
	return parts, true
}
