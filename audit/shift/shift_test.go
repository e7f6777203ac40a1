package shift_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhijian/audit"
	"zhijian/audit/score"
	"zhijian/audit/shift"
)

func result(id, agent string, points float64, passed bool, findings ...audit.Finding) *audit.Result {
	return &audit.Result{SessionID: id, Agent: agent, Score: points, Passed: passed, Findings: findings}
}

func finding(rule string, turn int, text string) audit.Finding {
	return audit.Finding{Rule: rule, Turn: &turn, Evidence: []audit.Evidence{{Turn: turn, Text: text}}}
}

func observed() *shift.Shift {
	infos := map[string]score.RuleInfo{"a.x": {ID: "a.x"}, "a.y": {ID: "a.y"}}
	s := shift.New(infos, infos)
	suspect := finding("a.y", 1, "疑")
	suspect.Suspect = true
	fatal := finding("a.x", 2, "重")
	fatal.Fatal = true
	s.Observe(result("1", "甲", 90, true, finding("a.x", 0, "同"), suspect), result("1", "甲", 50, false, finding("a.x", 0, "同"), fatal))
	s.Observe(result("2", "乙", 70, true, finding("a.y", 0, "旧")), result("2", "乙", 100, true))
	return s
}

func TestObserve(t *testing.T) {
	s := observed()
	want := []shift.Rule{
		{ID: "a.x", Gained: 1, FatalGained: 1, Samples: []shift.Sample{{Session: "1", Turn: 2, Text: "重", Gained: true}}},
		{ID: "a.y", Lost: 1, SuspectsLost: 1, Samples: []shift.Sample{{Session: "2", Turn: 0, Text: "旧"}}},
	}
	if diff := cmp.Diff(want, s.Rules()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]shift.Flip{{Session: "1", Agent: "甲", Before: 90, After: 50}}, s.Flips()); diff != "" {
		t.Error(diff)
	}
	agents := []shift.Agent{
		{ID: "甲", Sessions: 1, Before: 90, After: 50, RankBefore: 2, RankAfter: 1},
		{ID: "乙", Sessions: 1, Before: 70, After: 100, RankBefore: 1, RankAfter: 2},
	}
	if diff := cmp.Diff(agents, s.Agents()); diff != "" {
		t.Error(diff)
	}
}

// What is held back on one side counts as gone, suspects too.
func TestHeldBack(t *testing.T) {
	infos := map[string]score.RuleInfo{"a.x": {ID: "a.x"}, "a.y": {ID: "a.y"}}
	s := shift.New(infos, infos)
	hit, suspect := finding("a.x", 0, "旧"), finding("a.y", 1, "疑")
	suspect.Suspect = true
	heldHit, heldSuspect := hit, suspect
	heldHit.Suppressed, heldSuspect.Suppressed = "误报", "误报"
	s.Observe(result("1", "甲", 90, true, hit, suspect), result("1", "甲", 100, true, heldHit, heldSuspect))
	s.Observe(result("2", "甲", 100, true, heldHit, heldSuspect), result("2", "甲", 100, true, heldHit, heldSuspect))
	want := []shift.Rule{
		{ID: "a.x", Lost: 1, Samples: []shift.Sample{{Session: "1", Turn: 0, Text: "旧"}}}, {ID: "a.y", SuspectsLost: 1},
	}
	if diff := cmp.Diff(want, s.Rules()); diff != "" {
		t.Error(diff)
	}
}

func TestThresholds(t *testing.T) {
	s := observed()
	for _, c := range []struct {
		expr   string
		value  float64
		passed bool
	}{
		{"fatal+>0", 1, true},
		{"fatal->0", 0, false},
		{"findings+>1", 1, false},
		{"findings+>=1", 1, true},
		{"findings- > 0", 1, true},
		{"suspects->0", 1, true},
		{"suspects+>0", 0, false},
		{"failed>0", 1, true},
		{"passed>0", 0, false},
		{"score>40", 40, false},
		{"score>39.5", 40, true},
		{"rank>=1", 1, true},
		{"rule=a.x+>0", 1, true},
		{"rule=a.x->0", 0, false},
		{"rule=a.y->0", 1, true},
	} {
		threshold, err := shift.ParseThreshold(c.expr)
		if err != nil {
			t.Errorf("%s: %v", c.expr, err)
			continue
		}
		if value, passed := threshold.Passed(s); value != c.value || passed != c.passed {
			t.Errorf("%s: %v, passed %t; want %v, %t", c.expr, value, passed, c.value, c.passed)
		}
	}
	for _, expr := range []string{"", "fatal>0", "findings+", "score<3", "rule=+>1", "fatal+>-1"} {
		if _, err := shift.ParseThreshold(expr); err == nil {
			t.Errorf("%q is accepted", expr)
		}
	}
}
