package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/xuri/excelize/v2"

	"zhijian/audit"
	"zhijian/audit/score"
)

func previous() *Period {
	return &Period{
		Label: "2026-11-19",
		Total: score.Row{Sessions: 9, Passed: 8, FatalSessions: 1, Mean: 80},
		Rows:  []score.Row{{Key: "xiaomei", Sessions: 4, Mean: 90.25}, {Key: "8012", Sessions: 4, Mean: 99}, {Key: "gone", Sessions: 1, Mean: 3}},
	}
}

func TestFormatsGolden(t *testing.T) {
	tests := []struct {
		file string
		kind Kind
		o    Options
	}{
		{"report.csv", CSV, Options{}},
		{"report-en.csv", CSV, Options{Lang: "en"}},
		{"report.md", Markdown, Options{Previous: previous()}},
		{"report-en.md", Markdown, Options{Lang: "en", Top: 2}},
		{"report-junit.xml", JUnit, Options{}},
		{"report.sarif", SARIF, Options{}},
		{"report-github.txt", GitHub, Options{}},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) { golden(t, tt.file, write(t, tt.kind, tt.o)) })
	}
}

// Every kind copes with a run that judged nothing, and gives the same bytes each time.
func TestEveryKind(t *testing.T) {
	for _, kind := range Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			if a, b := write(t, kind, Options{}), write(t, kind, Options{}); !bytes.Equal(a, b) {
				t.Error("two runs differ")
			}
			var out bytes.Buffer
			w, err := New(kind, &out, Options{Mask: starDigits})
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Close(NewSummary("zhijian test")); err != nil {
				t.Fatal(err)
			}
			if out.Len() == 0 {
				t.Error("a run without sessions leaves an empty report")
			}
		})
	}
}

// Grouped by rule, forms that hold totals by rule anyway group by agent.
func TestByRule(t *testing.T) {
	doc := decode[struct{ Totals struct{ By string } }](t, write(t, JSON, Options{By: score.By("rule")}))
	if doc.Totals.By != "agent" {
		t.Errorf("JSON is by %q", doc.Totals.By)
	}
	if got := sheets(t, write(t, XLSX, Options{By: score.By("rule")}))["客服"][0][0]; got != "客服" {
		t.Errorf("the sheet of groups is headed %q", got)
	}
	if got := string(write(t, Markdown, Options{By: score.By("rule")})); strings.Contains(got, "xiaomei |") || !strings.Contains(got, "| 拒开发票 |") {
		t.Errorf("Markdown by rule:\n%s", got)
	}
}

func TestNewRefuses(t *testing.T) {
	for name, o := range map[string]Options{"language": {Lang: "fr"}, "order": {Sort: "luck"}} {
		if _, err := New(Table, io.Discard, o); err == nil {
			t.Errorf("no error for an unknown %s", name)
		}
	}
	if _, err := New("pdf", io.Discard, Options{}); err == nil || !strings.Contains(err.Error(), "table, jsonl, json") {
		t.Errorf("error %v does not list the kinds", err)
	}
}

// Errors of the stream below come up.
func TestWriteErrors(t *testing.T) {
	for _, kind := range Kinds() {
		w, err := New(kind, failing{}, Options{Rules: fixtureRules, Mask: starDigits})
		if err != nil {
			t.Fatal(err)
		}
		results := fixtureResults()
		for _, r := range results {
			if err == nil {
				err = w.Result(r)
			}
		}
		if err == nil {
			err = w.Close(fixtureSummary(results))
		}
		if err == nil {
			t.Errorf("%s drops the error of its stream", kind)
		}
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestSARIFMeetsItsSchema(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	schemaFile, err := os.Open("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer schemaFile.Close()
	document, err := jsonschema.UnmarshalJSON(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler.AddResource("sarif.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	check := func(data []byte) error {
		instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			return err
		}
		return schema.Validate(instance)
	}
	if err := check(write(t, SARIF, Options{})); err != nil {
		t.Error(err)
	}
	if err := check([]byte(`{"version":"2.1.0","runs":[{"results":[{}]}]}`)); err == nil {
		t.Error("the schema accepts a run without a tool: it checks nothing")
	}
}

func TestCSVNeutralisesFormulas(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "' =1", "\r=1": "' =1", " =1": "' =1",
		"＝1+1": "'＝1+1", "a=1": "a=1", "小美": "小美", "": "", " 空": " 空", "|calc": "'|calc",
	} {
		if got := harmless(in); got != want {
			t.Errorf("harmless(%q) = %q, want %q", in, got, want)
		}
	}
	if got := csvCell(-2.5); got != "-2.5" {
		t.Errorf("a number became %q", got)
	}
}

func TestMarkdownEscapes(t *testing.T) {
	in := "a|b*c_d`e<script>[x](http://y) @all #1 ~z~ \\ &amp; !"
	want := "a\\|b\\*c\\_d\\`e&lt;script&gt;\\[x\\](http:&#47;/y) &#64;all \\#1 \\~z\\~ \\\\ &amp;amp; \\!"
	if diff := cmp.Diff(want, escapeMarkdown(in)); diff != "" {
		t.Error(diff)
	}
}

func TestGitHubEscapes(t *testing.T) {
	var out bytes.Buffer
	g := &gitHubWriter{w: &out}
	if err := g.command("error", audit.Source{File: "a,b:c%.jsonl", Record: 0}, "t\nu", "x\r\n::error::y%"); err != nil {
		t.Fatal(err)
	}
	want := "::error file=a%2Cb%3Ac%25.jsonl,line=1,title=t%0Au::x%0D%0A::error::y%25\n"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestJUnitIsWellFormed(t *testing.T) {
	var suites struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Cases    []struct {
			Name    string    `xml:"name,attr"`
			Failure *struct{} `xml:"failure"`
			Error   *struct{} `xml:"error"`
		} `xml:"testsuite>testcase"`
	}
	if err := xml.Unmarshal(write(t, JUnit, Options{}), &suites); err != nil {
		t.Fatal(err)
	}
	failures, errs := 0, 0
	for _, c := range suites.Cases {
		if c.Failure != nil {
			failures++
		}
		if c.Error != nil {
			errs++
		}
	}
	if suites.Tests != len(suites.Cases) || suites.Failures != failures || suites.Errors != errs || failures != 2 || errs != 1 {
		t.Errorf("counts %+v; %d failures and %d errors among the cases", suites, failures, errs)
	}
}

// sheets reads a workbook back.
func sheets(t *testing.T, data []byte) map[string][][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := map[string][][]string{}
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		all[name] = rows
	}
	return all
}

func TestXLSXGolden(t *testing.T) {
	data := write(t, XLSX, Options{})
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(sheets(t, data)); err != nil {
		t.Fatal(err)
	}
	golden(t, "report-xlsx.json", out.Bytes())
}

func TestXLSXForm(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(write(t, XLSX, Options{})))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := []string{"总览", "客服", "规则", "明细", "会话", "未评估", "说明"}
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got)\n%s", diff)
	}
	for _, name := range want {
		panes, err := f.GetPanes(name)
		if err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("%s: heading not frozen: %+v, %v", name, panes, err)
		}
	}
	if kind, err := f.GetCellType("客服", "C2"); err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("sessions of an agent are no number: %v, %v", kind, err)
	}
	if found, target, err := f.GetCellHyperLink("明细", "A2"); err != nil || !found || target != "'会话'!A2" {
		t.Errorf("link of a finding: %v %q, %v", found, target, err)
	}
	formats, err := f.GetConditionalFormats("客服")
	if err != nil || len(formats) == 0 {
		t.Errorf("no conditional colours: %v, %v", formats, err)
	}
	for _, name := range want {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j := range row {
				cell, err := excelize.CoordinatesToCellName(j+1, i+1)
				if err != nil {
					t.Fatal(err)
				}
				if formula, err := f.GetCellFormula(name, cell); err != nil || formula != "" {
					t.Errorf("%s %s holds the formula %q, %v", name, cell, formula, err)
				}
			}
		}
	}
}
