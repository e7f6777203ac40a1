package report

import (
	"fmt"
	"strconv"

	"zhijian/audit/report/message"
	"zhijian/audit/score"
)

// A column is one figure of the main table. Every form of report that shows the table shows these.
type column struct {
	title string
	drop  int // see gridColumn
	cell  func(score.Row) gridCell
}

// figures lists the columns beside the group's own, in their order. For want of width they go in this order: suspects
// (they are totalled below), team, the platform's points, what was not evaluated (detailed below), missing courtesy,
// banned words, stars, platform findings.
func figures(t *message.Catalogue, card *score.Card) []column {
	count := func(n int) gridCell { return text(strconv.Itoa(n)) }
	return []column{
		{t.Text("column.sessions"), 0, func(r score.Row) gridCell { return count(r.Sessions) }},
		{t.Text("column.mean"), 0, func(r score.Row) gridCell { return meanCell(r, card) }},
		{t.Text("column.stars"), 7, func(r score.Row) gridCell { return starsCell(r, card) }},
		{t.Text("column.pass_rate"), 0, passCell},
		{t.Text("column.fatal"), 0, func(r score.Row) gridCell { return flagged(r.FatalSessions, bad) }},
		{t.Text("column.platform"), 8, func(r score.Row) gridCell { return count(r.PlatformFindings) }},
		{t.Text("column.platform_points"), 3, func(r score.Row) gridCell { return text(number(r.PlatformPoints)) }},
		{t.Text("column.banned"), 6, func(r score.Row) gridCell { return count(r.Banned) }},
		{t.Text("column.courtesy"), 5, func(r score.Row) gridCell { return count(r.Courtesy) }},
		{t.Text("column.unevaluated"), 4, func(r score.Row) gridCell { return count(r.Unevaluated) }},
		{t.Text("column.suspects"), 1, func(r score.Row) gridCell { return flagged(r.Suspects, doubtful) }},
	}
}

// teamDrop is when the column of teams goes, between the figures.
const teamDrop = 2

// noFigure stands where a group has no sessions of its own to take a mean over.
const noFigure = "-"

func meanCell(r score.Row, card *score.Card) gridCell {
	switch {
	case r.Sessions == 0:
		return gridCell{noFigure, faint}
	case r.Mean < card.PassMark():
		return gridCell{fixed(r.Mean), bad}
	}
	return text(fixed(r.Mean))
}

// starsCell shows the number of stars and one star, not a row of them: terminals disagree on how wide ★ is, and so all
// rows shift alike.
func starsCell(r score.Row, card *score.Card) gridCell {
	if r.Sessions == 0 {
		return gridCell{noFigure, faint}
	}
	return text(fmt.Sprintf("%d★", card.Stars(r.Mean)))
}

func passCell(r score.Row) gridCell {
	switch {
	case r.Sessions == 0:
		return gridCell{noFigure, faint}
	case r.Passed == r.Sessions:
		return gridCell{percent(r.Passed, r.Sessions), good}
	}
	return text(percent(r.Passed, r.Sessions))
}

func flagged(n int, s shade) gridCell {
	if n == 0 {
		return text("0")
	}
	return gridCell{strconv.Itoa(n), s}
}

// percent gives part of whole with one decimal, rounded half up in integers; whole must be positive.
func percent(part, whole int) string {
	tenths := (part*1000*2 + whole) / (whole * 2)
	return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
}

// fixed shows a score: always two decimals, so that they line up.
func fixed(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) }

// number shows points with as many decimals as they need.
func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// keyTitle is the heading of the groups' column.
func keyTitle(t *message.Catalogue, key score.Key) string {
	return t.TextOr("key."+key.Name, clean(key.Name))
}

// keyText shows the name of a group.
func keyText(t *message.Catalogue, key string) string {
	if key == "" {
		return t.Text("table.unknown")
	}
	return clean(key)
}

// ruleTitle gives the title of a rule, or its id where it has none.
func ruleTitle(rules map[string]score.RuleInfo, id string) string {
	if title := rules[id].Title; title != "" {
		return clean(title)
	}
	return clean(id)
}
