package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"zhijian/audit"
	"zhijian/audit/score"
)

func TestReadPeriod(t *testing.T) {
	tally, teams := score.New(score.By("agent"), fixtureRules), score.New(score.By("team"), fixtureRules)
	for _, r := range fixtureResults() {
		tally.Add(r)
		teams.Add(r)
	}
	want := &Period{Label: "昨晚.json", Total: tally.Total(), Rows: tally.Rows(), Teams: teams.Rows(), Rules: tally.RuleTotals()}
	for _, kind := range []Kind{JSON, JSONL} {
		got, err := ReadPeriod("昨晚.json", bytes.NewReader(write(t, kind, Options{})), fixtureRules)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(score.Row{}, "ScoreSum"), cmpopts.IgnoreUnexported(Period{})); diff != "" {
			t.Errorf("%s (-want +got)\n%s", kind, diff)
		}
	}
}

// A run by team can be compared with as well: its records tell of agents.
func TestReadPeriodByTeam(t *testing.T) {
	p, err := ReadPeriod("old", bytes.NewReader(write(t, JSON, Options{By: score.By("team")})), fixtureRules)
	if err != nil {
		t.Fatal(err)
	}
	if r, ok := p.row(score.By("agent"), "xiaomei"); !ok || r.Sessions != 2 {
		t.Errorf("xiaomei: %+v, %v", r, ok)
	}
	if r, ok := p.row(score.By("team"), "售后组"); !ok || r.Sessions != 2 {
		t.Errorf("售后组: %+v, %v", r, ok)
	}
}

// Days of earlier runs extend the trend: this run's own count first, then those of the run that was named first.
func TestTrend(t *testing.T) {
	agent := score.By("agent")
	run := func(days map[string]float64) *Period {
		p := &Period{agents: score.New(agent, nil), teams: score.New(score.By("team"), nil)}
		for date, points := range days {
			p.add(&audit.Result{Agent: "a", Team: "t", StartedAt: date + "T10:00:00+08:00", Score: points})
		}
		return p
	}
	now := run(map[string]float64{"2026-11-20": 90, "2026-11-18": 80})
	previous := run(map[string]float64{"2026-11-17": 70, "2026-11-18": 10})
	previous.More = []*Period{run(map[string]float64{"2026-11-17": 11, "2026-11-10": 60})}
	var got []string
	for _, d := range previous.trend(now.agents.Days("a"), agent, func(t *score.Tally) []score.Row { return t.Days("a") }) {
		got = append(got, fmt.Sprintf("%s %g %v", d.Key, d.Mean, d.Earlier))
	}
	want := []string{"2026-11-10 60 true", "2026-11-17 70 true", "2026-11-18 80 false", "2026-11-20 90 false"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestReadPeriodRefuses(t *testing.T) {
	jsonl := string(write(t, JSONL, Options{}))
	tests := []struct{ name, text, want string }{
		{"empty", "", "the summary at the end is missing"},
		{"cut off between lines", jsonl[:strings.Index(jsonl, "\n")+1], "the summary at the end is missing"},
		{"cut off within a line", jsonl[:100], "record 1: unexpected EOF"},
		{"document without a summary", `{"results":[],"totals":{}}`, "looking for its summary: EOF"},
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
