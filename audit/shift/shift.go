// Package shift says what a change of lexicon does to a corpus: which findings come and go, which sessions pass or fail
// otherwise, and how agents' scores and ranks move.
package shift

import (
	"cmp"
	"slices"
	"strings"

	"zhijian/audit"
	"zhijian/audit/score"
)

// MostSamples is how many samples of each side are kept for a rule: the first ones in the order of sessions.
const MostSamples = 3

// Shift adds up pairs of results of the same session.
type Shift struct {
	rules    map[string]*Rule
	flips    []Flip
	sessions int
	before   *score.Tally
	after    *score.Tally
}

// Rule is what came and went of one rule. Suspects are counted apart.
type Rule struct {
	ID                           string
	Gained, Lost                 int
	SuspectsGained, SuspectsLost int
	FatalGained, FatalLost       int
	Samples                      []Sample
}

// Sample is one finding that came or went; Text is its evidence, masked as the auditor masks.
type Sample struct {
	Session string
	Turn    int // -1 for findings without a turn
	Text    string
	Gained  bool
}

// Flip is a session that passes on one side only.
type Flip struct {
	Session, Agent string
	Passed         bool // now
	Before, After  float64
}

// Agent is how an agent's mean score and rank moved. Ranks count from 1, the worst first; agents without a session of
// their own have none.
type Agent struct {
	ID                    string
	Sessions              int
	Before, After         float64
	RankBefore, RankAfter int
}

// New makes an empty shift. The infos say what the rules of each side are.
func New(before, after map[string]score.RuleInfo) *Shift {
	return &Shift{rules: map[string]*Rule{}, before: score.New(score.By(score.KeyAgent), before), after: score.New(score.By(score.KeyAgent), after)}
}

// key tells findings of one session apart.
type key struct {
	rule string
	turn int
}

// Observe adds what both lexicons say of one session. It keeps neither result.
func (s *Shift) Observe(before, after *audit.Result) {
	s.sessions++
	s.before.Add(before)
	s.after.Add(after)
	s.compare(after, before, false)
	s.compare(before, after, true)
	if before.Passed != after.Passed {
		s.flips = append(s.flips, Flip{after.SessionID, after.Agent, after.Passed, before.Score, after.Score})
	}
}

// compare counts the findings of r that other has not.
func (s *Shift) compare(other, r *audit.Result, gained bool) {
	if len(r.Findings) == 0 {
		return
	}
	known := make(map[key]bool, len(other.Findings))
	for i := range other.Findings {
		if f := &other.Findings[i]; f.Counts() {
			known[keyOf(f)] = true
		} else if isSuspect(f) {
			known[suspectKey(f)] = true
		}
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		switch {
		case f.Counts() && !known[keyOf(f)]:
			s.count(r, f, gained)
		case isSuspect(f) && !known[suspectKey(f)]:
			rule := s.rule(f.Rule)
			add(gained, &rule.SuspectsGained, &rule.SuspectsLost)
		}
	}
}

// isSuspect leaves out suspects that are held back, which count for nothing.
func isSuspect(f *audit.Finding) bool { return f.Suspect && f.Suppressed == "" }

func keyOf(f *audit.Finding) key {
	if f.Turn == nil {
		return key{f.Rule, -1}
	}
	return key{f.Rule, *f.Turn}
}

// suspectKey keeps suspects apart from what is certain.
func suspectKey(f *audit.Finding) key {
	k := keyOf(f)
	k.rule += "?"
	return k
}

func add(gained bool, come, gone *int) {
	if gained {
		*come++
	} else {
		*gone++
	}
}

func (s *Shift) rule(id string) *Rule {
	r := s.rules[id]
	if r == nil {
		r = &Rule{ID: id}
		s.rules[id] = r
	}
	return r
}

func (s *Shift) count(r *audit.Result, f *audit.Finding, gained bool) {
	rule := s.rule(f.Rule)
	add(gained, &rule.Gained, &rule.Lost)
	if f.Fatal {
		add(gained, &rule.FatalGained, &rule.FatalLost)
	}
	kept := 0
	for _, sample := range rule.Samples {
		if sample.Gained == gained {
			kept++
		}
	}
	if kept >= MostSamples {
		return
	}
	var texts []string
	for _, e := range f.Evidence {
		texts = append(texts, e.Text)
	}
	rule.Samples = append(rule.Samples, Sample{r.SessionID, keyOf(f).turn, strings.Join(texts, " … "), gained})
}

// Sessions is how many sessions were compared.
func (s *Shift) Sessions() int { return s.sessions }

// Rules lists the rules of which something came or went, by id.
func (s *Shift) Rules() []Rule {
	out := make([]Rule, 0, len(s.rules))
	for _, r := range s.rules {
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b Rule) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// Flips lists the sessions that pass on one side only, in the order of sessions.
func (s *Shift) Flips() []Flip { return s.flips }

// Agents lists the agents whose mean score or rank moved, the greatest fall of the mean first.
func (s *Shift) Agents() []Agent {
	after := map[string]Agent{}
	for rank, row := range s.after.Rows() {
		after[row.Key] = Agent{ID: row.Key, Sessions: row.Sessions, After: row.Mean, RankAfter: rank + 1}
	}
	var out []Agent
	for rank, row := range s.before.Rows() {
		a, known := after[row.Key]
		if !known || row.Sessions == 0 {
			continue
		}
		a.Before, a.RankBefore = row.Mean, rank+1
		if a.Before != a.After || a.RankBefore != a.RankAfter {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b Agent) int {
		return cmp.Or(cmp.Compare(a.After-a.Before, b.After-b.Before), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// Totals are the mean score and the findings of all sessions on both sides.
func (s *Shift) Totals() (before, after score.Row) { return s.before.Total(), s.after.Total() }
