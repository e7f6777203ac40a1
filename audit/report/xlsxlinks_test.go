package report

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"zhijian/audit"
)

// manyFindings are sessions with five findings each.
func manyFindings(sessions int) []*audit.Result {
	results := make([]*audit.Result, sessions)
	for i := range results {
		r := *fixtureResults()[0]
		r.SessionID = fmt.Sprintf("s-%05d", i)
		r.Findings = append(append([]audit.Finding(nil), r.Findings...), r.Findings[:2]...)
		results[i] = &r
	}
	return results
}

// workbookOf writes the workbook of results.
func workbookOf(t *testing.T, results []*audit.Result) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := New(XLSX, &out, Options{Rules: fixtureRules, Mask: starDigits})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if err := w.Result(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(fixtureSummary(results[:1])); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// part gives one part of a packed file as text.
func part(t *testing.T, data []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Every finding leads to its session, however many there are: a sheet that holds as many links as it may goes on in
// another.
func TestXLSXLinksEveryFinding(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	const sessions, each = 13_200, 5
	data := workbookOf(t, manyFindings(sessions))
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if diff := cmp.Diff([]string{"总览", "客服", "规则", "明细", "会话", "未评估", "说明", "明细 2"}, book.GetSheetList()); diff != "" {
		t.Fatalf("sheets (-want +got)\n%s", diff)
	}
	link := regexp.MustCompile(`<hyperlink ref="A(\d+)" location="(?:'|&#39;)会话(?:'|&#39;)!A(\d+)"/>`)
	finding := 0
	for _, page := range []string{"xl/worksheets/sheet4.xml", "xl/worksheets/sheet8.xml"} {
		row := 1
		for _, m := range link.FindAllStringSubmatch(part(t, data, page), -1) {
			row++
			if m[1] != strconv.Itoa(row) || m[2] != strconv.Itoa(finding/each+2) {
				t.Fatalf("%s, row %d: the link of A%s leads to A%s", page, row, m[1], m[2])
			}
			finding++
		}
		if row-1 > maxSheetLinks {
			t.Errorf("%s holds %d links", page, row-1)
		}
	}
	if finding != sessions*each {
		t.Errorf("%d findings are linked, want %d", finding, sessions*each)
	}
}
