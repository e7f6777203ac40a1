package annotate_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"zhijian/lexicon/annotate"
)

var (
	tool  = annotate.Tool{Name: "zhijian", Version: "1.2.3", Run: "lexicon lint"}
	notes = []annotate.Note{
		{File: "规则/a b.yaml", Line: 3, Column: 5, Level: annotate.Error, Code: "ZJ001", Name: "unloadable", Message: "坏了: 50%\n第二行", Advice: "改"},
		{File: "规则/a b.yaml", Line: 9, Column: 1, Level: annotate.Warning, Code: "ZJ105", Name: "unused-term", Message: "<没用>", Fixable: true},
		{File: "规则/a b.yaml", Line: 12, Column: 1, Level: annotate.Warning, Code: "ZJ105", Name: "unused-term", Message: "<没用>"},
		{File: "whole.yaml", Level: annotate.Warning, Code: "ZJ107", Message: "the file as a whole"},
	}
)

func written(t *testing.T, format annotate.Format, notes []annotate.Note) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := annotate.Write(&out, format, tool, notes); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// SARIF fits its schema, with and without notes.
func TestSARIFFitsItsSchema(t *testing.T) {
	file, err := os.Open("../../audit/report/testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]annotate.Note{notes, nil} {
		text := written(t, annotate.SARIF, list)
		instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(instance); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
		var run struct {
			Runs []struct{ Results []struct{ RuleID string } }
		}
		if err := json.Unmarshal(text, &run); err != nil || len(run.Runs) != 1 || len(run.Runs[0].Results) != len(list) {
			t.Errorf("%v: %d results of %d notes", err, len(run.Runs[0].Results), len(list))
		}
	}
}

// Commands of GitHub stay one line each, whatever a message holds.
func TestGitHub(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(string(written(t, annotate.GitHub, notes))), "\n")
	if len(lines) != len(notes) {
		t.Fatalf("%d lines of %d notes: %q", len(lines), len(notes), lines)
	}
	want := "::error file=规则/a b.yaml,line=3,col=5,title=ZJ001 unloadable::坏了: 50%25%0A第二行%0A改"
	if lines[0] != want {
		t.Errorf("%s\nwant %s", lines[0], want)
	}
	if !strings.HasPrefix(lines[3], "::warning file=whole.yaml,line=1,col=1") {
		t.Error(lines[3])
	}
}

// Issues of GitLab have fingerprints of their own, which stay when lines move.
func TestGitLab(t *testing.T) {
	fingerprints := func(shift int) []string {
		moved := slices.Clone(notes)
		for i := range moved {
			moved[i].Line += shift
		}
		var issues []struct {
			Fingerprint, Severity string
			Location              struct {
				Path  string
				Lines struct{ Begin int }
			}
		}
		if err := json.Unmarshal(written(t, annotate.GitLab, moved), &issues); err != nil {
			t.Fatal(err)
		}
		var out []string
		for i, issue := range issues {
			out = append(out, issue.Fingerprint)
			if issue.Location.Path != notes[i].File || issue.Location.Lines.Begin != max(1, moved[i].Line) {
				t.Errorf("%+v", issue)
			}
		}
		return out
	}
	now := fingerprints(0)
	if again := fingerprints(7); !slices.Equal(now, again) {
		t.Errorf("%v became %v", now, again)
	}
	if sorted := slices.Compact(slices.Sorted(slices.Values(now))); len(sorted) != len(notes) {
		t.Errorf("fingerprints stand twice: %v", now)
	}
}

func TestJUnit(t *testing.T) {
	var suites struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Suites   []struct {
			Cases []struct {
				Name    string `xml:"name,attr"`
				Failure *struct {
					Message string `xml:"message,attr"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(written(t, annotate.JUnit, notes), &suites); err != nil {
		t.Fatal(err)
	}
	if suites.Failures == 0 || suites.Tests < suites.Failures || len(suites.Suites) == 0 {
		t.Errorf("%+v", suites)
	}
}
