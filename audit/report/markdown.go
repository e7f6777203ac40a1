package report

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"zhijian/audit/report/message"
	"zhijian/audit/score"
)

// Rows of the tables in Markdown, where Options.Top does not say otherwise: it is read in a chat.
const (
	markdownRows  = 10
	markdownRules = 5
)

// markdownWriter writes what matters in words, then the agents, the top rules, and the changes since the last run.
type markdownWriter struct {
	sums
	out strings.Builder
}

func newMarkdownWriter(w io.Writer, o Options, t *message.Catalogue) *markdownWriter {
	return &markdownWriter{sums: newSums(w, o, t)}
}

func (m *markdownWriter) Close(s *Summary) error {
	fmt.Fprintf(&m.out, "## %s\n\n", m.t.Text("markdown.title"))
	for _, words := range closingWords(m.t, m.tally, m.o.Rules, s) {
		fmt.Fprintf(&m.out, "- %s\n", escapeMarkdown(words))
	}
	if m.tally.Total().Sessions > 0 {
		if m.o.By.Name != score.KeyRule {
			m.groups()
		}
		m.rules()
		m.changes()
	}
	_, err := io.WriteString(m.w, m.out.String())
	return err
}

func (m *markdownWriter) table(headings []string, left int, rows [][]string) {
	fmt.Fprintf(&m.out, "\n| %s |\n|", strings.Join(headings, " | "))
	for i := range headings {
		if i < left {
			fmt.Fprint(&m.out, " --- |")
		} else {
			fmt.Fprint(&m.out, " ---: |")
		}
	}
	fmt.Fprintln(&m.out)
	for _, row := range rows {
		fmt.Fprintf(&m.out, "| %s |\n", strings.Join(row, " | "))
	}
}

func (m *markdownWriter) groups() {
	rows, left := m.topRows(markdownRows)
	columns := figures(m.t, m.o.Card)
	headings := []string{escapeMarkdown(keyTitle(m.t, m.o.By))}
	for _, c := range columns {
		headings = append(headings, escapeMarkdown(c.title))
	}
	line := func(name string, r score.Row) []string {
		cells := []string{escapeMarkdown(name)}
		for _, c := range columns {
			cells = append(cells, escapeMarkdown(c.cell(r).text))
		}
		return cells
	}
	var lines [][]string
	for _, r := range rows {
		lines = append(lines, line(keyText(m.t, r.Key), r))
	}
	lines = append(lines, line(m.t.Text("table.total"), m.tally.Total()))
	m.table(headings, 1, lines)
	if left > 0 {
		fmt.Fprintf(&m.out, "\n%s\n", m.t.Text("table.more", "N", left))
	}
}

func (m *markdownWriter) rules() {
	rows, left := m.topRules(cmp.Or(m.o.Top, markdownRules))
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(&m.out, "\n### %s\n", m.t.Text("markdown.rules"))
	var lines [][]string
	for _, r := range rows {
		lines = append(lines, []string{
			escapeMarkdown(ruleTitle(m.o.Rules, r.Rule)), escapeMarkdown(clean(r.Rule)), strconv.Itoa(r.Sessions),
			strconv.Itoa(r.Findings), strconv.Itoa(r.Suspects), number(r.Deducted), ruleRate(r),
		})
	}
	m.table([]string{
		m.t.Text("column.title"), m.t.Text("column.rule"), m.t.Text("column.sessions"), m.t.Text("column.findings"),
		m.t.Text("column.suspects"), m.t.Text("column.deducted"), m.t.Text("column.rate"),
	}, 2, lines)
	if left > 0 {
		fmt.Fprintf(&m.out, "\n%s\n", m.t.Text("table.more", "N", left))
	}
}

// changes tells what moved since the last run.
func (m *markdownWriter) changes() {
	before := m.o.Previous
	if before == nil {
		return
	}
	fmt.Fprintf(&m.out, "\n### %s\n\n", m.t.Text("change.title", "Label", escapeMarkdown(clean(before.Label))))
	for _, words := range changeWords(m.t, m.tally, before) {
		fmt.Fprintf(&m.out, "- %s\n", escapeMarkdown(words))
	}
}

// escapeMarkdown shows text as it is, whatever it holds: no markup, no HTML, no mention of people.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '@':
			b.WriteString("&#64;")
		case strings.ContainsRune("\\`*_{}[]#|~!", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	// Bare addresses would become links.
	return strings.ReplaceAll(b.String(), "://", ":&#47;/")
}
