package report

import (
	"strings"

	"zhijian/audit/report/message"
	"zhijian/audit/score"
)

// closingWords are the sentences that end a report: what a person should know who reads nothing else.
func closingWords(t *message.Catalogue, tally *score.Tally, rules map[string]score.RuleInfo, s *Summary) []string {
	total := tally.Total()
	words := []string{t.Text("summary.counts", "N", s.Sessions.Judged, "Read", s.Sessions.Read,
		"Rejected", s.Sessions.Rejected, "Skipped", s.Sessions.Skipped)}
	if c := s.Records; c != nil && c.Skipped > 0 {
		words = append(words, t.Text("summary.records", "N", int(c.Records), "Good", c.Accepted, "Rejected", c.Rejected, "Skipped", c.Skipped))
	}
	if total.Sessions > 0 {
		words = append(words, fatalWords(t, tally, total), passWords(t, total))
	}
	if rows := tally.Rows(); tally.Key().NeedsSession() && len(rows) == 1 && rows[0].Key == "" {
		words = append(words, t.Text("summary.no_attribute", "Name", clean(tally.Key().Name)))
	}
	if totals := tally.RuleTotals(); len(totals) > 0 && totals[0].Deducted > 0 {
		words = append(words, t.Text("summary.top_rule", "Title", ruleTitle(rules, totals[0].Rule), "N", totals[0].Findings,
			"Points", number(totals[0].Deducted)))
	}
	for _, part := range []struct {
		n    int
		text func(n int) string
	}{
		{total.Suspects, func(n int) string { return t.Text("summary.suspects", "N", n) }},
		{total.Suppressed, func(n int) string { return t.Text("summary.suppressed", "N", n) }},
		{total.Incomplete, func(n int) string { return t.Text("summary.unevaluated", "N", n) }},
		{total.UnknownRoles, func(n int) string { return t.Text("summary.unknown_roles", "N", n) }},
		{s.Sessions.Rejected, func(n int) string { return t.Text("summary.rejected", "N", n) }},
		{len(s.PassedOver), func(n int) string { return t.Text("summary.passed_over", "N", n) }},
	} {
		if part.n > 0 {
			words = append(words, part.text(part.n))
		}
	}
	return words
}

// mostNames is how many agents the closing words name.
const mostNames = 3

func fatalWords(t *message.Catalogue, tally *score.Tally, total score.Row) string {
	if total.FatalSessions == 0 {
		return t.Text("summary.no_fatal")
	}
	agents := tally.FatalAgents()
	names := make([]string, 0, mostNames)
	for _, a := range agents[:min(len(agents), mostNames)] {
		names = append(names, keyText(t, a))
	}
	list := strings.Join(names, t.Text("summary.list_separator"))
	if len(agents) > mostNames {
		list = t.Text("summary.and_more", "Names", list)
	}
	return t.Text("summary.fatal", "N", len(agents), "Sessions", total.FatalSessions, "Names", list)
}

func passWords(t *message.Catalogue, total score.Row) string {
	failed := total.Sessions - total.Passed
	if failed == 0 {
		return t.Text("summary.all_passed")
	}
	return t.Text("summary.failed", "N", failed, "Rate", percent(total.Passed, total.Sessions))
}

// wrap breaks a sentence into lines of at most width cells: at spaces in English, between any two characters in
// Chinese but before closing punctuation.
func wrap(s string, width int) []string {
	if width <= 0 {
		return []string{s}
	}
	var lines []string
	var line strings.Builder
	used, breakAt := 0, 0 // breakAt: bytes of line after which it may break; 0 for nowhere
	mayBreak := false     // after the cluster before
	clusters := cells.StringGraphemes(s)
	for clusters.Next() {
		cluster, w := clusters.Value(), clusters.Width()
		if mayBreak && !closes(cluster) {
			breakAt = line.Len()
		}
		if used+w > width && line.Len() > 0 {
			full := line.String()
			if breakAt == 0 || cluster == " " {
				breakAt = len(full)
			}
			lines = append(lines, strings.TrimRight(full[:breakAt], " "))
			line.Reset()
			line.WriteString(full[breakAt:])
			used, breakAt = cells.String(full[breakAt:]), 0
			if cluster == " " {
				mayBreak = false
				continue
			}
		}
		line.WriteString(cluster)
		used += w
		mayBreak = cluster == " " || w == 2
	}
	return append(lines, line.String())
}

// closes reports what no line may start with: closing punctuation, and the space before a word.
func closes(cluster string) bool {
	const closing = " ，。；：、！？）”’》%,.;:!?)"
	return strings.Contains(closing, cluster)
}
