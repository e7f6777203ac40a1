package annotate

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Case is one test case of a JUnit report. Failure is "" where it passed; Text tells more of a failure.
type Case struct {
	Class, Name string
	File        string
	Line        int
	Failure     string
	Text        string
}

type xmlSuites struct {
	XMLName  xml.Name   `xml:"testsuites"`
	Name     string     `xml:"name,attr"`
	Tests    int        `xml:"tests,attr"`
	Failures int        `xml:"failures,attr"`
	Suites   []xmlSuite `xml:"testsuite"`
}

type xmlSuite struct {
	Name     string    `xml:"name,attr"`
	Tests    int       `xml:"tests,attr"`
	Failures int       `xml:"failures,attr"`
	Cases    []xmlCase `xml:"testcase"`
}

type xmlCase struct {
	Class   string      `xml:"classname,attr"`
	Name    string      `xml:"name,attr"`
	File    string      `xml:"file,attr,omitempty"`
	Line    int         `xml:"line,attr,omitempty"`
	Failure *xmlFailure `xml:"failure"`
}

type xmlFailure struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// WriteJUnit writes the cases as one suite, as CI servers read it.
func WriteJUnit(w io.Writer, suite string, cases []Case) error {
	s := xmlSuite{Name: suite, Tests: len(cases), Cases: make([]xmlCase, 0, len(cases))}
	for i := range cases {
		c := &cases[i]
		out := xmlCase{Class: printable(c.Class), Name: printable(c.Name), File: c.File, Line: c.Line}
		if c.Failure != "" {
			s.Failures++
			out.Failure = &xmlFailure{printable(c.Failure), printable(c.Text)}
		}
		s.Cases = append(s.Cases, out)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(xmlSuites{Name: suite, Tests: s.Tests, Failures: s.Failures, Suites: []xmlSuite{s}}); err != nil {
		return fmt.Errorf("junit: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// printable leaves out what XML cannot hold.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}

// casesOf makes one case of each note.
func casesOf(notes []Note) []Case {
	cases := make([]Case, 0, len(notes))
	for i := range notes {
		n := &notes[i]
		cases = append(cases, Case{Class: n.File, Name: n.Code + " " + n.place(), File: n.File, Line: n.Line, Failure: n.Message, Text: n.Advice})
	}
	return cases
}
