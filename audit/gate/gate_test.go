package gate_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhijian/audit"
	"zhijian/audit/gate"
)

// run is what the thresholds below look at: two sessions, one of them failed by a fatal rule.
func run() []*audit.Result {
	return []*audit.Result{
		{Score: 100, Findings: []audit.Finding{{Rule: "a.x", Suspect: true}}},
		{Score: 55, Fatal: true, Findings: []audit.Finding{
			{Rule: "a.x"}, {Rule: "a.x"}, {Rule: "b.y"}, {Rule: "b.y", Suppressed: "baseline"},
		}},
	}
}

func TestBreaches(t *testing.T) {
	tests := []struct {
		expr string
		want []gate.Breach
	}{
		{"fatal", []gate.Breach{{"fatal", 1}}},
		{"fatal > 0", []gate.Breach{{"fatal > 0", 1}}},
		{"fatal>1", nil},
		{"score<80", []gate.Breach{{"score<80", 55}}},
		{"score<55", nil},
		{"score<=55", []gate.Breach{{"score<=55", 55}}},
		{"findings>2", []gate.Breach{{"findings>2", 3}}},
		{"findings>=4", nil},
		{"suspects", []gate.Breach{{"suspects", 1}}},
		{"rule=a.x", []gate.Breach{{"rule=a.x", 2}}},
		{"rule=a.x>2", nil},
		{"rule = b.y = 1", []gate.Breach{{"rule = b.y = 1", 1}}},
		{"rule=c.z", nil},
	}
	for _, tt := range tests {
		t.Run(tt.expr, func(t *testing.T) {
			threshold, err := gate.Parse(tt.expr)
			if err != nil {
				t.Fatal(err)
			}
			g := gate.New(threshold)
			for _, r := range run() {
				g.Observe(r)
			}
			if diff := cmp.Diff(tt.want, g.Breaches()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestNoSessionHasNoScore(t *testing.T) {
	threshold, err := gate.Parse("score<100")
	if err != nil {
		t.Fatal(err)
	}
	if got := gate.New(threshold).Breaches(); got != nil {
		t.Errorf("a run without sessions passed %v", got)
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct {
		expr string
		want gate.SyntaxError
	}{
		{"", gate.SyntaxError{Column: 1, Reason: gate.UnknownSubject}},
		{"fatl", gate.SyntaxError{Column: 1, Reason: gate.UnknownSubject, Near: "fatl"}},
		{"分数<80", gate.SyntaxError{Column: 1, Reason: gate.UnknownSubject, Near: "分数<80"}},
		{"score", gate.SyntaxError{Column: 6, Reason: gate.MissingOperator}},
		{"score 80", gate.SyntaxError{Column: 7, Reason: gate.MissingOperator, Near: "80"}},
		{"score <", gate.SyntaxError{Column: 8, Reason: gate.MissingNumber}},
		{"score < 八十", gate.SyntaxError{Column: 9, Reason: gate.BadNumber, Near: "八十"}},
		{"fatal>-1", gate.SyntaxError{Column: 7, Reason: gate.BadNumber, Near: "-1"}},
		{"fatal>NaN", gate.SyntaxError{Column: 7, Reason: gate.BadNumber, Near: "NaN"}},
		{"rule", gate.SyntaxError{Column: 5, Reason: gate.MissingRule}},
		{"rule=", gate.SyntaxError{Column: 6, Reason: gate.MissingRule}},
		{"rule=a.x>", gate.SyntaxError{Column: 10, Reason: gate.MissingNumber}},
	}
	for _, tt := range tests {
		t.Run(tt.expr, func(t *testing.T) {
			_, err := gate.Parse(tt.expr)
			var got *gate.SyntaxError
			if !errors.As(err, &got) {
				t.Fatalf("error %v, want a *SyntaxError", err)
			}
			tt.want.Expr = tt.expr
			if diff := cmp.Diff(&tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"fatal", "score<80", "rule=a.x>=3", "rule = 一 = 1e3", "findings>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, expr string) {
		threshold, err := gate.Parse(expr)
		var syntax *gate.SyntaxError
		switch {
		case err == nil && threshold == nil:
			t.Fatal("neither threshold nor error")
		case err != nil && !errors.As(err, &syntax):
			t.Fatalf("error is no *SyntaxError: %v", err)
		case err != nil && syntax.Column < 1:
			t.Fatalf("column %d", syntax.Column)
		}
	})
}
