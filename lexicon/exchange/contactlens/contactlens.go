// Package contactlens imports rules of Amazon Connect Contact Lens (RuleFunction, and the requests and answers that carry
// it) and categories of Transcribe Call Analytics.
package contactlens

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"zhijian/lexicon/exchange"
)

// Options say what the files do not.
type Options struct {
	Prefix string // of rule ids, "lens" by default
}

// Import reads rules. What it cannot take over is noted in the draft; the error is about the file as a whole.
func Import(data []byte, o Options) (*exchange.Draft, error) {
	doc, err := exchange.ParseJSON(data)
	if err != nil {
		return nil, err
	}
	m := &importer{Draft: &exchange.Draft{ID: cmp.Or(o.Prefix, "lens"), Title: "Contact Lens 规则"}, prefix: cmp.Or(o.Prefix, "lens")}
	if err := m.document(doc, "", 0); err != nil {
		return nil, err
	}
	if m.seen == 0 {
		return nil, errors.New("the document holds neither a RuleFunction nor a category")
	}
	return m.Draft, nil
}

// importer turns rules into a draft.
type importer struct {
	*exchange.Draft
	prefix string
	seen   int // rules that were looked at
	// Of the rule being read:
	channel string
}

// document finds the rules in whatever surrounds them: lists, answers of ListRules, DescribeRule and
// ListCallAnalyticsCategories, requests of CreateRule, resources of CloudFormation.
func (m *importer) document(v exchange.Value, name string, depth int) error {
	if depth > 8 {
		return nil
	}
	if v.IsList() {
		if len(v.List()) > exchange.MaxRules {
			return fmt.Errorf("%s: more than %d rules", v.Path, exchange.MaxRules)
		}
		for _, item := range v.List() {
			if err := m.document(item, name, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	name = cmp.Or(v.Get("name", "ruleName", "categoryName").Text(), name)
	if rules := v.Get("rules"); v.Get("categoryName").Given() && rules.Given() {
		m.category(v, name)
		return nil
	}
	for _, key := range []string{"ruleFunction", "function"} {
		f := v.Get(key)
		if !f.Given() {
			continue
		}
		f, err := f.Unpack()
		if err != nil {
			m.seen++
			m.Note(exchange.Lost, v.Path+"."+key, "规则读不懂：%v", "the rule: %v", err)
			return nil
		}
		if inner := f.Get("ruleFunction"); inner.Given() {
			f = inner
		}
		m.rule(f, name)
		return nil
	}
	if v.Get("operator").Given() && v.Get("operands").Given() {
		m.rule(v, name)
		return nil
	}
	for _, key := range []string{"rule", "properties", "ruleSummaryList", "rules", "resources", "categories", "categoryProperties"} {
		inner := v.Get(key)
		if !inner.Given() {
			continue
		}
		if key == "resources" && inner.IsObject() {
			for _, resource := range inner.Keys() {
				if err := m.document(inner.Get(resource), resource, depth+1); err != nil {
					return err
				}
			}
			return nil
		}
		return m.document(inner, name, depth+1)
	}
	return nil
}

// named is the name of the rule that is read, which need not have one.
func (m *importer) named(name string) string {
	return cmp.Or(strings.TrimSpace(name), fmt.Sprintf("规则 %d", m.seen))
}

// rule takes over one RuleFunction.
func (m *importer) rule(f exchange.Value, name string) {
	m.seen++
	m.channel = ""
	start := len(m.Notes)
	name = m.named(name)
	id := m.Unique(exchange.RuleID(m.prefix, name))
	c := m.condition(f, 0)
	m.finish(id, name, start, c, f.Path)
}

// finish writes a rule of a condition, if there is one, and says of the notes since start which rule they are about.
func (m *importer) finish(id, name string, start int, c *condition, place string) {
	if c == nil {
		m.Note(exchange.Lost, place, "规则 %s 所需的条件没有译出，整条略去", "rule %s needs conditions that could not be taken over and is left out", name)
	}
	for i := start; i < len(m.Notes); i++ {
		m.Notes[i].Rule = id
	}
	if c == nil {
		return
	}
	kind := "conduct"
	if c.positional {
		kind = "violation"
	}
	rule := exchange.Map{{Key: "id", Value: id}, {Key: "title", Value: name}, {Key: "kind", Value: kind}}
	rule.Add("channel", m.channel)
	rule.Add("severity", "info")
	rule.Add("cite", "Contact Lens："+name)
	body := c.body
	if len(body) == 1 && body[0].Key == "where" {
		// Of a rule itself, where says where it applies; as a condition it is a demand.
		body = exchange.Map{{Key: "all", Value: []any{body}}}
	}
	m.Rules = append(m.Rules, append(rule, body...))
}

// condition is a condition that was taken over.
type condition struct {
	body       exchange.Map
	positional bool
}

// condition takes over a node of the tree: AND or OR of others, or a leaf. nil where it could not be, which is noted.
func (m *importer) condition(v exchange.Value, depth int) *condition {
	if depth > 20 {
		m.Note(exchange.Lost, v.Path, "条件嵌套超过 20 层", "conditions are nested deeper than 20")
		return nil
	}
	op := v.Get("operator").Text()
	if op != "AND" && op != "OR" {
		return m.leaf(v)
	}
	out := &condition{}
	var list []any
	for i, operand := range v.Get("operands").List() {
		c := m.condition(operand, depth+1)
		if c == nil {
			return nil
		}
		if i == 0 || op == "OR" {
			out.positional = c.positional && (i == 0 || out.positional)
		}
		list = append(list, c.body)
	}
	switch {
	case len(list) == 0:
		m.Note(exchange.Lost, v.Path, "%s 之下没有条件", "there is nothing below %s", op)
		return nil
	case op == "OR" && len(list) > 1:
		out.body = exchange.Map{{Key: "any", Value: list}}
	default:
		// What was said goes first: the evidence is that of the first condition.
		out.body = exchange.JoinAll(saidFirst(list))
	}
	if v.Get("negate").True() {
		out = &condition{body: exchange.Map{{Key: "none", Value: []any{out.body}}}}
	}
	return out
}

func saidFirst(list []any) []any {
	var said, rest []any
	for _, item := range list {
		m, ok := item.(exchange.Map)
		if ok && (m.Get("agent") != nil || m.Get("customer") != nil || m.Get("anyone") != nil) {
			said = append(said, item)
		} else {
			rest = append(rest, item)
		}
	}
	return append(said, rest...)
}
