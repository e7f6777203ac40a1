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
	found := j.wording(c)
	if len(found) == 0 || c.place.empty() {
		return found, ""
	}
	if j.hopeless(&c.place) {
		return nil, ""
	}
	for _, h := range found {
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
	return lacks(p.replyTo) || lacks(p.beside) || p.after != nil && lacks(p.after.cond) || p.before != nil && lacks(p.before.cond)
}

// wording returns where the clause's patterns match, wherever that is.
func (j *judge) wording(c *clause) []hit {
	if c.place.src.Per == lexicon.PerSession {
		if cand := &j.wordings[c.id]; cand.epoch == j.epoch && j.clauseHits[c.id].epoch != j.epoch {
			j.clauseHits[c.id].epoch, j.clauseHits[c.id].value = j.epoch, j.clauseHits[c.id].value[:0]
			j.tryJoined(c, cand.value, j.everything(c.speaker))
		}
	}
	if known := &j.clauseHits[c.id]; known.epoch == j.epoch {
		return known.value
	}
	return nil
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

// tryJoined matches those wordings of a clause about the whole session that may be in it.
func (j *judge) tryJoined(c *clause, cand []int32, u *runUnit) {
	u.unit.Reset(j.a.norm, j.a.seg, u.text)
	matches, spans, ok := j.tryUnit(c, cand, &u.unit)
	if !ok {
		return
	}
	var pairs []uint32
	for _, s := range spans {
		start, end := u.unit.Text(match.Plain).Span(s.Start, s.End)
		pairs = append(pairs, uint32(start), uint32(end))
	}
	j.noteJoined(c, matches, pairs, u)
}

// tryUnit matches the given wordings of the clause against one unit: how many matches there are, and those that are
// evidence: the leftmost one, the longest of these, or all where their number counts.
func (j *judge) tryUnit(c *clause, cand []int32, u *match.Unit) (matches int, spans []match.Span, ok bool) {
	if c.src.Chars != nil && !c.src.Chars.Holds(u.Length()) {
		return 0, nil, false
	}
	matches = 1
	if len(c.say)+len(c.like) > 0 || c.byLikeness() {
		spans = j.matches(c, cand, u)
		matches = len(spans)
		if matches == 0 || c.src.Times != nil && !c.src.Times.Holds(matches) {
			return 0, nil, false
		}
		if c.src.Times == nil {
			spans = spans[:1]
		}
	}
	if len(c.with) > 0 && !j.matcher.Any(c.anyWith, u) || j.matcher.Any(c.anyWithout, u) {
		return 0, nil, false
	}
	return matches, spans, true
}

// matches returns the matches of the clause in the unit that no exception swallows, from left to right, none
// overlapping another; of a clause that nobody counts at least the first. The slice is valid until the next call.
func (j *judge) matches(c *clause, cand []int32, u *match.Unit) []match.Span {
	var exceptions []match.Span
	looked := false
	accept := func(s match.Span) bool {
		if !looked {
			looked = true
			if !j.matcher.Any(c.anyUnless, u) {
				return true
			}
			for _, p := range c.unless {
				exceptions = j.matcher.Find(exceptions, p, u, 0, nil)
			}
		}
		return !slices.ContainsFunc(exceptions, s.Overlaps)
	}
	most := 1 // the leftmost match will do unless somebody counts
	if c.counted {
		most = 0
	}
	found := j.spans[:0]
	defer func() { j.spans = found }()
	for _, id := range cand {
		switch w := &j.a.wordings[id]; {
		case w.say >= 0:
			found = j.matcher.Find(found, c.say[w.say], u, most, accept)
		case w.like >= 0:
			if span, ok := c.like[w.like].Find(u); ok && accept(span) {
				found = append(found, span)
			}
		}
	}
	if c.byLikeness() {
		if span := j.telling(c, u); accept(span) {
			found = append(found, span)
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
