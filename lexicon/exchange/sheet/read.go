package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"zhijian/lexicon/exchange"
)

// Bounds of a table.
const (
	mostRows     = 200000
	mostColumns  = 500
	mostUnpacked = 256 << 20 // bytes of a workbook
)

// table is one sheet with its rows.
type table struct {
	name string // "" of a CSV file
	rows [][]string
	cols map[column]int
	head int // the row of the headers, from 0
}

// place names a row for people.
func (t *table) place(row int) string {
	if t.name == "" {
		return fmt.Sprintf("row %d", row+1)
	}
	return fmt.Sprintf("%s row %d", t.name, row+1)
}

// cell gives what stands in a column of a row, "" where the table has none.
func (t *table) cell(row int, col column) string {
	i, ok := t.cols[col]
	if !ok || i >= len(t.rows[row]) {
		return ""
	}
	return strings.TrimSpace(t.rows[row][i])
}

// text is cell, with its lines as they are.
func (t *table) text(row int, col column) string {
	i, ok := t.cols[col]
	if !ok || i >= len(t.rows[row]) {
		return ""
	}
	return t.rows[row][i]
}

// readTables reads the sheets of a file.
func readTables(data []byte, charset string) ([]*table, error) {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return readBook(data)
	}
	text, err := exchange.Text(data, charset)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes, r.Comma = -1, true, delimiter(text)
	t := &table{}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if len(t.rows) >= mostRows || len(row) > mostColumns {
			return nil, fmt.Errorf("row %d: a table has at most %d rows and %d columns", len(t.rows)+1, mostRows, mostColumns)
		}
		for i, cell := range row {
			row[i] = unguarded(cell)
		}
		t.rows = append(t.rows, row)
	}
	return []*table{t}, nil
}

// delimiter is the mark that parts the cells of the first line.
func delimiter(text string) rune {
	line, _, _ := strings.Cut(text, "\n")
	best, most := ',', 0
	for _, mark := range []rune{',', '\t', ';', '|'} {
		if n := strings.Count(line, string(mark)); n > most {
			best, most = mark, n
		}
	}
	return best
}

// guarded puts a ' before what a spreadsheet would take for a formula; unguarded takes it off again.
func guarded(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@'\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func unguarded(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune("=+-@'\t\r", rune(cell[1])) {
		return cell[1:]
	}
	return cell
}

func readBook(data []byte) ([]*table, error) {
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostUnpacked})
	if err != nil {
		return nil, fmt.Errorf("not a workbook: %w", err)
	}
	defer func() { _ = book.Close() }() // nothing was written
	var out []*table
	total := 0
	for _, name := range book.GetSheetList() {
		t := &table{name: name}
		rows, err := book.Rows(name)
		if err != nil {
			return nil, fmt.Errorf("sheet %s: %w", name, err)
		}
		for rows.Next() {
			cells, err := rows.Columns()
			if err != nil {
				return nil, errors.Join(fmt.Errorf("sheet %s, row %d: %w", name, len(t.rows)+1, err), rows.Close())
			}
			if total++; total > mostRows || len(cells) > mostColumns {
				return nil, errors.Join(fmt.Errorf("sheet %s, row %d: a workbook has at most %d rows of %d columns", name, len(t.rows)+1, mostRows, mostColumns), rows.Close())
			}
			t.rows = append(t.rows, cells)
		}
		if err := errors.Join(rows.Error(), rows.Close()); err != nil {
			return nil, fmt.Errorf("sheet %s: %w", name, err)
		}
		out = append(out, t)
	}
	return out, nil
}
