package sca

import (
	"cmp"
	"fmt"
	"slices"

	"zhijian/lexicon/exchange"
)

// written is a condition that was taken over.
type written struct {
	name       string
	role       string // agent, customer or anyone
	positional bool   // its hits have places
	sentences  bool   // its hits are utterances that say something; only then can others lie in the same one
	formula    *exchange.Formula
	tight      bool
	// build writes the condition with what its anchor and range ask for.
	build func(place exchange.Map) exchange.Map
	place exchange.Map // what they ask for, once it is known
	// counted is whose sentences the range counts, where that is not role.
	counted string
	session bool // it is about the session as a whole: places mean nothing to it
}

// roleOf reads a role. SCA has 客服 and 客户, or nothing for both; newer results number them.
func roleOf(v exchange.Value, id exchange.Value) (string, bool) {
	switch v.Text() {
	case "客服", "坐席", "agent", "AGENT", "SERVICE":
		return "agent", true
	case "客户", "用户", "customer", "CUSTOMER", "USER":
		return "customer", true
	case "", "所有", "所有角色", "全部", "all", "ALL":
		switch id.Text() {
		case "1":
			return "agent", true
		case "2":
			return "customer", true
		}
		return "anyone", true
	}
	return "anyone", false
}

// write takes a condition over, once, and returns what it became; nil where that is nothing, which is noted.
func (m *importer) write(rid, cid, place string) *written {
	c := m.find(rid, cid)
	if c == nil {
		m.Note(exchange.Lost, place, "没有条件 %s", "there is no condition %s", cid)
		return nil
	}
	switch {
	case m.open[c.name]:
		m.Note(exchange.Lost, c.src.Path, "条件 %s 的前置条件绕回了自己", "the anchors of condition %s lead back to itself", cid)
		return nil
	case c.result != nil && c.result.name == "":
		return nil
	case c.result != nil:
		return c.result
	}
	m.open[c.name] = true
	defer delete(m.open, c.name)
	c.result = &written{} // lost, until it is written
	w := m.operators(c)
	if w == nil {
		return nil
	}
	w.name = c.name
	body := m.placed(c, w)
	if body == nil {
		return nil
	}
	m.Conditions = append(m.Conditions, exchange.Pair{Key: c.name, Value: body})
	c.result = w
	return w
}

// operators takes over what a condition checks.
func (m *importer) operators(c *condition) *written {
	list := c.src.Get("operators").List()
	if len(list) == 0 {
		m.Note(exchange.Lost, c.src.Path, "条件里没有算子", "the condition has no operators")
		return nil
	}
	known := map[string]*operator{}
	var first *operator
	for _, src := range list {
		op := m.operator(src, c)
		if op == nil {
			op = &operator{lost: true}
		}
		first = cmp.Or(first, op)
		known[src.Get("oid", "id").Text()] = op
	}
	lambda := c.src.Get("lambda", "operLambda").Text()
	if lambda == "" {
		lambda = list[0].Get("oid", "id").Text()
	}
	parsed, err := exchange.ParseBoolean(lambda)
	if err != nil {
		m.Note(exchange.Lost, c.src.Path+".lambda", "逻辑 %q 读不懂：%v", "logic %q: %v", lambda, err)
		return nil
	}
	of := func(name string) (*operator, error) {
		op := known[name]
		if op == nil && len(list) == 1 {
			op = first
		}
		if op == nil {
			return nil, fmt.Errorf("there is no operator %s", name)
		}
		return op, nil
	}
	return m.joinOperators(c, parsed, of)
}

// joinOperators joins operators: those about wording within one sentence, the others within the session.
func (m *importer) joinOperators(c *condition, b *exchange.Boolean, of func(string) (*operator, error)) *written {
	role, ok := roleOf(c.src.Get("checkRange").Get("role"), c.src.Get("checkRange").Get("roleId"))
	if !ok {
		m.Note(exchange.Changed, c.src.Path+".check_range.role", "角色 %s 不认识，当作所有角色", "role %s is not known; it is taken as everybody", c.src.Get("checkRange").Get("role").Text())
	}
	w := &written{role: role}
	worded, lost := true, false
	formula, err := b.Formula(func(name *exchange.Boolean) (*exchange.Formula, error) {
		op, err := of(name.Name)
		if err != nil {
			return nil, err
		}
		lost = lost || op.lost
		worded = worded && op.formula != nil && !op.merged
		w.tight = w.tight || op.tight
		return op.formula, nil
	})
	switch {
	case err != nil:
		m.Note(exchange.Lost, c.src.Path+".lambda", "%v", "%v", err)
		return nil
	case lost:
		return nil
	case worded:
		return m.worded(c, w, formula)
	default:
		return m.measured(c, w, b, of)
	}
}

// worded is a condition about the wording of sentences.
func (m *importer) worded(c *condition, w *written, f *exchange.Formula) *written {
	clauses, err := f.Clauses(w.tight)
	if err != nil {
		m.Note(exchange.Lost, c.src.Path, "条件的组合写不成短语：%v", "the condition cannot be written as patterns: %v", err)
		return nil
	}
	w.formula, w.positional, w.sentences = f, true, true
	w.build = func(place exchange.Map) exchange.Map {
		return append(exchange.Map{{Key: w.role, Value: clauses}}, place...)
	}
	return w
}

// together is a condition about all that a role says in its range.
func (w *written) together(f *exchange.Formula) *written {
	w.positional = f.Op != exchange.Not
	w.build = func(place exchange.Map) exchange.Map {
		said := func(words []exchange.Wording) exchange.Map {
			list := make([]any, 0, len(words))
			for _, word := range words {
				list = append(list, word.Pattern())
			}
			return append(exchange.Map{{Key: w.role, Value: list}}, place...)
		}
		if f.Op == exchange.Wordings && f.Times != "" {
			out := said(f.Any)
			return append(out, exchange.Pair{Key: "times", Value: f.Times})
		}
		return exchange.SessionCondition(f, said)
	}
	return w
}

// measured is a condition that asks for what is measured, alone or beside wording anywhere in the session.
func (m *importer) measured(c *condition, w *written, b *exchange.Boolean, of func(string) (*operator, error)) *written {
	if b.Op == exchange.Wordings {
		op, err := of(b.Name)
		if err != nil || op.lost {
			return nil
		}
		switch {
		case op.merged:
			return w.together(op.formula)
		case op.formula != nil:
			return m.worded(c, &written{role: w.role, tight: op.tight}, op.formula)
		case op.target != "":
			w.counted, w.role, w.positional = w.role, op.target, true
			w.build = func(place exchange.Map) exchange.Map {
				return append(exchange.Map{{Key: op.target, Value: []any{exchange.Map{{Key: "chars", Value: ">= 0"}}}}}, place...)
			}
			return w
		}
		w.positional, w.session = op.event, !op.event
		w.build = func(place exchange.Map) exchange.Map { return append(slices.Clone(op.measured), place...) }
		return w
	}
	m.Note(exchange.Changed, c.src.Path+".lambda", "语音、统计或多句算子与文字算子不能限于同一句，按整通会话组合", "what is measured, or asked of several sentences, cannot be asked of one; the operators are joined over the session")
	var parts []*written
	for i, arg := range b.Args {
		inner := m.measured(c, &written{role: w.role, tight: w.tight}, arg, of)
		if inner == nil {
			return nil
		}
		w.positional = i == 0 && inner.positional || w.positional
		parts = append(parts, inner)
	}
	w.positional = w.positional && b.Op != exchange.Not
	w.build = func(place exchange.Map) exchange.Map {
		var list []any
		for _, part := range parts {
			own := place
			if part.session {
				own = nil
			}
			list = append(list, part.build(own))
		}
		switch b.Op {
		case exchange.Not:
			return exchange.Map{{Key: "none", Value: list}}
		case exchange.Or:
			return exchange.Map{{Key: "any", Value: list}}
		default:
			return exchange.JoinAll(list)
		}
	}
	return w
}
