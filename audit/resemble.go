package audit

import (
	"slices"

	"zhijian/audit/classify"
	"zhijian/audit/match"
	"zhijian/audit/memo"
	"zhijian/lexicon"
	"zhijian/transcripts"
)

// likeness gives the clauses that ask for likeness their classes: those that were fitted to a layer and lie beside it,
// and for the rest classes fitted now.
func (c *compiler) likeness() {
	a := c.auditor
	rules := map[string]*lexicon.Rule{}
	for _, rule := range slices.Concat(a.set.Rules, a.set.Off) {
		rules[rule.ID] = rule
	}
	var ids []string
	for _, cl := range a.clauses {
		if want := cl.src.Resembles; want != nil && rules[want.Rule] != nil { // else it stands where it may not, as was said
			ids = append(ids, want.Rule)
			if cl.byLikeness() {
				ids = append(ids, kinOf(rules[want.Rule]))
			}
		}
	}
	for _, r := range a.rules {
		if r.DoubtBelow != nil {
			ids = append(ids, r.ID)
		}
	}
	if len(ids) == 0 {
		return
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	known, err := c.models()
	var classes []classify.Class
	if err == nil {
		classes, err = learn(a.set, known, ids)
	}
	if err != nil {
		c.fail(lexicon.Position{File: lexicon.ModelName, Line: 1, Column: 1}, "%v", err)
		return
	}
	a.model = classify.NewModel(classes)
	for _, cl := range a.clauses {
		if want := cl.src.Resembles; want != nil && rules[want.Rule] != nil {
			cl.class = slices.Index(ids, want.Rule)
			if cl.byLikeness() {
				cl.kin = slices.Index(ids, kinOf(rules[want.Rule]))
				a.resembling = append(a.resembling, cl)
			}
		}
	}
	a.setRivals()
	for _, r := range a.rules {
		if r.DoubtBelow != nil {
			r.class = slices.Index(ids, r.ID)
		}
	}
}

// setRivals tells every clause that asks for likeness alone which classes its message must not sound more like.
func (a *Auditor) setRivals() {
	for _, cl := range a.resembling {
		for _, other := range a.resembling {
			if other.kin == cl.kin && other.class != cl.class {
				cl.rivals = append(cl.rivals, other.class)
			}
		}
	}
}

// byLikeness says whether the clause is not found by literals but by its score alone.
func (c *clause) byLikeness() bool {
	return c.src.Resembles != nil && len(c.say)+len(c.like) == 0
}

// resemble scores the agents' messages of the session by what they say and what they answer, and makes hits of those
// that clauses ask for.
func (j *judge) resemble() {
	m := j.a.model
	if m == nil {
		return
	}
	width := m.Classes()
	j.scores = slices.Grow(j.scores[:0], width*len(j.session.Turns))[:width*len(j.session.Turns)]
	var asked *classify.Part
	for r := range j.runs {
		switch j.runs[r].role {
		case transcripts.RoleCustomer:
			text := j.session.Turns[j.runs[r].turns[0]].Text
			if len(j.runs[r].turns) > 1 {
				text = j.runUnit(int32(r)).text
			}
			j.hearPart(&j.asked, kindAsked, text)
			asked = &j.asked
		case transcripts.RoleAgent:
			for _, turn := range j.runs[r].turns {
				j.hearPart(&j.own, kindSaid, j.session.Turns[turn].Text)
				m.Scores(j.scores[int(turn)*width:][:width], &j.own, asked)
				j.noteLikeness(turn)
			}
		}
	}
}

// hearPart works out, or remembers, what a text adds to the scores of all classes.
func (j *judge) hearPart(p *classify.Part, kind uint8, text string) {
	remember := j.a.memo != nil && len(text) <= memo.Longest
	var hash uint64
	if remember {
		hash = j.a.memo.Hash(kind, text)
		tape, known := j.a.memo.Get(j.tape[:0], hash, kind, text)
		j.tape = tape
		if known {
			p.Load(tape)
			return
		}
	}
	j.heard.Reset(j.a.norm, j.a.seg, text)
	runes := j.heard.Text(match.Plain).Runes
	if kind == kindSaid {
		j.a.model.Message(p, &j.grams, runes)
	} else {
		j.a.model.Context(p, &j.grams, runes)
	}
	if remember {
		j.tape = p.Append(j.tape[:0])
		j.packed = j.a.memo.Put(j.packed, hash, kind, text, j.tape)
	}
}

// noteLikeness makes hits of the clauses that a message scores enough for.
func (j *judge) noteLikeness(turn int32) {
	for _, c := range j.a.resembling {
		if !j.resembles(c, turn) {
			continue
		}
		u := &j.heard
		u.Reset(j.a.norm, j.a.seg, j.session.Turns[turn].Text)
		matches, spans, ok := j.tryUnit(c, nil, u)
		if !ok {
			continue
		}
		first := len(j.refs)
		for _, s := range spans {
			start, end := u.Text(match.Plain).Span(s.Start, s.End)
			j.refs = append(j.refs, ref{turn, int32(start), int32(end)})
		}
		j.note(c, hit{turn: turn, run: j.runOf[turn], matches: matches, spans: j.refs[first:len(j.refs):len(j.refs)], suspect: c.src.Suspect, sure: c.src.Sure})
	}
}

// resembles says whether an agent's message scores what the clause asks for, if it asks for likeness.
func (j *judge) resembles(c *clause, turn int32) bool {
	return c.src.Resembles == nil || j.score(c, turn) >= c.src.Resembles.Least
}

// kinShare is the weight of what the rules of a category sound like taken together, beside what the rule itself does.
// headStart is how much more a message may resemble another rule of the category before that is taken off: else whatever
// breaks one rule would be suspected of breaking its kin too.
const (
	kinShare  = 0.5
	headStart = 0.3
)

// score is how much an agent's message resembles the examples of the clause's rule. Where no pattern says what the message
// is about, what the rule's kin sound like counts too: it is learnt from many more examples than one rule has, and tells
// what no agent should say from what is only on the same subject. Beside a pattern it would blur which rule it is.
func (j *judge) score(c *clause, turn int32) float64 {
	scores := j.scores[int(turn)*j.a.model.Classes():]
	if !c.byLikeness() {
		return scores[c.class]
	}
	own := scores[c.class]
	score := (own + float64(kinShare*scores[c.kin])) / (1 + kinShare)
	if score < c.src.Resembles.Least {
		return score
	}
	best := own
	for _, rival := range c.rivals {
		best = max(best, scores[rival])
	}
	return score - max(0, best-own-headStart)
}

// doubtful says whether a hit is only a suspect, since none of the agent's messages that it stands in resembles the
// examples of the rule enough to be sure of it.
func (j *judge) doubtful(r *rule, h *hit) bool {
	if r.DoubtBelow == nil || h.sure || j.session.Turns[h.turn].Role != transcripts.RoleAgent {
		return false
	}
	width := j.a.model.Classes()
	score := j.scores[int(h.turn)*width+r.class]
	for _, s := range h.spans {
		if j.session.Turns[s.turn].Role == transcripts.RoleAgent {
			score = max(score, j.scores[int(s.turn)*width+r.class])
		}
	}
	return score < r.DoubtBelow.Least
}

// telling is the stretch of a message that speaks most for the clause's class: where the summed weight of its
// characters is largest.
func (j *judge) telling(c *clause, u *match.Unit) match.Span {
	j.weights = j.a.model.Weights(j.weights, c.class, &j.grams, u.Text(match.Plain).Runes)
	best, sum, start := 0.0, 0.0, 0
	span := match.Span{Start: 0, End: len(j.weights)}
	for i, w := range j.weights {
		if sum <= 0 {
			sum, start = 0, i
		}
		if sum += w; sum > best {
			best, span = sum, match.Span{Start: start, End: i + 1}
		}
	}
	return span
}
