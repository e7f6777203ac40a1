package audit

import (
	"cmp"
	"slices"

	"zhijian/audit/conduct"
	"zhijian/lexicon"
)

// cond works a condition out, once a session.
func (j *judge) cond(c *cond) *outcome {
	known := &j.results[c.id]
	if known.epoch != j.epoch {
		known.value = j.work(c)
		known.epoch = j.epoch
	}
	return &known.value
}

func (j *judge) work(c *cond) outcome {
	out := outcome{truth: yes}
	demand := func(t truth, why string) {
		out.truth = out.truth.and(t)
		if t == unknown && out.why == "" {
			out.why = why
		}
	}
	if len(c.clauses) > 0 {
		hits, t, why := j.spoken(c)
		out.hits = hits
		demand(t, why)
	}
	if c.src.Event != nil {
		hits, t, why := j.events(c)
		out.hits = append(out.hits, hits...)
		if len(hits) > 0 {
			out.value = &hits[0].value
		}
		demand(t, why)
	}
	if out.truth != no {
		j.combine(c, &out, demand)
	}
	if c.measure != nil && out.truth != no {
		t, why, value := j.eval(c.measure)
		out.value = value
		demand(t, why)
	}
	if c.where != nil && out.truth != no {
		t, why, _ := j.eval(c.where)
		demand(t, why)
	}
	if c.src.Times != nil && out.truth != unknown {
		demand(truthOf(c.src.Times.Holds(out.matches())), "")
	}
	if out.truth != yes {
		out.hits = nil
	}
	return out
}

// spoken gathers the hits of the speakers' lists.
func (j *judge) spoken(c *cond) (hits []hit, t truth, why string) {
	if j.unknown {
		return nil, unknown, conduct.WhyUnknownRoles
	}
	var said []int32
	if known := &j.spokenOf[c.id]; known.epoch == j.epoch {
		said = known.value
		slices.Sort(said) // in the order of the lexicon, which sortHits keeps among equals
	}
	for _, id := range said {
		found, reason := j.clause(j.a.clauses[id])
		if len(said) == 1 && reason == "" {
			hits = found
			break
		}
		hits = append(hits, found...)
		if reason != "" {
			why = reason
		}
	}
	sortHits(hits)
	switch {
	case len(hits) > 0 || c.src.Times != nil:
		return hits, yes, "" // times decides on its own whether so many are enough, or none
	case why != "":
		return nil, unknown, why
	default:
		return nil, no, ""
	}
}

func sortHits(hits []hit) {
	slices.SortStableFunc(hits, func(a, b hit) int {
		first := func(h hit) int32 {
			if len(h.spans) > 0 {
				return h.spans[0].start
			}
			return 0
		}
		return cmp.Or(cmp.Compare(a.turn, b.turn), compareBool(a.suspect, b.suspect), compareBool(b.sure, a.sure), cmp.Compare(first(a), first(b)))
	})
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

// events gathers the measured events that satisfy the condition's comparison and stand in its place.
func (j *judge) events(c *cond) (hits []hit, t truth, why string) {
	found, why := j.sheet.Events(c.src.Event.Name)
	if why != "" {
		return nil, unknown, why
	}
	for _, e := range found {
		if !c.src.Event.Holds(e.Value) {
			continue
		}
		h := hit{turn: int32(e.Turn), run: j.runOf[e.Turn], matches: 1, value: e.Value}
		t, context, reason := j.inPlace(&h, &c.place, lexicon.Anyone)
		if t == unknown {
			why = reason
		}
		if t == yes {
			h.context = context
			hits = append(hits, h)
		}
	}
	if len(hits) == 0 && why != "" {
		return nil, unknown, why
	}
	if c.src.Times != nil {
		return hits, yes, ""
	}
	return hits, truthOf(len(hits) > 0), ""
}

// combine adds what all, any and none demand. Where the condition has no words or events of its own, the hits are those
// of any, or of the first of all, as far as they stand in the condition's place.
func (j *judge) combine(c *cond, out *outcome, demand func(truth, string)) {
	own := len(c.clauses) > 0 || c.src.Event != nil
	var inner []hit
	for i, part := range c.all {
		r := j.cond(part)
		demand(r.truth, r.why)
		if out.truth == no {
			return
		}
		if i == 0 {
			inner = r.hits
		}
		if out.value == nil {
			out.value = r.value
		}
	}
	if len(c.any) > 0 {
		found, t, why := j.anyOf(c, out)
		demand(t, why)
		if len(c.all) == 0 {
			inner = found
		}
	}
	for _, part := range c.none {
		r := j.cond(part)
		demand(r.truth.not(), r.why)
	}
	if own || len(c.all)+len(c.any) == 0 {
		return
	}
	out.hits = inner
	if c.place.empty() || len(inner) == 0 {
		return
	}
	hits, t, why := j.placed(inner, &c.place)
	out.hits = hits
	demand(t, why)
}

// anyOf works out the parts of which one is enough; a measured value, where there is none yet, is that of the first that
// has one.
func (j *judge) anyOf(c *cond, out *outcome) (hits []hit, t truth, why string) {
	t = no
	for _, part := range c.any {
		r := j.cond(part)
		t = t.or(r.truth)
		if r.truth == unknown {
			why = r.why
		}
		hits = append(hits, r.hits...)
		if out.value == nil {
			out.value = r.value
		}
	}
	sortHits(hits)
	return hits, t, why
}

// placed keeps the hits that stand in a place, with what they lean on there.
func (j *judge) placed(found []hit, p *place) (hits []hit, t truth, why string) {
	t = no
	for _, h := range found {
		in, context, reason := j.inPlace(&h, p, lexicon.Anyone)
		t = t.or(in)
		if in == unknown {
			why = reason
		}
		if in == yes {
			h.context = append(h.context[:len(h.context):len(h.context)], context...)
			hits = append(hits, h)
		}
	}
	return hits, t, why
}
