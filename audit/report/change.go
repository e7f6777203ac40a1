package report

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"zhijian/audit/score"
)

// A move is how the mean score of an agent changed since the last run.
type move struct {
	agent       string
	before, now float64
}

func (m move) change() float64 { return m.now - m.before }

// moves lists the agents whose mean changed, falls before rises of the same size, largest first.
func moves(rows []score.Row, before *Period) []move {
	var all []move
	for _, r := range rows {
		then, ok := before.row(r.Key)
		if ok && r.Sessions > 0 && then.Sessions > 0 && r.Mean != then.Mean {
			all = append(all, move{r.Key, then.Mean, r.Mean})
		}
	}
	slices.SortFunc(all, func(a, b move) int {
		return cmp.Or(
			cmp.Compare(score.PointsOf(math.Abs(b.change())), score.PointsOf(math.Abs(a.change()))),
			cmp.Compare(a.change(), b.change()),
			strings.Compare(a.agent, b.agent),
		)
	})
	return all
}

// signed shows a change with its sign and two decimals.
func signed(f float64) string {
	f = score.PointsOf(f).Float()
	if f < 0 {
		return fixed(f)
	}
	return "+" + fixed(f)
}
