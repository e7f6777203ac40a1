package sca

import (
	"fmt"
	"slices"

	"zhijian/lexicon/exchange"
)

// anchored writes a condition that looks at sentences beside the hits of another one.
func (m *importer) anchored(c *condition, w *written, anchor exchange.Value, r span) exchange.Map {
	a := m.write(c.rule, anchor.Get("cid", "anchorCid").Text(), anchor.Path)
	if a == nil {
		m.Note(exchange.Lost, anchor.Path, "前置条件没有译出", "the anchor could not be taken over")
		return nil
	}
	if !a.positional {
		m.Note(exchange.Lost, anchor.Path, "前置条件没有命中的句子可言", "the anchor has no sentences that it hits")
		return nil
	}
	hit := anchor.Get("hitTime").Int(1)
	if hit == -1 {
		m.Note(exchange.Changed, anchor.Path+".hit_time", "hit_time -1 按任意一次命中（另有文档说是最后一次）", "hit_time -1 is taken as any hit; other pages call it the last")
	}
	if hit < -1 || hit > 1000 {
		m.Note(exchange.Lost, anchor.Path+".hit_time", "hit_time 应为 -1、0 或 1 到 1000，不是 %d", "hit_time is -1, 0 or 1 to 1000, not %d", hit)
		return nil
	}
	x := &beside{importer: m, c: c, w: w, a: a, hit: hit, path: anchor.Path}
	switch location := anchor.Get("location").Text(); location {
	case "BEFORE", "AFTER":
		return x.oneSide(location == "BEFORE", r)
	case "CURRENT":
		return x.current()
	case "AROUND":
		return x.around(r)
	default:
		m.Note(exchange.Lost, anchor.Path+".location", "位置 %q 不认识", "location %q is not known", location)
		return nil
	}
}

// beside is a condition with its anchor.
type beside struct {
	*importer
	c    *condition
	w, a *written
	hit  int // n for the n-th hit, 0 for every one, -1 for any
	path string
}

// relation names the anchor, and which of its hits.
func (x *beside) relation() exchange.Map {
	out := exchange.Map{{Key: "condition", Value: x.a.name}}
	if x.hit > 0 {
		out.Add("nth", x.hit)
	}
	return out
}

// around is sentences on both sides, and the anchor's own.
func (x *beside) around(r span) exchange.Map {
	if r.from > r.to {
		r.from, r.to = r.to, r.from
	}
	var sides []any
	add := func(m exchange.Map) {
		if m != nil {
			sides = append(sides, m)
		}
	}
	if r == (span{-1, 1}) && !x.c.src.Get("checkRange").Get("range").Given() {
		r = span{-1000, 1000} // no range: everything
	}
	if r.from < 0 {
		add(x.oneSide(true, span{max(1, -r.to), widest(-r.from)}))
	}
	if r.from <= 0 && r.to >= 0 && x.sameRole() {
		add(x.current())
	}
	if r.to > 0 {
		add(x.oneSide(false, span{max(1, r.from), widest(r.to)}))
	}
	switch len(sides) {
	case 0:
		return nil
	case 1:
		only, _ := sides[0].(exchange.Map)
		return only
	}
	x.w.place = nil
	return exchange.Map{{Key: "any", Value: sides}}
}

// widest is the distance n, or all of them where it is larger than any session.
func widest(n int) int {
	if n >= 1000 {
		return -1
	}
	return n
}

func (x *beside) sameRole() bool {
	return x.w.role == x.a.role || x.w.role == "anyone" || x.a.role == "anyone"
}

// current is that the anchor's own sentence holds both.
func (x *beside) current() exchange.Map {
	if !x.w.sentences || !x.a.sentences || x.w.formula == nil || x.a.formula == nil {
		x.Note(exchange.Lost, x.path, "同一句只能要求文字条件", "only wording can be asked of one and the same sentence")
		return nil
	}
	if !x.sameRole() {
		x.Note(exchange.Lost, x.path, "同一句的两个条件角色不同", "the two conditions on one sentence are about different roles")
		return nil
	}
	if x.hit > 0 {
		x.Note(exchange.Changed, x.path+".hit_time", "当前句按任意一次命中", "the sentence of any hit is taken")
	}
	role := x.w.role
	if role == "anyone" {
		role = x.a.role
	}
	both := &exchange.Formula{Op: exchange.And, Args: []*exchange.Formula{x.a.formula, x.w.formula}}
	clauses, err := both.Clauses(x.w.tight || x.a.tight)
	if err != nil {
		x.Note(exchange.Lost, x.path, "两个条件合不成一句的短语：%v", "the two conditions cannot be written for one sentence: %v", err)
		return nil
	}
	x.w.place = x.a.place
	return append(exchange.Map{{Key: role, Value: clauses}}, x.a.place...)
}

// oneSide is sentences before or after the anchor.
func (x *beside) oneSide(before bool, r span) exchange.Map {
	key, back, near := "after", "before", "last"
	if before {
		key, back, near = "before", "after", "first"
	}
	role := x.w.role
	if r.from == 0 && r.to == 0 {
		return x.current()
	}
	var withAnchor exchange.Map
	if r.from == 0 {
		withAnchor = x.current()
		r.from = 1
	}
	if (r.from > 0) == (r.to > 0) && r.from > r.to {
		r.from, r.to = r.to, r.from
	}
	if r.from > mostChained || r.to > mostChained || -r.to > mostChained {
		x.Note(exchange.Lost, x.c.src.Path+".check_range.range", "离前置条件 %d 到 %d 句太远", "%d to %d sentences from the anchor is too far", r.from, r.to)
		return nil
	}
	var place exchange.Map
	relation := x.relation()
	if r.to > 0 && x.hit <= 0 {
		// Any hit of several: near enough to one of them. Sentences of a role are taken as turns.
		relation.Add("within", fmt.Sprintf("%d turns", x.turns(r.to)))
		if r.from > 1 || !alternate(x) {
			x.Note(exchange.Changed, x.c.src.Path+".check_range.range", "离前置条件的句数按话轮折算", "sentences from the anchor are taken as turns")
		}
	}
	if r.from > 1 {
		place.Add(key, chain(role, key, r.from-1, relation))
	} else {
		place.Add(key, relation)
	}
	if r.to > 0 && x.hit > 0 {
		place.Add("not_"+key, chain(role, key, r.to, x.relation()))
	}
	if r.from < 0 {
		place.Add("in", fmt.Sprintf("%s %d", near, -r.from))
	}
	if r.to < -1 {
		place.Add(back, chain(role, back, -r.to-1, nil))
	}
	x.w.place = place
	body := x.w.build(place)
	if withAnchor != nil {
		x.w.place = nil
		body = exchange.Map{{Key: "any", Value: []any{withAnchor, body}}}
	}
	return x.everyHit(body, before, r)
}

// alternate says whether turns and sentences of the roles are the same for dialogues in which the speakers alternate.
func alternate(x *beside) bool { return x.w.role != "anyone" && x.a.role != "anyone" }

// turns is how many turns so many sentences of the role lie from the anchor, where the speakers alternate.
func (x *beside) turns(sentences int) int {
	switch {
	case x.w.role == "anyone":
		return sentences
	case x.w.role == x.a.role || x.a.role == "anyone":
		return 2 * sentences
	default:
		return 2*sentences - 1
	}
}

// everyHit adds, where every hit of the anchor is meant, that none of them goes without.
func (x *beside) everyHit(body exchange.Map, before bool, r span) exchange.Map {
	if x.hit != 0 {
		return body
	}
	lacking := "not_before"
	if before {
		lacking = "not_after"
	}
	wanted := slices.Clone(x.w.build(nil))
	if r.to > 0 {
		wanted = append(wanted, exchange.Pair{Key: "within", Value: fmt.Sprintf("%d turns", x.turns(r.to))})
	}
	return exchange.Map{
		{Key: "all", Value: []any{body}},
		{Key: "none", Value: []any{exchange.Map{{Key: "all", Value: []any{x.a.name}}, {Key: lacking, Value: wanted}}}},
	}
}
