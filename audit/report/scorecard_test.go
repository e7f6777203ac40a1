package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhijian/audit/score"
)

// writeScorecard makes the scorecards of a kind.
func writeScorecard(t *testing.T, kind Kind, o Options) []byte {
	t.Helper()
	o.Rules, o.Mask = fixtureRules, starDigits
	var out bytes.Buffer
	w, err := NewScorecard(kind, &out, o)
	if err != nil {
		t.Fatal(err)
	}
	results := append(fixtureResults(), callResult())
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

func TestScorecardGolden(t *testing.T) {
	golden(t, "scorecard.txt", writeScorecard(t, Table, Options{Width: 80, Previous: previous()}))
	golden(t, "scorecard-en.txt", writeScorecard(t, Table, Options{Lang: "en", Agents: []string{"xiaomei"}}))
	golden(t, "scorecard-team.txt", writeScorecard(t, Table, Options{Width: 60, By: score.By("team"), Top: 1}))
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(sheets(t, writeScorecard(t, XLSX, Options{Agents: []string{"xiaomei", "8012"}}))); err != nil {
		t.Fatal(err)
	}
	golden(t, "scorecard-xlsx.json", out.Bytes())
}

func TestScorecardFits(t *testing.T) {
	for line := range strings.Lines(string(writeScorecard(t, Table, Options{Width: 60, Previous: previous()}))) {
		if w := cells.String(strings.TrimSuffix(line, "\n")); w > 60 {
			t.Errorf("a line of %d cells: %s", w, line)
		}
	}
}

// An HTML scorecard tells of the agents asked for and holds no dialogue of another.
func TestScorecardPageHoldsOneAgent(t *testing.T) {
	page := string(writeScorecard(t, HTML, Options{Agents: []string{"xiaomei"}, Previous: previous()}))
	if !strings.Contains(page, `"start":"#/agent/0"`) || !strings.Contains(page, "特价款不开发票") {
		t.Error("the page does not open at the agent or lacks the dialogue")
	}
	for _, others := range []string{"去别的平台搜", "洗衣机漏水", "小雅", "gone", "售后组", "热线组"} {
		if strings.Contains(page, others) {
			t.Errorf("the page holds %q of another agent", others)
		}
	}
}

// An HTML scorecard of a team tells of its agents and holds no dialogue of another team.
func TestScorecardPageHoldsOneTeam(t *testing.T) {
	page := string(writeScorecard(t, HTML, Options{By: score.By("team"), Agents: []string{"售前组"}}))
	if strings.Contains(page, `"start":"#`) || !strings.Contains(page, "特价款不开发票") || !strings.Contains(page, `"rows":[{"key":"xiaomei"`) {
		t.Error("the page opens at one agent, or lacks the dialogue or the agents of the team")
	}
	for _, others := range []string{"洗衣机漏水", "售后组", "热线组"} {
		if strings.Contains(page, others) {
			t.Errorf("the page holds %q of another team", others)
		}
	}
}

func TestScorecardKinds(t *testing.T) {
	for _, kind := range ScorecardKinds() {
		if len(writeScorecard(t, kind, Options{Agents: []string{"nobody"}})) == 0 {
			t.Errorf("%s of nobody is empty", kind)
		}
	}
	if _, err := NewScorecard(SARIF, &bytes.Buffer{}, Options{}); err == nil {
		t.Error("no error for a form that scorecards do not have")
	}
}

func TestLessons(t *testing.T) {
	l := newLessons(score.By("agent"))
	tally := score.New(score.By("agent"), fixtureRules)
	for i, r := range append(fixtureResults(), callResult()) {
		l.add(r, i)
		tally.Add(r)
	}
	short := func(agent string) []string {
		var all []string
		for _, one := range l.of(agent, tally.Rules(agent)) {
			all = append(all, one.Kind+" "+one.ID+" "+one.Rule)
		}
		return all
	}
	for agent, want := range map[string][]string{
		"xiaomei": {"worst c-1 platform.invoice-refusal", "good c-2 "},
		"8012":    {"worst p-9 language.rebuke", "good p-1 "},
		"nobody":  nil,
	} {
		if diff := cmp.Diff(want, short(agent)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", agent, diff)
		}
	}
}

func TestSheetNames(t *testing.T) {
	taken := map[string]bool{}
	for _, tt := range []struct{ title, want string }{
		{"a/b:c[1]*?", "a_b_c(1)__"},
		{"''", "_"},
		{"A/B:C[1]*?", "A_B_C(1)__ 2"},
		{strings.Repeat("长", 40), strings.Repeat("长", 30) + "…"},
		{strings.Repeat("长", 41), strings.Repeat("长", 28) + "… 2"},
	} {
		if got := sheetName(tt.title, taken); got != tt.want {
			t.Errorf("sheetName(%q) = %q, want %q", tt.title, got, tt.want)
		}
	}
}
