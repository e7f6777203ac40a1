package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"github.com/fatih/color"
	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// gap is the number of blank cells between two columns.
const gap = 2

// A grid is a table of text: fitted to a width by dropping columns, then drawn by tablewriter.
type grid struct {
	columns []gridColumn
	rows    [][]gridCell
	footer  []gridCell // a last row set apart; nil for none
}

type gridColumn struct {
	title string
	right bool // figures stand at the right
	// drop says when a column may go for want of width: 1 goes first, 0 never.
	drop int
	// names lose their middle where they are too long, not their end: shop:person is told apart by both.
	names bool
	// flexible columns shrink, down to least cells, after the droppable ones have gone.
	flexible bool
	least    int
}

// gridCell is clean text and its colour.
type gridCell struct {
	text  string
	shade shade
}

type shade int

const (
	plain    shade = iota
	bad            // fails, or is fatal
	doubtful       // for a person to look at
	good
	faint
)

func text(s string) gridCell { return gridCell{text: s} }

// widths measures each column.
func (g *grid) widths() []int {
	widths := make([]int, len(g.columns))
	for i, c := range g.columns {
		widths[i] = cells.String(c.title)
		for _, row := range g.rows {
			widths[i] = max(widths[i], cells.String(row[i].text))
		}
		if g.footer != nil {
			widths[i] = max(widths[i], cells.String(g.footer[i].text))
		}
	}
	return widths
}

func total(widths []int) int {
	sum := gap * max(0, len(widths)-1)
	for _, w := range widths {
		sum += w
	}
	return sum
}

// ample is how wide a flexible column may stay while others are dropped for want of width.
const ample = 16

// fit makes the grid no wider than width: it shrinks flexible columns to an ample width, then drops columns in their
// order, then shrinks flexible ones as far as they go, from the left. Width 0 leaves it as it is.
func (g *grid) fit(width int) {
	if width <= 0 {
		return
	}
	for i, c := range g.columns {
		widths := g.widths()
		excess := total(widths) - width
		if excess > 0 && c.flexible && widths[i] > ample {
			g.shrink(i, max(ample, widths[i]-excess))
		}
	}
	for total(g.widths()) > width {
		next := -1
		for i, c := range g.columns {
			if c.drop > 0 && (next < 0 || c.drop < g.columns[next].drop) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		g.remove(next)
	}
	for i, c := range g.columns {
		widths := g.widths()
		excess := total(widths) - width
		if excess > 0 && c.flexible {
			g.shrink(i, max(c.least, widths[i]-excess))
		}
	}
}

func (g *grid) remove(i int) {
	g.columns = slices.Delete(g.columns, i, i+1)
	for j := range g.rows {
		g.rows[j] = slices.Delete(g.rows[j], i, i+1)
	}
	if g.footer != nil {
		g.footer = slices.Delete(g.footer, i, i+1)
	}
}

func (g *grid) shrink(i, width int) {
	shorten := fit
	if g.columns[i].names {
		shorten = fitMiddle
	}
	for _, row := range g.rows {
		row[i].text = shorten(row[i].text, width)
	}
	if g.footer != nil {
		g.footer[i].text = fit(g.footer[i].text, width)
	}
	g.columns[i].title = fit(g.columns[i].title, width)
}

// draw writes the grid.
func (g *grid) draw(w io.Writer, colored bool) error {
	var drawn bytes.Buffer
	if err := g.render(&drawn, colored); err != nil {
		return err
	}
	// The last column is padded like the others; blanks at the end of a line only get in the way.
	for line := range bytes.Lines(drawn.Bytes()) {
		if _, err := fmt.Fprintf(w, "%s\n", bytes.TrimRight(line, " \n")); err != nil {
			return err
		}
	}
	return nil
}

func (g *grid) render(w io.Writer, colored bool) error {
	aligns := make([]tw.Align, len(g.columns))
	padding := make([]tw.Padding, len(g.columns))
	titles := make([]string, len(g.columns))
	for i, c := range g.columns {
		aligns[i] = tw.AlignLeft
		if c.right {
			aligns[i] = tw.AlignRight
		}
		padding[i] = tw.Padding{Right: "  ", Overwrite: true}
		if i == len(g.columns)-1 {
			padding[i] = tw.Padding{Overwrite: true}
		}
		titles[i] = c.title
	}
	section := tw.CellConfig{
		Alignment:  tw.CellAlignment{PerColumn: aligns},
		Padding:    tw.CellPadding{PerColumn: padding},
		Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone, AutoFormat: tw.Off},
	}
	table := tablewriter.NewTable(w,
		// Told, not guessed from the locale.
		tablewriter.WithEastAsian(tw.Off),
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders:  tw.BorderNone,
			Symbols:  tw.NewSymbols(tw.StyleLight),
			Settings: gridSettings(g.footer != nil),
		})),
		tablewriter.WithConfig(tablewriter.Config{
			Header: section, Row: section, Footer: section,
			Behavior: tw.Behavior{TrimSpace: tw.Off, TrimLine: tw.Off},
		}),
	)
	table.Header(titles)
	for _, row := range g.rows {
		if err := table.Append(texts(row, colored)); err != nil {
			return err
		}
	}
	if g.footer != nil {
		table.Footer(texts(g.footer, colored))
	}
	return table.Render()
}

func gridSettings(footer bool) tw.Settings {
	lines := tw.Lines{ShowTop: tw.Off, ShowBottom: tw.Off, ShowHeaderLine: tw.On, ShowFooterLine: tw.Off}
	if footer {
		lines.ShowFooterLine = tw.On
	}
	return tw.Settings{
		Lines:      lines,
		Separators: tw.Separators{BetweenColumns: tw.Off, BetweenRows: tw.Off, ShowHeader: tw.On, ShowFooter: lines.ShowFooterLine},
	}
}

func texts(row []gridCell, colored bool) []string {
	all := make([]string, len(row))
	for i, c := range row {
		all[i] = c.text
		if colored && c.text != "" {
			all[i] = c.shade.paint(c.text)
		}
	}
	return all
}

func (s shade) paint(text string) string {
	var c *color.Color
	switch s {
	case bad:
		c = color.New(color.FgRed, color.Bold)
	case doubtful:
		c = color.New(color.FgYellow)
	case good:
		c = color.New(color.FgGreen)
	case faint:
		c = color.New(color.Faint)
	default:
		return text
	}
	c.EnableColor() // the caller decided; the library would look at the environment
	return c.Sprint(text)
}
