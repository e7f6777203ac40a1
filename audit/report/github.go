package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"zhijian/audit"
	"zhijian/audit/report/message"
	"zhijian/audit/score"
)

// gitHubWriter writes workflow commands, which GitHub Actions shows as annotations: errors for what is fatal, major or
// critical, warnings for the rest, notices for suspects. Suppressed findings are left out. The line is the record's
// number, which in JSON Lines is the line of the file.
type gitHubWriter struct {
	w     io.Writer
	o     Options
	t     *message.Catalogue
	tally *score.Tally
}

func newGitHubWriter(w io.Writer, o Options, t *message.Catalogue) *gitHubWriter {
	return &gitHubWriter{w: w, o: o, t: t, tally: score.New(o.By, o.Rules)}
}

func (g *gitHubWriter) Result(r *audit.Result) error {
	g.tally.Add(r)
	for i := range r.Findings {
		f := &r.Findings[i]
		if stateOf(f) == suppressed {
			continue
		}
		info := g.o.Rules[f.Rule]
		title := ruleTitle(g.o.Rules, f.Rule)
		text := g.t.Text("finding.where", "Session", oneLine(r.SessionID), "Agent", oneLine(f.Agent), "Text", findingText(g.t, info, f))
		if err := g.command(annotationLevel(f), r.Source, title, text); err != nil {
			return err
		}
	}
	return nil
}

func annotationLevel(f *audit.Finding) string {
	switch {
	case f.Suspect:
		return "notice"
	case f.Fatal || f.Severity == "critical" || f.Severity == "major":
		return "error"
	}
	return "warning"
}

func (g *gitHubWriter) command(level string, at audit.Source, title, text string) error {
	_, err := fmt.Fprintf(g.w, "::%s file=%s,line=%s,title=%s::%s\n", level, commandProperty(at.File),
		strconv.Itoa(max(1, at.Record)), commandProperty(title), commandData(text))
	return err
}

func (g *gitHubWriter) Close(s *Summary) error {
	for _, reject := range s.Rejects {
		if err := g.command("warning", reject.Source, g.t.Text("table.not_read"), oneLine(reject.Reason)); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(g.w, "::notice title=%s::%s\n", commandProperty(g.t.Text("markdown.title")),
		commandData(strings.Join(closingWords(g.t, g.tally, g.o.Rules, s), "\n")))
	return err
}

// commandData escapes the message of a workflow command.
func commandData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// commandProperty escapes a property of a workflow command.
func commandProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
