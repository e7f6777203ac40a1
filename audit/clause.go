package audit

import (
	"cmp"
	"slices"

	"zhijian/audit/match"
	"zhijian/lexicon"
)

// clause returns where the clause's wording stands, in order of turns; its place in the session is looked at too.
// why is not empty where the place could not be judged for some wording, which then is no hit.
func (j *judge) clause(c *clause) (hits []hit, why string) {
	if j.candidates[c.id].epoch != j.epoch || j.hopeless(&c.place) {
		return nil, ""
	}
	for _, h := range j.wording(c) {
		t, context, reason := j.inPlace(&h, &c.place, c.speaker)
		if t == unknown {
			why = reason
		}
		if t == yes {
			h.context = context
			hits = append(hits, h)
		}
	}
	return hits, why
}

// hopeless says whether the session holds nothing of what the place asks for, so that the wording, however it stands,
// is not in it. What places ask for is shared by many clauses and worked out once, so this saves most of the matching.
func (j *judge) hopeless(p *place) bool {
	lacks := func(c *cond) bool {
		if c == nil || !c.positional {
			return false
		}
		o := j.cond(c)
		return o.truth == no
	}
	return lacks(p.replyTo) || p.after != nil && lacks(p.after.cond) || p.before != nil && lacks(p.before.cond)
}

// wording returns where the clause's patterns match, wherever that is.
func (j *judge) wording(c *clause) []hit {
	known := &j.clauseHits[c.id]
	if known.epoch == j.epoch {
		return known.value
	}
	known.epoch, known.value = j.epoch, known.value[:0]
	cand := &j.candidates[c.id]
	if cand.epoch != j.epoch {
		return nil
	}
	rest := cand.value
	if c.place.src.Per == lexicon.PerSession {
		known.value = j.tryJoined(known.value, c, rest, j.everything(c.speaker))
		return known.value
	}
	for len(rest) > 0 {
		var group []candidate
		group, rest = j.unitOf(c, rest)
		turn := group[0].turn
		whole := c.place.src.Per == lexicon.PerTurn && j.runOf[turn] >= 0 && len(j.runs[j.runOf[turn]].turns) > 1
		turns := []int32{turn}
		if whole {
			turns = j.runs[j.runOf[turn]].turns
		}
		group = j.promising(group, turns)
		switch {
		case len(group) == 0 || c.place.src.In != nil && j.outOfRange(c, turn) || !j.resembles(c, turn):
		case !whole:
			if h, ok := j.tryUnit(c, group, j.unit(turn)); ok {
				h.turn, h.run = turn, j.runOf[turn]
				for i := range h.spans {
					h.spans[i].turn = turn
				}
				known.value = append(known.value, h)
			}
		default:
			known.value = j.tryJoined(known.value, c, group, j.runUnit(j.runOf[turn]))
		}
	}
	return known.value
}

// unitOf cuts off the candidates that lie in the same unit as the first one.
func (j *judge) unitOf(c *clause, cand []candidate) (group, rest []candidate) {
	n := 1
	for n < len(cand) && (cand[n].turn == cand[0].turn ||
		c.place.src.Per == lexicon.PerTurn && j.runOf[cand[0].turn] >= 0 && j.runOf[cand[n].turn] == j.runOf[cand[0].turn]) {
		n++
	}
	return cand[:n], cand[n:]
}

// outOfRange says whether a message certainly lies outside of the clause's position, so that its text need not be
// looked at.
func (j *judge) outOfRange(c *clause, turn int32) bool {
	t, _ := j.inRange(&hit{turn: turn, run: j.runOf[turn]}, c.place.src.In, c.place.src.Per, c.speaker)
	return t == no
}

// everything joins all that a speaker says in the session.
func (j *judge) everything(s lexicon.Speaker) *runUnit {
	var turns []int32
	roles := rolesOf(s)
	for i := range j.session.Turns {
		if slices.Contains(roles, j.session.Turns[i].Role) {
			turns = append(turns, int32(i))
		}
	}
	u := &runUnit{}
	u.reset(j, turns)
	return u
}

func (j *judge) tryJoined(dst []hit, c *clause, cand []candidate, u *runUnit) []hit {
	h, ok := j.tryUnit(c, cand, &u.unit)
	if !ok {
		return dst
	}
	h = h.placed(u.refs)
	if len(h.spans) > 0 {
		h.turn = h.spans[len(h.spans)-1].turn
	} else {
		h.turn = u.turns[len(u.turns)-1]
	}
	h.run = j.runOf[h.turn]
	return append(dst, h)
}

// placed turns the spans of the unit's original text into spans of turns.
func (h hit) placed(refs func([]ref, int32, int32) []ref) hit {
	raw := h.spans
	h.spans = nil
	for _, s := range raw {
		h.spans = refs(h.spans, s.start, s.end)
	}
	return h
}

// tryUnit matches those wordings of the clause that a scan found candidates for against one unit. The evidence is the leftmost match, the longest of those; spans are in
// characters of the unit's original text.
func (j *judge) tryUnit(c *clause, cand []candidate, u *match.Unit) (hit, bool) {
	if c.src.Chars != nil && !c.src.Chars.Holds(u.Length()) {
		return hit{}, false
	}
	h := hit{matches: 1, suspect: c.src.Suspect}
	if len(c.say)+len(c.like) > 0 || c.src.Resembles != nil {
		found := j.matches(c, cand, u)
		if len(found) == 0 || c.src.Times == nil && len(found) < 1 || c.src.Times != nil && !c.src.Times.Holds(len(found)) {
			return hit{}, false
		}
		h.matches = len(found)
		keep := found[:1]
		if c.src.Times != nil {
			keep = found
		}
		for _, s := range keep {
			start, end := u.Text(match.Plain).Span(s.Start, s.End)
			h.spans = append(h.spans, ref{0, int32(start), int32(end)})
		}
	}
	if len(c.with) > 0 && !j.anyMatches(c.with, u) || j.anyMatches(c.without, u) {
		return hit{}, false
	}
	return h, true
}

// matches returns the matches of the clause in the unit that no exception swallows, from left to right, none
// overlapping another.
func (j *judge) matches(c *clause, cand []candidate, u *match.Unit) []match.Span {
	var exceptions []match.Span
	looked := false
	accept := func(s match.Span) bool {
		if !looked {
			looked = true
			for _, p := range c.unless {
				exceptions = j.matcher.Find(exceptions, p, u, 0, nil)
			}
		}
		return !slices.ContainsFunc(exceptions, s.Overlaps)
	}
	var found []match.Span
	for i, w := range cand {
		if slices.ContainsFunc(cand[:i], func(earlier candidate) bool { return earlier.wording == w.wording }) {
			continue // the same wording in another message of the unit
		}
		switch w := &j.a.wordings[w.wording]; {
		case w.say >= 0:
			found = j.matcher.Find(found, c.say[w.say], u, 0, accept)
		case w.like >= 0:
			if span, ok := c.like[w.like].Find(u); ok && accept(span) {
				found = append(found, span)
			}
		default:
			if span := j.telling(c, u); accept(span) {
				found = append(found, span)
			}
		}
	}
	if len(found) < 2 {
		return found
	}
	slices.SortFunc(found, func(a, b match.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	out := found[:1]
	for _, s := range found[1:] {
		if s.Start >= out[len(out)-1].End {
			out = append(out, s)
		}
	}
	return out
}

func (j *judge) anyMatches(patterns []*match.Pattern, u *match.Unit) bool {
	for _, p := range patterns {
		if len(j.matcher.Find(nil, p, u, 1, nil)) > 0 {
			return true
		}
	}
	return false
}
