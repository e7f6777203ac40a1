package transcripts

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSampleTranscripts reads what the project's README audits.
func TestSampleTranscripts(t *testing.T) {
	got, sessions := readAll(t, "..", Options{}, "testdata/transcripts")
	if len(got.Rejects) > 0 {
		t.Errorf("rejected: %v", got.Rejects)
	}
	if diff := cmp.Diff([]string{"testdata/transcripts/README.md not_a_transcript"}, got.Passed); diff != "" {
		t.Errorf("passed over (-want +got):\n%s", diff)
	}
	perSource := map[string]int{}
	for _, s := range sessions {
		perSource[s.Source.Name]++
		if s.Agent.ID == NoAgent || s.Agent.Team == "" || s.StartedAt.IsZero() {
			t.Errorf("%s: agent %+v, started %v", s.ID, s.Agent, s.StartedAt)
		}
	}
	want := map[string]int{
		"../testdata/transcripts/hotline-calls.jsonl": 10, "../testdata/transcripts/jd-night.jsonl.gz": 4,
		"../testdata/transcripts/shop-chat.jsonl": 28, "../testdata/transcripts/taobao-messages.csv": 5,
	}
	if diff := cmp.Diff(want, perSource); diff != "" {
		t.Errorf("sessions (-want +got):\n%s", diff)
	}
}

// TestBrokenTranscripts reads what must be set aside, while the rest is read.
func TestBrokenTranscripts(t *testing.T) {
	got, _ := readAll(t, "..", Options{}, "testdata/transcripts-bad", "testdata/transcripts-bad/no-columns.csv")
	want := outcome{
		Sessions: []string{
			"testdata/transcripts-bad/records.jsonl:1 b-1", "testdata/transcripts-bad/records.jsonl:10 b-10",
			"testdata/transcripts-bad/rows.csv:2 r-1",
		},
		Rejects: []string{
			"testdata/transcripts-bad/no-columns.csv:0:0: format",
			"testdata/transcripts-bad/records.jsonl:2:314: syntax",
			"testdata/transcripts-bad/records.jsonl:3:0: duplicate",
			"testdata/transcripts-bad/records.jsonl:4:1: missing",
			"testdata/transcripts-bad/records.jsonl:6:291: value",
			"testdata/transcripts-bad/records.jsonl:7:0: turn_order",
			"testdata/transcripts-bad/records.jsonl:8:304: time",
			"testdata/transcripts-bad/records.jsonl:9:15: type",
			"testdata/transcripts-bad/rows.csv:4:0: time",
			"testdata/transcripts-bad/rows.csv:5:0: missing",
			"testdata/transcripts-bad/rows.csv:6:0: fields",
			"testdata/transcripts-bad/truncated.jsonl.gz:0:0: read",
		},
		Counts: Counts{Sources: 4, Broken: 2, Records: 14, Accepted: 4, Rejected: 10, Sessions: 3, Turns: 6},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
