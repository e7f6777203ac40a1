package audit

import (
	"fmt"
	"slices"

	"zhijian/audit/classify"
	"zhijian/audit/match"
	"zhijian/audit/memo"
	"zhijian/lexicon"
	"zhijian/lexicon/norm"
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
	if len(ids) == 0 {
		return
	}
	slices.Sort(ids)
	classes, err := Classes(a.set, ids)
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

// Kinds under which the memo keeps what texts add to scores; those below are roles.
const (
	kindSaid = uint8(roles + iota)
	kindAsked
)

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
		u := j.unit(turn)
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

// Classes returns the fitted classes of the rules, in the order asked for: from the models that lie beside the set's
// layers where they are there, else fitted now to the examples of the set.
func Classes(set *lexicon.Set, ids []string) ([]classify.Class, error) {
	known := map[string]classify.Class{}
	for _, layer := range set.Layers {
		if layer.Model == nil {
			continue
		}
		classes, err := classify.Decode(layer.Model)
		if err != nil {
			return nil, err
		}
		for _, rule := range set.Rules {
			if i := slices.IndexFunc(classes, func(c classify.Class) bool { return c.ID == rule.ID }); i >= 0 && rule.Layer == layer.Number {
				known[rule.ID] = classes[i]
			}
		}
	}
	out := make([]classify.Class, len(ids))
	var missing []int
	for i, id := range ids {
		if class, ok := known[id]; ok {
			out[i] = class
		} else {
			missing = append(missing, i)
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	m := gather(set)
	fitted := classify.Prepare(m.samples)
	for _, i := range missing {
		labels, is := m.labels(ids[i])
		if is == 0 {
			return nil, fmt.Errorf("rule %s asks for likeness to its examples, but has none under hit or suspect", ids[i])
		}
		out[i] = fitted.Train(ids[i], labels)
	}
	return out, nil
}

// material is what a lexicon's examples teach: messages with what they answer, and which rules they are examples of.
type material struct {
	samples []classify.Sample
	is, not []map[string]bool // by sample: rules that it hits, and that it misses
	numbers map[string]int    // of samples, by their text
	norm    *norm.Normalizer
}

// gather takes the agent's messages out of the examples. Of an example under hit or suspect the last one is what hits;
// those before it say nothing. What stands under miss or ordinary is an example of other talk.
func gather(set *lexicon.Set) *material {
	m := &material{numbers: map[string]int{}, norm: norm.New(set.Normalise)}
	for _, rule := range slices.Concat(set.Rules, set.Off) {
		if rule.Kind != lexicon.Banned && rule.Kind != lexicon.Violation {
			continue
		}
		for _, e := range slices.Concat(rule.Examples.Hit, rule.Examples.Suspect) {
			if numbers := m.add(e); len(numbers) > 0 {
				m.is[numbers[len(numbers)-1]][rule.ID] = true
			}
		}
		for _, e := range rule.Examples.Miss {
			for _, number := range m.add(e) {
				m.not[number][rule.ID] = true
			}
		}
	}
	for _, file := range set.Files {
		for _, e := range file.Ordinary {
			m.add(e)
		}
	}
	return m
}

// add takes the agent's messages of an example and returns their numbers.
func (m *material) add(e *lexicon.Example) []int {
	var numbers []int
	asked, asking := "", false
	for _, line := range e.Lines {
		switch line.Speaker {
		case lexicon.Customer:
			if asking {
				asked += " "
			} else {
				asked = ""
			}
			asked, asking = asked+line.Text, true
		case lexicon.Agent:
			asking = false
			numbers = append(numbers, m.number(line.Text, asked))
		case lexicon.Robot:
			asking = false
		}
	}
	return numbers
}

func (m *material) number(message, asked string) int {
	message, asked = m.norm.String(message), m.norm.String(asked)
	key := message + "\x00" + asked
	number, ok := m.numbers[key]
	if !ok {
		number = len(m.samples)
		m.numbers[key] = number
		m.samples = append(m.samples, classify.Sample{Message: []rune(message), Context: []rune(asked)})
		m.is, m.not = append(m.is, map[string]bool{}), append(m.not, map[string]bool{})
	}
	return number
}

// labels says what each sample is to a rule, and how many are of it.
func (m *material) labels(id string) (labels []classify.Label, is int) {
	labels = make([]classify.Label, len(m.samples))
	for i := range labels {
		switch {
		case m.is[i][id]:
			labels[i] = classify.Is
			is++
		case m.not[i][id]:
			labels[i] = classify.IsNot
		default:
			labels[i] = classify.Other
		}
	}
	return labels, is
}

// AsksLikeness says whether some rule of the layer uses resembles.
func AsksLikeness(set *lexicon.Set, layer int) bool { return len(askers(set, layer)) > 0 }

// askers are the rules of a layer that use resembles, by id.
func askers(set *lexicon.Set, layer int) []string {
	var ids []string
	for _, rule := range slices.Concat(set.Rules, set.Off) {
		asks := slices.ContainsFunc(rule.Condition.Reach(), func(c *lexicon.Condition) bool {
			return slices.ContainsFunc(c.Clauses[lexicon.Agent], func(c *lexicon.Clause) bool { return c.Resembles != nil && c.Resembles.Rule == rule.ID })
		})
		if asks && rule.Layer == layer {
			ids = append(ids, rule.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// Fit learns the classes of a layer from the examples of the set, whatever models there are, and returns them as the body
// of a model file, with their number.
func Fit(set *lexicon.Set, layer int) (model []byte, classes int, err error) {
	bare := *set
	bare.Layers = nil
	fitted, err := Classes(&bare, askers(set, layer))
	if err != nil {
		return nil, 0, err
	}
	model, err = classify.Encode(fitted)
	return model, len(fitted), err
}
