package baseline_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhijian/audit"
	"zhijian/audit/baseline"
	"zhijian/lexicon"
)

var today = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

const stored = `{"version": 1, "entries": [
  {"fingerprint": "aa", "rule": "a.x", "reason": "已申诉", "author": "李四", "expires": "2026-11-20"},
  {"fingerprint": "bb", "rule": "a.x", "reason": "旧话术", "expires": "2026-11-19"},
  {"fingerprint": "cc", "rule": "a.y", "reason": "误报"}
]}`

func result(findings ...audit.Finding) *audit.Result { return &audit.Result{Findings: findings} }

func TestApply(t *testing.T) {
	b, err := baseline.Load("b.json", []byte(stored), today)
	if err != nil {
		t.Fatal(err)
	}
	r := result(
		audit.Finding{Rule: "a.x", Fingerprint: "aa"}, audit.Finding{Rule: "a.x", Fingerprint: "bb"},
		audit.Finding{Rule: "a.z", Fingerprint: "cc"}, audit.Finding{Rule: "a.x", Fingerprint: "dd"},
	)
	b.Apply(r)
	var got []string
	for i := range r.Findings {
		got = append(got, r.Findings[i].Suppressed)
	}
	if diff := cmp.Diff([]string{"已申诉", "", "", ""}, got); diff != "" {
		t.Errorf("suppressed: %s", diff)
	}
	if diff := cmp.Diff([]baseline.Entry{{Fingerprint: "cc", Rule: "a.y", Reason: "误报"}}, b.Unused()); diff != "" {
		t.Errorf("unused: %s", diff)
	}
	if diff := cmp.Diff([]baseline.Entry{{Fingerprint: "bb", Rule: "a.x", Reason: "旧话术", Expires: "2026-11-19"}}, b.Expired()); diff != "" {
		t.Errorf("expired: %s", diff)
	}
}

// What is written loads again, keeps what an old entry said, and drops what is gone.
func TestUpdate(t *testing.T) {
	old, err := baseline.Load("b.json", []byte(stored), today)
	if err != nil {
		t.Fatal(err)
	}
	u := baseline.NewUpdate(old, "首次基线", "王五", "2027-01-31")
	u.Observe(result(
		audit.Finding{Rule: "a.x", Fingerprint: "ee", Evidence: []audit.Evidence{{Text: "问", Context: true}, {Text: "闭嘴"}}},
		audit.Finding{Rule: "a.x", Fingerprint: "aa"}, audit.Finding{Rule: "a.x", Fingerprint: "ff", Suspect: true},
	))
	var out bytes.Buffer
	if _, err := u.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	const want = `{
  "version": 1,
  "entries": [
    {
      "fingerprint": "aa",
      "rule": "a.x",
      "reason": "已申诉",
      "author": "李四",
      "expires": "2026-11-20"
    },
    {
      "fingerprint": "ee",
      "rule": "a.x",
      "evidence": "闭嘴",
      "reason": "首次基线",
      "author": "王五",
      "expires": "2027-01-31"
    }
  ]
}
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
	if _, err := baseline.Load("new.json", out.Bytes(), today); err != nil {
		t.Error(err)
	}
}

// The allow entries of a lexicon hold back what they name until their day is over, whatever else names the same.
func TestAllowed(t *testing.T) {
	const text = `schema: zhijian/lexicon/v1
allow:
  - {fingerprint: aaaaaaaaaaaaaaaa, rule: a.x, reason: 误报}
  - {fingerprint: aaaaaaaaaaaaaaaa, rule: a.x, reason: 复核, expires: 2026-11-20}
  - {fingerprint: aaaaaaaaaaaaaaaa, rule: a.x, reason: 旧话, expires: 2026-11-19}
  - {fingerprint: bbbbbbbbbbbbbbbb, rule: a.x, reason: 旧话术, expires: 2026-11-19}
  - {fingerprint: cccccccccccccccc, rule: a.y, reason: 别的规则}
`
	set, err := lexicon.Load([]lexicon.Source{{Name: "a.yaml", Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	b := baseline.Allowed(set, today)
	r := result(
		audit.Finding{Rule: "a.x", Fingerprint: "aaaaaaaaaaaaaaaa"}, audit.Finding{Rule: "a.x", Fingerprint: "bbbbbbbbbbbbbbbb"},
		audit.Finding{Rule: "a.z", Fingerprint: "cccccccccccccccc"}, audit.Finding{Rule: "a.x", Fingerprint: "aaaaaaaaaaaaaaaa", Suppressed: "基线"},
	)
	b.Apply(r)
	var got []string
	for i := range r.Findings {
		got = append(got, r.Findings[i].Suppressed)
	}
	if diff := cmp.Diff([]string{"复核", "", "", "基线"}, got); diff != "" {
		t.Errorf("suppressed: %s", diff)
	}
	lines := func(entries []baseline.Entry) []int {
		var out []int
		for _, e := range entries {
			out = append(out, e.Position.Line)
		}
		return out
	}
	if diff := cmp.Diff([]int{7}, lines(b.Unused())); diff != "" {
		t.Errorf("unused: %s", diff)
	}
	if diff := cmp.Diff([]int{5, 6}, lines(b.Expired())); diff != "" {
		t.Errorf("expired: %s", diff)
	}
	u := baseline.NewUpdate(nil, "首次基线", "", "")
	u.Observe(r)
	var out bytes.Buffer
	if _, err := u.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); strings.Contains(text, "aaaa") || !strings.Contains(text, "bbbb") || strings.Contains(text, "Position") {
		t.Errorf("a new baseline holds what is not held back, and that alone:\n%s", text)
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"not JSON", `{`, "b.json"},
		{"version", `{"version": 2, "entries": []}`, "version must be 1"},
		{"unknown key", `{"version": 1, "entrys": []}`, `"entrys"`},
		{"trailing text", `{"version": 1, "entries": []} x`, "something follows"},
		{"no reason", `{"version": 1, "entries": [{"fingerprint": "a", "rule": "r"}]}`, "entry 1 (a): a reason is needed"},
		{"bad day", `{"version": 1, "entries": [{"fingerprint": "a", "rule": "r", "reason": "x", "expires": "soon"}]}`, `not "soon"`},
		{"twice", `{"version": 1, "entries": [{"fingerprint": "a", "rule": "r", "reason": "x"}, {"fingerprint": "a", "rule": "r", "reason": "x"}]}`, "the same fingerprint as entry 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := baseline.Load("b.json", []byte(c.text), today)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q in it", err, c.want)
			}
		})
	}
}
