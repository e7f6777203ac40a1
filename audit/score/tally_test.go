package score

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"zhijian/audit"
	"zhijian/transcripts"
)

// judged makes a scored result.
func judged(id, agent, team string, findings []audit.Finding, missing ...audit.NotEvaluated) *audit.Result {
	r := &audit.Result{
		SessionID: id, Channel: transcripts.Chat, Agent: agent, Team: team,
		StartedAt: "2026-11-20T10:00:00+08:00", Findings: findings, NotEvaluated: missing,
	}
	Default().Apply(r, testRules)
	return r
}

func by(agent string, findings []audit.Finding) []audit.Finding {
	for i := range findings {
		findings[i].Agent = agent
	}
	return findings
}

func TestRows(t *testing.T) {
	suspect := by("xm", hits("platform.invoice"))
	suspect[0].Suspect = true
	tally := New(By(KeyAgent), testRules)
	for _, r := range []*audit.Result{
		judged("1", "xm", "售前", by("xm", hits("platform.invoice", "language.filler")), audit.NotEvaluated{Rule: "conduct.x", Why: "no_timestamps"}),
		judged("2", "xm", "售前", suspect),
		judged("3", "al", "售后", append(by("al", hits("courtesy.closing")), by("xm", hits("platform.card"))...)),
		judged("4", "al", "售后", nil),
		judged("5", "zz", "", append(by("zz", hits("courtesy.closing")), by("new", hits("platform.invoice", "platform.invoice"))...)),
	} {
		tally.Add(r)
	}
	want := []Row{
		{Key: "zz", Sessions: 1, Mean: 36.65, Findings: 1, Courtesy: 1, Deducted: 3.35},
		{
			Key: "xm", Team: "售前", Sessions: 2, Passed: 1, Shared: 1, FatalSessions: 1, Mean: 84, Findings: 3, Suspects: 1,
			FatalFindings: 1, PlatformFindings: 2, Banned: 1, Unevaluated: 1, Incomplete: 1, Deducted: 52, PlatformPoints: 10, Fines: 50,
		},
		{Key: "al", Team: "售后", Sessions: 2, Passed: 2, Mean: 88.33, Findings: 1, Courtesy: 1, Deducted: 3.35},
		{
			Key: "new", Shared: 1, FatalSessions: 1, Findings: 2, FatalFindings: 2, PlatformFindings: 2, Deducted: 60,
			PlatformPoints: 12, Fines: 100,
		},
	}
	if diff := cmp.Diff(want, tally.Rows(), cmpopts.IgnoreFields(Row{}, "ScoreSum")); diff != "" {
		t.Errorf("rows (-want +got)\n%s", diff)
	}
	total := tally.Total()
	if total.Sessions != 5 || total.FatalSessions != 2 || total.Findings != 7 || total.Shared != 0 {
		t.Errorf("total %+v", total)
	}
	wantRules := []RuleRow{
		{Rule: "courtesy.closing", Sessions: 1, Findings: 1, Judged: 2, Deducted: 3.35},
	}
	if diff := cmp.Diff(wantRules, tally.Rules("al")); diff != "" {
		t.Errorf("rules (-want +got)\n%s", diff)
	}
}

func TestRuleTotals(t *testing.T) {
	tally := New(By(KeyTeam), testRules)
	tally.Add(judged("1", "a", "t", append(by("a", hits("language.rebuke")), by("b", hits("language.rebuke"))...)))
	call := judged("2", "a", "t", nil, audit.NotEvaluated{Rule: "courtesy.hello", Why: "no_start"})
	call.Channel = transcripts.Call
	tally.Add(call)
	call = judged("3", "a", "t", nil)
	call.Channel = transcripts.Call
	tally.Add(call)
	want := []RuleRow{
		{Rule: "language.rebuke", Sessions: 1, Findings: 2, Judged: 3, Deducted: 20},
		{Rule: "courtesy.hello", Judged: 1, NotEvaluated: []Why{{"no_start", 1}}},
	}
	if diff := cmp.Diff(want, tally.RuleTotals()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestKeys(t *testing.T) {
	r := judged("1", "a", "t", nil)
	r.Session = &transcripts.Session{Attributes: map[string]string{"shop": "某店"}}
	for name, want := range map[string]string{"": "a", "agent": "a", "team": "t", "day": "2026-11-20", "channel": "chat", "shop": "某店", "queue": ""} {
		tally := New(By(name), testRules)
		tally.Add(r)
		if rows := tally.Rows(); len(rows) != 1 || rows[0].Key != want {
			t.Errorf("by %q: rows %+v, want one with key %q", name, rows, want)
		}
	}
	if By("team").NeedsSession() || !By("shop").NeedsSession() {
		t.Error("only attributes need the session")
	}
}

// bytesOf renders everything that a tally tells.
func bytesOf(t *testing.T, tally *Tally) []byte {
	t.Helper()
	rows := tally.Rows()
	all := []any{rows, tally.Total(), tally.RuleTotals(), tally.AllDays()}
	for _, row := range rows {
		all = append(all, tally.Rules(row.Key), tally.Days(row.Key))
	}
	data, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func drawResult(rt *rapid.T) *audit.Result {
	ids := []string{"platform.invoice", "language.filler", "language.rebuke", "courtesy.closing", "service.praise"}
	agents := rapid.SampledFrom([]string{"a", "b", "c"})
	var findings []audit.Finding
	for range rapid.IntRange(0, 4).Draw(rt, "findings") {
		findings = append(findings, audit.Finding{
			Rule: rapid.SampledFrom(ids).Draw(rt, "rule"), Agent: agents.Draw(rt, "speaker"),
			Suspect: rapid.Bool().Draw(rt, "suspect"),
		})
	}
	r := judged("s", agents.Draw(rt, "agent"), rapid.SampledFrom([]string{"", "t", "u"}).Draw(rt, "team"), findings)
	if rapid.Bool().Draw(rt, "call") {
		r.Channel = transcripts.Call
	}
	return r
}

// Whatever the parts and their order, the merged tally equals the one that saw every session.
func TestMergeIsAssociativeAndCommutative(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		results := rapid.SliceOfN(rapid.Custom(drawResult), 0, 30).Draw(rt, "results")
		key := By(rapid.SampledFrom([]string{"agent", "team", "day", "channel"}).Draw(rt, "key"))
		whole := New(key, testRules)
		parts := make([]*Tally, 3)
		for i := range parts {
			parts[i] = New(key, testRules)
		}
		for _, r := range results {
			whole.Add(r)
			parts[rapid.IntRange(0, 2).Draw(rt, "part")].Add(r)
		}
		rand.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		parts[1].Merge(parts[2])
		parts[0].Merge(parts[1])
		if got, want := bytesOf(t, parts[0]), bytesOf(t, whole); !bytes.Equal(got, want) {
			rt.Fatalf("merged\n%s\nwhole\n%s", got, want)
		}
	})
}
