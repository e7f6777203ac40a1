package audit

import (
	"slices"

	"zhijian/audit/conduct"
	"zhijian/audit/match"
	"zhijian/audit/memo"
	"zhijian/lexicon"
	"zhijian/transcripts"
)

// What the clauses of a lexicon find in one unit of text depends on that text and on the role of who said it, on nothing
// else in the session. So it is worked out by itself, written on a tape, and remembered: the same stock phrase is matched
// once in a night, and a phrase of which no rule speaks, as most are, costs one look-up.
//
// A tape begins, where an agent speaks, with the message's outline: its size and its set. Then follows what the text adds
// to scores, where some clause asks for likeness; see likenessOf. Then follow entries: the clause, how many matches the unit
// holds, the number of pairs that follow, and the pairs: spans in characters of the original text. Of a clause about the
// whole session, which no unit decides, the tape has no matches and, in the place of spans, the wordings that may be there.

// Kinds under which the memo keeps what a text comes to. Those below this one are roles: what clauses find in what they say.
const kindMasked = uint8(roles) // whether it holds something to mask

// hear gives the tape of a unit of text. It is valid until the next call.
func (j *judge) hear(role transcripts.Role, text string) []uint32 {
	m := j.a.memo
	if m == nil || len(text) > memo.Longest || j.only != nil { // what is remembered is what all clauses find
		j.tape = j.listen(j.tape[:0], role, text)
		return j.tape
	}
	hash := m.Hash(uint8(role), text)
	tape, known := m.Get(j.tape[:0], hash, uint8(role), text)
	if !known {
		tape = j.listen(tape, role, text)
		j.packed = m.Put(j.packed, hash, uint8(role), text, tape)
	}
	j.tape = tape
	return tape
}

// listen works out what the clauses find in a unit of text.
func (j *judge) listen(tape []uint32, role transcripts.Role, text string) []uint32 {
	if role == transcripts.RoleAgent {
		o := j.sheet.OutlineOf(text)
		tape = append(tape, uint32(o.Size), o.Set)
	}
	j.heard.Reset(j.a.norm, j.a.seg, text)
	tape = j.likenessOf(tape, role)
	for cand := j.scan(role, text); len(cand) > 0; {
		c, n := j.a.wordings[cand[0]].clause, 1
		for n < len(cand) && j.a.wordings[cand[n]].clause == c {
			n++
		}
		tape = j.enter(tape, c, cand[:n])
		cand = cand[n:]
	}
	return tape
}

// enter writes on the tape what a clause finds in the unit that is heard.
func (j *judge) enter(tape []uint32, c *clause, cand []int32) []uint32 {
	if c.spread {
		tape = append(tape, uint32(c.id), 0, uint32(len(cand)))
		for _, id := range cand {
			tape = append(tape, uint32(id), 0)
		}
		return tape
	}
	matches, spans, ok := j.tryUnit(c, cand, &j.heard)
	if !ok {
		return tape
	}
	tape = append(tape, uint32(c.id), uint32(matches), uint32(len(spans)))
	for _, s := range spans {
		start, end := j.heard.Text(match.Plain).Span(s.Start, s.End)
		tape = append(tape, uint32(start), uint32(end))
	}
	return tape
}

// takeDown reads the tapes of all that is said in the session, in order.
func (j *judge) takeDown() {
	j.makeRoom()
	j.outlines = j.outlines[:0]
	defer func() { j.sheet.SetOutlines(j.outlines) }()
	for i := range j.session.Turns {
		turn, t := int32(i), &j.session.Turns[i]
		run := j.runOf[i]
		alone := run < 0 || len(j.runs[run].turns) == 1
		if !alone && j.runs[run].turns[0] == turn {
			joined := j.runUnit(run)
			tape := j.hear(t.Role, joined.text)
			if t.Role == transcripts.RoleCustomer {
				j.noteAsked(tape)
			}
			j.play(tape, turn, joined)
		}
		tape := j.hear(t.Role, t.Text)
		if t.Role == transcripts.RoleCustomer && alone {
			j.noteAsked(tape)
		}
		j.resemble(t.Role, turn, tape)
		j.play(tape, turn, nil)
	}
}

// outlineNumbers is how many numbers of a tape an outline takes.
const outlineNumbers = 2

// play makes hits of what stands on a tape.
func (j *judge) play(tape []uint32, turn int32, joined *runUnit) {
	run := j.runOf[turn]
	alone := run < 0 || len(j.runs[run].turns) == 1
	if j.session.Turns[turn].Role == transcripts.RoleAgent {
		if joined == nil && tape[0] > 0 {
			j.outlines = append(j.outlines, conduct.Outline{Size: int(tape[0]), Set: tape[1]})
		}
		tape = tape[outlineNumbers:]
	}
	for tape = tape[j.likenessNumbers(j.session.Turns[turn].Role):]; len(tape) > 0; {
		c, matches, pairs := j.a.clauses[tape[0]], int(tape[1]), tape[3:3+2*tape[2]]
		tape = tape[3+len(pairs):]
		switch per := c.place.src.Per; {
		case per == lexicon.PerSession:
			if joined == nil {
				j.noteWordings(c, pairs)
			}
		case joined != nil && per == lexicon.PerTurn:
			j.noteJoined(c, matches, pairs, joined)
		case joined == nil && (alone || per == lexicon.PerMessage) && j.resembles(c, turn):
			first := len(j.refs)
			for k := 0; k < len(pairs); k += 2 {
				j.refs = append(j.refs, ref{turn, int32(pairs[k]), int32(pairs[k+1])})
			}
			j.note(c, hit{turn: turn, run: run, matches: matches, spans: j.refs[first:len(j.refs):len(j.refs)], suspect: c.src.Suspect, sure: c.src.Sure})
		}
	}
}

// note keeps a hit of a clause, and the rules that it may matter to.
func (j *judge) note(c *clause, h hit) {
	known := &j.clauseHits[c.id]
	if known.epoch != j.epoch {
		known.epoch, known.value = j.epoch, known.value[:0]
		j.touch(c)
	}
	known.value = append(known.value, h)
}

// touch wakes the clause's condition and the rules that wait for it.
func (j *judge) touch(c *clause) {
	spoken := &j.spokenOf[c.cond.id]
	if spoken.epoch != j.epoch {
		spoken.epoch, spoken.value = j.epoch, spoken.value[:0]
	}
	spoken.value = append(spoken.value, int32(c.id))
	for _, rule := range c.rules {
		j.touched[rule>>6] |= 1 << (rule & 63)
	}
}

// noteWordings keeps what may be found in all that a speaker says.
func (j *judge) noteWordings(c *clause, pairs []uint32) {
	known := &j.wordings[c.id]
	if known.epoch != j.epoch {
		known.epoch, known.value = j.epoch, known.value[:0]
		j.touch(c)
	}
	for k := 0; k < len(pairs); k += 2 {
		if id := int32(pairs[k]); !slices.Contains(known.value, id) {
			known.value = append(known.value, id)
		}
	}
}

// noteJoined keeps a hit in several messages taken together: its turn is the one that completes it.
func (j *judge) noteJoined(c *clause, matches int, pairs []uint32, u *runUnit) {
	first := len(j.refs)
	for k := 0; k < len(pairs); k += 2 {
		j.refs = u.refs(j.refs, int32(pairs[k]), int32(pairs[k+1]))
	}
	h := hit{matches: matches, spans: j.refs[first:len(j.refs):len(j.refs)], suspect: c.src.Suspect, sure: c.src.Sure}
	h.turn = u.turns[len(u.turns)-1]
	if len(h.spans) > 0 {
		h.turn = h.spans[len(h.spans)-1].turn
	}
	h.run = j.runOf[h.turn]
	j.note(c, h)
}
