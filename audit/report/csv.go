package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"zhijian/audit"
	"zhijian/audit/report/message"
)

// byteOrderMark makes Excel read a CSV file as UTF-8.
const byteOrderMark = "\ufeff"

// csvWriter writes the findings, one a row; sessions without any have a row as well, so that none is missing.
type csvWriter struct {
	w   io.Writer
	csv *csv.Writer
	o   Options
	t   *message.Catalogue
	// started says that the heading is written.
	started bool
}

func newCSVWriter(w io.Writer, o Options, t *message.Catalogue) *csvWriter {
	c := &csvWriter{w: w, csv: csv.NewWriter(w), o: o, t: t}
	c.csv.UseCRLF = true // RFC 4180
	return c
}

func (c *csvWriter) start() error {
	if c.started {
		return nil
	}
	c.started = true
	if _, err := io.WriteString(c.w, byteOrderMark); err != nil {
		return err
	}
	titles := make([]string, 0, len(detailFields()))
	for _, f := range detailFields() {
		titles = append(titles, c.t.Text("field."+f.name))
	}
	return c.csv.Write(titles)
}

func (c *csvWriter) Result(r *audit.Result) error {
	if err := c.start(); err != nil {
		return err
	}
	for _, d := range details(r) {
		var row []string
		for _, f := range detailFields() {
			row = append(row, csvCell(f.value(&d, c.o, c.t)))
		}
		if err := c.csv.Write(row); err != nil {
			return err
		}
	}
	return nil
}

func (c *csvWriter) Close(*Summary) error {
	if err := c.start(); err != nil {
		return err
	}
	c.csv.Flush()
	return c.csv.Error()
}

// csvCell prints a value. Text that a spreadsheet would take for a formula gets an apostrophe in front.
func csvCell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case int:
		return strconv.Itoa(v)
	case float64:
		return number(v)
	case string:
		return harmless(v)
	}
	panic("report: a field is neither text nor number")
}

// harmless neutralises text that a spreadsheet would take for a formula, also behind full-width signs, which Excel
// takes for the narrow ones in some languages.
func harmless(s string) string {
	s = oneLine(s)
	if strings.HasPrefix(s, " ") || s != "" && strings.ContainsRune("=+-@|%＝＋－＠", []rune(s)[0]) {
		if trimmed := strings.TrimLeft(s, " "); trimmed != "" && strings.ContainsRune("=+-@|%＝＋－＠", []rune(trimmed)[0]) {
			return "'" + s
		}
	}
	return s
}
