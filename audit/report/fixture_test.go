package report

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhijian/audit"
	"zhijian/audit/score"
	"zhijian/transcripts"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const goldenFolder = "../../testdata/golden"

// golden compares got with the golden file of that name.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join(goldenFolder, name)
	if *update {
		if err := os.MkdirAll(goldenFolder, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run the test with -update to make it", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs; run the test with -update if it should (-golden +got)\n%s", path, diff)
	}
}

var fixtureRules = map[string]score.RuleInfo{
	"platform.invoice-refusal": {
		ID: "platform.invoice-refusal", Title: "拒开发票", Kind: score.KindViolation, Severity: "critical",
		Fatal: true, Deduct: 30, PlatformPoints: 6, Fine: 50, Advice: "可以开的亲，发票随货寄出。", Cite: "天猫客服规则，发票",
	},
	"platform.offsite-link": {
		ID: "platform.offsite-link", Title: "站外链接", Kind: score.KindViolation, Severity: "major",
		Deduct: 20, PlatformPoints: 6, Channel: "chat", Advice: "在店铺首页就能找到的亲。", Cite: "淘宝规则",
	},
	"language.rebuke": {
		ID: "language.rebuke", Title: "反问斥责", Kind: score.KindBanned, Severity: "major", Deduct: 10,
		Advice: "请您再说一下具体情况，我来帮您看。", Cite: "客服用语规范",
	},
	"courtesy.closing": {
		ID: "courtesy.closing", Title: "缺少结束语", Kind: score.KindRequired, Severity: "minor", Deduct: 3.5,
		Advice: "感谢您的光临，祝您生活愉快！", Cite: "客服用语规范",
	},
	"conduct.first-response": {
		ID: "conduct.first-response", Title: "首次响应超时", Kind: score.KindConduct, Severity: "minor", Deduct: 5,
		Channel: "chat", Advice: "三十秒内先回一句，再去查。", Cite: "服务标准",
	},
}

func at(turn int) *int { return &turn }

func evidence(turn, start, end int, text string) []audit.Evidence {
	return []audit.Evidence{{Turn: turn, Start: start, End: end, Text: text}}
}

// say makes the turns of a chat, a customer and an agent speaking by turns.
func say(texts ...string) []transcripts.Turn {
	turns := make([]transcripts.Turn, len(texts))
	for i, text := range texts {
		turns[i] = transcripts.Turn{Role: transcripts.RoleCustomer, Text: text, StartMS: transcripts.NoOffset, EndMS: transcripts.NoOffset}
		if i%2 == 1 {
			turns[i].Role = transcripts.RoleAgent
		}
	}
	return turns
}

// fixtureResults are judged and scored sessions with everything that reports must cope with: emoji, a hostile agent id,
// a handed-over session, suspects, suppressed findings, a call, and sessions that nobody can judge in full.
func fixtureResults() []*audit.Result {
	wait := 45.5
	results := []*audit.Result{
		{
			SessionID: "c-1", Agent: "xiaomei", Team: "售前组", Source: audit.Source{File: "a.jsonl", Record: 1},
			Findings: []audit.Finding{
				{Rule: "platform.invoice-refusal", Turn: at(1), Severity: "critical", Fingerprint: "f1", Evidence: evidence(1, 1, 9, "特价款不开发票的")},
				{Rule: "courtesy.closing", Severity: "minor", Fingerprint: "f2", Evidence: []audit.Evidence{}},
				{Rule: "conduct.first-response", Severity: "minor", Fingerprint: "f3", Evidence: []audit.Evidence{}, Value: &wait},
			},
			Session: &transcripts.Session{Turns: say("在吗，能开发票吗", "亲特价款不开发票的哦"), Attributes: map[string]string{"shop": "某店"}},
		},
		{
			SessionID: "c-2", Agent: "xiaomei", Team: "售前组", Source: audit.Source{File: "a.jsonl", Record: 2},
			Findings: []audit.Finding{
				{Rule: "language.rebuke", Turn: at(1), Severity: "major", Fingerprint: "f4", Evidence: evidence(1, 0, 6, "你不会自己看"), Suspect: true},
			},
			Session: &transcripts.Session{Turns: say("尺码怎么选", "你不会自己看详情页吗 <script>alert(1)</script>"), Attributes: map[string]string{"shop": "某店"}},
		},
		{
			SessionID: "c-3", Agent: "👩‍👩‍👧小雅☎️", Team: "售后组", Source: audit.Source{File: "a.jsonl", Record: 3},
			Findings: []audit.Finding{
				{Rule: "platform.offsite-link", Turn: at(1), Severity: "major", Fingerprint: "f5", Evidence: evidence(1, 1, 7, "去别的平台搜")},
				{Rule: "platform.invoice-refusal", Turn: at(3), Agent: "ev\x1b[31mil\u202e", Severity: "critical", Fingerprint: "f1", Evidence: evidence(3, 0, 4, "没有发票")},
				{Rule: "language.rebuke", Turn: at(5), Severity: "major", Fingerprint: "f6", Evidence: evidence(5, 0, 3, "都说了"), Suppressed: "复核：语境合适"},
			},
			NotEvaluated: []audit.NotEvaluated{{Rule: "conduct.first-response", Why: "no_timestamps"}},
			Session:      &transcripts.Session{Turns: say("有别的颜色吗", "您去别的平台搜一下吧🙂", "能开发票吗", "没有发票", "刚才说有", "都说了没有"), Attributes: map[string]string{"shop": "另一店"}},
		},
		{
			SessionID: "p-1", Channel: transcripts.Call, Agent: "8012", Source: audit.Source{File: "b.csv", Record: 1},
			NotEvaluated: []audit.NotEvaluated{{Rule: "courtesy.closing", Why: "unknown_roles"}},
			Session:      &transcripts.Session{Turns: say("我上周买的洗衣机漏水", "您好，马上为您安排师傅上门")},
		},
		{
			SessionID: "c-4", Agent: "=cmd|'/c calc'!A0", Team: "售后组", Source: audit.Source{File: "b.csv", Record: 2},
			Session: &transcripts.Session{Turns: say("谢谢", "不客气，祝您生活愉快")},
		},
	}
	for i, r := range results {
		if r.Channel == "" {
			r.Channel = transcripts.Chat
		}
		r.StartedAt = []string{"2026-11-19T22:01:00+08:00", "2026-11-20T10:00:00+08:00"}[i%2]
		for j := range r.Findings {
			if r.Findings[j].Agent == "" {
				r.Findings[j].Agent = r.Agent
			}
		}
		r.Session.ID, r.Session.Channel, r.Session.Agent = r.SessionID, r.Channel, transcripts.Agent{ID: r.Agent, Team: r.Team}
		score.Default().Apply(r, fixtureRules)
	}
	return results
}

func fixtureSummary(results []*audit.Result) *Summary {
	s := NewSummary("zhijian test")
	s.Digests = Digests{Lexicon: "sha256:11", Scorecard: score.Default().Digest(), Inputs: []Input{{"a.jsonl", "sha256:22"}, {"b.csv", "sha256:33"}}}
	for _, r := range results {
		s.Count(r)
	}
	s.Reject(audit.Source{File: "b.csv", Record: 3}, "没有 session_id")
	s.Skip()
	s.PassedOver = append(s.PassedOver, PassedOver{"README.md", "not_a_transcript"})
	return s
}

// write makes the whole report of a kind.
func write(t *testing.T, kind Kind, o Options) []byte {
	t.Helper()
	o.Mask = starDigits
	if o.Rules == nil {
		o.Rules = fixtureRules
	}
	var out bytes.Buffer
	w, err := New(kind, &out, o)
	if err != nil {
		t.Fatal(err)
	}
	results := fixtureResults()
	for _, r := range results {
		if err := w.Result(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(fixtureSummary(results)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// starDigits stands in for a masker: it keeps the number of characters.
func starDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '*'
		}
		return r
	}, s)
}

// callResult is a call with silence and overlap.
func callResult() *audit.Result {
	r := &audit.Result{
		SessionID: "p-9", Channel: transcripts.Call, Agent: "8012", Team: "热线组", StartedAt: "2026-11-20T21:40:00+08:00",
		Source:   audit.Source{File: "calls.jsonl", Record: 9},
		Findings: []audit.Finding{{Rule: "language.rebuke", Turn: at(2), Agent: "8012", Severity: "major", Fingerprint: "f9", Evidence: evidence(2, 0, 6, "您自己看看")}},
		Session: &transcripts.Session{ID: "p-9", Channel: transcripts.Call, Turns: []transcripts.Turn{
			{Role: transcripts.RoleAgent, Text: "您好，很高兴为您服务", StartMS: 0, EndMS: 3900},
			{Role: transcripts.RoleCustomer, Text: "洗衣机漏水怎么办", StartMS: 4300, EndMS: 9100},
			{Role: transcripts.RoleAgent, Text: "您自己看看说明书不就知道了吗", StartMS: 8600, EndMS: 12000},
			{Role: transcripts.RoleCustomer, Text: "我找不到了", StartMS: 19000, EndMS: 21000},
		}},
	}
	score.Default().Apply(r, fixtureRules)
	return r
}

// manyResults makes a night of n sessions of forty agents.
func manyResults(n int) []*audit.Result {
	base := fixtureResults()
	base = append(base, callResult())
	results := make([]*audit.Result, n)
	for i := range results {
		r := *base[i*7%len(base)]
		if i%4 != 0 {
			r.Findings = nil
		}
		r.Findings = append([]audit.Finding(nil), r.Findings...)
		r.SessionID, r.Agent = fmt.Sprintf("s-%05d", i), fmt.Sprintf("kf%02d", i*i%40)
		r.Team = []string{"售前一组", "售后二组", "热线组"}[i*i%40%3]
		r.StartedAt = fmt.Sprintf("2026-11-%02dT10:00:00+08:00", 14+i%7)
		r.Source = audit.Source{File: "night.jsonl", Record: i + 1}
		for j := range r.Findings {
			r.Findings[j].Agent = r.Agent
		}
		score.Default().Apply(&r, fixtureRules)
		results[i] = &r
	}
	return results
}
