package audit

import (
	"cmp"
	"fmt"
	"slices"

	"zhijian/audit/match"
	"zhijian/lexicon"
	"zhijian/transcripts"
)

// Explanation says why a rule did or did not hit a session.
type Explanation struct {
	Rule         *lexicon.Rule
	NotApplied   Obstacle // why the rule does not hold for such a session; "" when it does
	NotEvaluated string   // the code, where it could not be judged
	Findings     []Finding
	// Attempts are the places where wording of the rule was found, with what then stood in the way; farthest first.
	Attempts []Attempt
	// Asked says, for a required rule, at which messages it was asked for, each once; nil when it is asked for always.
	Asked []int
}

// Attempt is one place where a clause matched, or nearly did.
type Attempt struct {
	Clause   lexicon.Position
	Pattern  string // as written in the lexicon
	Turn     int
	Start    int // characters of the original text
	End      int
	Obstacle Obstacle // "" where nothing stood in the way
	Detail   string   // the exception that swallowed it, the place it should stand in, the code of what is unknown
}

// Obstacle names what kept a clause from hitting. The values are stable codes, which reports put into words.
type Obstacle string

// The obstacles, from the first hurdle to the last.
const (
	BySpeaker          Obstacle = "speaker"       // somebody else said it
	ByNormaliser       Obstacle = "normaliser"    // it stands in the raw text only: normalisation replaced a part of it
	ByWord             Obstacle = "word_boundary" // the characters are there, but not as whole words
	ByException        Obstacle = "exception"     // an exception overlaps it
	ByLength           Obstacle = "length"        // the unit is too long or too short
	ByCount            Obstacle = "count"         // it is not there often enough
	ByLikeness         Obstacle = "likeness"      // it does not sound enough like the rule's examples
	ByWith             Obstacle = "with"          // what must be there too is not
	ByWithout          Obstacle = "without"       // what must not be there is
	ByPosition         Obstacle = "position"      // in: it stands too early or too late
	ByReply            Obstacle = "reply_to"      // the customer did not say what it is to answer
	ByBeside           Obstacle = "beside"
	ByAfter            Obstacle = "after"
	ByBefore           Obstacle = "before"
	ByNotAfter         Obstacle = "not_after"
	ByNotBefore        Obstacle = "not_before"
	ByUnknown          Obstacle = "not_evaluated" // the session does not tell
	BySession          Obstacle = "session"       // all, any, none, measure or where of the rule does not hold
	BySessionException Obstacle = "unless_session"

	ByChannel  Obstacle = "channel"
	ByPlatform Obstacle = "platform"
	ByTeam     Obstacle = "team"
	ByDate     Obstacle = "date"
	ByWhere    Obstacle = "where"
)

// hurdles orders obstacles by how far an attempt came.
var hurdles = []Obstacle{
	BySpeaker, ByNormaliser, ByWord, ByException, ByLength, ByCount, ByLikeness, ByWith, ByWithout, ByPosition, ByReply, ByBeside, ByAfter,
	ByBefore, ByNotAfter, ByNotBefore, ByUnknown, BySession, BySessionException, "",
}

// Explain judges the session by one rule and keeps account of it; nil when no such rule is in force.
func (a *Auditor) Explain(s *transcripts.Session, id string) *Explanation {
	i := slices.IndexFunc(a.rules, func(r *rule) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	r := a.rules[i]
	j := a.take(s)
	defer a.judges.Put(j)
	out := &Explanation{Rule: r.Rule, NotApplied: j.obstacleToRule(r)}
	if out.NotApplied != "" {
		return out
	}
	if t, why := j.applies(r); t == unknown {
		out.NotEvaluated = why
		return out
	}
	out.Findings, out.NotEvaluated = j.rule(r)
	if r.when != nil {
		out.Asked = []int{}
		for _, h := range j.cond(r.when).hits {
			if turn := int(h.turn); !slices.Contains(out.Asked, turn) { // several clauses may ask at one message
				out.Asked = append(out.Asked, turn)
			}
		}
		out.Attempts = j.attempts(out.Attempts, r.when)
	}
	out.Attempts = j.attempts(out.Attempts, r.cond)
	if len(out.Findings) == 0 && r.Kind != lexicon.Required {
		j.blameSession(r, out)
	}
	slices.SortStableFunc(out.Attempts, func(x, y Attempt) int {
		return cmp.Or(cmp.Compare(slices.Index(hurdles, y.Obstacle), slices.Index(hurdles, x.Obstacle)), cmp.Compare(x.Turn, y.Turn))
	})
	return out
}

// blameSession marks attempts that got through on their own but were undone by a demand on the whole session.
func (j *judge) blameSession(r *rule, out *Explanation) {
	obstacle := BySession
	if r.unless != nil && j.cond(r.unless).truth == yes {
		obstacle = BySessionException
	}
	for i := range out.Attempts {
		if out.Attempts[i].Obstacle == "" {
			out.Attempts[i].Obstacle = obstacle
		}
	}
}

// obstacleToRule says why a rule does not apply.
func (j *judge) obstacleToRule(r *rule) Obstacle {
	if t, _ := j.applies(r); t != no {
		return "" // what cannot be told is told by the result
	}
	s := j.session
	switch {
	case r.Channel != "both" && r.Channel != string(s.Channel):
		return ByChannel
	case len(r.Platforms) > 0 && !slices.Contains(r.Platforms, j.platform):
		return ByPlatform
	case len(r.Teams) > 0 && !slices.Contains(r.Teams, s.Agent.Team):
		return ByTeam
	case r.where != nil:
		return ByWhere
	default:
		return ByDate
	}
}

// attempts collects what the clauses of a condition, and of those it is put together from, came across.
func (j *judge) attempts(dst []Attempt, c *cond) []Attempt {
	for _, cl := range c.clauses {
		dst = j.clauseAttempts(dst, cl)
	}
	for _, list := range [][]*cond{c.all, c.any} {
		for _, part := range list {
			dst = j.attempts(dst, part)
		}
	}
	return dst
}

func (j *judge) clauseAttempts(dst []Attempt, c *clause) []Attempt {
	for turn := range j.session.Turns {
		for i := range c.src.Say {
			if at, ok := j.attempt(c, i, int32(turn)); ok {
				dst = append(dst, at)
			}
		}
		if at, ok := j.likenessAttempt(c, int32(turn)); ok {
			dst = append(dst, at)
		}
	}
	return dst
}

// attempt tries one pattern of a clause on one message, step by step.
func (j *judge) attempt(c *clause, i int, turn int32) (Attempt, bool) {
	out := Attempt{Clause: c.src.Position, Pattern: c.src.Say[i].Source, Turn: int(turn)}
	u, placed := j.unit(turn), func(start, end int) ref { return ref{turn, int32(start), int32(end)} }
	if c.place.src.Per == lexicon.PerTurn && j.runOf[turn] >= 0 {
		if r := &j.runs[j.runOf[turn]]; r.turns[0] != turn {
			return out, false // tried with the run's first message
		}
		joined := j.joinedUnit(j.runOf[turn])
		u, placed = &joined.unit, joined.last
	}
	found := j.matcher.Find(nil, c.say[i], u, 1, nil)
	if len(found) == 0 {
		return j.nearly(c, i, u, out)
	}
	matches := func(accept func(match.Span) bool) bool { return len(j.matcher.Find(nil, c.say[i], u, 1, accept)) > 0 }
	at := placed(u.Text(match.Plain).Span(found[0].Start, found[0].End))
	out.Turn, out.Start, out.End = int(at.turn), int(at.start), int(at.end)
	turn = at.turn
	if !slices.Contains(rolesOf(c.speaker), j.session.Turns[turn].Role) {
		out.Obstacle, out.Detail = BySpeaker, c.speaker.String()
		return out, true
	}
	out.Obstacle, out.Detail = j.obstacle(c, matches, u, turn)
	return out, true
}

// nearlyLike is how much less than what is asked for a message may score to be told as a near miss.
const nearlyLike = 0.3

// likenessAttempt tries a clause that asks for likeness alone on one message.
func (j *judge) likenessAttempt(c *clause, turn int32) (Attempt, bool) {
	if !c.byLikeness() || j.unknown || !slices.Contains(rolesOf(c.speaker), j.session.Turns[turn].Role) {
		return Attempt{}, false
	}
	score, least := j.score(c, turn), c.src.Resembles.Least
	if score < least-nearlyLike {
		return Attempt{}, false
	}
	u := j.unit(turn)
	span := j.telling(c, u)
	out := Attempt{Clause: c.src.Position, Pattern: fmt.Sprintf("resembles: %g (%.2f)", least, score), Turn: int(turn)}
	out.Start, out.End = u.Text(match.Plain).Span(span.Start, span.End)
	out.Obstacle, out.Detail = j.obstacle(c, func(accept func(match.Span) bool) bool { return accept(span) }, u, turn)
	return out, true
}

// obstacle finds the first hurdle that wording which matches did not take; matches says whether it still does where some
// matches are not accepted.
func (j *judge) obstacle(c *clause, matches func(accept func(match.Span) bool) bool, u *match.Unit, turn int32) (Obstacle, string) {
	for k, exception := range c.unless {
		swallowed := func(s match.Span) bool {
			return !slices.ContainsFunc(j.matcher.Find(nil, exception, u, 0, nil), s.Overlaps)
		}
		if !matches(swallowed) {
			return ByException, c.src.Unless[k].Source
		}
	}
	switch {
	case c.src.Chars != nil && !c.src.Chars.Holds(u.Length()):
		return ByLength, ""
	case c.src.Times != nil && !c.src.Times.Holds(len(j.matches(c, j.all(c), u))):
		return ByCount, ""
	case !j.resembles(c, turn):
		return ByLikeness, fmt.Sprintf("%.2f < %g", j.score(c, turn), c.src.Resembles.Least)
	case len(c.with) > 0 && !j.matcher.Any(c.anyWith, u):
		return ByWith, c.src.With[0].Source
	}
	for k, p := range c.without {
		if len(j.matcher.Find(nil, p, u, 1, nil)) > 0 {
			return ByWithout, c.src.Without[k].Source
		}
	}
	h := &hit{turn: turn, run: j.runOf[turn], matches: 1}
	return j.obstacleOfPlace(h, c)
}

// all makes every wording of the clause a candidate.
func (j *judge) all(c *clause) []int32 {
	var out []int32
	for id := range j.a.wordings {
		if j.a.wordings[id].clause == c {
			out = append(out, int32(id))
		}
	}
	return out
}

func (j *judge) obstacleOfPlace(h *hit, c *clause) (Obstacle, string) {
	p := &c.place
	for _, part := range []struct {
		by    Obstacle
		place place
		asked bool
	}{
		{ByPosition, place{src: p.src}, p.src.In != nil},
		{ByReply, place{src: &lexicon.Place{}, replyTo: p.replyTo}, p.replyTo != nil},
		{ByBeside, place{src: &lexicon.Place{}, beside: p.beside}, p.beside != nil},
		{ByAfter, place{src: &lexicon.Place{}, after: p.after}, p.after != nil},
		{ByBefore, place{src: &lexicon.Place{}, before: p.before}, p.before != nil},
		{ByNotAfter, place{src: &lexicon.Place{}, notAfter: p.notAfter}, p.notAfter != nil},
		{ByNotBefore, place{src: &lexicon.Place{}, notBefore: p.notBefore}, p.notBefore != nil},
	} {
		if !part.asked {
			continue
		}
		switch t, _, why := j.inPlace(h, &part.place, c.speaker); t {
		case unknown:
			return ByUnknown, why
		case no:
			return part.by, ""
		}
	}
	return "", ""
}
