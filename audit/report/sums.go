package report

import (
	"cmp"
	"io"
	"slices"

	"zhijian/audit"
	"zhijian/audit/report/message"
	"zhijian/audit/score"
)

// sums is what reports of sums alone are made of: it keeps no session.
type sums struct {
	w     io.Writer
	o     Options
	t     *message.Catalogue
	tally *score.Tally
}

func newSums(w io.Writer, o Options, t *message.Catalogue) sums {
	return sums{w: w, o: o, t: t, tally: score.New(o.By, o.Rules)}
}

// Result counts a session.
func (s *sums) Result(r *audit.Result) error {
	s.tally.Add(r)
	return nil
}

// topRows gives the first groups in the order asked for, and how many are left out. usual is how many there are where
// Options.Top does not say, 0 for all.
func (s *sums) topRows(usual int) (rows []score.Row, left int) {
	rows = s.tally.Rows()
	score.Sort(rows, s.o.Sort)
	return atMost(rows, cmp.Or(s.o.Top, usual))
}

// topRules gives the rules that found something, costliest first, at most so many (0 for all), and how many are left out.
func (s *sums) topRules(most int) (rows []score.RuleRow, left int) {
	rows = slices.DeleteFunc(s.tally.RuleTotals(), func(r score.RuleRow) bool { return !found(r) })
	return atMost(rows, most)
}

func atMost[T any](rows []T, most int) (kept []T, left int) {
	if most <= 0 || len(rows) <= most {
		return rows, 0
	}
	return rows[:most], len(rows) - most
}

func found(r score.RuleRow) bool { return r.Findings+r.Suspects+r.Suppressed > 0 }

// ruleRate gives the sessions with a finding per hundred that could be judged.
func ruleRate(r score.RuleRow) string {
	if r.Judged == 0 {
		return noFigure
	}
	p := percent(r.Sessions, r.Judged)
	return p[:len(p)-1]
}

// ruleShares are the share of sessions with a finding and its 95 % interval, for spreadsheets; nil where none was judged.
func ruleShares(r score.RuleRow) (rate, low, high any) {
	if r.Judged == 0 {
		return nil, nil, nil
	}
	interval := score.Wilson(r.Sessions, r.Judged)
	return float64(r.Sessions) / float64(r.Judged), interval.Low, interval.High
}
