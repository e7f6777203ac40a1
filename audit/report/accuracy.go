package report

import (
	"fmt"
	"io"
	"strconv"

	"zhijian/audit/accuracy"
	"zhijian/audit/report/message"
)

// Accuracy draws what was measured against labels: each rule, each group of rules, and all of them, by session and by
// turn; below it how many sessions there were. Of the options it heeds Lang, Width and Color.
func Accuracy(w io.Writer, m *accuracy.Measure, o Options) error {
	t, err := message.For(o.Lang)
	if err != nil {
		return err
	}
	rules := accuracyGrid(t, "column.rule")
	for _, s := range m.Rules {
		rules.rows = append(rules.rows, accuracyRow(s.Name, s))
	}
	groups := accuracyGrid(t, "column.group")
	for _, s := range m.Groups {
		groups.rows = append(groups.rows, accuracyRow(s.Name, s))
	}
	groups.footer = accuracyRow(t.Text("table.total"), m.All)
	for _, g := range []*grid{rules, groups} {
		if len(g.rows) == 0 {
			continue
		}
		g.fit(o.Width)
		if err := g.draw(w, o.Color); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(w); err != nil {
			return err
		}
	}
	n := m.Sessions
	_, err = fmt.Fprintln(w, t.Text("accuracy.sessions",
		"N", n.Labelled, "Clean", n.Clean, "Alarmed", n.Alarmed, "Hinted", n.Hinted, "Unlabelled", n.Unlabelled))
	return err
}

func accuracyGrid(t *message.Catalogue, name string) *grid {
	column := func(key string, drop int) gridColumn {
		return gridColumn{title: t.Text(key), right: true, drop: drop}
	}
	return &grid{columns: []gridColumn{
		{title: t.Text(name), flexible: true, least: 20},
		column("accuracy.hits", 7), column("accuracy.false_alarms", 0), column("accuracy.missed", 0), column("accuracy.hinted", 1),
		column("accuracy.precision", 0), column("accuracy.recall", 0), column("accuracy.f1", 0),
		column("accuracy.turn_hits", 2), column("accuracy.turn_false", 4), column("accuracy.turn_missed", 3),
		column("accuracy.turn_f1", 6),
	}}
}

func accuracyRow(name string, s accuracy.Score) []gridCell {
	n := func(v int) gridCell { return text(strconv.Itoa(v)) }
	return []gridCell{
		text(clean(name)), n(s.Session.Hits), n(s.Session.False), n(s.Session.Missed), n(s.Session.Hinted),
		shareCell(s.Session.Precision()), shareCell(s.Session.Recall()), shareCell(s.Session.F1()),
		n(s.Turn.Hits), n(s.Turn.False), n(s.Turn.Missed), shareCell(s.Turn.F1()),
	}
}

// doubtfulShare is the share below which a figure of accuracy stands out.
const doubtfulShare = 0.8

// shareCell shows a share of 1 as a percentage, and a dash where there is none.
func shareCell(v float64, ok bool) gridCell {
	switch {
	case !ok:
		return gridCell{text: "–", shade: faint}
	case v < doubtfulShare:
		return gridCell{text: fmt.Sprintf("%.1f", 100*v), shade: doubtful}
	}
	return text(fmt.Sprintf("%.1f", 100*v))
}
