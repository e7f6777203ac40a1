package report

import (
	"zhijian/audit/report/message"
)

// A detailField is one column of the flat forms of report. Its value is nil for an empty cell, a string, an int or a
// float64.
type detailField struct {
	name  string // its title is the text field.name
	width int    // characters, for spreadsheets
	value func(d *detail, o Options, t *message.Catalogue) any
}

// detailFields lists the columns in their order.
func detailFields() []detailField {
	return append(sessionFields(), findingFields()...)
}

// sessionFields say which session, and how it was judged; they repeat on every row of the session.
func sessionFields() []detailField {
	return []detailField{
		{"session", 18, func(d *detail, _ Options, _ *message.Catalogue) any { return d.r.SessionID }},
		{"file", 22, func(d *detail, _ Options, _ *message.Catalogue) any { return d.r.Source.File }},
		{"record", 8, func(d *detail, _ Options, _ *message.Catalogue) any { return d.r.Source.Record }},
		{"started_at", 26, func(d *detail, _ Options, _ *message.Catalogue) any { return d.r.StartedAt }},
		{"channel", 8, func(d *detail, _ Options, t *message.Catalogue) any {
			return t.TextOr("channel."+string(d.r.Channel), string(d.r.Channel))
		}},
		{"agent", 16, func(d *detail, _ Options, _ *message.Catalogue) any { return d.r.Agent }},
		{"team", 14, func(d *detail, _ Options, _ *message.Catalogue) any { return d.r.Team }},
		{"score", 8, func(d *detail, _ Options, _ *message.Catalogue) any { return d.r.Score }},
		{"passed", 8, func(d *detail, _ Options, t *message.Catalogue) any { return yesNo(t, d.r.Passed) }},
		{"session_fatal", 10, func(d *detail, _ Options, t *message.Catalogue) any { return yesNo(t, d.r.Fatal) }},
		{"stars", 8, func(d *detail, _ Options, _ *message.Catalogue) any { return d.r.Stars }},
	}
}

// findingFields say what was found; they are empty on the row of a session without findings.
func findingFields() []detailField {
	ofFinding := func(value func(d *detail, o Options, t *message.Catalogue) any) func(*detail, Options, *message.Catalogue) any {
		return func(d *detail, o Options, t *message.Catalogue) any {
			if d.finding == nil {
				return nil
			}
			return value(d, o, t)
		}
	}
	return []detailField{
		{"state", 10, func(d *detail, _ Options, t *message.Catalogue) any { return stateText(t, d.state) }},
		{"rule", 28, func(d *detail, _ Options, _ *message.Catalogue) any { return d.rule }},
		{"title", 18, func(d *detail, o Options, _ *message.Catalogue) any { return o.Rules[d.rule].Title }},
		{"severity", 8, ofFinding(func(d *detail, _ Options, t *message.Catalogue) any {
			return t.TextOr("severity."+d.finding.Severity, d.finding.Severity)
		})},
		{"turn", 8, ofFinding(func(d *detail, _ Options, _ *message.Catalogue) any {
			if d.finding.Turn == nil {
				return nil
			}
			return *d.finding.Turn
		})},
		{"speaker", 16, func(d *detail, _ Options, _ *message.Catalogue) any { return d.agent() }},
		{"fatal", 10, ofFinding(func(d *detail, _ Options, t *message.Catalogue) any { return yesNo(t, d.finding.Fatal) })},
		{"deduct", 8, ofFinding(func(d *detail, _ Options, _ *message.Catalogue) any { return d.finding.Deduct })},
		{"platform_points", 10, ofFinding(func(d *detail, _ Options, _ *message.Catalogue) any { return d.finding.PlatformPoints })},
		{"fine", 10, ofFinding(func(d *detail, _ Options, _ *message.Catalogue) any { return d.finding.Fine })},
		{"value", 10, ofFinding(func(d *detail, _ Options, _ *message.Catalogue) any {
			if d.finding.Value == nil {
				return nil
			}
			return *d.finding.Value
		})},
		{"evidence", 40, ofFinding(func(d *detail, _ Options, _ *message.Catalogue) any { return evidenceText(d.finding) })},
		{"advice", 40, ofFinding(func(d *detail, o Options, _ *message.Catalogue) any { return o.Rules[d.rule].Advice })},
		{"reason", 24, func(d *detail, _ Options, t *message.Catalogue) any { return d.reason(t) }},
		{"fingerprint", 20, ofFinding(func(d *detail, _ Options, _ *message.Catalogue) any { return d.finding.Fingerprint })},
	}
}

func yesNo(t *message.Catalogue, b bool) string {
	if b {
		return t.Text("value.yes")
	}
	return t.Text("value.no")
}

func stateText(t *message.Catalogue, s state) string {
	switch s {
	case counted:
		return t.Text("state.counted")
	case suspected:
		return t.Text("state.suspect")
	case suppressed:
		return t.Text("state.suppressed")
	case unevaluated:
		return t.Text("state.unevaluated")
	case blameless:
	}
	return t.Text("state.clear")
}
