package report

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"zhijian/audit/report/message"
	"zhijian/audit/score"
)

// mostMoves is of how many agents it is told that their mean moved.
const mostMoves = 5

// changeWords tell what moved since the last run: mean, pass rate and fatal sessions, and the agents whose mean moved
// most where the tally knows agents. There are none where one of the runs judged nothing.
func changeWords(t *message.Catalogue, tally *score.Tally, before *Period) []string {
	now, then := tally.Total(), before.Total
	if now.Sessions == 0 || then.Sessions == 0 {
		return nil
	}
	words := []string{
		t.Text("change.mean", "Before", fixed(then.Mean), "Now", fixed(now.Mean), "Change", signed(now.Mean-then.Mean)),
		t.Text("change.passed", "Before", percent(then.Passed, then.Sessions), "Now", percent(now.Passed, now.Sessions)),
		t.Text("change.fatal", "Before", then.FatalSessions, "Now", now.FatalSessions),
	}
	if tally.Key().Name != score.KeyAgent {
		return words
	}
	moved := moves(tally.Rows(), before)
	for _, m := range moved[:min(mostMoves, len(moved))] {
		words = append(words, t.Text("change.agent_mean", "Agent", keyText(t, m.agent), "Before", fixed(m.before),
			"Now", fixed(m.now), "Change", signed(m.change())))
	}
	return words
}

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
		then, ok := before.row(score.By(score.KeyAgent), r.Key)
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
