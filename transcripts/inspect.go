package transcripts

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Report says what a source is taken for and what was found in it.
type Report struct {
	Detection
	Counts   Counts      `json:"counts"`
	Channels []Tally     `json:"channels"`      // sessions by channel
	Roles    []Tally     `json:"roles"`         // turns by role
	Agents   int         `json:"agents"`        // how many different agents are named
	Timed    int         `json:"timed"`         // turns with a time or an offset
	From     time.Time   `json:"from,omitzero"` // the first and last time; zero where there is none
	To       time.Time   `json:"to,omitzero"`
	Zones    []Tally     `json:"zones"`             // turns and starts by offset from UTC
	Guesses  []RoleGuess `json:"guesses,omitempty"` // how roles were told apart where the source does not tell
	// Speakers are the first labels of speakers that the source has, and whom they were taken for.
	Speakers []SpeakerRole `json:"-"`
	// UnknownSpeakers are labels of those whose roles are unknown, the first ones.
	UnknownSpeakers []string       `json:"unknown_speakers,omitempty"`
	Problems        []ProblemCount `json:"problems,omitempty"`
	Rejects         []Reject       `json:"-"` // the first ones, as they are
	First           []*Session     `json:"-"` // the first sessions

	agents map[string]bool
}

// SpeakerRole is whom a channel, label or nick was taken for, in how many turns.
type SpeakerRole struct {
	Speaker string
	Role    Role
	Turns   int
}

// speakersSeen gathers, by source, whom speakers were taken for.
type speakersSeen map[string][]SpeakerRole

func (seen speakersSeen) note(source, speaker string, role Role) {
	list := seen[source]
	i := slices.IndexFunc(list, func(s SpeakerRole) bool { return s.Speaker == speaker && s.Role == role })
	switch {
	case speaker == "" || i < 0 && len(list) == mostSpeakers:
		return
	case i < 0:
		seen[source] = append(list, SpeakerRole{speaker, role, 1})
	default:
		list[i].Turns++
	}
}

// Tally is how many there are of a kind.
type Tally struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// RoleGuess is how many sessions had their roles told apart by one kind of sign, and how surely.
type RoleGuess struct {
	Source   string  `json:"source"` // "phrases" or "direction"
	Sessions int     `json:"sessions"`
	Used     int     `json:"used"`  // sessions in which it was sure enough
	Least    float64 `json:"least"` // confidence, 0 to 1
	Most     float64 `json:"most"`
}

// ProblemCount is how often a code of rejects occurred.
type ProblemCount struct {
	Code  string `json:"code"`
	Count int    `json:"count"`
}

// Inspection is what Inspect found.
type Inspection struct {
	Reports []Report // one a source, in the order they were read
	Passed  []Passed
}

// Inspect reads everything that paths name and reports on each source, with its first examples sessions and rejects. It
// fails as OpenCorpus does, and with the error of ctx.
func Inspect(ctx context.Context, paths []string, opts Options, examples int) (*Inspection, error) {
	c, err := OpenCorpus(paths, opts)
	if err != nil {
		return nil, err
	}
	reports := make(map[string]*Report)
	var order []string
	seen := make(speakersSeen)
	c.set.roles.observe = seen.note
	for b, err := range c.Batches(ctx) {
		if err != nil {
			return nil, err
		}
		r, known := reports[b.Source]
		if !known {
			r = &Report{Detection: Detection{Source: b.Source}, agents: make(map[string]bool)}
			reports[b.Source] = r
			order = append(order, b.Source)
		}
		r.take(b, examples)
	}
	for _, d := range c.Detected() {
		if r, ok := reports[d.Source]; ok {
			r.Detection = d
		} else { // empty: there was no batch
			reports[d.Source] = &Report{Detection: d}
			order = append(order, d.Source)
		}
	}
	inspection := &Inspection{Passed: c.Passed()}
	for _, name := range order {
		reports[name].Counts.Sources = 1
		reports[name].Speakers = seen[name]
		reports[name].Agents = len(reports[name].agents)
		inspection.Reports = append(inspection.Reports, *reports[name])
	}
	return inspection, nil
}

// take adds a batch to the report.
func (r *Report) take(b *Batch, examples int) {
	own := &counters{}
	overall := b.counters
	b.counters = own
	sessions, rejects := b.Decode(nil)
	b.counters = overall
	r.Counts = r.Counts.plus(own.counts())
	for _, s := range sessions {
		r.session(s)
		if len(r.First) < examples {
			r.First = append(r.First, s)
		}
	}
	for i := range rejects {
		if len(r.Rejects) < examples {
			r.Rejects = append(r.Rejects, rejects[i])
		}
		r.problem(rejects[i].Code)
	}
}

func (r *Report) session(s *Session) {
	r.Channels = count(r.Channels, string(s.Channel))
	if s.Agent.ID != NoAgent {
		r.agents[s.Agent.ID] = true
	}
	r.when(s.StartedAt)
	for i := range s.Turns {
		t := &s.Turns[i]
		r.Roles = count(r.Roles, t.Role.String())
		if !t.At.IsZero() || t.StartMS != NoOffset {
			r.Timed++
		}
		if t.AgentID != "" {
			r.agents[t.AgentID] = true
		}
		r.when(t.At)
	}
	if source := s.Attributes[AttributeRoleSource]; source != "" {
		r.guess(source, s)
	}
	for _, name := range strings.Split(s.Attributes[AttributeUnknownSpeakers], ",") {
		if name != "" && !slices.Contains(r.UnknownSpeakers, name) && len(r.UnknownSpeakers) < mostSpeakers {
			r.UnknownSpeakers = append(r.UnknownSpeakers, name)
		}
	}
}

// when widens the report's span of time.
func (r *Report) when(at time.Time) {
	if at.IsZero() {
		return
	}
	r.Zones = count(r.Zones, at.Format("-07:00"))
	if r.From.IsZero() || at.Before(r.From) {
		r.From = at
	}
	if at.After(r.To) {
		r.To = at
	}
}

func (r *Report) guess(source string, s *Session) {
	confidence, err := strconv.ParseFloat(s.Attributes[AttributeRoleConfidence], 64)
	if err != nil {
		return // an attribute of that name from elsewhere
	}
	i := slices.IndexFunc(r.Guesses, func(g RoleGuess) bool { return g.Source == source })
	if i < 0 {
		i = len(r.Guesses)
		r.Guesses = append(r.Guesses, RoleGuess{Source: source, Least: confidence})
	}
	g := &r.Guesses[i]
	g.Sessions++
	g.Least, g.Most = min(g.Least, confidence), max(g.Most, confidence)
	if !slices.ContainsFunc(s.Turns, func(t Turn) bool { return t.Role == RoleUnknown }) {
		g.Used++
	}
}

func (r *Report) problem(code string) {
	i := slices.IndexFunc(r.Problems, func(p ProblemCount) bool { return p.Code == code })
	if i < 0 {
		i = len(r.Problems)
		r.Problems = append(r.Problems, ProblemCount{Code: code})
	}
	r.Problems[i].Count++
}

// count adds one to a name's tally. Tallies stand in the order of their first occurrence.
func count(tallies []Tally, name string) []Tally {
	for i := range tallies {
		if tallies[i].Name == name {
			tallies[i].Count++
			return tallies
		}
	}
	return append(tallies, Tally{name, 1})
}

// plus adds up two counts.
func (c Counts) plus(d Counts) Counts {
	skips := make(map[string]int64)
	for _, list := range [][]SkipCount{c.Skips, d.Skips} {
		for _, s := range list {
			skips[s.Reason] += s.Count
		}
	}
	sum := Counts{
		Sources: c.Sources + d.Sources, Broken: c.Broken + d.Broken, Records: c.Records + d.Records, Accepted: c.Accepted + d.Accepted,
		Rejected: c.Rejected + d.Rejected, Skipped: c.Skipped + d.Skipped, Sessions: c.Sessions + d.Sessions, Turns: c.Turns + d.Turns,
	}
	for _, reason := range slices.Sorted(maps.Keys(skips)) {
		sum.Skips = append(sum.Skips, SkipCount{reason, skips[reason]})
	}
	return sum
}
