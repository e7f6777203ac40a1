package report

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"zhijian/audit/report/message"
	"zhijian/audit/score"
)

// A rowFigure is a column of groups in a spreadsheet: numbers stay numbers.
type rowFigure struct {
	title string
	style cellStyle
	value func(score.Row, *score.Card) any
	flag  cellStyle // how a value above 0 is coloured; styleText for not at all
}

// rowFigures lists the columns in the order of the table on the terminal, and what only a spreadsheet has room for.
func rowFigures(t *message.Catalogue) []rowFigure {
	return []rowFigure{
		{t.Text("column.sessions"), styleText, func(r score.Row, _ *score.Card) any { return r.Sessions }, styleText},
		{t.Text("column.mean"), styleScore, func(r score.Row, _ *score.Card) any { return ifServed(r, r.Mean) }, styleText},
		{t.Text("column.stars"), styleText, func(r score.Row, c *score.Card) any { return ifServed(r, c.Stars(r.Mean)) }, styleText},
		{t.Text("column.pass_rate"), stylePercent, func(r score.Row, _ *score.Card) any { return ifServed(r, r.PassRate()) }, styleText},
		{t.Text("column.pass_low"), stylePercent, func(r score.Row, _ *score.Card) any { return ifServed(r, score.Wilson(r.Passed, r.Sessions).Low) }, styleText},
		{t.Text("column.pass_high"), stylePercent, func(r score.Row, _ *score.Card) any { return ifServed(r, score.Wilson(r.Passed, r.Sessions).High) }, styleText},
		{t.Text("column.fatal"), styleText, func(r score.Row, _ *score.Card) any { return r.FatalSessions }, styleBad},
		{t.Text("column.platform"), styleText, func(r score.Row, _ *score.Card) any { return r.PlatformFindings }, styleWarn},
		{t.Text("column.platform_points"), styleText, func(r score.Row, _ *score.Card) any { return r.PlatformPoints }, styleText},
		{t.Text("column.banned"), styleText, func(r score.Row, _ *score.Card) any { return r.Banned }, styleWarn},
		{t.Text("column.courtesy"), styleText, func(r score.Row, _ *score.Card) any { return r.Courtesy }, styleText},
		{t.Text("column.unevaluated"), styleText, func(r score.Row, _ *score.Card) any { return r.Unevaluated }, styleText},
		{t.Text("column.suspects"), styleText, func(r score.Row, _ *score.Card) any { return r.Suspects }, styleText},
		{t.Text("column.deducted"), styleText, func(r score.Row, _ *score.Card) any { return r.Deducted }, styleText},
		{t.Text("column.fines"), styleText, func(r score.Row, _ *score.Card) any { return r.Fines }, styleText},
		{t.Text("column.shared"), styleText, func(r score.Row, _ *score.Card) any { return r.Shared }, styleText},
	}
}

// ifServed leaves a figure out where a group has no sessions to take it over.
func ifServed(r score.Row, v any) any {
	if r.Sessions == 0 {
		return nil
	}
	return v
}

func (x *xlsxWriter) writeGroups() error {
	rows := x.tally.Rows()
	score.Sort(rows, x.o.Sort)
	figures := rowFigures(x.t)
	line := func(name string, r score.Row) []any {
		values := []any{name, r.Team}
		for _, f := range figures {
			values = append(values, f.value(r, x.o.Card))
		}
		return values
	}
	for _, r := range rows {
		name := r.Key
		if name == "" {
			name = x.t.Text("table.unknown")
		}
		if err := x.groups.add(line(name, r)...); err != nil {
			return err
		}
	}
	if err := x.groups.addTotal(line(x.t.Text("table.total"), x.tally.Total())...); err != nil {
		return err
	}
	for i, f := range figures {
		if f.flag == styleText {
			continue
		}
		if err := x.groups.highlight(i+2, ">", 0, f.flag); err != nil {
			return err
		}
	}
	return x.groups.highlight(3, "<", x.o.Card.PassMark(), styleBad)
}

func (x *xlsxWriter) ruleColumns() []sheetColumn {
	t := x.t
	return []sheetColumn{
		{title: t.Text("column.title"), width: 20},
		{title: t.Text("column.rule"), width: 28},
		{title: t.Text("column.sessions"), width: 10},
		{title: t.Text("column.findings"), width: 10},
		{title: t.Text("column.suspects"), width: 10},
		{title: t.Text("state.suppressed"), width: 10},
		{title: t.Text("column.deducted"), width: 10},
		{title: t.Text("column.platform_points"), width: 10},
		{title: t.Text("column.fines"), width: 10},
		{title: t.Text("column.judged"), width: 10},
		{title: t.Text("column.unevaluated"), width: 10},
		{title: t.Text("column.rate"), width: 10, style: stylePercent},
		{title: t.Text("column.low"), width: 10, style: stylePercent},
		{title: t.Text("column.high"), width: 10, style: stylePercent},
		{title: t.Text("field.advice"), width: 40},
		{title: t.Text("column.cite"), width: 24},
	}
}

func (x *xlsxWriter) writeRules() error {
	for _, r := range x.tally.RuleTotals() {
		info := x.o.Rules[r.Rule]
		rate, low, high := ruleShares(r)
		if err := x.rules.add(info.Title, r.Rule, r.Sessions, r.Findings, r.Suspects, r.Suppressed, r.Deducted,
			r.PlatformPoints, r.Fines, r.Judged, r.Unevaluated(), rate, low, high, info.Advice, info.Cite); err != nil {
			return err
		}
	}
	return x.rules.highlight(3, ">", 0, styleWarn)
}

func (x *xlsxWriter) writeOverview(s *Summary) error {
	total := x.tally.Total()
	for _, words := range closingWords(x.t, x.tally, x.o.Rules, s) {
		if err := x.overview.add(x.t.Text("sheet.words"), words); err != nil {
			return err
		}
	}
	for _, f := range rowFigures(x.t) {
		if err := x.overview.add(f.title, styled{f.value(total, x.o.Card), f.style}); err != nil {
			return err
		}
	}
	return nil
}

// writeNotes says where the figures come from: digests, inputs, what was not read, and how to read the sheets.
func (x *xlsxWriter) writeNotes(s *Summary) error {
	t := x.t
	notes := [][2]any{
		{t.Text("notes.tool"), s.Tool},
		{t.Text("notes.lexicon"), s.Digests.Lexicon},
		{t.Text("notes.scorecard"), s.Digests.Scorecard},
		{t.Text("notes.read"), s.Sessions.Read},
		{t.Text("notes.judged"), s.Sessions.Judged},
		{t.Text("notes.rejected"), s.Sessions.Rejected},
		{t.Text("notes.skipped"), s.Sessions.Skipped},
	}
	for _, in := range s.Digests.Inputs {
		notes = append(notes, [2]any{t.Text("notes.input"), strings.TrimSpace(in.Name + " " + in.Digest)})
	}
	for _, r := range s.Rejects {
		notes = append(notes, [2]any{t.Text("table.not_read"), r.Source.File + ":" + number(float64(r.Source.Record)) + " " + r.Reason})
	}
	for _, p := range s.PassedOver {
		notes = append(notes, [2]any{t.Text("table.not_read"), p.File + " " + whyText(t, p.Why)})
	}
	for _, text := range []string{t.Text("notes.credit"), t.Text("notes.suspects"), t.Text("notes.unevaluated"), t.Text("notes.interval")} {
		notes = append(notes, [2]any{t.Text("sheet.notes"), text})
	}
	for _, n := range notes {
		if err := x.notes.add(n[0], n[1]); err != nil {
			return err
		}
	}
	return nil
}

func docProps(tool, title string) *excelize.DocProperties {
	// Fixed times: the same run gives the same bytes.
	const when = "2000-01-01T00:00:00Z"
	return &excelize.DocProperties{Title: title, Creator: tool, LastModifiedBy: tool, Created: when, Modified: when}
}
