package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"zhijian/audit/report/message"
	"zhijian/audit/score"
)

// maxRejects is how many records that could not be read, and how many files that were passed over, a table names.
const maxRejects = 5

// tableWriter draws the tables for the terminal: groups, totals by rule, what was not evaluated and not read, and what
// matters in words.
type tableWriter struct{ sums }

func newTableWriter(w io.Writer, o Options, t *message.Catalogue) *tableWriter {
	return &tableWriter{newSums(w, o, t)}
}

func (tw *tableWriter) Close(s *Summary) error {
	var parts []func() error
	byRule := tw.o.By.Name == score.KeyRule
	switch {
	case tw.tally.Total().Sessions == 0:
		parts = append(parts, func() error { return tw.line(tw.t.Text("table.no_sessions")) })
	case byRule:
		parts = append(parts, tw.rules)
	default:
		parts = append(parts, tw.groups)
	}
	if !tw.o.Compact {
		if !byRule {
			parts = append(parts, tw.rulesBelow)
		}
		parts = append(parts, tw.notEvaluated, func() error { return tw.notRead(s) })
	}
	parts = append(parts, tw.changes, func() error { return tw.closing(s) })
	for _, part := range parts {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func (tw *tableWriter) line(s string) error {
	_, err := fmt.Fprintln(tw.w, s)
	return err
}

// headline parts a table from the one above.
func (tw *tableWriter) headline(s string) error {
	for _, line := range append([]string{""}, wrap(s, tw.o.Width)...) {
		if err := tw.line(line); err != nil {
			return err
		}
	}
	return nil
}

func (tw *tableWriter) draw(g *grid) error {
	g.fit(tw.o.Width)
	return g.draw(tw.w, tw.o.Color)
}

// groups draws the main table.
func (tw *tableWriter) groups() error {
	rows, left := tw.topRows(0)
	g := &grid{columns: []gridColumn{{title: keyTitle(tw.t, tw.o.By), flexible: true, names: true, least: 4}}}
	withTeam := tw.o.By.Name == score.KeyAgent
	if withTeam {
		g.columns = append(g.columns, gridColumn{title: tw.t.Text("column.team"), drop: teamDrop})
	}
	columns := figures(tw.t, tw.o.Card)
	for _, c := range columns {
		g.columns = append(g.columns, gridColumn{title: c.title, right: true, drop: c.drop})
	}
	line := func(name string, r score.Row) []gridCell {
		row := []gridCell{text(name)}
		if withTeam {
			row = append(row, text(clean(r.Team)))
		}
		for _, c := range columns {
			row = append(row, c.cell(r))
		}
		return row
	}
	for _, r := range rows {
		g.rows = append(g.rows, line(keyText(tw.t, r.Key), r))
	}
	g.footer = line(tw.t.Text("table.total"), tw.tally.Total())
	if err := tw.draw(g); err != nil || left == 0 {
		return err
	}
	return tw.line(tw.t.Text("table.more", "N", left))
}

// rulesBelow draws the totals by rule under the main table.
func (tw *tableWriter) rulesBelow() error {
	if !slices.ContainsFunc(tw.tally.RuleTotals(), found) {
		return nil
	}
	if err := tw.headline(tw.t.Text("table.rules")); err != nil {
		return err
	}
	return tw.rules()
}

func (tw *tableWriter) rules() error {
	g := &grid{columns: []gridColumn{
		{title: tw.t.Text("column.title"), flexible: true, least: 8},
		{title: tw.t.Text("column.rule"), drop: 4},
		{title: tw.t.Text("column.sessions"), right: true},
		{title: tw.t.Text("column.findings"), right: true},
		{title: tw.t.Text("column.suspects"), right: true, drop: 3},
		{title: tw.t.Text("column.deducted"), right: true, drop: 2},
		{title: tw.t.Text("column.rate"), right: true, drop: 1},
	}}
	most := 0
	if tw.o.By.Name == score.KeyRule {
		most = tw.o.Top
	}
	rows, left := tw.topRules(most)
	for _, r := range rows {
		s := plain
		if r.Fatal > 0 {
			s = bad
		}
		g.rows = append(g.rows, []gridCell{
			{ruleTitle(tw.o.Rules, r.Rule), s},
			text(clean(r.Rule)), text(strconv.Itoa(r.Sessions)),
			text(strconv.Itoa(r.Findings)), flagged(r.Suspects, doubtful), text(number(r.Deducted)), text(ruleRate(r)),
		})
	}
	if err := tw.draw(g); err != nil || left == 0 {
		return err
	}
	return tw.line(tw.t.Text("table.more", "N", left))
}

// notEvaluated draws which rules could not be judged, in how many sessions, and why.
func (tw *tableWriter) notEvaluated() error {
	g := &grid{columns: []gridColumn{
		{title: tw.t.Text("column.title"), flexible: true, least: 8},
		{title: tw.t.Text("column.rule"), drop: 1},
		{title: tw.t.Text("column.why"), flexible: true, least: 8},
		{title: tw.t.Text("column.sessions"), right: true},
	}}
	rows := tw.tally.RuleTotals()
	slices.SortFunc(rows, func(a, b score.RuleRow) int { return strings.Compare(a.Rule, b.Rule) })
	for _, r := range rows {
		for _, why := range r.NotEvaluated {
			g.rows = append(g.rows, []gridCell{
				text(ruleTitle(tw.o.Rules, r.Rule)), text(clean(r.Rule)),
				text(whyText(tw.t, why.Why)), text(strconv.Itoa(why.Sessions)),
			})
		}
	}
	if len(g.rows) == 0 {
		return nil
	}
	if err := tw.headline(tw.t.Text("table.not_evaluated")); err != nil {
		return err
	}
	return tw.draw(g)
}

func whyText(t *message.Catalogue, why string) string {
	return t.TextOr("why."+why, clean(why))
}

// notRead draws the files that were passed over and the first records that could not be read.
func (tw *tableWriter) notRead(s *Summary) error {
	g := &grid{columns: []gridColumn{
		{title: tw.t.Text("column.file")},
		{title: tw.t.Text("column.record"), right: true},
		{title: tw.t.Text("column.why"), flexible: true, least: 12},
	}}
	most := tw.o.Width / 2
	for _, r := range s.Rejects[:min(len(s.Rejects), maxRejects)] {
		g.rows = append(g.rows, []gridCell{text(fitPath(clean(r.Source.File), most)), text(strconv.Itoa(r.Source.Record)), text(clean(r.Reason))})
	}
	for _, p := range s.PassedOver[:min(len(s.PassedOver), maxRejects)] {
		g.rows = append(g.rows, []gridCell{text(fitPath(clean(p.File), most)), text(noFigure), text(whyText(tw.t, p.Why))})
	}
	if len(g.rows) == 0 {
		return nil
	}
	if err := tw.headline(tw.t.Text("table.not_read")); err != nil {
		return err
	}
	if err := tw.draw(g); err != nil {
		return err
	}
	if left := len(s.Rejects) - maxRejects; left > 0 {
		if err := tw.line(tw.t.Text("table.more_rejects", "N", left)); err != nil {
			return err
		}
	}
	if left := len(s.PassedOver) - maxRejects; left > 0 {
		return tw.line(tw.t.Text("table.more_passed", "N", left))
	}
	return nil
}

// changes says what moved since the last run.
func (tw *tableWriter) changes() error {
	if tw.o.Previous == nil {
		return nil
	}
	if err := tw.headline(tw.t.Text("change.title", "Label", clean(tw.o.Previous.Label))); err != nil {
		return err
	}
	return tw.sentences(changeWords(tw.t, tw.tally, tw.o.Previous))
}

// closing says in words what matters.
func (tw *tableWriter) closing(s *Summary) error {
	if err := tw.line(""); err != nil {
		return err
	}
	return tw.sentences(closingWords(tw.t, tw.tally, tw.o.Rules, s))
}

func (tw *tableWriter) sentences(words []string) error {
	for _, sentence := range words {
		for _, line := range wrap(sentence, tw.o.Width) {
			if err := tw.line(line); err != nil {
				return err
			}
		}
	}
	return nil
}
