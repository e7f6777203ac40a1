package shift

import (
	"cmp"
	"slices"

	"zhijian/audit"
)

// Changed holds the ids of rules that two lexicons do not share.
type Changed map[string]bool

// Merge is what the newer lexicon says of a session: what its changed rules say, and what the older one said by the
// rules that both share. It keeps the order of audit.Result; scores are left to a scorecard.
func (c Changed) Merge(before, changed *audit.Result) *audit.Result {
	for i := range before.Findings {
		if f := &before.Findings[i]; !c[f.Rule] {
			changed.Findings = append(changed.Findings, *f)
		}
	}
	for _, n := range before.NotEvaluated {
		if !c[n.Rule] {
			changed.NotEvaluated = append(changed.NotEvaluated, n)
		}
	}
	slices.SortStableFunc(changed.Findings, func(x, y audit.Finding) int {
		return cmp.Or(compareTurns(x.Turn, y.Turn), cmp.Compare(x.Rule, y.Rule))
	})
	slices.SortStableFunc(changed.NotEvaluated, func(x, y audit.NotEvaluated) int { return cmp.Compare(x.Rule, y.Rule) })
	return changed
}

// compareTurns orders findings without a turn last.
func compareTurns(x, y *int) int {
	switch {
	case x == nil && y == nil:
		return 0
	case x == nil:
		return 1
	case y == nil:
		return -1
	default:
		return cmp.Compare(*x, *y)
	}
}
