// Package baidu imports the expressions of Baidu's 语音质检: words joined by &&, || and !, one a line, or the rules that
// its interface returns (category, description, contents).
package baidu

import (
	"fmt"
	"strings"

	"zhijian/lexicon/exchange"
)

// Options say what the files do not.
type Options struct {
	Prefix  string // of rule ids, "baidu" by default
	Speaker string // agent, customer or anyone (default): whose words the expressions are about
	Charset string // of the file; "" to tell it by its bytes
	Session bool   // expressions are about the session as a whole, not about one utterance
}

// Import reads expressions. What it cannot take over is noted in the draft; the error is about the file as a whole.
func Import(data []byte, o Options) (*exchange.Draft, error) {
	if o.Prefix == "" {
		o.Prefix = "baidu"
	}
	if o.Speaker == "" {
		o.Speaker = "anyone"
	}
	b := &importer{Draft: &exchange.Draft{ID: o.Prefix, Title: "百度语音质检规则"}, o: o}
	text, err := exchange.Text(data, o.Charset)
	if err != nil {
		return nil, err
	}
	text = strings.TrimSpace(text)
	if text != "" && (text[0] == '{' || text[0] == '[') {
		doc, err := exchange.ParseJSON([]byte(text))
		if err != nil {
			return nil, err
		}
		return b.Draft, b.document(doc)
	}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if len(b.Rules) >= exchange.MaxRules {
			return nil, fmt.Errorf("line %d: more than %d expressions", i+1, exchange.MaxRules)
		}
		source := strings.Trim(strings.TrimSuffix(line, ","), `"`)
		b.rule(source, "", []expression{{fmt.Sprintf("line %d", i+1), source}})
	}
	return b.Draft, nil
}

// importer makes rules of expressions.
type importer struct {
	*exchange.Draft
	o Options
}

type expression struct{ place, source string }

// document reads the rules of the interface, or a list of expressions.
func (b *importer) document(doc exchange.Value) error {
	rules := doc
	if doc.IsObject() {
		if results := doc.Get("results"); results.Given() {
			rules = results.Get("rule", "rules")
		} else if list := doc.Get("rule", "rules"); list.Given() {
			rules = list
		}
	}
	if len(rules.List()) > exchange.MaxRules {
		return fmt.Errorf("%s: more than %d rules", rules.Path, exchange.MaxRules)
	}
	for _, r := range rules.List() {
		if !r.IsObject() {
			source := strings.TrimSpace(r.Text())
			b.rule(source, "", []expression{{r.Path, source}})
			continue
		}
		var list []expression
		for _, c := range r.Get("contents", "content").List() {
			if source := strings.TrimSpace(c.Text()); source != "" {
				list = append(list, expression{c.Path, source})
			}
		}
		title := strings.TrimSpace(r.Get("category").Text())
		if title == "" && len(list) > 0 {
			title = list[0].source
		}
		b.rule(title, r.Get("description").Text(), list)
	}
	return nil
}

// rule makes one rule of expressions of which one has to hold.
func (b *importer) rule(title, description string, list []expression) {
	clauses, whole := b.expressions(list)
	if len(clauses)+len(whole) == 0 {
		return
	}
	kind := "violation"
	if len(whole) > 0 {
		kind = "conduct"
	}
	rule := exchange.Map{{Key: "id", Value: b.Unique(exchange.RuleID(b.o.Prefix, title))}, {Key: "title", Value: title}, {Key: "kind", Value: kind}, {Key: "severity", Value: "info"}}
	rule.Add("cite", "百度语音质检："+strings.Join(strings.Fields(title+" "+description), " "))
	switch {
	case len(whole) == 0:
		rule.Add(b.o.Speaker, clauses)
	case len(clauses) > 0:
		rule.Add("any", append([]any{exchange.Map{{Key: b.o.Speaker, Value: clauses}}}, whole...))
	case len(whole) == 1:
		if m, ok := whole[0].(exchange.Map); ok {
			rule = append(rule, m...)
		}
	default:
		rule.Add("any", whole)
	}
	b.Rules = append(b.Rules, rule)
}

// expressions takes over expressions, those about one utterance apart from those about the session.
func (b *importer) expressions(list []expression) (clauses, whole []any) {
	for _, x := range list {
		if x.source == "" {
			continue
		}
		parsed, err := exchange.ParseBoolean(x.source)
		if err != nil {
			b.Note(exchange.Lost, x.place, "表达式 %s 读不懂：%v", "expression %s: %v", x.source, err)
			continue
		}
		formula, err := parsed.Formula(func(name *exchange.Boolean) (*exchange.Formula, error) {
			return exchange.Says(exchange.Word(name.Name)), exchange.CheckWord(name.Name)
		})
		if err != nil {
			b.Note(exchange.Lost, x.place, "表达式里的词用不了：%v", "a word of the expression: %v", err)
			continue
		}
		switch {
		case b.o.Session:
			whole = append(whole, b.session(formula))
		case formula.Negative():
			b.Note(exchange.Changed, x.place, "%s 可以只凭没有说什么成立，按整通会话判断", "%s can hold by what is not said alone; it is about the session as a whole", x.source)
			whole = append(whole, b.session(formula))
		default:
			more, err := formula.Clauses(false)
			if err != nil {
				b.Note(exchange.Changed, x.place, "%s 的组合太多，不能限于一句话，按整通会话判断", "%s has too many combinations for one utterance; it is about the session as a whole", x.source)
				whole = append(whole, b.session(formula))
				continue
			}
			clauses = append(clauses, more...)
		}
	}
	return clauses, whole
}

// session writes a formula as a condition of the session.
func (b *importer) session(f *exchange.Formula) any {
	return exchange.SessionCondition(f, func(w []exchange.Wording) exchange.Map {
		list := make([]any, 0, len(w))
		for _, word := range w {
			list = append(list, word.Pattern())
		}
		return exchange.Map{{Key: b.o.Speaker, Value: list}}
	})
}
