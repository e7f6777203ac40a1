package transcripts

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestInspect(t *testing.T) {
	got, err := Inspect(context.Background(), []string{
		"testdata/formats/messages-csv/interleaved.csv", "testdata/formats/aliyun-asr", "testdata/formats-intro.md", "testdata/formats/native",
	}, Options{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.MarshalIndent(got.Reports, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	checkGolden(t, "testdata/inspect.golden", string(text)+"\n")
	var firsts []string
	for _, r := range got.Reports {
		for _, s := range r.First {
			firsts = append(firsts, s.ID)
		}
		if len(r.Rejects) > 1 {
			t.Errorf("%s: %d rejects, want the first alone", r.Source, len(r.Rejects))
		}
		if r.Counts.Records != r.Counts.Accepted+r.Counts.Rejected+r.Counts.Skipped {
			t.Errorf("%s: counts do not add up: %+v", r.Source, r.Counts)
		}
	}
	if diff := cmp.Diff([]string{"call-77", "s1", "n-1"}, firsts); diff != "" {
		t.Errorf("first sessions (-want +got):\n%s", diff)
	}
}
