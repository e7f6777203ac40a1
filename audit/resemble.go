package audit

import (
	"slices"

	"zhijian/audit/classify"
	"zhijian/audit/match"
	"zhijian/lexicon"
	"zhijian/transcripts"
)

// likeness gives the clauses that ask for likeness their classes: those that were fitted to a layer and lie beside it,
// and for the rest classes fitted now.
func (c *compiler) likeness() {
	a := c.auditor
	var ids []string
	for _, cl := range a.clauses {
		if want := cl.src.Resembles; want != nil && !slices.Contains(ids, want.Rule) {
			ids = append(ids, want.Rule)
		}
	}
	for _, r := range a.rules {
		if r.DoubtBelow != nil && !slices.Contains(ids, r.ID) {
			ids = append(ids, r.ID)
		}
	}
	if len(ids) == 0 {
		return
	}
	slices.Sort(ids)
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
		if want := cl.src.Resembles; want != nil {
			cl.class = slices.Index(ids, want.Rule)
			if cl.byLikeness() {
				a.resembling = append(a.resembling, cl)
			}
		}
	}
	for _, r := range a.rules {
		if r.DoubtBelow != nil {
			r.class = slices.Index(ids, r.ID)
		}
	}
}

// byLikeness says whether the clause is not found by literals but by its score alone.
func (c *clause) byLikeness() bool {
	return c.src.Resembles != nil && len(c.say)+len(c.like) == 0
}

// likenessOf writes on the tape what the text that is heard adds to the scores of all classes.
func (j *judge) likenessOf(tape []uint32, role transcripts.Role) []uint32 {
	if j.likenessNumbers(role) == 0 {
		return tape
	}
	runes := j.heard.Text(match.Plain).Runes
	if role == transcripts.RoleAgent {
		j.a.model.Message(&j.part, &j.grams, runes)
	} else {
		j.a.model.Context(&j.part, &j.grams, runes)
	}
	return j.part.Append(tape)
}

// readLikeness reads what likenessOf wrote; it is nil where no clause asks for likeness.
func (j *judge) readLikeness(p *classify.Part, role transcripts.Role, tape []uint32) *classify.Part {
	count := j.likenessNumbers(role)
	if count == 0 {
		return nil
	}
	if role == transcripts.RoleAgent {
		tape = tape[outlineNumbers:]
	}
	p.Load(tape[:count])
	return p
}

// resemble scores an agent's message by what it says and what it answers, and makes hits of it of the clauses that ask for
// such a score. own is nil where none does, asked where the customer did not speak yet.
func (j *judge) resemble(turn int32, own, asked *classify.Part) {
	if own == nil {
		return
	}
	width := j.a.model.Classes()
	j.a.model.Scores(j.scores[int(turn)*width:][:width], own, asked)
	j.noteLikeness(turn)
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
		j.note(c, hit{turn: turn, run: j.runOf[turn], matches: matches, spans: j.refs[first:len(j.refs):len(j.refs)], suspect: c.src.Suspect})
	}
}

// resembles says whether an agent's message scores what the clause asks for, if it asks for likeness.
func (j *judge) resembles(c *clause, turn int32) bool {
	return c.src.Resembles == nil || j.score(c, turn) >= c.src.Resembles.Least
}

// score is how much an agent's message resembles the examples of the clause's rule.
func (j *judge) score(c *clause, turn int32) float64 {
	return j.scores[int(turn)*j.a.model.Classes()+c.class]
}

// doubtful says whether a hit is only a suspect, since none of the agent's messages that it stands in resembles the
// examples of the rule enough to be sure of it.
func (j *judge) doubtful(r *rule, h *hit) bool {
	if r.DoubtBelow == nil || j.session.Turns[h.turn].Role != transcripts.RoleAgent {
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
