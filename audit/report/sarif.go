package report

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"zhijian/audit"
	"zhijian/audit/report/message"
)

// sarifWriter writes SARIF 2.1.0, one result a finding, as they come: the tool and its rules follow behind the results.
type sarifWriter struct {
	w       io.Writer
	o       Options
	t       *message.Catalogue
	rules   []string // ids in order, for indexes
	started bool
}

func newSARIFWriter(w io.Writer, o Options, t *message.Catalogue) *sarifWriter {
	return &sarifWriter{w: w, o: o, t: t, rules: sortedKeys(o.Rules)}
}

func (s *sarifWriter) start() error {
	if s.started {
		return nil
	}
	s.started = true
	head := sarif.NewReport()
	_, err := fmt.Fprintf(s.w, `{"$schema":%q,"version":%q,"runs":[{"results":[`, head.Schema, head.Version)
	return err
}

func (s *sarifWriter) Result(r *audit.Result) error {
	for i := range r.Findings {
		separator := ",\n"
		if !s.started {
			separator = "\n"
		}
		if err := s.start(); err != nil {
			return err
		}
		data, err := json.Marshal(s.result(r, &r.Findings[i]))
		if err != nil {
			return fmt.Errorf("session %q: %w", r.SessionID, err)
		}
		if _, err := fmt.Fprintf(s.w, "%s%s", separator, data); err != nil {
			return err
		}
	}
	return nil
}

func (s *sarifWriter) result(r *audit.Result, f *audit.Finding) *sarif.Result {
	info := s.o.Rules[f.Rule]
	result := sarif.NewResult().WithRuleID(f.Rule).WithLevel(sarifLevel(f)).
		WithMessage(sarif.NewTextMessage(findingText(s.t, info, f))).
		WithLocations([]*sarif.Location{sarifLocation(r, f)}).
		WithPartialFingerprints(map[string]string{"zhijian/v1": f.Fingerprint})
	if i, known := slices.BinarySearch(s.rules, f.Rule); known {
		result.WithRuleIndex(i)
	}
	if f.Suppressed != "" {
		result.AddSuppression(sarif.NewSuppression().WithKind("external").WithStatus("accepted").WithJustification(oneLine(f.Suppressed)))
	}
	properties := sarif.NewPropertyBag()
	properties.Add("session_id", r.SessionID).Add("agent", f.Agent).Add("deduct", f.Deduct).Add("score", r.Score).
		Add("fatal", f.Fatal).Add("suspect", f.Suspect).Add("platform_points", f.PlatformPoints)
	return result.WithProperties(properties)
}

// sarifLevel is note for suspects, error for major and critical findings, else warning or note.
func sarifLevel(f *audit.Finding) string {
	switch {
	case f.Suspect || f.Severity == "info":
		return "note"
	case f.Fatal || f.Severity == "critical" || f.Severity == "major":
		return "error"
	}
	return "warning"
}

// sarifLocation points to the record in its file (in JSON Lines its number is its line), and to the session and turn.
func sarifLocation(r *audit.Result, f *audit.Finding) *sarif.Location {
	region := sarif.NewRegion().WithStartLine(max(1, r.Source.Record))
	if text := evidenceText(f); text != "" {
		region.WithSnippet(sarif.NewArtifactContent().WithText(text))
	}
	name := oneLine(r.SessionID)
	if f.Turn != nil {
		name = fmt.Sprintf("%s/turns/%d", name, *f.Turn)
	}
	return sarif.NewLocation().
		WithPhysicalLocation(sarif.NewPhysicalLocation().
			WithArtifactLocation(sarif.NewArtifactLocation().WithURI(fileURI(r.Source.File))).
			WithRegion(region)).
		WithLogicalLocations([]*sarif.LogicalLocation{sarif.NewLogicalLocation().WithFullyQualifiedName(name).WithKind("member")})
}

// fileURI makes a relative reference of a file's name, which may hold anything.
func fileURI(name string) string {
	return (&url.URL{Path: strings.ReplaceAll(name, `\`, "/")}).String()
}

func (s *sarifWriter) Close(summary *Summary) error {
	if err := s.start(); err != nil {
		return err
	}
	rest, err := json.Marshal(s.run(summary))
	if err != nil {
		return fmt.Errorf("SARIF run: %w", err)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(rest, &fields); err != nil {
		return fmt.Errorf("SARIF run: %w", err)
	}
	delete(fields, "results") // written above
	if rest, err = json.Marshal(fields); err != nil {
		return fmt.Errorf("SARIF run: %w", err)
	}
	_, err = fmt.Fprintf(s.w, "\n],%s]}\n", rest[1:])
	return err
}

// run describes the tool, its rules, and what could not be read.
func (s *sarifWriter) run(summary *Summary) *sarif.Run {
	name, version, _ := strings.Cut(summary.Tool, " ")
	driver := sarif.NewToolComponent().WithName(name).WithLanguage(s.t.Language())
	if version != "" {
		driver.WithVersion(version)
	}
	for _, id := range s.rules {
		info := s.o.Rules[id]
		rule := sarif.NewReportingDescriptor().WithID(id).
			WithShortDescription(sarif.NewMultiformatMessageString().WithText(ruleTitle(s.o.Rules, id)))
		if help := strings.TrimSpace(info.Cite + "\n" + info.Advice); help != "" {
			rule.WithHelp(sarif.NewMultiformatMessageString().WithText(help))
		}
		driver.AddRule(rule)
	}
	run := sarif.NewRun().WithTool(sarif.NewTool().WithDriver(driver)).WithColumnKind("unicodeCodePoints").
		WithLanguage(s.t.Language())
	invocation := sarif.NewInvocation().WithExecutionSuccessful(true)
	for _, reject := range summary.Rejects {
		invocation.AddToolExecutionNotification(sarif.NewNotification().WithLevel("error").
			WithMessage(sarif.NewTextMessage(oneLine(reject.Reason))).
			WithLocations([]*sarif.Location{sarifLocation(&audit.Result{Source: reject.Source}, &audit.Finding{})}))
	}
	run.AddInvocation(invocation)
	properties := sarif.NewPropertyBag()
	properties.Add("lexicon", summary.Digests.Lexicon).Add("scorecard", summary.Digests.Scorecard).Add("sessions", summary.Sessions)
	return run.WithProperties(properties)
}
