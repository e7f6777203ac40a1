package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strconv"

	"zhijian/audit"
	"zhijian/audit/report/message"
)

// gitLabWriter writes a code quality report, which GitLab shows beside the lines of a merge request: one issue a finding,
// and one for every record that could not be read. Suppressed findings are left out. The line is the record's number,
// which in JSON Lines is the line of the file.
type gitLabWriter struct {
	w        io.Writer
	o        Options
	t        *message.Catalogue
	started  bool
	repeated map[string]int // fingerprints have to be unique; those of one record are few
}

// gitLabIssue is one entry of the report.
type gitLabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"` // info, minor, major, critical or blocker
	Location    gitLabLocation `json:"location"`
}

type gitLabLocation struct {
	Path  string `json:"path"`
	Lines struct {
		Begin int `json:"begin"`
	} `json:"lines"`
}

func newGitLabWriter(w io.Writer, o Options, t *message.Catalogue) *gitLabWriter {
	return &gitLabWriter{w: w, o: o, t: t}
}

func (g *gitLabWriter) Result(r *audit.Result) error {
	g.repeated = map[string]int{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if stateOf(f) == suppressed {
			continue
		}
		text := g.t.Text("finding.where", "Session", oneLine(r.SessionID), "Agent", oneLine(f.Agent), "Text", findingText(g.t, g.o.Rules[f.Rule], f))
		if err := g.issue(r.Source, f.Rule, gitLabSeverity(f), r.SessionID+"\x00"+f.Fingerprint, text); err != nil {
			return err
		}
	}
	return nil
}

// gitLabSeverity is blocker for what is fatal, info for suspects, else the rule's severity.
func gitLabSeverity(f *audit.Finding) string {
	switch {
	case f.Suspect:
		return "info"
	case f.Fatal:
		return "blocker"
	case f.Severity == "critical", f.Severity == "major", f.Severity == "minor":
		return f.Severity
	}
	return "info"
}

func (g *gitLabWriter) issue(at audit.Source, check, severity, key, text string) error {
	entry := gitLabIssue{Description: text, CheckName: check, Severity: severity, Location: gitLabLocation{Path: filepath.ToSlash(at.File)}}
	entry.Location.Lines.Begin = max(1, at.Record)
	// The line is left out, so that a finding stays the same one when records move.
	key = at.File + "\x00" + check + "\x00" + key
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, g.repeated[key]))
	g.repeated[key]++
	entry.Fingerprint = hex.EncodeToString(sum[:16])
	data, err := json.Marshal(entry)
	if err != nil {
		return fmt.Errorf("%s: %w", at.File, err)
	}
	opening := ",\n"
	if !g.started {
		opening = "[\n"
	}
	g.started = true
	_, err = fmt.Fprintf(g.w, "%s%s", opening, data)
	return err
}

func (g *gitLabWriter) Close(s *Summary) error {
	g.repeated = map[string]int{}
	for _, reject := range s.Rejects {
		if err := g.issue(reject.Source, "not-read", "major", strconv.Itoa(reject.Source.Record), g.t.Text("table.not_read")+": "+oneLine(reject.Reason)); err != nil {
			return err
		}
	}
	ending := "\n]\n"
	if !g.started {
		ending = "[]\n"
	}
	_, err := io.WriteString(g.w, ending)
	return err
}
