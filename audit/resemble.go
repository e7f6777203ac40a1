package audit

import (
	"cmp"
	"slices"

	"zhijian/audit/classify"
	"zhijian/audit/match"
	"zhijian/lexicon"
	"zhijian/transcripts"
)

// speakers are those whose messages are scored: agents and customers.
const speakers = 2

// sound is what was learnt of one speaker's messages, with the clauses that are found by it.
type sound struct {
	model      *classify.Model // nil where no clause asks for likeness
	resembling []*clause       // those that are found by their score, not by literals
}

// kindred knows the rules of a set by id, and which of them are rivals: those of one kin of which a clause asks for
// likeness alone.
type kindred struct {
	rules  map[string]*lexicon.Rule
	rivals map[string][]lesson // by kin
}

func kindredOf(set *lexicon.Set) *kindred {
	k := &kindred{map[string]*lexicon.Rule{}, map[string][]lesson{}}
	for _, rule := range slices.Concat(set.Rules, set.Off) {
		k.rules[rule.ID] = rule
		if !rule.Off && soundsAlone(rule) {
			k.rivals[kinOf(rule)] = append(k.rivals[kinOf(rule)], lesson{id: rule.ID})
		}
	}
	return k
}

// of gives the kin of a clause and its rivals, ok for one that asks for likeness alone to the examples of a rule.
func (k *kindred) of(c *clause) (kin lesson, rivals []lesson, ok bool) {
	rule := k.rules[c.src.Resembles.Rule]
	if rule == nil || !c.byLikeness() {
		return lesson{}, nil, false
	}
	return lesson{id: kinOf(rule)}, k.rivals[kinOf(rule)], true
}

// lessons are what the clauses and rules that ask for likeness have to be taught, by speaker.
func (a *Auditor) lessons(k *kindred) (out [speakers][]lesson) {
	ask := func(speaker lexicon.Speaker, lessons ...lesson) {
		for _, l := range lessons {
			if !slices.Contains(out[speaker], l) {
				out[speaker] = append(out[speaker], l)
			}
		}
	}
	for _, cl := range a.clauses {
		if want := cl.src.Resembles; want != nil && want.Bound() {
			ask(cl.speaker, lessonOf(want))
			if kin, rivals, ok := k.of(cl); ok {
				ask(cl.speaker, kin)
				ask(cl.speaker, rivals...)
			}
		}
	}
	for _, r := range a.rules {
		if r.DoubtBelow != nil {
			ask(lexicon.Agent, lessonOf(r.DoubtBelow))
		}
	}
	return out
}

// likeness gives the clauses that ask for likeness their classes: those that were fitted to a layer and lie beside it,
// and for the rest classes fitted now. Agents' and customers' messages have models of their own.
func (c *compiler) likeness() {
	a := c.auditor
	k := kindredOf(a.set)
	lessons := a.lessons(k)
	for speaker := range lessons {
		if !c.learnSound(&a.sounds[speaker], lessons[speaker]) {
			return
		}
	}
	for _, cl := range a.clauses {
		cl.kin = noKin
		want := cl.src.Resembles
		if want == nil || !want.Bound() {
			continue
		}
		number := func(l lesson) int { return slices.Index(lessons[cl.speaker], l) }
		cl.class = number(lessonOf(want))
		if cl.byLikeness() {
			a.sounds[cl.speaker].resembling = append(a.sounds[cl.speaker].resembling, cl)
		}
		if kin, rivals, ok := k.of(cl); ok {
			cl.kin = number(kin)
			for _, rival := range rivals {
				if rival.id != want.Rule {
					cl.rivals = append(cl.rivals, number(rival))
				}
			}
		}
	}
	for _, r := range a.rules {
		if r.DoubtBelow != nil {
			r.class = slices.Index(lessons[lexicon.Agent], lessonOf(r.DoubtBelow))
		}
	}
}

// learnSound fits, or takes from beside the layers, the classes of the lessons, which it puts in order.
func (c *compiler) learnSound(s *sound, lessons []lesson) bool {
	if len(lessons) == 0 {
		return true
	}
	slices.SortFunc(lessons, func(a, b lesson) int { return cmp.Compare(a.key(), b.key()) })
	for i := range lessons[1:] {
		if lessons[i].key() == lessons[i+1].key() {
			c.fail(lessons[i+1].cond.Position, "two conditions %s ask for likeness; rename one of the files or conditions", lessons[i].id)
			return false
		}
	}
	known, err := c.models()
	var classes []classify.Class
	if err == nil {
		classes, err = learn(c.auditor.set, known, lessons)
	}
	if err != nil {
		c.fail(lexicon.Position{File: lexicon.ModelName, Line: 1, Column: 1}, "%v", err)
		return false
	}
	s.model = classify.NewModel(classes)
	return true
}

// soundsAlone says whether a clause of the rule asks for likeness alone: then the rule is a rival of its kin, whose messages
// must not sound more like it. It is one in sets that name it among Off as well, so that a part of a set judges as the
// whole does.
func soundsAlone(rule *lexicon.Rule) bool {
	for _, c := range rule.Condition.Reach() {
		for _, clause := range c.Clauses[lexicon.Agent] {
			if clause.Resembles != nil && clause.Resembles.Rule == rule.ID && len(clause.Say)+len(clause.Like) == 0 {
				return true
			}
		}
	}
	return false
}

// byLikeness says whether the clause is not found by literals but by its score alone.
func (c *clause) byLikeness() bool {
	return c.src.Resembles != nil && len(c.say)+len(c.like) == 0
}

// A tape has, of an agent's text, what it adds to its own scores; of a customer's, what it adds to those of the answer and
// then what it adds to its own. Each of these parts is missing where no clause asks for it.

// partNumbers is how many numbers of a tape what a text adds to the scores of a model takes.
func partNumbers(m *classify.Model) int {
	if m == nil {
		return 0
	}
	return 1 + m.Classes()
}

// likenessNumbers is how many numbers of a tape all parts take.
func (j *judge) likenessNumbers(role transcripts.Role) int {
	agents, customers := j.a.sounds[lexicon.Agent].model, j.a.sounds[lexicon.Customer].model
	switch role {
	case transcripts.RoleAgent:
		return partNumbers(agents)
	case transcripts.RoleCustomer:
		return partNumbers(agents) + partNumbers(customers)
	default:
		return 0
	}
}

// likenessOf writes on the tape what the text that is heard adds to scores.
func (j *judge) likenessOf(tape []uint32, role transcripts.Role) []uint32 {
	agents, customers := j.a.sounds[lexicon.Agent].model, j.a.sounds[lexicon.Customer].model
	runes := j.heard.Text(match.Plain).Runes
	if role == transcripts.RoleCustomer && agents != nil {
		agents.Context(&j.own, &j.grams, runes)
		tape = j.own.Append(tape)
	}
	m := customers
	if role == transcripts.RoleAgent {
		m = agents
	}
	if m == nil || role != transcripts.RoleAgent && role != transcripts.RoleCustomer {
		return tape
	}
	m.Message(&j.own, &j.grams, runes)
	return j.own.Append(tape)
}

// makeRoom has a score for each turn and class of each speaker, and forgets what was asked.
func (j *judge) makeRoom() {
	j.isAsked = false
	for speaker := range j.a.sounds {
		if m := j.a.sounds[speaker].model; m != nil {
			size := m.Classes() * len(j.session.Turns)
			j.scores[speaker] = slices.Grow(j.scores[speaker][:0], size)[:size]
		}
	}
}

// noteAsked reads, from the tape of all that a customer says in a run, what that adds to the scores of what answers it.
func (j *judge) noteAsked(tape []uint32) {
	if m := j.a.sounds[lexicon.Agent].model; m != nil {
		j.asked.Load(tape[:partNumbers(m)])
		j.isAsked = true
	}
}

// resemble scores a message by what it says, which is read from its tape, and, of an agent, by what it answers, and makes
// hits of it of the clauses that ask for such a score.
func (j *judge) resemble(role transcripts.Role, turn int32, tape []uint32) {
	agents, customers := &j.a.sounds[lexicon.Agent], &j.a.sounds[lexicon.Customer]
	switch {
	case role == transcripts.RoleAgent && agents.model != nil:
		var asked *classify.Part
		if j.isAsked {
			asked = &j.asked
		}
		j.scoreBy(lexicon.Agent, agents, turn, tape[outlineNumbers:], asked)
	case role == transcripts.RoleCustomer && customers.model != nil:
		j.scoreBy(lexicon.Customer, customers, turn, tape[partNumbers(agents.model):], nil)
	}
}

func (j *judge) scoreBy(speaker lexicon.Speaker, s *sound, turn int32, tape []uint32, asked *classify.Part) {
	width := s.model.Classes()
	j.own.Load(tape[:partNumbers(s.model)])
	s.model.Scores(j.scores[speaker][int(turn)*width:][:width], &j.own, asked)
	j.noteLikeness(s, turn)
}

// noteLikeness makes hits of the clauses that a message scores enough for.
func (j *judge) noteLikeness(s *sound, turn int32) {
	u, ready := &j.heard, false
	for _, c := range s.resembling {
		if !j.only.hears(c) || !j.resembles(c, turn) {
			continue
		}
		if !ready {
			u.Reset(j.a.norm, j.a.seg, j.session.Turns[turn].Text)
			ready = true
		}
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

// resembles says whether a message of the clause's speaker scores what the clause asks for, if it asks for likeness.
func (j *judge) resembles(c *clause, turn int32) bool {
	return c.src.Resembles == nil || j.score(c, turn) >= c.src.Resembles.Least
}

// kinShare is the weight of what the rules of a category sound like taken together, beside what the rule itself does.
// headStart is how much more a message may resemble another rule of the category before that is taken off, where the clause
// only suspects: else whatever breaks one rule would be suspected of breaking its kin too. What counts has none: it goes to
// the rule that the message sounds most like.
const (
	kinShare  = 0.5
	headStart = 0.3
)

// noKin is the kin of a clause that goes by the examples of a condition, or by a pattern.
const noKin = -1

// score is how much a message of the clause's speaker resembles the examples of its rule or condition. Where no pattern
// says what an agent's message is about, what the rule's kin sound like counts too: it is learnt from many more examples
// than one rule has, and tells what no agent should say from what is only on the same subject. Beside a pattern it would
// blur which rule it is.
func (j *judge) score(c *clause, turn int32) float64 {
	scores := j.scores[c.speaker][int(turn)*j.a.sounds[c.speaker].model.Classes():]
	own := scores[c.class]
	if c.kin == noKin {
		return own
	}
	score := (own + float64(kinShare*scores[c.kin])) / (1 + kinShare)
	if score < c.src.Resembles.Least {
		return score
	}
	best := own
	for _, rival := range c.rivals {
		best = max(best, scores[rival])
	}
	start := 0.0
	if c.src.Suspect {
		start = headStart
	}
	return score - max(0, best-own-start)
}

// doubtful says whether a hit is only a suspect, since none of the agent's messages that it stands in resembles the
// examples of the rule enough to be sure of it.
func (j *judge) doubtful(r *rule, h *hit) bool {
	if r.DoubtBelow == nil || h.sure || j.session.Turns[h.turn].Role != transcripts.RoleAgent {
		return false
	}
	width, scores := j.a.sounds[lexicon.Agent].model.Classes(), j.scores[lexicon.Agent]
	score := scores[int(h.turn)*width+r.class]
	for _, s := range h.spans {
		if j.session.Turns[s.turn].Role == transcripts.RoleAgent {
			score = max(score, scores[int(s.turn)*width+r.class])
		}
	}
	return score < r.DoubtBelow.Least
}

// telling is the stretch of a message that speaks most for the clause's class: where the summed weight of its
// characters is largest.
func (j *judge) telling(c *clause, u *match.Unit) match.Span {
	j.weights = j.a.sounds[c.speaker].model.Weights(j.weights, c.class, &j.grams, u.Text(match.Plain).Runes)
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
