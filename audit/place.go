package audit

import (
	"time"

	"zhijian/audit/conduct"
	"zhijian/lexicon"
	"zhijian/transcripts"
)

func (p *place) empty() bool {
	return p.src.In == nil && p.replyTo == nil && p.beside == nil && p.after == nil && p.before == nil && p.notAfter == nil && p.notBefore == nil
}

// inPlace says whether a hit stands where its clause wants it, and what elsewhere shows so. The cheapest questions come
// first.
func (j *judge) inPlace(h *hit, p *place, speaker lexicon.Speaker) (t truth, context []ref, why string) {
	t = yes
	demand := func(got truth, found *hit, reason string) {
		t = t.and(got)
		if got == unknown {
			why = reason
		}
		if found != nil {
			context = append(context, found.spans...)
		}
	}
	if p.src.In != nil {
		got, reason := j.inRange(h, p.src.In, p.src.Per, speaker)
		demand(got, nil, reason)
	}
	if t != no && p.replyTo != nil {
		demand(j.answers(h, p.replyTo))
	}
	if t != no && p.beside != nil {
		demand(j.holdsBeside(h, p.beside))
	}
	for _, side := range []struct {
		rel   *relation
		later bool
		want  truth
	}{{p.after, false, yes}, {p.before, true, yes}, {p.notAfter, false, no}, {p.notBefore, true, no}} {
		if side.rel == nil || t == no {
			continue
		}
		got, found, reason := j.related(h, side.rel, side.later)
		if side.want == no {
			got, found = got.not(), nil // what is absent is no evidence
		}
		demand(got, found, reason)
	}
	return t, context, why
}

// answers says whether the customer turn before the hit's run holds the condition.
func (j *judge) answers(h *hit, c *cond) (truth, *hit, string) {
	asked := int32(-1)
	for r := h.run - 1; r >= 0; r-- {
		if j.runs[r].role == transcripts.RoleCustomer {
			asked = r
			break
		}
	}
	if asked < 0 {
		return no, nil, ""
	}
	o := j.cond(c)
	if o.truth == unknown {
		return unknown, nil, o.why
	}
	for i := range o.hits {
		if o.hits[i].run == asked {
			return yes, &o.hits[i], ""
		}
	}
	return no, nil, ""
}

// holdsBeside says whether the condition has a hit in the same message; of one that only holds of the session, whether it
// holds.
func (j *judge) holdsBeside(h *hit, c *cond) (truth, *hit, string) {
	o := j.cond(c)
	if o.truth == unknown {
		return unknown, nil, o.why
	}
	if !c.positional {
		return o.truth, nil, ""
	}
	for i := range o.hits {
		if o.hits[i].turn == h.turn {
			return yes, &o.hits[i], ""
		}
	}
	return no, nil, ""
}

// related says whether the relation's condition holds on the given side of the hit, near enough.
func (j *judge) related(h *hit, rel *relation, later bool) (truth, *hit, string) {
	o := j.cond(rel.cond)
	if o.truth == unknown {
		return unknown, nil, o.why
	}
	if len(o.hits) == 0 {
		return truthOf(o.truth == yes && !rel.cond.positional), nil, ""
	}
	side := onSide(o.hits, h, rel.Nth, later)
	result, why := no, ""
	var nearest *hit
	for i := range side {
		g := side[i]
		if !later {
			g = side[len(side)-1-i]
		}
		near, reason := j.near(h, g, rel)
		if rel.Nth == lexicon.Each && near != yes {
			return near, nil, reason
		}
		if near == yes && nearest == nil {
			nearest = g
		}
		if near == unknown {
			why = reason
		}
		result = result.or(near)
	}
	return result, nearest, why
}

// onSide picks the hits before h, or later than it, that the relation speaks of.
func onSide(hits []hit, h *hit, nth lexicon.Nth, later bool) []*hit {
	var side []*hit
	for i := range hits {
		if later && hits[i].turn <= h.turn || !later && hits[i].turn >= h.turn {
			continue
		}
		// Numbers count over the whole session.
		if nth < 1 || i == int(nth)-1 {
			side = append(side, &hits[i])
		}
	}
	if nth == lexicon.Last && len(side) > 0 {
		return side[len(side)-1:]
	}
	return side
}

// near says whether two hits are no farther apart than the relation allows.
func (j *judge) near(a, b *hit, rel *relation) (truth, string) {
	if rel.Turns > 0 {
		ra, rb := j.runAt(a.turn), j.runAt(b.turn)
		if max(ra-rb, rb-ra) > int32(rel.Turns) {
			return no, ""
		}
	}
	if rel.Span > 0 {
		first, second := min(a.turn, b.turn), max(a.turn, b.turn)
		from, why := j.clock(first, true)
		to, why2 := j.clock(second, false)
		if why != "" || why2 != "" {
			return unknown, why + why2
		}
		if to-from > rel.Span {
			return no, ""
		}
	}
	return yes, ""
}

// runAt is the run of a turn; that of the message before, for notices.
func (j *judge) runAt(turn int32) int32 {
	for ; turn >= 0; turn-- {
		if r := j.runOf[turn]; r >= 0 {
			return r
		}
	}
	return 0
}

// clock gives the time of a turn from the start of the session: its end or its beginning.
func (j *judge) clock(turn int32, end bool) (time.Duration, string) {
	t := &j.session.Turns[turn]
	if j.session.Channel == transcripts.Call {
		at := t.StartMS
		if end && t.EndMS != transcripts.NoOffset {
			at = t.EndMS
		}
		if at == transcripts.NoOffset {
			return 0, conduct.WhyNoOffsets
		}
		return time.Duration(at) * time.Millisecond, ""
	}
	start := j.session.StartedAt
	if start.IsZero() && len(j.session.Turns) > 0 {
		start = j.session.Turns[0].At
	}
	if t.At.IsZero() || start.IsZero() {
		return 0, conduct.WhyNoTimestamps
	}
	return t.At.Sub(start), ""
}

// inRange says whether a hit stands in the wanted part of what its speaker said, or of the session's time.
func (j *judge) inRange(h *hit, in *lexicon.Range, per lexicon.Unit, speaker lexicon.Speaker) (truth, string) {
	if in.Final {
		return truthOf(j.runAt(h.turn) == j.finalRun()), ""
	}
	if in.Span > 0 {
		return j.inTime(h, in)
	}
	before, total := j.count(h, per, speaker)
	if in.Last {
		return truthOf(total-before <= in.Count), ""
	}
	return truthOf(before < in.Count), ""
}

// finalRun is the last run of an agent or the customer.
func (j *judge) finalRun() int32 {
	for r := len(j.runs) - 1; r >= 0; r-- {
		if j.runs[r].role != transcripts.RoleRobot {
			return int32(r)
		}
	}
	return -1
}

// count gives how many units of the speaker stand before the hit's, and how many there are.
func (j *judge) count(h *hit, per lexicon.Unit, speaker lexicon.Speaker) (before, total int) {
	for _, role := range rolesOf(speaker) {
		if per == lexicon.PerMessage {
			total += int(j.messages[role])
			for i := range h.turn {
				if j.session.Turns[i].Role == role {
					before++
				}
			}
			continue
		}
		for r := range j.runs {
			if j.runs[r].role == role {
				total++
				if int32(r) < h.run {
					before++
				}
			}
		}
	}
	return before, total
}

func (j *judge) inTime(h *hit, in *lexicon.Range) (truth, string) {
	at, why := j.clock(h.turn, false)
	if why != "" {
		return unknown, why
	}
	if !in.Last {
		return truthOf(at <= in.Span), ""
	}
	end, why := j.clock(int32(len(j.session.Turns)-1), true)
	if why != "" {
		return unknown, why
	}
	return truthOf(end-at <= in.Span), ""
}
