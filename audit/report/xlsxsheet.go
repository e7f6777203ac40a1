package report

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Limits of the file format.
const (
	maxSheetRows = 1_048_576
	maxCellChars = 32_767
)

// A workbook is an XLSX file that is written row by row. It keeps large sheets on disk while it grows.
type workbook struct {
	file   *excelize.File
	styles map[cellStyle]int
	sheets []*sheet
	links  map[string]*pageLinks // by page
}

// cellStyle names how a cell looks.
type cellStyle int

const (
	styleText cellStyle = iota
	styleHeading
	styleTotal   // a last row set apart; its numbers look as those of their columns
	styleScore   // two decimals
	stylePercent // one decimal
	styleLink
	styleTotalScore
	styleTotalPercent
	styleBad  // fills of conditional formats
	styleWarn // from here on
)

func newWorkbook() (*workbook, error) {
	b := &workbook{file: excelize.NewFile(), styles: map[cellStyle]int{}, links: map[string]*pageLinks{}}
	score, percent := "0.00", "0.0%"
	for _, s := range []struct {
		name  cellStyle
		style excelize.Style
	}{
		{styleText, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}}},
		{styleHeading, excelize.Style{
			Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: fill("1F3864"),
			Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
		}},
		{styleTotal, excelize.Style{Font: &excelize.Font{Bold: true}, Border: topLine()}},
		{styleTotalScore, excelize.Style{Font: &excelize.Font{Bold: true}, Border: topLine(), CustomNumFmt: &score}},
		{styleTotalPercent, excelize.Style{Font: &excelize.Font{Bold: true}, Border: topLine(), CustomNumFmt: &percent}},
		{styleScore, excelize.Style{CustomNumFmt: &score, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{stylePercent, excelize.Style{CustomNumFmt: &percent, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{styleLink, excelize.Style{Font: &excelize.Font{Color: "0563C1", Underline: "single"}, Alignment: &excelize.Alignment{Vertical: "top"}}},
	} {
		id, err := b.file.NewStyle(&s.style)
		if err != nil {
			return nil, fmt.Errorf("workbook style: %w", err)
		}
		b.styles[s.name] = id
	}
	// Orange and yellow stay apart for colour-blind readers.
	for _, s := range []struct {
		name  cellStyle
		color string
	}{{styleBad, "F4B183"}, {styleWarn, "FFE699"}} {
		id, err := b.file.NewConditionalStyle(&excelize.Style{Fill: fill(s.color), Font: &excelize.Font{Bold: s.name == styleBad}})
		if err != nil {
			return nil, fmt.Errorf("workbook style: %w", err)
		}
		b.styles[s.name] = id
	}
	return b, nil
}

// close lets go of what the workbook keeps on disk.
func (b *workbook) close() error { return errors.Join(b.dropLinks(), b.file.Close()) }

func topLine() []excelize.Border { return []excelize.Border{{Type: "top", Color: "1F3864", Style: 1}} }

func fill(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// A sheetColumn is a heading with the width of its column in characters and the look of its cells.
type sheetColumn struct {
	title string
	width int
	style cellStyle
}

// A sheet is one page of a workbook. When it is full, its rows go on in another of the same columns.
type sheet struct {
	book    *workbook
	name    string
	part    int // 1 for the first page of this name
	columns []sheetColumn
	stream  *excelize.StreamWriter
	page    string // the name of the present page
	apart   bool   // the last row is a total, which filters leave alone
	row     int    // last row written
}

// sheet adds a page with a frozen heading.
func (b *workbook) sheet(name string, columns []sheetColumn) (*sheet, error) {
	s := &sheet{book: b, name: name, columns: columns}
	b.sheets = append(b.sheets, s)
	return s, s.turnPage()
}

func (s *sheet) turnPage() error {
	if s.stream != nil {
		if err := s.finish(); err != nil {
			return err
		}
	}
	s.part++
	s.page, s.row = s.name, 0
	if s.part > 1 {
		s.page = fmt.Sprintf("%s %d", s.name, s.part)
	}
	var err error
	if len(s.book.sheets) == 1 && s.part == 1 {
		err = s.book.file.SetSheetName("Sheet1", s.page)
	} else {
		_, err = s.book.file.NewSheet(s.page)
	}
	if err != nil {
		return fmt.Errorf("sheet %s: %w", s.page, err)
	}
	if err := s.book.printable(s.page); err != nil {
		return err
	}
	if s.stream, err = s.book.file.NewStreamWriter(s.page); err != nil {
		return fmt.Errorf("sheet %s: %w", s.page, err)
	}
	headings := make([]any, len(s.columns))
	for i, c := range s.columns {
		headings[i] = excelize.Cell{StyleID: s.book.styles[styleHeading], Value: c.title}
		if err := s.stream.SetColWidth(i+1, i+1, float64(c.width)); err != nil {
			return fmt.Errorf("sheet %s: %w", s.page, err)
		}
	}
	if err := s.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fmt.Errorf("sheet %s: %w", s.page, err)
	}
	s.row = 1
	return s.stream.SetRow("A1", headings)
}

// add writes a row: strings, ints, float64s, or nil for an empty cell. Strings cannot become formulas.
func (s *sheet) add(values ...any) error {
	if links := s.book.links[s.page]; s.row == maxSheetRows || links != nil && links.count == maxSheetLinks {
		if err := s.turnPage(); err != nil {
			return err
		}
	}
	s.row++
	cells := make([]any, len(values))
	for i, v := range values {
		style := s.columns[i].style
		if own, ok := v.(styled); ok {
			v, style = own.value, own.style
		}
		if text, ok := v.(string); ok {
			v = truncate(harmless(text), maxCellChars)
		}
		cells[i] = excelize.Cell{StyleID: s.book.styles[style], Value: v}
	}
	if err := s.stream.SetRow(fmt.Sprintf("A%d", s.row), cells); err != nil {
		return fmt.Errorf("sheet %s, row %d: %w", s.page, s.row, err)
	}
	return nil
}

// styled is a value that does not look as others of its column.
type styled struct {
	value any
	style cellStyle
}

// addTotal writes a last row that is set apart.
func (s *sheet) addTotal(values ...any) error {
	for i, v := range values {
		style := styleTotal
		switch s.columns[i].style {
		case styleScore:
			style = styleTotalScore
		case stylePercent:
			style = styleTotalPercent
		}
		values[i] = styled{v, style}
	}
	s.apart = true
	return s.add(values...)
}

// printable lays a page out for A4: across, as wide as the paper, the heading on every page.
func (b *workbook) printable(page string) error {
	const a4, pages = 9, 0 // as many pages long as it takes
	across, wide, length := "landscape", 1, pages
	size, fit := a4, true
	err := errors.Join(
		b.file.SetSheetProps(page, &excelize.SheetPropsOptions{FitToPage: &fit}),
		b.file.SetPageLayout(page, &excelize.PageLayoutOptions{Size: &size, Orientation: &across, FitToWidth: &wide, FitToHeight: &length}),
		b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$1:$1", page), Scope: page}),
	)
	if err != nil {
		return fmt.Errorf("sheet %s: %w", page, err)
	}
	return nil
}

// link makes the first cell of the last row lead to a row of another sheet.
func (s *sheet) link(page string, row int) error {
	cell, location := fmt.Sprintf("A%d", s.row), fmt.Sprintf("'%s'!A%d", page, row)
	links := s.book.links[s.page]
	if links == nil {
		links = &pageLinks{}
		s.book.links[s.page] = links
		if err := s.book.file.SetCellHyperLink(s.page, cell, location, "Location"); err != nil {
			return fmt.Errorf("sheet %s, row %d: %w", s.page, s.row, err)
		}
	}
	return links.add(cell, location)
}

// highlight colours the cells of a column (counted from 0) that compare so with value.
func (s *sheet) highlight(column int, comparison string, value float64, style cellStyle) error {
	name, err := excelize.ColumnNumberToName(column + 1)
	if err != nil {
		return err
	}
	id := s.book.styles[style]
	return s.book.file.SetConditionalFormat(s.page, fmt.Sprintf("%s2:%s%d", name, name, max(2, s.row)),
		[]excelize.ConditionalFormatOptions{{Type: "cell", Criteria: comparison, Value: number(value), Format: &id}})
}

// finish adds the filter and closes the page.
func (s *sheet) finish() error {
	rows := s.row
	if s.apart {
		rows--
	}
	last, err := excelize.CoordinatesToCellName(len(s.columns), max(2, rows))
	if err != nil {
		return err
	}
	if err := s.book.file.AutoFilter(s.page, "A1:"+last, nil); err != nil {
		return fmt.Errorf("sheet %s: %w", s.page, err)
	}
	if err := s.stream.Flush(); err != nil {
		return fmt.Errorf("sheet %s: %w", s.page, err)
	}
	s.stream = nil
	return nil
}

// truncate keeps at most n characters.
func truncate(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}
