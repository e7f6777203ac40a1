package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"zhijian/audit/score"
)

func TestReadPeriod(t *testing.T) {
	tally := score.New(score.By("agent"), fixtureRules)
	for _, r := range fixtureResults() {
		tally.Add(r)
	}
	want := &Period{Label: "昨晚.json", Total: tally.Total(), Rows: tally.Rows(), Rules: tally.RuleTotals()}
	for _, kind := range []Kind{JSON, JSONL} {
		got, err := ReadPeriod("昨晚.json", bytes.NewReader(write(t, kind, Options{})), fixtureRules)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(score.Row{}, "ScoreSum")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", kind, diff)
		}
	}
}

func TestReadPeriodRefuses(t *testing.T) {
	jsonl := string(write(t, JSONL, Options{}))
	tests := []struct{ name, text, want string }{
		{"empty", "", "the summary at the end is missing"},
		{"cut off between lines", jsonl[:strings.Index(jsonl, "\n")+1], "the summary at the end is missing"},
		{"cut off within a line", jsonl[:100], "record 1: unexpected EOF"},
		{"by team", string(write(t, JSON, Options{By: score.By("team")})), "its totals are by team, not by agent"},
		{"document cut off", string(write(t, JSON, Options{}))[:900], "unexpected EOF"},
		{"something else", "id,name\n1,2\n", "record 1: invalid character"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ReadPeriod("old", strings.NewReader(tt.text), fixtureRules)
			if err == nil || !strings.HasPrefix(err.Error(), "old: ") || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}
