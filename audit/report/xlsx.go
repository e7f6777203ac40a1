package report

import (
	"errors"
	"io"

	"zhijian/audit"
	"zhijian/audit/report/message"
	"zhijian/audit/score"
)

// xlsxWriter writes a workbook: overview, agents, rules, findings, sessions, what was not evaluated, and notes.
type xlsxWriter struct {
	w     io.Writer
	o     Options
	t     *message.Catalogue
	tally *score.Tally
	book  *workbook

	overview, groups, rules, findings, sessions, unevaluated, notes *sheet
}

func newXLSXWriter(w io.Writer, o Options, t *message.Catalogue) (*xlsxWriter, error) {
	book, err := newWorkbook()
	if err != nil {
		return nil, err
	}
	x := &xlsxWriter{w: w, o: o, t: t, tally: score.New(o.By, o.Rules), book: book}
	for _, s := range []struct {
		sheet   **sheet
		name    string
		columns []sheetColumn
	}{
		{&x.overview, t.Text("sheet.overview"), x.pairColumns()},
		{&x.groups, t.Text("sheet.groups"), x.groupColumns()},
		{&x.rules, t.Text("sheet.rules"), x.ruleColumns()},
		{&x.findings, t.Text("sheet.findings"), x.fieldColumns(findingSheetFields())},
		{&x.sessions, t.Text("sheet.sessions"), x.fieldColumns(sessionFields())},
		{&x.unevaluated, t.Text("sheet.unevaluated"), x.unevaluatedColumns()},
		{&x.notes, t.Text("sheet.notes"), x.pairColumns()},
	} {
		if *s.sheet, err = book.sheet(s.name, s.columns); err != nil {
			return nil, err
		}
	}
	return x, nil
}

// findingSheetFields are the columns of the sheet of findings: which session, then the finding. What the session scored
// stands on the sheet of sessions.
func findingSheetFields() []detailField {
	var fields []detailField
	for _, f := range sessionFields() {
		switch f.name {
		case "session", "started_at", "channel", "team":
			fields = append(fields, f)
		}
	}
	return append(fields, findingFields()...)
}

func (x *xlsxWriter) fieldColumns(fields []detailField) []sheetColumn {
	columns := make([]sheetColumn, len(fields))
	for i, f := range fields {
		columns[i] = sheetColumn{title: x.t.Text("field." + f.name), width: f.width}
		switch {
		case i == 0 && f.name == "session":
			columns[i].style = styleLink
		case f.name == "score" || f.name == "deduct":
			columns[i].style = styleScore
		}
	}
	return columns
}

func (x *xlsxWriter) pairColumns() []sheetColumn {
	return []sheetColumn{{title: x.t.Text("sheet.item"), width: 28}, {title: x.t.Text("sheet.value"), width: 60}}
}

func (x *xlsxWriter) groupColumns() []sheetColumn {
	columns := []sheetColumn{{title: keyTitle(x.t, x.o.By), width: 20}, {title: x.t.Text("column.team"), width: 16}}
	for _, f := range rowFigures(x.t) {
		columns = append(columns, sheetColumn{title: f.title, width: 10, style: f.style})
	}
	return columns
}

func (x *xlsxWriter) Result(r *audit.Result) error {
	x.tally.Add(r)
	row := make([]any, 0, len(x.sessions.columns))
	head := details(r)[0]
	for _, f := range sessionFields() {
		row = append(row, f.value(&head, x.o, x.t))
	}
	if err := x.sessions.add(row...); err != nil {
		return err
	}
	for _, d := range details(r) {
		if err := x.detail(&d); err != nil {
			return err
		}
	}
	return nil
}

func (x *xlsxWriter) detail(d *detail) error {
	to := x.findings
	var row []any
	switch {
	case d.state == unevaluated:
		to = x.unevaluated
		row = []any{d.r.SessionID, d.r.Agent, d.rule, x.o.Rules[d.rule].Title, d.reason(x.t)}
	case d.finding != nil:
		for _, f := range findingSheetFields() {
			row = append(row, f.value(d, x.o, x.t))
		}
	default:
		return nil
	}
	if err := to.add(row...); err != nil {
		return err
	}
	return to.link(x.sessions.page, x.sessions.row)
}

func (x *xlsxWriter) unevaluatedColumns() []sheetColumn {
	return []sheetColumn{
		{title: x.t.Text("field.session"), width: 18, style: styleLink},
		{title: x.t.Text("field.agent"), width: 16},
		{title: x.t.Text("column.rule"), width: 28},
		{title: x.t.Text("column.title"), width: 18},
		{title: x.t.Text("column.why"), width: 40},
	}
}

func (x *xlsxWriter) Close(s *Summary) error {
	err := errors.Join(x.writeOverview(s), x.writeGroups(), x.writeRules(), x.writeNotes(s))
	for _, sheet := range x.book.sheets {
		if err == nil {
			err = sheet.finish()
		}
	}
	if err == nil {
		err = x.book.file.SetDocProps(docProps(s.Tool, x.t.Text("markdown.title")))
	}
	if err == nil {
		err = x.book.save(x.w)
	}
	return errors.Join(err, x.book.close())
}
