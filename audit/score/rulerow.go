package score

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"zhijian/transcripts"
)

// A RuleRow sums up one rule over a group, or over everything.
type RuleRow struct {
	Rule       string `json:"rule"`
	Sessions   int    `json:"sessions"` // with at least one finding that counts
	Findings   int    `json:"findings"`
	Suspects   int    `json:"suspects"`
	Suppressed int    `json:"suppressed"`
	Fatal      int    `json:"fatal"`
	// Judged is the number of sessions of the rule's channel in which it could be judged: what its rate is a share of.
	Judged         int     `json:"judged"`
	Deducted       float64 `json:"deducted"`
	PlatformPoints float64 `json:"platform_points"`
	Fines          float64 `json:"fines"`
	NotEvaluated   []Why   `json:"not_evaluated,omitempty"` // by reason
}

// Why counts the sessions in which a rule could not be judged for one reason.
type Why struct {
	Why      string `json:"why"`
	Sessions int    `json:"sessions"`
}

// Unevaluated counts the sessions in which the rule could not be judged.
func (r *RuleRow) Unevaluated() int {
	n := 0
	for _, w := range r.NotEvaluated {
		n += w.Sessions
	}
	return n
}

// Rules gives the rules of one group that have findings or could not be judged, those that cost most points first, then
// by number of findings and id.
func (t *Tally) Rules(group string) []RuleRow {
	if g := t.groups[group]; g != nil {
		return g.ruleRows(t.rules)
	}
	return nil
}

// RuleTotals is Rules over all groups, each session counted once.
func (t *Tally) RuleTotals() []RuleRow { return t.total.ruleRows(t.rules) }

func (g *group) ruleRows(rules map[string]RuleInfo) []RuleRow {
	rows := make([]RuleRow, 0, len(g.rules))
	for _, id := range slices.Sorted(maps.Keys(g.rules)) {
		rc := g.rules[id]
		row := RuleRow{
			Rule: id, Sessions: rc.sessions, Findings: rc.findings, Suspects: rc.suspects, Suppressed: rc.suppressed,
			Fatal: rc.fatal, Deducted: rc.deducted.Float(), PlatformPoints: rc.platformPoints.Float(),
			Fines: rc.fines.Float(),
		}
		for _, why := range slices.Sorted(maps.Keys(rc.why)) {
			row.NotEvaluated = append(row.NotEvaluated, Why{why, rc.why[why]})
		}
		row.Judged = max(0, g.reach(rules[id].Channel)-row.Unevaluated())
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b RuleRow) int {
		return cmp.Or(
			cmp.Compare(b.Deducted, a.Deducted),
			cmp.Compare(b.Findings, a.Findings),
			cmp.Compare(b.Suspects, a.Suspects),
			strings.Compare(a.Rule, b.Rule),
		)
	})
	return rows
}

// reach counts the sessions of a channel that the group had a part in; the empty channel stands for both.
func (g *group) reach(channel string) int {
	calls := g.calls + g.sharedCalls
	switch transcripts.Channel(channel) {
	case transcripts.Call:
		return calls
	case transcripts.Chat:
		return g.sessions + g.shared - calls
	}
	return g.sessions + g.shared
}
