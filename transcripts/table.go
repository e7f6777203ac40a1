package transcripts

import (
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// readTable reads a CSV or TSV file with one message a row, in any order of sessions.
func readTable(comma rune) func(*input, func(*Batch) bool) {
	return func(in *input, emit func(*Batch) bool) {
		t, err := openTable(in, comma)
		if err != nil {
			emit(brokenSource(in.name, CodeFormat, err.Error()))
			return
		}
		t.rows()
		if len(t.rejects) > 0 || t.skipped > 0 {
			b := &Batch{Source: in.name, rejects: t.rejects, skipped: t.skipped}
			if !emit(b) {
				return
			}
		}
		t.grouper.batches(in.name, emit)
	}
}

// table is a message-per-row file being read.
type table struct {
	in      *input
	csv     *csv.Reader
	columns *columnMap
	grouper *grouper
	rejects []Reject
	skipped int
}

func openTable(in *input, comma rune) (*table, error) {
	text, _, err := in.utf8Text()
	if err != nil {
		return nil, err
	}
	reader := csv.NewReader(text)
	reader.Comma = comma
	reader.FieldsPerRecord = -1 // compared with the header by check
	reader.LazyQuotes = true    // exports leave quotes within fields as they are
	reader.ReuseRecord = true
	header, err := reader.Read()
	if err != nil {
		return nil, err
	}
	columns, err := mapColumns(slices.Clone(header), in.opts.Map)
	if err != nil {
		return nil, err
	}
	for _, needed := range []string{fieldSession, fieldText} {
		if !columns.has(needed) {
			return nil, errors.New("no column holds the " + needed + " (header: " + strings.Join(header, ", ") + ")")
		}
	}
	return &table{in: in, csv: reader, columns: columns, grouper: newGrouper()}, nil
}

// rows reads all rows; what is wrong with one is kept with it, and the next is read.
func (t *table) rows() {
	line := 1
	for {
		row, err := t.csv.Read()
		switch {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			if syntax, ok := errors.AsType[*csv.ParseError](err); ok {
				t.reject(syntax.StartLine, row, refuse(-1, CodeSyntax, syntax.Err.Error()))
				continue
			}
			t.rejects = append(t.rejects, Reject{
				Source: t.in.name, Code: CodeRead, Args: []string{strconv.Itoa(line), err.Error()},
			})
			return
		}
		line, _ = t.csv.FieldPos(0)
		t.row(line, row)
	}
}

func (t *table) row(line int, row []string) {
	if !slices.ContainsFunc(row, func(field string) bool { return strings.TrimSpace(field) != "" }) {
		t.skipped++
		return
	}
	if p := t.check(row); p != nil {
		t.reject(line, row, p)
		return
	}
	m, p := t.columns.message(row, t.in.opts)
	if p != nil {
		t.reject(line, row, p)
		return
	}
	if m.text == "" {
		t.skipped++
		return
	}
	m.record = line
	t.grouper.add(m)
}

// check refuses a row that is wider than the header, or narrower, unless what is too much is empty.
func (t *table) check(row []string) *problem {
	filled := len(row)
	for filled > t.columns.width && row[filled-1] == "" {
		filled--
	}
	if filled != t.columns.width {
		return refuse(-1, CodeFields, strconv.Itoa(len(row)), strconv.Itoa(t.columns.width))
	}
	for _, field := range row {
		if !utf8.ValidString(field) {
			return refuse(-1, CodeEncoding, "UTF-8")
		}
	}
	return nil
}

// reject sets a row aside, written as CSV again: the reader keeps no raw text.
func (t *table) reject(line int, row []string, p *problem) {
	var raw strings.Builder
	w := csv.NewWriter(&raw)
	w.Comma = t.csv.Comma
	// A strings.Builder takes everything, and the delimiter is one that was read with.
	_ = w.Write(row)
	w.Flush()
	t.rejects = append(t.rejects, p.reject(t.in.name, line, []byte(strings.TrimSuffix(raw.String(), "\n"))))
}

// message reads one row.
func (c *columnMap) message(row []string, opts *Options) (*message, *problem) {
	m := &message{session: c.value(row, fieldSession), text: c.value(row, fieldText), startMS: NoOffset, endMS: NoOffset}
	if m.session == "" {
		return nil, refuse(-1, CodeMissing, fieldSession)
	}
	if m.text == "" {
		m.text = placeholder(c.value(row, fieldType))
	}
	m.agent = Agent{ID: c.value(row, fieldAgent), Name: c.value(row, fieldAgentName), Team: c.value(row, fieldTeam)}
	m.agent.ID = cmp.Or(m.agent.ID, m.agent.Name)
	m.sender, m.customer = c.value(row, fieldSender), c.value(row, fieldCustomer)
	for _, part := range []func(*message, []string, *Options) *problem{c.times, c.offsets, c.role, c.call} {
		if p := part(m, row, opts); p != nil {
			return nil, p
		}
	}
	for _, name := range c.attributes() {
		if value := c.value(row, attributePrefix+name); value != "" {
			m.attribute = append(m.attribute, attribute{name, value})
		}
	}
	return m, nil
}
