// Package accuracy measures how well findings meet the labels of a labelled set: precision, recall and F1 for each
// rule and group of rules.
//
// A finding matches a label when rule and turn are equal (turn level), or when the rule is equal (session level, where
// a rule counts once a session). Suspects and suppressed findings are no predictions: a suspect that matches a label
// leaves it missed, and is counted apart as a hint.
package accuracy

import (
	"maps"
	"slices"
	"strings"

	"zhijian/audit"
	"zhijian/transcripts"
)

// Meter gathers the counts of judged sessions. The order in which sessions are observed does not matter. The zero
// value is not usable; see NewMeter.
type Meter struct {
	rules    map[string]*levels
	sessions Sessions
}

type levels struct{ session, turn Count }

// Sessions counts the sessions of a labelled set.
type Sessions struct {
	Labelled   int `json:"sessions"`            // observed sessions, with or without findings to be found
	Unlabelled int `json:"without_labels"`      // records that carry no expect field; they are not measured
	Clean      int `json:"clean"`               // labelled as free of findings
	Alarmed    int `json:"clean_false_alarms"`  // clean sessions in which something was found
	Hinted     int `json:"clean_with_suspects"` // clean sessions that a suspect sends to a person
}

// NewMeter returns a meter that has seen nothing.
func NewMeter() *Meter { return &Meter{rules: map[string]*levels{}} }

// Observe adds the result of a labelled session and returns where findings and labels differ, in order of turn (null
// last) and rule. A session without labels (Expect is nil) is counted as such and measured no further.
func (m *Meter) Observe(s *transcripts.Session, r *audit.Result) []Difference {
	if s.Expect == nil {
		m.sessions.Unlabelled++
		return nil
	}
	m.sessions.Labelled++
	marks := markTurns(s, r)
	if len(s.Expect) == 0 {
		m.observeClean(marks)
	}
	bySession := map[string]mark{}
	for p, k := range marks {
		count := &m.levels(p.rule).turn
		*count = count.plus(k.count())
		bySession[p.rule] |= k
	}
	for rule, k := range bySession {
		count := &m.levels(rule).session
		*count = count.plus(k.count())
	}
	return differences(marks, r)
}

func (m *Meter) observeClean(marks map[place]mark) {
	m.sessions.Clean++
	var all mark
	for _, k := range marks {
		all |= k
	}
	if all.has(found) {
		m.sessions.Alarmed++
	}
	if all.has(hinted) {
		m.sessions.Hinted++
	}
}

func (m *Meter) levels(rule string) *levels {
	l, ok := m.rules[rule]
	if !ok {
		l = &levels{}
		m.rules[rule] = l
	}
	return l
}

// Measure returns the figures of all sessions observed so far.
func (m *Meter) Measure() *Measure {
	out := &Measure{Sessions: m.sessions, Groups: []Score{}, Rules: []Score{}}
	groups := map[string]*levels{}
	var all levels
	for _, rule := range slices.Sorted(maps.Keys(m.rules)) {
		l := m.rules[rule]
		out.Rules = append(out.Rules, Score{Name: rule, Session: l.session, Turn: l.turn})
		g, ok := groups[Group(rule)]
		if !ok {
			g = &levels{}
			groups[Group(rule)] = g
		}
		g.session, g.turn = g.session.plus(l.session), g.turn.plus(l.turn)
		all.session, all.turn = all.session.plus(l.session), all.turn.plus(l.turn)
	}
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		out.Groups = append(out.Groups, Score{Name: name, Session: groups[name].session, Turn: groups[name].turn})
	}
	out.All = Score{Name: "all", Session: all.session, Turn: all.turn}
	return out
}

// Group is the part of a rule id before the first full stop: "platform" for "platform.threat".
func Group(rule string) string {
	group, _, _ := strings.Cut(rule, ".")
	return group
}
