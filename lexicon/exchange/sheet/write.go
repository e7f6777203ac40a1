package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// WriteXLSX writes tables as a workbook. The same tables give the same bytes.
func WriteXLSX(w io.Writer, sheets []Sheet) error {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // nothing is kept on disk
	head, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "top"}})
	if err != nil {
		return err
	}
	body, err := book.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}, NumFmt: 49})
	if err != nil {
		return err
	}
	for i, s := range sheets {
		if i == 0 {
			err = book.SetSheetName("Sheet1", s.Name)
		} else {
			_, err = book.NewSheet(s.Name)
		}
		if err != nil {
			return err
		}
		if err := writeSheet(book, &s, head, body); err != nil {
			return err
		}
	}
	// A fixed time, so that files can be compared.
	when := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).Format(time.RFC3339)
	if err := book.SetDocProps(&excelize.DocProperties{Title: "zhijian lexicon", Creator: "zhijian", LastModifiedBy: "zhijian", Created: when, Modified: when}); err != nil {
		return err
	}
	return inOrder(book, w)
}

// inOrder writes the parts of a workbook in the order of their names: the library ranges over a map to write them.
func inOrder(book *excelize.File, w io.Writer) error {
	packed, err := book.WriteToBuffer()
	if err != nil {
		return err
	}
	parts, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		return err
	}
	slices.SortFunc(parts.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, part := range parts.File {
		if err := out.Copy(part); err != nil {
			return err
		}
	}
	return out.Close()
}

func writeSheet(book *excelize.File, s *Sheet, head, body int) error {
	w, err := book.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	if err := w.SetColWidth(1, len(s.Columns), 18); err != nil {
		return err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, len(s.Columns))
	for i, col := range s.Columns {
		cells[i] = excelize.Cell{StyleID: head, Value: string(col)}
	}
	if err := w.SetRow("A1", cells); err != nil {
		return err
	}
	for r, row := range s.Rows {
		for i, col := range s.Columns {
			// Strings are never formulas in a workbook.
			cells[i] = nil
			if text := row[col]; text != "" {
				cells[i] = excelize.Cell{StyleID: body, Value: text}
			}
		}
		at, err := excelize.CoordinatesToCellName(1, r+2)
		if err != nil {
			return err
		}
		if err := w.SetRow(at, cells); err != nil {
			return err
		}
	}
	return w.Flush()
}

// WriteCSV writes tables as one CSV file with a byte order mark, which spreadsheets need; the first column names the
// table of a row. Cells that would be taken for formulas get a ' in front.
func WriteCSV(w io.Writer, sheets []Sheet) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	columns := []column{colTable}
	for _, s := range sheets {
		for _, col := range s.Columns {
			if !slices.Contains(columns, col) {
				columns = append(columns, col)
			}
		}
	}
	out := csv.NewWriter(w)
	record := make([]string, len(columns))
	for i, col := range columns {
		record[i] = string(col)
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for _, s := range sheets {
		for _, row := range s.Rows {
			for i, col := range columns {
				record[i] = guarded(row[col])
			}
			record[0] = s.Name
			if err := out.Write(record); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}
