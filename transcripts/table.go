package transcripts

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// tableFormats are tables with a header: delimited text here, workbooks and Parquet in files of their own.
func tableFormats() []format {
	return []format{
		xlsxFormat(), parquetFormat(),
		{
			name:  "dialogues-csv",
			title: "CSV or TSV with one conversation a row",
			detect: func(s *sample) string {
				return s.tableWith("a conversation", (*columnMap).holdsDialogues)
			},
			read: readDelimited(readDialogueRows),
			about: about{
				fields: "a column with the whole conversation, `客服：…` line by line (line breaks also written as `\\n`); the other columns as for `messages-csv`",
				times:  "the start only, unless lines carry a clock in brackets",
				roles:  "the word in front of the colon",
				limits: "a line without a speaker continues the one before",
			},
		},
		{
			name:  "messages-csv",
			title: "CSV or TSV with one message a row, sessions in any order",
			detect: func(s *sample) string {
				return s.tableWith("a message", (*columnMap).holdsMessages)
			},
			read: readDelimited(readRows),
			about: about{
				fields: "columns by their Chinese or English headers, or as mapped: session, time, role, sender, text, agent, team, customer, call metadata, platform, shop, queue",
				times:  "`2006-01-02 15:04:05` and its variants, RFC 3339, Unix seconds, milliseconds, microseconds",
				roles:  "role column; who-sent-it flag; sender equal to agent or customer; mapped nicks",
				limits: "grouping spills to disk beyond the memory budget; without a session column, by customer and agent, parted at idle gaps",
			},
		},
	}
}

// delimiters are what parts the fields of a row, the most usual first.
const delimiters = ",\t;|"

// tableWith says why the sample is a table whose columns satisfy fits, "" if it is none.
func (s *sample) tableWith(what string, fits func(*columnMap) bool) string {
	comma, columns, err := s.header()
	if err != nil || columns == nil || !fits(columns) {
		return ""
	}
	delimiter := map[rune]string{',': "commas", '\t': "tabs", ';': "semicolons", '|': "bars"}[comma]
	return fmt.Sprintf("its first line, parted by %s, names a column for %s", delimiter, what)
}

// header reads the first line as the header of a table; columns is nil if it is none. The error concerns columns that
// the user named.
func (s *sample) header() (comma rune, columns *columnMap, err error) {
	line := s.firstLine()
	for _, comma := range delimiters {
		reader := csv.NewReader(strings.NewReader(line))
		reader.Comma = comma
		reader.LazyQuotes = true
		names, err := reader.Read()
		if err != nil || len(names) < 2 {
			continue
		}
		columns, err := mapColumns(names, s.set.columns)
		if err != nil {
			return 0, nil, err
		}
		if columns.holdsMessages() || columns.holdsDialogues() {
			return comma, columns, nil
		}
	}
	return 0, nil, nil
}

// readDelimited reads the rows of a CSV or TSV file.
func readDelimited(read func(rowReader, *columnMap, *input, *sink)) func(*input, *sink) {
	return func(in *input, out *sink) {
		rows, columns, err := openDelimited(in)
		if err != nil {
			out.reject(unreadable(err))
			return
		}
		read(rows, columns, in, out)
	}
}

// delimitedRows reads rows of delimited text.
type delimitedRows struct {
	csv    *csv.Reader
	budget *readBudget // of one row: a quote that is never closed would make the rest of the file one
}

func openDelimited(in *input) (*delimitedRows, *columnMap, error) {
	s, err := sampleOf(in)
	if err != nil {
		return nil, nil, err
	}
	comma, columns, err := s.header()
	if err != nil {
		return nil, nil, err
	}
	if columns == nil {
		return nil, nil, fmt.Errorf("no column holds the text of messages: %q", s.firstLine())
	}
	text, err := in.utf8Text()
	if err != nil {
		return nil, nil, err
	}
	budget := &readBudget{r: text, left: maxDocument}
	reader := csv.NewReader(budget)
	reader.Comma = comma
	reader.FieldsPerRecord = -1 // compared with the header where messages are made
	reader.LazyQuotes = true    // exports leave quotes within fields as they are
	reader.ReuseRecord = true
	if _, err := reader.Read(); err != nil {
		return nil, nil, err
	}
	in.columns = columns.mapped()
	columns.short = headerIsShort(s, comma, columns.width)
	return &delimitedRows{csv: reader, budget: budget}, columns, nil
}

// headerIsShort recognises exports whose header lacks the name of its last column: every row that the sample shows
// whole has one value more than the header has names.
func headerIsShort(s *sample, comma rune, width int) bool {
	reader := csv.NewReader(strings.NewReader(s.text))
	reader.Comma = comma
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = true
	rows := 0
	for n := 0; ; n++ {
		row, err := reader.Read()
		if err != nil || reader.InputOffset() >= int64(len(s.text)) && len(s.text) >= peekBytes-4 {
			return rows > 0
		}
		if n > 0 && len(row) != width+1 {
			return false
		}
		if n > 0 {
			rows++
		}
	}
}

func (r *delimitedRows) next() ([]string, int, error) {
	row, err := r.csv.Read()
	r.budget.left = maxDocument
	if syntax, ok := errors.AsType[*csv.ParseError](err); ok {
		return nil, 0, &rowError{record: syntax.StartLine, raw: rowText(row), p: refuse(-1, CodeSyntax, syntax.Err.Error())}
	}
	if err != nil {
		return nil, 0, err
	}
	line, _ := r.csv.FieldPos(0)
	return row, line, nil
}

// rowText writes a row as CSV, for keeping it aside: readers of tables keep no raw text.
func rowText(row []string) []byte {
	var raw bytes.Buffer
	w := csv.NewWriter(&raw)
	// A buffer takes everything.
	_ = w.Write(slices.Clone(row))
	w.Flush()
	return bytes.TrimSuffix(raw.Bytes(), []byte("\n"))
}
