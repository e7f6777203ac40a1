package score

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// A Row is one line of a table of agents, teams, days …: sums over the sessions of its group. Findings that are only
// suspects, or that a baseline or an allow entry holds back, count in Suspects and Suppressed and nowhere else.
type Row struct {
	Key  string `json:"key"`            // agent id, team, date or attribute value; "" where it is unknown
	Team string `json:"team,omitempty"` // agents: the team of most of their sessions, the smaller name where equal
	// Sessions that the group served, and how many of them passed.
	Sessions int `json:"sessions"`
	Passed   int `json:"passed"`
	// Shared sessions belong to another agent, but hold findings of this one.
	Shared int `json:"shared,omitempty"`
	// FatalSessions hold at least one fatal finding of the group.
	FatalSessions int `json:"fatal_sessions"`
	// ScoreSum is the sum of the scores of Sessions.
	ScoreSum Points `json:"-"`
	// Mean score, 0 to 100, rounded to hundredths; 0 where Sessions is 0.
	Mean float64 `json:"mean"`

	Findings         int `json:"findings"`
	Suspects         int `json:"suspects"`
	Suppressed       int `json:"suppressed"`
	FatalFindings    int `json:"fatal_findings"`
	PlatformFindings int `json:"platform_findings"` // of the category platform
	Banned           int `json:"banned"`            // of rules of the kind banned
	Courtesy         int `json:"courtesy"`          // missing courtesy: required rules of the category courtesy
	// Unevaluated counts the rules that could not be judged, summed over sessions.
	Unevaluated int `json:"unevaluated"`
	// Incomplete counts the sessions with such a rule; UnknownRoles those in which nobody can tell who speaks, so that no
	// rule about what an agent says could be judged: their scores say little.
	Incomplete   int `json:"incomplete"`
	UnknownRoles int `json:"unknown_roles"`

	Deducted       float64 `json:"deducted"`        // points, after caps
	PlatformPoints float64 `json:"platform_points"` // that the platform would take off
	Fines          float64 `json:"fines"`           // yuan
}

// PassRate gives the share of sessions that passed, 0 to 1; 0 without sessions.
func (r *Row) PassRate() float64 {
	if r.Sessions == 0 {
		return 0
	}
	return float64(r.Passed) / float64(r.Sessions)
}

func (c *counts) row(key string) Row {
	r := Row{
		Key: key, Sessions: c.sessions, Passed: c.passed, Shared: c.shared,
		FatalSessions: c.fatalSessions, ScoreSum: c.score,
		Findings: c.findings, Suspects: c.suspects, Suppressed: c.suppressed, FatalFindings: c.fatalFindings,
		PlatformFindings: c.platformFindings, Banned: c.banned, Courtesy: c.courtesy, Unevaluated: c.unevaluated,
		Incomplete: c.incomplete, UnknownRoles: c.unknownRoles,
		Deducted: c.deducted.Float(), PlatformPoints: c.platformPoints.Float(), Fines: c.fines.Float(),
	}
	if c.sessions > 0 {
		r.Mean = mean(c.score, c.sessions).Float()
	}
	return r
}

// Rows gives a row for each group, worst first: by mean score, then most fatal sessions, least pass rate, most platform
// points, most findings, most sessions, and key. Groups without a session of their own come last.
func (t *Tally) Rows() []Row {
	rows := make([]Row, 0, len(t.groups))
	for _, key := range slices.Sorted(maps.Keys(t.groups)) {
		g := t.groups[key]
		row := g.row(key)
		if t.key.Name == KeyAgent {
			row.Team = g.team()
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, WorstFirst)
	return rows
}

// Total gives one row over all groups, each session counted once.
func (t *Tally) Total() Row { return t.total.row("") }

// FatalAgents lists the agents with fatal findings, whatever the key: those with most such sessions first, then by id.
func (t *Tally) FatalAgents() []string {
	return slices.SortedFunc(maps.Keys(t.fatalAgents), func(a, b string) int {
		return cmp.Or(cmp.Compare(*t.fatalAgents[b], *t.fatalAgents[a]), strings.Compare(a, b))
	})
}

// Days gives a row for each date of one group, earliest first.
func (t *Tally) Days(group string) []Row {
	if g := t.groups[group]; g != nil {
		return g.dayRows()
	}
	return nil
}

// AllDays is Days over all groups.
func (t *Tally) AllDays() []Row { return t.total.dayRows() }

func (g *group) dayRows() []Row {
	rows := make([]Row, 0, len(g.days))
	for _, date := range slices.Sorted(maps.Keys(g.days)) {
		rows = append(rows, g.days[date].row(date))
	}
	return rows
}

// team names the team of most sessions.
func (g *group) team() string {
	best, most := "", 0
	for _, team := range slices.Sorted(maps.Keys(g.teams)) {
		if n := *g.teams[team]; team != "" && n > most {
			best, most = team, n
		}
	}
	return best
}

// WorstFirst is the order of Rows. It is total: rows of different keys never compare equal.
func WorstFirst(a, b Row) int {
	return cmp.Or(
		cmp.Compare(boolRank(a.Sessions == 0), boolRank(b.Sessions == 0)),
		compareMeans(a, b),
		cmp.Compare(b.FatalSessions, a.FatalSessions),
		// Pass rates as products, so that no rounding decides.
		cmp.Compare(a.Passed*b.Sessions, b.Passed*a.Sessions),
		cmp.Compare(b.PlatformPoints, a.PlatformPoints),
		cmp.Compare(b.Findings, a.Findings),
		cmp.Compare(b.Sessions, a.Sessions),
		strings.Compare(a.Key, b.Key),
	)
}

// compareMeans compares mean scores without dividing.
func compareMeans(a, b Row) int {
	return cmp.Compare(int64(a.ScoreSum)*int64(b.Sessions), int64(b.ScoreSum)*int64(a.Sessions))
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}
