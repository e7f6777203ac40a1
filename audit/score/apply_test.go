package score

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhijian/audit"
)

var testRules = map[string]RuleInfo{
	"platform.invoice": {ID: "platform.invoice", Kind: KindViolation, Fatal: true, Deduct: 30, PlatformPoints: 6, Fine: 50},
	"platform.card":    {ID: "platform.card", Kind: KindViolation, Deduct: 20, PlatformPoints: 4},
	"language.filler":  {ID: "language.filler", Kind: KindBanned, Deduct: 2, Cap: 5},
	"language.rebuke":  {ID: "language.rebuke", Kind: KindBanned, Deduct: 10},
	"courtesy.closing": {ID: "courtesy.closing", Kind: KindRequired, Deduct: 3.35},
	"courtesy.hello":   {ID: "courtesy.hello", Kind: KindRequired, Deduct: 5, Channel: "call"},
	"service.praise":   {ID: "service.praise", Kind: KindViolation, Bonus: 4},
}

func hits(rules ...string) []audit.Finding {
	findings := make([]audit.Finding, len(rules))
	for i, rule := range rules {
		findings[i] = audit.Finding{Rule: rule, Agent: "a"}
	}
	return findings
}

func load(t *testing.T, text string) *Card {
	t.Helper()
	card, err := Load("card.yaml", []byte("schema: "+Schema+"\n"+text), nil)
	if err != nil {
		t.Fatal(err)
	}
	return card
}

// verdict is what a card decides of a session.
type verdict struct {
	Score    float64
	Passed   bool
	Fatal    bool
	Stars    int
	Platform float64
	Deduct   []float64
}

func verdictOf(r *audit.Result) verdict {
	v := verdict{r.Score, r.Passed, r.Fatal, r.Stars, r.PlatformPoints, nil}
	for _, f := range r.Findings {
		v.Deduct = append(v.Deduct, f.Deduct)
	}
	return v
}

func TestApply(t *testing.T) {
	suspect, held := hits("platform.invoice"), hits("platform.invoice")
	suspect[0].Suspect = true
	held[0].Suppressed = "baseline"
	tests := []struct {
		name string
		card string
		r    audit.Result
		want verdict
	}{
		{"clean", "", audit.Result{}, verdict{100, true, false, 5, 0, nil}},
		{
			"deductions", "",
			audit.Result{Findings: hits("platform.card", "courtesy.closing")},
			verdict{76.65, true, false, 1, 4, []float64{20, 3.35}},
		},
		{
			"fatal fails whatever the score", "",
			audit.Result{Findings: hits("platform.invoice")},
			verdict{70, false, true, 0, 6, []float64{30}},
		},
		{
			"fatal zero", "fatal_score: zero",
			audit.Result{Findings: hits("platform.invoice")},
			verdict{0, false, true, 0, 6, []float64{30}},
		},
		{"suspects cost nothing", "", audit.Result{Findings: suspect}, verdict{100, true, false, 5, 0, []float64{0}}},
		{"suppressed cost nothing", "", audit.Result{Findings: held}, verdict{100, true, false, 5, 0, []float64{0}}},
		{
			"unknown rules cost nothing", "",
			audit.Result{Findings: hits("own.rule")},
			verdict{100, true, false, 5, 0, []float64{0}},
		},
		{
			"cap of the lexicon", "",
			audit.Result{Findings: hits("language.filler", "language.filler", "language.filler", "language.filler")},
			verdict{95, true, false, 4, 0, []float64{2, 2, 1, 0}},
		},
		{
			"cap of the card", "caps: {rules: {language.filler: 3}}",
			audit.Result{Findings: hits("language.filler", "language.filler")},
			verdict{97, true, false, 5, 0, []float64{2, 1}},
		},
		{
			"cap of a category", "caps: {categories: {language: 11}}",
			audit.Result{Findings: hits("language.filler", "language.rebuke", "language.rebuke", "platform.card")},
			verdict{69, true, false, 0, 4, []float64{2, 9, 0, 20}},
		},
		{
			"never below zero", "",
			audit.Result{Findings: hits("platform.card", "platform.card", "platform.card", "platform.card", "platform.card", "language.rebuke")},
			verdict{0, false, false, 0, 20, []float64{20, 20, 20, 20, 20, 10}},
		},
		{
			"bonus gives back what was lost", "",
			audit.Result{Findings: hits("language.filler", "service.praise")},
			verdict{100, true, false, 5, 0, []float64{2, -2}},
		},
		{
			"bonus is limited", "max_bonus: 3",
			audit.Result{Findings: hits("language.rebuke", "service.praise")},
			verdict{93, true, false, 4, 0, []float64{10, -3}},
		},
		{
			"rules of the card", "rules: {language.rebuke: {deduct: 1, fatal: true, platform_points: 2}}",
			audit.Result{Findings: hits("language.rebuke")},
			verdict{99, false, true, 0, 2, []float64{1}},
		},
		{
			"override of a team", "overrides: [{team: 售前, pass: 99.5}]",
			audit.Result{Team: "售前", Findings: hits("language.filler")},
			verdict{98, false, false, 5, 0, []float64{2}},
		},
		{
			"override of another team", "overrides: [{team: [售后], pass: 99.5}]",
			audit.Result{Team: "售前", Findings: hits("language.filler")},
			verdict{98, true, false, 5, 0, []float64{2}},
		},
		{
			"later overrides win", "overrides: [{channel: call, rules: {language.rebuke: {deduct: 7}}}, {team: t, rules: {language.rebuke: {deduct: 8}}}]",
			audit.Result{Team: "t", Channel: "call", Findings: hits("language.rebuke")},
			verdict{92, true, false, 4, 0, []float64{8}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			card := load(t, tt.card)
			for range 2 { // repeatable
				card.Apply(&tt.r, testRules)
				if diff := cmp.Diff(tt.want, verdictOf(&tt.r)); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
			}
		})
	}
}

func TestApplySections(t *testing.T) {
	const card = `
sections:
  - {id: platform, weight: 60, categories: [platform]}
  - {id: manners, weight: 40, categories: [language, courtesy]}
`
	missing := func(rules ...string) []audit.NotEvaluated {
		var all []audit.NotEvaluated
		for _, rule := range rules {
			all = append(all, audit.NotEvaluated{Rule: rule, Why: "no_timestamps"})
		}
		return all
	}
	tests := []struct {
		name string
		r    audit.Result
		want float64
	}{
		{"clean", audit.Result{}, 100},
		{"a section loses at most its weight", audit.Result{Findings: hits("language.rebuke", "language.rebuke", "language.rebuke", "language.rebuke", "language.rebuke")}, 60},
		{"rules of no section count on the whole", audit.Result{Findings: hits("language.rebuke", "other.rule")}, 85},
		// The manners' rules are worth 2+10+3.35+5; without the two courtesies 12/20.35 of the 40 remain at stake.
		{"not evaluated leaves the denominator", audit.Result{
			Findings: hits("language.rebuke"), NotEvaluated: missing("courtesy.closing", "courtesy.hello", "courtesy.hello"),
		}, 88.04},
		{"nothing of a section evaluated", audit.Result{
			Findings:     hits("platform.card"),
			NotEvaluated: missing("courtesy.closing", "courtesy.hello", "language.filler", "language.rebuke"),
		}, 66.67},
	}
	rules := map[string]RuleInfo{"other.rule": {ID: "other.rule", Deduct: 5}}
	for id, info := range testRules {
		rules[id] = info
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			load(t, card).Apply(&tt.r, rules)
			if tt.r.Score != tt.want {
				t.Errorf("score %v, want %v", tt.r.Score, tt.want)
			}
		})
	}
}

func TestDefaultStars(t *testing.T) {
	for score, want := range map[float64]int{100: 5, 96: 5, 95.99: 4, 90: 4, 89.99: 3, 85: 3, 84.99: 2, 80: 2, 79.99: 1, 70: 1, 69.99: 0, 0: 0} {
		if got := Default().Stars(score); got != want {
			t.Errorf("Stars(%v) = %d, want %d", score, got, want)
		}
	}
}
