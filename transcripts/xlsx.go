package transcripts

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Bounds of a workbook: what its parts may unpack to, and from where on they are unpacked to disk rather than memory.
const (
	maxWorkbook      = 1 << 30
	maxWorkbookInRAM = 16 << 20
)

func xlsxFormat() format {
	return format{
		name: "xlsx", title: "Excel workbook, rows as in the CSV formats",
		detect: func(s *sample) string {
			if strings.HasPrefix(s.raw, "PK\x03\x04") && (s.ext == ".xlsx" || s.ext == ".xlsm" || strings.Contains(s.raw, "xl/")) {
				return "it is a packed workbook"
			}
			return ""
		},
		read: readWorkbook,
		about: about{
			fields: "as `messages-csv` and `dialogues-csv`; every sheet whose first row names a column of texts",
			times:  "as `messages-csv`, and dates of Excel", roles: "as `messages-csv`",
			limits: "record numbers are row numbers, counted on from sheet to sheet; 1 GiB unpacked; other sheets are left out",
		},
	}
}

// readWorkbook reads all sheets of messages, row by row.
func readWorkbook(in *input, out *sink) {
	book, err := excelize.OpenReader(in.r, excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxWorkbook, UnzipXMLSizeLimit: maxWorkbookInRAM, TmpDir: in.set.tempDir,
	})
	if err != nil {
		out.reject(unreadable(err))
		return
	}
	// Nothing was written to the workbook; what closing removes is temporary.
	defer func() { _ = book.Close() }()
	read := 0
	base := 0
	for _, sheet := range book.GetSheetList() {
		rows, columns, err := openSheet(book, sheet, in.set)
		if err != nil {
			out.reject(unreadable(fmt.Errorf("%s: %w", sheet, err)))
			return
		}
		if columns == nil {
			continue
		}
		read++
		in.columns = append(in.columns, columns.mapped()...)
		rows.base = base
		if columns.holdsDialogues() {
			readDialogueRows(rows, columns, in, out)
		} else {
			readRows(rows, columns, in, out)
		}
		base += rows.row
	}
	if read == 0 {
		out.reject(Reject{Code: CodeFormat, Args: []string{"no sheet's first row names a column of texts"}})
	}
}

// sheetRows reads the rows of a sheet.
type sheetRows struct {
	rows     *excelize.Rows
	row      int // read so far, from 1
	base     int // rows of the sheets before
	width    int
	dates    []int // columns of times, which Excel may hold as numbers
	date1904 bool
}

// openSheet reads the header of a sheet; columns is nil where it names none of messages.
func openSheet(book *excelize.File, sheet string, set *settings) (*sheetRows, *columnMap, error) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, nil, err
	}
	s := &sheetRows{rows: rows}
	if props, err := book.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		s.date1904 = *props.Date1904
	}
	header, _, err := s.next()
	if errors.Is(err, io.EOF) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	columns, err := mapColumns(header, set.columns)
	if err != nil {
		return nil, nil, err
	}
	if !columns.holdsMessages() && !columns.holdsDialogues() {
		return nil, nil, nil
	}
	s.width = columns.width
	for _, field := range []string{fieldAt, fieldStartedAt} {
		if i, ok := columns.column[field]; ok {
			s.dates = append(s.dates, i)
		}
	}
	return s, columns, nil
}

func (s *sheetRows) next() ([]string, int, error) {
	if !s.rows.Next() {
		if err := s.rows.Error(); err != nil {
			return nil, 0, err
		}
		return nil, 0, io.EOF
	}
	s.row++
	row, err := s.rows.Columns()
	if err != nil {
		return nil, 0, fmt.Errorf("row %d: %w", s.row, err)
	}
	for len(row) < s.width { // empty cells at the end are not stored
		row = append(row, "")
	}
	for _, i := range s.dates {
		row[i] = s.date(row[i])
	}
	return row, s.base + s.row, nil
}

// date writes a time that the sheet holds as a number of days in the usual form.
func (s *sheetRows) date(cell string) string {
	days, err := strconv.ParseFloat(cell, 64)
	if err != nil || days < 1 || days > 1e6 {
		return cell
	}
	at, err := excelize.ExcelDateToTime(days, s.date1904)
	if err != nil {
		return cell
	}
	return at.Format("2006-01-02 15:04:05.999")
}
