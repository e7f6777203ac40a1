package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"zhijian/audit/score"
)

// scorecardText writes scorecards for the terminal.
type scorecardText struct {
	*scorecards
	w   io.Writer
	err error // the first one of writing
}

func (c *scorecardText) line(format string, args ...any) {
	if c.err != nil {
		return
	}
	for _, line := range wrap(fmt.Sprintf(format, args...), c.o.Width) {
		if c.err == nil {
			_, c.err = fmt.Fprintln(c.w, line)
		}
	}
}

func (c *scorecardText) draw(g *grid) {
	if c.err == nil {
		g.fit(c.o.Width)
		c.err = g.draw(c.w, c.o.Color)
	}
}

// Close writes the cards, one below the other.
func (c *scorecardText) Close(*Summary) error {
	cards := c.cards()
	if len(cards) == 0 {
		c.line("%s", c.t.Text("table.no_sessions"))
	}
	for i, one := range cards {
		if i > 0 {
			c.line("")
			c.line("")
		}
		c.head(one)
		c.costs(one)
		c.rules(one)
		c.days(one)
		c.advice(one)
		c.examples(one)
	}
	return c.err
}

func (c *scorecardText) head(one card) {
	t := c.t
	c.line("%s", one.Title)
	c.line("%s", strings.Repeat("─", min(cells.String(one.Title), max(1, c.widthOr(80)))))
	if one.Sessions > 0 {
		c.line("%s", t.Text("scorecard.mean", "Mean", fixed(one.Mean), "Stars", one.Stars))
		for _, a := range one.Against {
			c.line("%s", t.Text("scorecard.against", "Label", a.Label, "Mean", fixed(a.Mean), "Change", signed(one.Mean-a.Mean)))
		}
		c.line("%s", t.Text("scorecard.passed", "N", one.Sessions, "Rate", percent(one.Passed, one.Sessions),
			"Low", share(one.Passes.Low), "High", share(one.Passes.High)))
	}
	if one.Sessions < smallSample {
		c.line("%s", t.Text("scorecard.small", "N", one.Sessions))
	}
	if one.Shared > 0 {
		c.line("%s", t.Text("scorecard.shared", "N", one.Shared))
	}
	for _, words := range c.shortfalls(one) {
		c.line("%s", words)
	}
}

// item writes one entry of a list; what does not fit its line goes on below its first word.
func (c *scorecardText) item(text string) {
	const mark, indent = "- ", "  "
	width := c.o.Width
	if width > 0 {
		width = max(1, width-len(mark))
	}
	for i, line := range wrap(text, width) {
		if i == 0 {
			line = mark + line
		} else {
			line = indent + line
		}
		if c.err == nil {
			_, c.err = fmt.Fprintln(c.w, line)
		}
	}
}

func (c *scorecardText) widthOr(usual int) int {
	if c.o.Width > 0 {
		return c.o.Width
	}
	return usual
}

func share(f float64) string { return strconv.FormatFloat(f*100, 'f', 1, 64) + "%" }

// barCells is the length of the longest bar.
const barCells = 24

// costs draws what cost the points, the costliest first.
func (c *scorecardText) costs(one card) {
	g := &grid{columns: []gridColumn{
		{title: c.t.Text("scorecard.cost"), flexible: true, least: 8},
		{title: "", drop: 1},
		{title: c.t.Text("column.deducted"), right: true},
		{title: c.t.Text("column.findings"), right: true},
		{title: c.t.Text("column.fines"), right: true, drop: 2},
	}}
	for _, r := range one.Rules {
		if r.Deducted <= 0 && r.Fines <= 0 {
			continue
		}
		length := 0
		if r.Deducted > 0 {
			length = max(1, int(r.Deducted/one.Rules[0].Deducted*barCells))
		}
		g.rows = append(g.rows, []gridCell{
			text(ruleTitle(c.o.Rules, r.Rule)),
			{strings.Repeat("#", length), bad},
			text(number(r.Deducted)), text(strconv.Itoa(r.Findings)),
			text(number(r.Fines)),
		})
	}
	if one.Fines == 0 {
		g.remove(len(g.columns) - 1)
	}
	if len(g.rows) > 0 {
		c.line("")
		c.draw(g)
	}
}

// rules draws how often each rule was broken, with the interval that a sample of this size allows.
func (c *scorecardText) rules(one card) {
	g := &grid{columns: []gridColumn{
		{title: c.t.Text("column.title"), flexible: true, least: 8},
		{title: c.t.Text("column.rule"), drop: 1},
		{title: c.t.Text("column.sessions"), right: true},
		{title: c.t.Text("column.judged"), right: true, drop: 3},
		{title: c.t.Text("column.rate"), right: true},
		{title: c.t.Text("scorecard.interval"), right: true, drop: 4},
		{title: c.t.Text("column.suspects"), right: true, drop: 2},
	}}
	for _, r := range one.Rules {
		if !found(r) {
			continue
		}
		interval := noFigure
		if r.Judged > 0 {
			i := score.Wilson(r.Sessions, r.Judged)
			interval = share(i.Low) + "-" + share(i.High)
		}
		g.rows = append(g.rows, []gridCell{
			text(ruleTitle(c.o.Rules, r.Rule)), text(clean(r.Rule)), text(strconv.Itoa(r.Sessions)), text(strconv.Itoa(r.Judged)),
			text(ruleRate(r)), text(interval), flagged(r.Suspects, doubtful),
		})
	}
	if len(g.rows) > 0 {
		c.line("")
		c.draw(g)
	}
}

func (c *scorecardText) days(one card) {
	known := slices.DeleteFunc(slices.Clone(one.Days), func(d day) bool { return d.Key == "" || d.Sessions == 0 })
	if len(known) < 2 {
		return
	}
	g := &grid{columns: []gridColumn{
		{title: c.t.Text("key.day")},
		{title: c.t.Text("column.sessions"), right: true},
		{title: c.t.Text("column.mean"), right: true},
		{title: c.t.Text("column.pass_rate"), right: true},
		{title: c.t.Text("scorecard.interval"), right: true, drop: 1},
		{title: c.t.Text("column.fatal"), right: true},
		{title: ""},
	}}
	earlier := false
	for _, d := range known {
		interval := score.Wilson(d.Passed, d.Sessions)
		origin := text("")
		if d.Earlier {
			origin = gridCell{c.t.Text("scorecard.earlier"), faint}
			earlier = true
		}
		g.rows = append(g.rows, []gridCell{
			text(clean(d.Key)), text(strconv.Itoa(d.Sessions)), meanCell(d.Row, c.o.Card), passCell(d.Row),
			text(share(interval.Low) + "-" + share(interval.High)), flagged(d.FatalSessions, bad), origin,
		})
	}
	if !earlier {
		g.remove(len(g.columns) - 1)
	}
	c.line("")
	c.draw(g)
}

// mostAdvice is for how many weaknesses better wording is shown.
const mostAdvice = 8

func (c *scorecardText) advice(one card) {
	shown := 0
	for _, r := range one.Rules {
		advice := c.o.Rules[r.Rule].Advice
		if r.Findings == 0 || advice == "" || shown == mostAdvice {
			continue
		}
		if shown++; shown == 1 {
			c.line("")
			c.line("%s", c.t.Text("html.advice"))
		}
		c.item(c.t.Text("scorecard.say", "Title", ruleTitle(c.o.Rules, r.Rule), "Advice", clean(advice)))
	}
}

func (c *scorecardText) examples(one card) {
	if len(one.Lessons) == 0 {
		return
	}
	c.line("")
	c.line("%s", c.t.Text("html.lessons"))
	for _, l := range one.Lessons {
		kind, where, what := c.lessonText(l)
		text := strings.TrimSpace(c.t.Text("scorecard.lesson", "Kind", kind, "Where", where, "Score", number(l.Score), "What", what))
		if advice := c.o.Rules[l.Rule].Advice; advice != "" {
			text += c.t.Text("summary.sentence_separator") + c.t.Text("scorecard.instead", "Advice", clean(advice))
		}
		c.item(text)
	}
}
