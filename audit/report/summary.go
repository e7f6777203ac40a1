package report

import (
	"zhijian/audit"
	"zhijian/transcripts"
)

// A Summary tells what a run did, what it read and with what. Its counts add up: Read = Judged + Rejected + Skipped.
type Summary struct {
	Tool     string        `json:"tool"` // name and version
	Digests  Digests       `json:"digests"`
	Sessions SessionCounts `json:"sessions"`
	// Records says what became of everything that the sessions were made of; nil where nobody counted.
	Records *transcripts.Counts `json:"records,omitempty"`
	// Findings, Suspects and Suppressed count findings by rule; a finding is in exactly one of them.
	Findings   map[string]int `json:"findings"`
	Suspects   map[string]int `json:"suspects"`
	Suppressed map[string]int `json:"suppressed"`
	// NotEvaluated counts sessions by rule and reason.
	NotEvaluated map[string]map[string]int `json:"not_evaluated"`
	Rejects      []Reject                  `json:"rejects"`     // records that could not be read, in order
	PassedOver   []PassedOver              `json:"passed_over"` // files that are no transcripts, in order
}

// Digests name what decided the result, as "sha256:…".
type Digests struct {
	Lexicon   string  `json:"lexicon"`
	Scorecard string  `json:"scorecard"`
	Inputs    []Input `json:"inputs"` // by name
}

// Input is one source and the digest of its bytes.
type Input struct {
	Name   string `json:"name"`
	Digest string `json:"digest"`
}

// SessionCounts say what became of the records.
type SessionCounts struct {
	Read     int `json:"read"`
	Judged   int `json:"judged"`
	Rejected int `json:"rejected"` // could not be read; set aside
	Skipped  int `json:"skipped"`  // left out on purpose, by a filter or sample
}

// Reject is a record that could not be read, and why.
type Reject struct {
	Source audit.Source `json:"source"`
	Reason string       `json:"reason"`
}

// PassedOver is a file in a folder that is no transcript, and why.
type PassedOver struct {
	File string `json:"file"`
	Why  string `json:"why"`
}

// NewSummary makes a summary without sessions.
func NewSummary(tool string) *Summary {
	return &Summary{
		Tool: tool, Digests: Digests{Inputs: []Input{}},
		Findings: map[string]int{}, Suspects: map[string]int{}, Suppressed: map[string]int{},
		NotEvaluated: map[string]map[string]int{}, Rejects: []Reject{}, PassedOver: []PassedOver{},
	}
}

// Count adds a judged session: to Read, Judged, the findings and what was not evaluated.
func (s *Summary) Count(r *audit.Result) {
	s.Sessions.Read++
	s.Sessions.Judged++
	for i := range r.Findings {
		f := &r.Findings[i]
		switch {
		case f.Suppressed != "":
			s.Suppressed[f.Rule]++
		case f.Suspect:
			s.Suspects[f.Rule]++
		default:
			s.Findings[f.Rule]++
		}
	}
	for _, n := range r.NotEvaluated {
		whys := s.NotEvaluated[n.Rule]
		if whys == nil {
			whys = map[string]int{}
			s.NotEvaluated[n.Rule] = whys
		}
		whys[n.Why]++
	}
}

// Reject adds a record that could not be read.
func (s *Summary) Reject(source audit.Source, reason string) {
	s.Sessions.Read++
	s.Sessions.Rejected++
	s.Rejects = append(s.Rejects, Reject{source, reason})
}

// Skip adds a record that was left out on purpose.
func (s *Summary) Skip() {
	s.Sessions.Read++
	s.Sessions.Skipped++
}
