package report

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhijian/audit"
	"zhijian/audit/score"
)

func TestJSONGolden(t *testing.T) {
	golden(t, "report.jsonl", write(t, JSONL, Options{}))
	golden(t, "report.json", write(t, JSON, Options{}))
	golden(t, "report-team.json", write(t, JSON, Options{By: score.By("team")}))
}

func TestJSONLWithoutSessions(t *testing.T) {
	for kind, want := range map[Kind]string{JSONL: `{"summary":{`, JSON: `{"results":[],"totals":{`} {
		var out bytes.Buffer
		w, err := New(kind, &out, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Close(NewSummary("zhijian test")); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(out.String(), want) || !json.Valid(out.Bytes()) {
			t.Errorf("%s of nothing: %s", kind, out.String())
		}
	}
}

// Counts of the summary add up to what the lines say.
func TestSummaryAddsUp(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(string(write(t, JSONL, Options{}))), "\n")
	var last struct{ Summary Summary }
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil {
		t.Fatal(err)
	}
	s := last.Summary
	if n := s.Sessions; n.Read != n.Judged+n.Rejected+n.Skipped || n.Judged != len(lines)-1 {
		t.Errorf("%d lines and counts %+v", len(lines)-1, n)
	}
	counted := NewSummary("")
	for _, line := range lines[:len(lines)-1] {
		var r audit.Result
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		counted.Count(&r)
	}
	if diff := cmp.Diff(counted.Findings, s.Findings); diff != "" {
		t.Errorf("findings (-lines +summary)\n%s", diff)
	}
	if diff := cmp.Diff(counted.NotEvaluated, s.NotEvaluated); diff != "" {
		t.Errorf("not evaluated (-lines +summary)\n%s", diff)
	}
}

// marshal is what AppendRecord must equal.
func marshal(t *testing.T, v any) string {
	t.Helper()
	var out bytes.Buffer
	if err := encode(&out, v); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(out.String(), "\n")
}

func TestAppendRecordEqualsMarshal(t *testing.T) {
	results := fixtureResults()
	results = append(results, &audit.Result{Findings: []audit.Finding{}, NotEvaluated: []audit.NotEvaluated{}})
	for _, r := range results {
		normalise(r)
		got, err := AppendRecord(nil, r)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(marshal(t, r), string(got)); diff != "" {
			t.Errorf("%s (-encoding/json +ours)\n%s", r.SessionID, diff)
		}
	}
}

// normalise makes lists that audit.Result says are never nil.
func normalise(r *audit.Result) {
	if r.Findings == nil {
		r.Findings = []audit.Finding{}
	}
	if r.NotEvaluated == nil {
		r.NotEvaluated = []audit.NotEvaluated{}
	}
}

func TestAppendRecordRefuses(t *testing.T) {
	bad := math.NaN()
	r := &audit.Result{SessionID: "s", Source: audit.Source{File: "f", Record: 3}, Findings: []audit.Finding{{Rule: "a.b", Value: &bad}}}
	_, err := AppendRecord(nil, r)
	if want := `session "s" of f, record 3: a.b: value NaN: JSON cannot hold it`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func FuzzAppendRecord(f *testing.F) {
	f.Add("小美 \"<&>\" \x00\x1f\u2028\xff\\", 12.345, 3, true)
	f.Add("", -0.0000001, -1, false)
	f.Add("\x7f\b\f\n\r\t", 1e21, 0, true)
	f.Fuzz(func(t *testing.T, s string, n float64, i int, b bool) {
		if math.IsNaN(n) || math.IsInf(n, 0) {
			t.Skip()
		}
		r := &audit.Result{
			SessionID: s, Team: s, Source: audit.Source{File: s, Record: i}, Score: n, Passed: b, Stars: i,
			Findings: []audit.Finding{{
				Rule: s, Turn: &i, Fatal: b, Deduct: n, Fine: n, Suspect: b, Suppressed: s, Value: &n,
				Evidence: []audit.Evidence{{Turn: i, Start: i, Text: s, Context: b}},
			}, {Evidence: []audit.Evidence{}}},
			NotEvaluated: []audit.NotEvaluated{{Rule: s, Why: s}},
		}
		got, err := AppendRecord(nil, r)
		if err != nil {
			t.Fatal(err)
		}
		if want := marshal(t, r); string(got) != want {
			t.Fatalf("ours %s\nencoding/json %s", got, want)
		}
	})
}

func BenchmarkAppendRecord(b *testing.B) {
	r := fixtureResults()[0]
	var buf []byte
	for b.Loop() {
		var err error
		if buf, err = AppendRecord(buf[:0], r); err != nil || len(buf) < 100 {
			b.Fatal(len(buf), err)
		}
	}
	b.SetBytes(int64(len(buf)))
}
