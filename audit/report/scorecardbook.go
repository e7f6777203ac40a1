package report

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"zhijian/audit/score"
)

// scorecardBook writes scorecards as a workbook: a sheet for each agent, to send to them alone or keep together.
type scorecardBook struct {
	*scorecards
	w io.Writer
}

// Close writes the workbook.
func (c *scorecardBook) Close(s *Summary) error {
	book, err := newWorkbook()
	if err != nil {
		return err
	}
	cards := c.cards()
	names := map[string]bool{}
	for _, one := range cards {
		if err == nil {
			err = c.sheet(book, one, sheetName(one.Title, names))
		}
	}
	if err == nil && len(cards) == 0 {
		var empty *sheet
		if empty, err = book.sheet(c.t.Text("sheet.overview"), c.columns()); err == nil {
			err = empty.add(c.t.Text("table.no_sessions"))
		}
	}
	for _, sheet := range book.sheets {
		if err == nil {
			err = sheet.finish()
		}
	}
	if err == nil {
		err = book.file.SetDocProps(docProps(s.Tool, c.t.Text("scorecard.title")))
	}
	if err == nil {
		err = book.save(c.w)
	}
	return errors.Join(err, book.close())
}

// columns: what it is about, the item, and figures.
func (c *scorecardBook) columns() []sheetColumn {
	t := c.t
	return []sheetColumn{
		{title: t.Text("sheet.item"), width: 14},
		{title: t.Text("sheet.value"), width: 26},
		{title: t.Text("column.mean"), width: 10, style: styleScore},
		{title: t.Text("column.sessions"), width: 10},
		{title: t.Text("column.findings"), width: 10},
		{title: t.Text("column.deducted"), width: 10},
		{title: t.Text("column.rate"), width: 10, style: stylePercent},
		{title: t.Text("column.low"), width: 10, style: stylePercent},
		{title: t.Text("column.high"), width: 10, style: stylePercent},
		{title: t.Text("field.advice"), width: 60},
	}
}

func (c *scorecardBook) sheet(book *workbook, one card, name string) error {
	sheet, err := book.sheet(name, c.columns())
	if err != nil {
		return err
	}
	t := c.t
	rows := [][]any{{
		t.Text("scorecard.result"), one.Title, ifServed(one.Row, one.Mean), one.Sessions, one.Findings, one.Deducted,
		ifServed(one.Row, one.PassRate()), ifServed(one.Row, one.Passes.Low), ifServed(one.Row, one.Passes.High), c.remark(one),
	}}
	for _, a := range one.Against {
		rows = append(rows, []any{t.Text("scorecard.compare"), a.Label, a.Mean})
	}
	for _, r := range one.Rules {
		rate, low, high := ruleShares(r)
		rows = append(rows, []any{
			t.Text("column.rule"), ruleTitle(c.o.Rules, r.Rule), nil, r.Sessions, r.Findings, r.Deducted, rate, low, high,
			c.o.Rules[r.Rule].Advice,
		})
	}
	for _, d := range one.Days {
		interval := score.Wilson(d.Passed, d.Sessions)
		var origin any
		if d.Earlier {
			origin = t.Text("scorecard.earlier")
		}
		rows = append(rows, []any{
			t.Text("key.day"), keyText(t, d.Key), ifServed(d.Row, d.Mean), d.Sessions, d.Findings, d.Deducted,
			ifServed(d.Row, d.PassRate()), ifServed(d.Row, interval.Low), ifServed(d.Row, interval.High), origin,
		})
	}
	for _, l := range one.Lessons {
		kind, where, what := c.lessonText(l)
		rows = append(rows, []any{kind, where, l.Score, nil, nil, nil, nil, nil, nil, what})
	}
	for _, row := range rows {
		if err := sheet.add(row...); err != nil {
			return err
		}
	}
	return nil
}

// remark says what the figures leave open.
func (c *scorecardBook) remark(one card) string {
	t := c.t
	remarks := append([]string{t.Text("scorecard.stars", "Stars", one.Stars)}, c.shortfalls(one)...)
	if one.Sessions < smallSample {
		remarks = append(remarks, t.Text("scorecard.small", "N", one.Sessions))
	}
	return strings.Join(remarks, " ")
}

// sheetName makes a name that the format allows and that no other sheet has, whatever the case: at most 31 characters,
// none of \ / ? * [ ] : and no apostrophe at the ends.
func sheetName(title string, taken map[string]bool) string {
	const most = 31
	name := strings.Trim(strings.NewReplacer(`\`, "_", "/", "_", "?", "_", "*", "_", "[", "(", "]", ")", ":", "_").Replace(title), "' ")
	if name == "" {
		name = "_"
	}
	short := truncate(name, most)
	for i := 2; taken[strings.ToLower(short)]; i++ {
		suffix := fmt.Sprintf(" %d", i)
		short = truncate(name, most-len(suffix)) + suffix
	}
	taken[strings.ToLower(short)] = true
	return short
}
