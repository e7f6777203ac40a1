package report

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"zhijian/audit"
	"zhijian/audit/report/message"
	"zhijian/audit/score"
)

// A detail is one line of the flat forms of report: a finding, a rule that could not be judged, or a session without
// either.
type detail struct {
	r       *audit.Result
	rule    string
	state   state
	finding *audit.Finding // nil unless it is one
	why     string         // of what was not evaluated or is suppressed
}

// state says what a detail means for the score.
type state string

const (
	counted     state = "counted"
	suspected   state = "suspect"
	suppressed  state = "suppressed"
	unevaluated state = "unevaluated"
	blameless   state = "clear" // a session without anything else
)

func stateOf(f *audit.Finding) state {
	switch {
	case f.Suppressed != "":
		return suppressed
	case f.Suspect:
		return suspected
	}
	return counted
}

// details lists the findings of a session, then what was not evaluated; at least one line.
func details(r *audit.Result) []detail {
	all := make([]detail, 0, max(1, len(r.Findings)+len(r.NotEvaluated)))
	for i := range r.Findings {
		f := &r.Findings[i]
		all = append(all, detail{r: r, rule: f.Rule, state: stateOf(f), finding: f, why: f.Suppressed})
	}
	for _, n := range r.NotEvaluated {
		all = append(all, detail{r: r, rule: n.Rule, state: unevaluated, why: n.Why})
	}
	if len(all) == 0 {
		all = append(all, detail{r: r, state: blameless})
	}
	return all
}

// agent is whom the detail is credited to.
func (d *detail) agent() string {
	if d.finding != nil && d.finding.Agent != "" {
		return d.finding.Agent
	}
	return d.r.Agent
}

// reason explains a detail that does not count.
func (d *detail) reason(t *message.Catalogue) string {
	if d.state == unevaluated {
		return whyText(t, d.why)
	}
	return oneLine(d.why)
}

// evidenceText joins the spans that made the finding; context follows in brackets.
func evidenceText(f *audit.Finding) string {
	var spans, context []string
	for _, e := range f.Evidence {
		if e.Context {
			context = append(context, oneLine(e.Text))
		} else {
			spans = append(spans, oneLine(e.Text))
		}
	}
	s := strings.Join(spans, " … ")
	if len(context) > 0 {
		s = strings.TrimSpace(s + " [" + strings.Join(context, " … ") + "]")
	}
	return s
}

// findingText is a finding in one sentence: its rule, its evidence or value, and what to say instead.
func findingText(t *message.Catalogue, info score.RuleInfo, f *audit.Finding) string {
	title := info.Title
	if title == "" {
		title = f.Rule
	}
	what := evidenceText(f)
	if what == "" && f.Value != nil {
		what = strconv.FormatFloat(*f.Value, 'f', -1, 64)
	}
	if what == "" {
		what = t.Text("finding.missing")
	}
	text := t.Text("finding.text", "Title", oneLine(title), "Rule", oneLine(f.Rule), "What", what)
	if info.Advice != "" {
		text += t.Text("finding.advice", "Advice", oneLine(info.Advice))
	}
	return text
}

// sortedKeys lists the keys of a map in order: no map is ranged over into a report.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
