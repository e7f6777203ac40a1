package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"zhijian/audit"
	"zhijian/audit/report/message"
)

// junitWriter writes one test case a session, for CI servers: a session that did not pass is a failure, a record that
// could not be read an error. Cases are spooled, because the counts stand before them.
type junitWriter struct {
	w                io.Writer
	o                Options
	t                *message.Catalogue
	cases            spool
	enc              *xml.Encoder
	failures, errors int
	tests            int
}

func newJUnitWriter(w io.Writer, o Options, t *message.Catalogue) *junitWriter {
	j := &junitWriter{w: w, o: o, t: t}
	j.enc = xml.NewEncoder(&j.cases)
	j.enc.Indent("    ", "  ")
	return j
}

type testCase struct {
	XMLName   xml.Name   `xml:"testcase"`
	ClassName string     `xml:"classname,attr"`
	Name      string     `xml:"name,attr"`
	File      string     `xml:"file,attr"`
	Line      int        `xml:"line,attr"`
	Failure   *testFault `xml:"failure"`
	Error     *testFault `xml:"error"`
	Output    string     `xml:"system-out,omitempty"`
}

type testFault struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

func (j *junitWriter) Result(r *audit.Result) error {
	c := testCase{
		ClassName: oneLine(r.Agent), Name: oneLine(r.SessionID), File: oneLine(r.Source.File), Line: r.Source.Record,
	}
	var lines []string
	for _, d := range details(r) {
		switch {
		case d.finding != nil:
			lines = append(lines, stateText(j.t, d.state)+" "+findingText(j.t, j.o.Rules[d.rule], d.finding))
		case d.state == unevaluated:
			lines = append(lines, stateText(j.t, d.state)+" "+oneLine(d.rule)+" "+d.reason(j.t))
		}
	}
	text := strings.Join(lines, "\n")
	if r.Passed {
		c.Output = text
	} else {
		kind := "score"
		if r.Fatal {
			kind = "fatal"
		}
		c.Failure = &testFault{Message: j.t.Text("junit.failed", "Score", number(r.Score)), Type: kind, Text: text}
		j.failures++
	}
	j.tests++
	return j.enc.Encode(c)
}

func (j *junitWriter) Close(s *Summary) error {
	for _, reject := range s.Rejects {
		j.tests++
		j.errors++
		if err := j.enc.Encode(testCase{
			ClassName: "quarantine", Name: fmt.Sprintf("%s:%d", oneLine(reject.Source.File), reject.Source.Record),
			File: oneLine(reject.Source.File), Line: reject.Source.Record,
			Error: &testFault{Message: oneLine(reject.Reason), Type: "rejected"},
		}); err != nil {
			return err
		}
	}
	var name strings.Builder
	if err := xml.EscapeText(&name, []byte(oneLine(s.Tool))); err != nil {
		return err
	}
	counts := fmt.Sprintf(`tests="%d" failures="%d" errors="%d"`, j.tests, j.failures, j.errors)
	if _, err := fmt.Fprintf(j.w, "%s<testsuites name=\"%s\" %s>\n  <testsuite name=\"%s\" %s>\n", xml.Header,
		name.String(), counts, name.String(), counts); err != nil {
		return err
	}
	if err := j.cases.drain(j.w); err != nil {
		return err
	}
	_, err := io.WriteString(j.w, "\n  </testsuite>\n</testsuites>\n")
	return err
}
