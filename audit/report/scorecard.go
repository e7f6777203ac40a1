package report

import (
	"fmt"
	"io"

	"zhijian/audit"
	"zhijian/audit/report/message"
	"zhijian/audit/score"
)

// ScorecardKinds lists the forms that NewScorecard knows, the default first.
func ScorecardKinds() []Kind { return []Kind{Table, HTML, XLSX} }

// NewScorecard makes a writer of the scorecards of Options.Agents, or of everybody: one for each agent, or for each team
// (or whatever) where Options.By says so. As HTML it is the page of New, opened at the agent if there is only one;
// for teams it tells of their agents.
func NewScorecard(kind Kind, w io.Writer, o Options) (Writer, error) {
	if kind == HTML {
		if o.By.Name == score.KeyTeam {
			o.By, o.teams, o.Agents = score.By(score.KeyAgent), o.Agents, nil
		}
		return New(HTML, w, o)
	}
	text, err := o.resolve()
	if err != nil {
		return nil, err
	}
	if o.By.Name == score.KeyRule {
		o.By = score.By(score.KeyAgent) // a rule has no score
	}
	s := newScorecards(o, text)
	switch kind {
	case Table:
		return &scorecardText{scorecards: s, w: w}, nil
	case XLSX:
		return &scorecardBook{scorecards: s, w: w}, nil
	default:
		return nil, fmt.Errorf("format %q is not known for scorecards; choose one of table, html, xlsx", kind)
	}
}

// smallSample is the number of sessions below which shares are only hints.
const smallSample = 30

// scorecards gather what the cards are made of. All sessions count for the means that an agent is set against.
type scorecards struct {
	o       Options
	t       *message.Catalogue
	tally   *score.Tally
	teams   *score.Tally
	lessons lessons
	seen    int
}

func newScorecards(o Options, t *message.Catalogue) *scorecards {
	return &scorecards{
		o: o, t: t, tally: score.New(o.By, o.Rules), teams: score.New(score.By(score.KeyTeam), o.Rules),
		lessons: newLessons(o.By),
	}
}

// Result counts a session.
func (s *scorecards) Result(r *audit.Result) error {
	s.tally.Add(r)
	s.teams.Add(r)
	s.lessons.add(r, s.seen)
	s.seen++
	return nil
}

// A card is what the scorecard of one agent or team says.
type card struct {
	score.Row
	Title   string // heading
	Stars   int
	Passes  score.Interval // 95 % interval of the pass rate
	Against []comparison
	Rules   []score.RuleRow // costliest first
	Days    []day
	Lessons []lesson
}

// A comparison sets the mean against another.
type comparison struct {
	Label string
	Mean  float64
}

// cards makes the cards asked for, worst first unless Options.Sort says otherwise.
func (s *scorecards) cards() []card {
	rows := s.tally.Rows()
	score.Sort(rows, s.o.Sort)
	rows = s.o.only(rows)
	if s.o.Top > 0 {
		rows = rows[:min(len(rows), s.o.Top)]
	}
	teams := map[string]score.Row{}
	for _, r := range s.teams.Rows() {
		teams[r.Key] = r
	}
	cards := make([]card, 0, len(rows))
	for _, r := range rows {
		c := card{
			Row: r, Title: keyText(s.t, r.Key), Passes: score.Wilson(r.Passed, r.Sessions),
			Rules: s.tally.Rules(r.Key),
			Days:  s.o.Previous.trend(s.tally.Days(r.Key), s.o.By, func(t *score.Tally) []score.Row { return t.Days(r.Key) }),
		}
		if r.Team != "" {
			c.Title += " · " + clean(r.Team)
		}
		if r.Sessions > 0 {
			c.Stars = s.o.Card.Stars(r.Mean)
		}
		c.Lessons = s.lessons.of(r.Key, c.Rules)
		c.Against = s.against(r, teams)
		cards = append(cards, c)
	}
	return cards
}

// against lists what the mean of a row is set against: its team, everybody, the previous period.
func (s *scorecards) against(r score.Row, teams map[string]score.Row) []comparison {
	var all []comparison
	if team, ok := teams[r.Team]; ok && r.Team != "" && s.o.By.Name == score.KeyAgent {
		all = append(all, comparison{s.t.Text("scorecard.team"), team.Mean})
	}
	if total := s.tally.Total(); total.Sessions > 0 {
		all = append(all, comparison{s.t.Text("scorecard.all"), total.Mean})
	}
	if before, ok := s.o.Previous.row(s.o.By, r.Key); ok && before.Sessions > 0 {
		all = append(all, comparison{clean(s.o.Previous.Label), before.Mean})
	}
	return all
}

// shortfalls say what was fatal, what it costs beyond points, and what could not be judged.
func (s *scorecards) shortfalls(one card) []string {
	words := []string{s.t.Text("scorecard.fatal", "N", one.FatalSessions, "Points", number(one.PlatformPoints), "Fines", number(one.Fines))}
	if one.Incomplete > 0 {
		words = append(words, s.t.Text("scorecard.incomplete", "N", one.Incomplete, "Items", one.Unevaluated))
	}
	if one.UnknownRoles > 0 {
		words = append(words, s.t.Text("scorecard.unknown_roles", "N", one.UnknownRoles))
	}
	return words
}

// lessonText names a dialogue to learn from and shows its evidence.
func (s *scorecards) lessonText(l lesson) (kind, where, what string) {
	switch l.Kind {
	case "worst":
		kind = s.t.Text("html.lesson_worst")
	case "typical":
		kind = s.t.Text("html.lesson_typical")
	case "best":
		kind = s.t.Text("html.lesson_best")
	default:
		kind = s.t.Text("html.lesson_good")
	}
	where = clean(l.ID) + " " + clean(l.Source.File) + ":" + number(float64(l.Source.Record))
	if l.Rule != "" {
		what = ruleTitle(s.o.Rules, l.Rule)
		if l.Text != "" {
			what += " “" + clean(l.Text) + "”"
		}
	}
	return kind, where, what
}
