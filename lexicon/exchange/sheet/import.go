package sheet

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"zhijian/lexicon/exchange"
)

// Options say what the files do not.
type Options struct {
	Prefix   string // of rule ids, "sheet" by default
	Charset  string // of CSV files; "" to tell it by their bytes
	Patterns bool   // phrases are patterns, not characters that stand for themselves
	Speaker  string // whose words phrases are, where no column says so: agent (default), customer, anyone
}

// File is a lexicon that a table held.
type File struct {
	Name string // as an export wrote it; "" where the table names none
	*exchange.Draft
}

// Book is what a file of tables held: one lexicon, or the several of an export. Notes are in the first.
type Book []*File

// Import reads the tables. What they hold that cannot be taken over is noted; the error is about the file as a whole.
func Import(data []byte, o Options) (Book, error) {
	if len(data) > exchange.MaxSize {
		return nil, fmt.Errorf("larger than %d MiB", exchange.MaxSize>>20)
	}
	tables, err := readTables(data, o.Charset)
	if err != nil {
		return nil, err
	}
	m := &importer{o: o}
	m.o.Prefix, m.o.Speaker = cmp.Or(o.Prefix, "sheet"), cmp.Or(o.Speaker, "agent")
	m.file("")
	found := false
	for _, t := range tables {
		found = m.table(t) || found
	}
	if !found {
		return nil, errors.New("no table has a column of phrases: a header such as 短语, 关键词, 禁语, 句式, 正则 or 表达式 is needed")
	}
	return m.book(), nil
}

// importer gathers the rules of the tables.
type importer struct {
	o     Options
	files []*file
}

// file is a lexicon in the making.
type file struct {
	File
	groups []*group
	order  map[string]*group
	last   *group
}

// notes is the draft that takes the notes.
func (m *importer) notes() *exchange.Draft { return m.files[0].Draft }

func (m *importer) file(name string) *file {
	for _, f := range m.files {
		if f.Name == name {
			return f
		}
	}
	f := &file{File: File{name, &exchange.Draft{ID: m.o.Prefix}}, order: map[string]*group{}}
	if name != "" {
		f.ID = ""
	}
	m.files = append(m.files, f)
	return f
}

// mostHead is how many rows may stand above the headers.
const mostHead = 20

// table reads one sheet, which may have anything above its headers; false where none are found.
func (m *importer) table(t *table) bool {
	var unknown []string
	for i := range t.rows[:min(mostHead, len(t.rows))] {
		cols, others, ok := layoutOf(t.rows[i])
		if !ok {
			continue
		}
		t.cols, t.head, unknown = cols, i, others
		break
	}
	if t.cols == nil {
		if len(t.rows) > 0 {
			m.notes().Note(exchange.Lost, t.place(0), "工作表没有认得的表头，略去", "the sheet has no headers that are known, and is left out")
		}
		return false
	}
	if len(unknown) > 0 {
		m.notes().Note(exchange.Changed, t.place(t.head), "不认得的列，略去：%s", "columns that are not known are left out: %s", strings.Join(unknown, "、"))
	}
	for row := t.head + 1; row < len(t.rows); row++ {
		if !slices.ContainsFunc(t.rows[row], func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			continue
		}
		m.row(t, row)
	}
	return true
}

// row reads a row of whatever kind of table.
func (m *importer) row(t *table, row int) {
	f := m.file(t.cell(row, colFile))
	has := func(col column) bool { _, ok := t.cols[col]; return ok }
	kind := t.cell(row, colTable)
	switch {
	case kind == tableFiles || kind == "" && has(colRest):
		f.ID, f.Title = cmp.Or(t.cell(row, colID), f.ID), cmp.Or(t.cell(row, colName), f.Title)
		f.Head += exchange.Raw(withBreak(t.text(row, colRest)))
	case kind == tableTerms || kind == "" && has(colWords) && has(colName):
		f.Terms = grown(f.Terms, t.cell(row, colName), lines(t.text(row, colWords)))
	case kind == tableConditions || kind == "" && has(colBody) && has(colName):
		f.condition(t.cell(row, colName), t.text(row, colBody))
	default:
		m.rule(f, t, row)
	}
}

func withBreak(text string) string {
	if text == "" || strings.HasSuffix(text, "\n") {
		return text
	}
	return text + "\n"
}

// grown adds words to a class, which may go on over several rows.
func grown(terms exchange.Map, name string, words []string) exchange.Map {
	for i := range terms {
		if known, ok := terms[i].Value.([]string); ok && (terms[i].Key == name || name == "" && i == len(terms)-1) {
			terms[i].Value = slices.Concat(known, words)
			return terms
		}
	}
	if name == "" {
		return terms
	}
	return append(terms, exchange.Pair{Key: name, Value: words})
}

// condition adds the text of a named condition, which may go on over several rows.
func (f *file) condition(name, text string) {
	for i := range f.Conditions {
		if known, ok := f.Conditions[i].Value.(block); ok && (f.Conditions[i].Key == name || name == "" && i == len(f.Conditions)-1) {
			f.Conditions[i].Value = known + block(withBreak(text))
			return
		}
	}
	if name != "" {
		f.Conditions = append(f.Conditions, exchange.Pair{Key: name, Value: block(withBreak(text))})
	}
}

// block is the text of a mapping below a key.
type block string

// lines are the lines of a cell that say something.
func lines(text string) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// book finishes the files.
func (m *importer) book() Book {
	var out Book
	for i, f := range m.files {
		for _, g := range f.groups {
			m.finish(f, g)
		}
		for k := range f.Conditions {
			if text, ok := f.Conditions[k].Value.(block); ok {
				f.Conditions[k] = exchange.Pair{Value: exchange.Raw(f.Conditions[k].Key + ":\n" + indented(string(text)))}
			}
		}
		if i == 0 && len(m.files) > 1 && len(f.Rules)+len(f.Terms)+len(f.Conditions)+len(f.Head) == 0 {
			m.files[1].Notes = append(f.Notes, m.files[1].Notes...)
			continue
		}
		out = append(out, &f.File)
	}
	return out
}

func indented(text string) string {
	var out strings.Builder
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		if line != "" {
			line = "  " + line
		}
		out.WriteString(line + "\n")
	}
	return out.String()
}
