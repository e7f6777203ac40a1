package report

import (
	"encoding/json"
	"slices"
	"time"

	"zhijian/audit"
	"zhijian/audit/report/message"
	"zhijian/audit/score"
	"zhijian/transcripts"
)

// pageEntry is a session in the page's list. It is written as an array, whose places page/data.js names.
type pageEntry struct {
	id          string
	agent       int
	score       float64
	flags       int
	findings    int // that count
	started     string
	part, place int // where the dialogue is; part -1 for nowhere
	speakers    []int
}

// Flags of a pageEntry.
const (
	flagPassed = 1 << iota
	flagFatal
	flagCall
)

// MarshalJSON writes the entry as an array.
func (e pageEntry) MarshalJSON() ([]byte, error) {
	row := []any{e.id, e.agent, e.score, e.flags, e.findings, e.started, e.part, e.place}
	if len(e.speakers) > 0 {
		row = append(row, e.speakers)
	}
	return json.Marshal(row)
}

func (h *htmlWriter) agentNumber(agent string) int {
	n, known := h.number[agent]
	if !known {
		n = len(h.names)
		h.number[agent] = n
		h.names = append(h.names, agent)
	}
	return n
}

func (h *htmlWriter) entry(r *audit.Result) pageEntry {
	e := pageEntry{id: r.SessionID, agent: h.agentNumber(r.Agent), score: r.Score, started: r.StartedAt, part: -1}
	if r.Passed {
		e.flags |= flagPassed
	}
	if r.Fatal {
		e.flags |= flagFatal
	}
	if r.Channel == transcripts.Call {
		e.flags |= flagCall
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Counts() {
			e.findings++
		}
		if n := h.agentNumber(f.Agent); n != e.agent && !slices.Contains(e.speakers, n) {
			e.speakers = append(e.speakers, n)
		}
	}
	return e
}

// pageDialogue is a session as the page shows it.
type pageDialogue struct {
	Record     *audit.Result     `json:"record"`
	Turns      []pageTurn        `json:"turns"`
	Attributes map[string]string `json:"attributes,omitempty"`
}

type pageTurn struct {
	Role  string `json:"role"`
	Text  string `json:"text"`
	At    string `json:"at,omitempty"`    // time of day
	Start int64  `json:"start"`           // milliseconds, or -1
	End   int64  `json:"end"`             // as Start
	Agent string `json:"agent,omitempty"` // where another one took over
}

func (h *htmlWriter) dialogue(r *audit.Result) pageDialogue {
	record := *r
	// Never nil by contract; the script would stumble over null.
	if record.Findings == nil {
		record.Findings = []audit.Finding{}
	}
	if record.NotEvaluated == nil {
		record.NotEvaluated = []audit.NotEvaluated{}
	}
	d := pageDialogue{Record: &record, Turns: make([]pageTurn, 0, len(r.Session.Turns)), Attributes: map[string]string{}}
	for name, value := range r.Session.Attributes {
		d.Attributes[name] = h.masked(value)
	}
	for _, turn := range r.Session.Turns {
		p := pageTurn{Role: roleName(turn.Role), Text: h.masked(turn.Text), Start: turn.StartMS, End: turn.EndMS, Agent: turn.AgentID}
		if !turn.At.IsZero() {
			p.At = turn.At.Format(time.TimeOnly)
		}
		d.Turns = append(d.Turns, p)
	}
	return d
}

// masked hides personal data. A masker keeps the number of characters, so evidence stays where it was.
func (h *htmlWriter) masked(text string) string {
	if h.o.Reveal || h.o.Mask == nil {
		return text
	}
	return h.o.Mask(text)
}

func roleName(r transcripts.Role) string {
	switch r {
	case transcripts.RoleAgent:
		return "agent"
	case transcripts.RoleCustomer:
		return "customer"
	case transcripts.RoleRobot:
		return "robot"
	case transcripts.RoleSystem:
		return "system"
	case transcripts.RoleUnknown:
	}
	return "unknown"
}

// pageRow is a score.Row with what the page cannot compute.
type pageRow struct {
	score.Row
	Stars int     `json:"stars"`
	Low   float64 `json:"low"` // 95 % interval of the pass rate
	High  float64 `json:"high"`
}

func (h *htmlWriter) row(r score.Row) pageRow {
	interval := score.Wilson(r.Passed, r.Sessions)
	p := pageRow{Row: r, Low: interval.Low, High: interval.High}
	if r.Sessions > 0 {
		p.Stars = h.o.Card.Stars(r.Mean)
	}
	return p
}

func (h *htmlWriter) rows(rows []score.Row) []pageRow {
	all := make([]pageRow, len(rows))
	for i, r := range rows {
		all[i] = h.row(r)
	}
	return all
}

// pageRule is a score.RuleRow with its texts and the 95 % interval of its rate.
type pageRule struct {
	score.RuleRow
	Title        string    `json:"title,omitempty"`
	Advice       string    `json:"advice,omitempty"`
	Cite         string    `json:"cite,omitempty"`
	Low          float64   `json:"low"`
	High         float64   `json:"high"`
	NotEvaluated []pageWhy `json:"not_evaluated,omitempty"` // in place of RuleRow's
}

type pageWhy struct {
	Text     string `json:"text"`
	Sessions int    `json:"sessions"`
}

func (h *htmlWriter) ruleRows(rows []score.RuleRow, texts bool) []pageRule {
	all := make([]pageRule, len(rows))
	for i, r := range rows {
		info, interval := h.o.Rules[r.Rule], score.Wilson(r.Sessions, r.Judged)
		all[i] = pageRule{RuleRow: r, Low: interval.Low, High: interval.High}
		if texts {
			all[i].Title, all[i].Advice, all[i].Cite = info.Title, info.Advice, info.Cite
		}
		for _, why := range r.NotEvaluated {
			all[i].NotEvaluated = append(all[i].NotEvaluated, pageWhy{whyText(h.t, why.Why), why.Sessions})
		}
	}
	return all
}

// pageRun is everything but the dialogues.
type pageRun struct {
	Labels     map[string]string     `json:"labels"`
	Severities map[string]string     `json:"severities"`
	Whys       map[string]string     `json:"whys"`
	Words      []string              `json:"words"`
	Revealed   bool                  `json:"revealed"` // personal data is not masked
	Limits     string                `json:"limits"`
	Start      string                `json:"start,omitempty"` // the view to open, where it is not the overview
	Pass       float64               `json:"pass"`
	KeyTitle   string                `json:"keyTitle"`
	By         string                `json:"by"`
	Total      pageRow               `json:"total"`
	Rows       []pageRow             `json:"rows"`
	Days       []day                 `json:"days"`
	Rules      []pageRule            `json:"rules"`
	RulesOf    map[string][]pageRule `json:"rulesOf"` // by group
	Agents     []string              `json:"agents"`
	AgentRows  map[string]pageRow    `json:"agentRows"`
	AgentRules map[string][]pageRule `json:"agentRules"`
	AgentDays  map[string][]day      `json:"agentDays"`
	Teams      map[string]score.Row  `json:"teams"`
	Lessons    map[string][]lesson   `json:"lessons"`
	Sessions   []pageEntry           `json:"sessions"`
	Previous   *pagePeriod           `json:"previous,omitempty"`
	Summary    *Summary              `json:"summary"`
}

type pagePeriod struct {
	Label string      `json:"label"`
	Total score.Row   `json:"total"`
	Rows  []score.Row `json:"rows"`
}

func (h *htmlWriter) run(s *Summary) pageRun {
	rows := h.groups.Rows()
	score.Sort(rows, h.o.Sort)
	agents, byAgent := h.o.only(h.agents.Rows()), score.By(score.KeyAgent)
	if h.o.By.Name == score.KeyAgent {
		rows = h.o.only(rows)
	}
	run := pageRun{
		Labels: h.t.Group("html"), Severities: h.t.Group("severity"), Whys: h.t.Group("why"),
		Words: h.words(s), Revealed: h.o.Reveal, Limits: h.limits(), Start: h.view(agents),
		Pass: h.o.Card.PassMark(), By: h.o.By.Name, KeyTitle: keyTitle(h.t, h.o.By),
		Total: h.row(h.groups.Total()), Rows: h.rows(rows), Days: h.o.Previous.trend(h.groups.AllDays(), byAgent, (*score.Tally).AllDays),
		Rules: h.ruleRows(h.groups.RuleTotals(), true), RulesOf: map[string][]pageRule{},
		Agents: h.names, AgentRows: map[string]pageRow{}, AgentRules: map[string][]pageRule{},
		AgentDays: map[string][]day{}, Teams: map[string]score.Row{}, Lessons: map[string][]lesson{},
		Sessions: h.index, Summary: s,
	}
	for _, r := range rows[:min(len(rows), heatRows)] {
		run.RulesOf[r.Key] = h.ruleRows(h.groups.Rules(r.Key), false)
	}
	for _, r := range agents {
		h.agentNumber(r.Key)
		run.AgentRows[r.Key] = h.row(r)
		run.AgentRules[r.Key] = h.ruleRows(h.agents.Rules(r.Key), false)
		run.AgentDays[r.Key] = h.o.Previous.trend(h.agents.Days(r.Key), byAgent, func(t *score.Tally) []score.Row { return t.Days(r.Key) })
		run.Lessons[r.Key] = h.lessons.of(r.Key, h.agents.Rules(r.Key))
	}
	run.Agents = h.names
	for _, r := range h.teams.Rows() {
		if slices.ContainsFunc(agents, func(a score.Row) bool { return a.Team == r.Key }) {
			run.Teams[r.Key] = r
		}
	}
	if p := h.o.Previous; p != nil {
		run.Previous = &pagePeriod{Label: p.Label, Total: p.Total, Rows: h.o.only(p.Rows)}
	}
	return run
}

// words are left out of a page for some agents: they name others.
func (h *htmlWriter) words(s *Summary) []string {
	if len(h.o.Agents)+len(h.o.teams) > 0 {
		return []string{}
	}
	return closingWords(h.t, h.agents, h.o.Rules, s)
}

// only keeps the rows that the report is about.
func (o *Options) only(rows []score.Row) []score.Row {
	return slices.DeleteFunc(slices.Clone(rows), func(r score.Row) bool {
		return len(o.Agents) > 0 && !slices.Contains(o.Agents, r.Key) || len(o.teams) > 0 && !slices.Contains(o.teams, r.Team)
	})
}

// heatRows is how many groups the page's heat map shows.
const heatRows = 30

// view opens the page of the only agent.
func (h *htmlWriter) view(agents []score.Row) string {
	if len(h.o.Agents) != 1 || len(agents) != 1 {
		return ""
	}
	return "#/agent/" + number(float64(h.agentNumber(agents[0].Key)))
}

// limits says what the page leaves out.
func (h *htmlWriter) limits() string { return limitsText(h.t, h.silent, h.unlisted) }

func limitsText(t *message.Catalogue, silent, unlisted int) string {
	return t.Text("page.limits", "Found", maxFound, "Clean", maxClean, "Listed", maxListed, "Silent", silent, "Unlisted", unlisted)
}
