package audit

import "zhijian/transcripts"

// Result is the judgement of one session: the record that every report is drawn from. Score, Passed, Fatal, Stars,
// PlatformPoints and the Deduct of each finding are filled in by a scorecard (package audit/score).
type Result struct {
	SessionID      string              `json:"session_id"`
	Channel        transcripts.Channel `json:"channel"`
	Agent          string              `json:"agent"`
	Team           string              `json:"team,omitempty"`
	StartedAt      string              `json:"started_at,omitempty"` // RFC 3339, as given
	Source         Source              `json:"source"`
	Score          float64             `json:"score"` // 0 to 100
	Passed         bool                `json:"passed"`
	Fatal          bool                `json:"fatal"` // a fatal rule was hit
	Stars          int                 `json:"stars"` // 0 to 5
	PlatformPoints float64             `json:"platform_points"`
	Findings       []Finding           `json:"findings"`      // by turn (null last), then rule; never nil
	NotEvaluated   []NotEvaluated      `json:"not_evaluated"` // by rule; never nil

	// Session is the conversation that was judged. Reports that show dialogues read it; it is no part of the record.
	Session *transcripts.Session `json:"-"`
}

// Source names file and record number of the judged session.
type Source struct {
	File   string `json:"file"`
	Record int    `json:"record"`
}

// Finding is one thing that the auditor holds against a session.
type Finding struct {
	Rule           string     `json:"rule"`
	Turn           *int       `json:"turn"`            // nil for something missing or measured over the session
	Agent          string     `json:"agent"`           // who spoke in that turn; the session's agent where Turn is nil
	Severity       string     `json:"severity"`        // info, minor, major or critical
	Fatal          bool       `json:"fatal,omitempty"` // the rule is fatal and the finding counts
	Deduct         float64    `json:"deduct"`          // points taken off after caps; 0 for suspects and suppressed findings
	PlatformPoints float64    `json:"platform_points,omitempty"`
	Fine           float64    `json:"fine,omitempty"` // yuan
	Fingerprint    string     `json:"fingerprint"`    // stable over re-runs: rule, role and normalised wording
	Evidence       []Evidence `json:"evidence"`       // never nil; empty for something missing
	Value          *float64   `json:"value,omitempty"`
	Suspect        bool       `json:"suspect,omitempty"`
	Suppressed     string     `json:"suppressed,omitempty"` // why a baseline or an allow entry holds it back
}

// Counts says whether the finding is held against the agent: neither a suspect nor suppressed.
func (f *Finding) Counts() bool { return !f.Suspect && f.Suppressed == "" }

// Evidence is a span of the original text of a turn, Start and End in characters (runes), End exclusive. Text is the
// span with personal data masked, unless the run reveals it. Context marks the earlier (or later) utterance that gave a
// match its meaning, such as the question being answered.
type Evidence struct {
	Turn    int    `json:"turn"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Text    string `json:"text"`
	Context bool   `json:"context,omitempty"`
}

// NotEvaluated says that a rule applies to a session but could not be judged there, and why. Why is a code, such as
// "no_timestamps", that reports translate.
type NotEvaluated struct {
	Rule string `json:"rule"`
	Why  string `json:"why"`
}
