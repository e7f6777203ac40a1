package accuracy_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhijian/audit"
	"zhijian/audit/accuracy"
	"zhijian/transcripts"
)

// labels makes a labelled session; a rule without a turn is given transcripts.NoTurn.
func labels(expect ...transcripts.Expectation) *transcripts.Session {
	return &transcripts.Session{Expect: append([]transcripts.Expectation{}, expect...)}
}

func at(rule string, turn int) transcripts.Expectation {
	return transcripts.Expectation{Rule: rule, Turn: turn}
}

func finding(rule string, turn int) audit.Finding {
	f := audit.Finding{Rule: rule}
	if turn != transcripts.NoTurn {
		f.Turn = &turn
	}
	return f
}

func suspect(rule string, turn int) audit.Finding {
	f := finding(rule, turn)
	f.Suspect = true
	return f
}

func suppressed(rule string, turn int) audit.Finding {
	f := finding(rule, turn)
	f.Suppressed = "baseline"
	return f
}

func TestCounts(t *testing.T) {
	type counts struct{ Session, Turn accuracy.Count }
	none := transcripts.NoTurn
	tests := []struct {
		name     string
		expect   []transcripts.Expectation
		findings []audit.Finding
		want     counts
	}{
		{
			name:     "same rule and turn",
			expect:   []transcripts.Expectation{at("a.x", 2)},
			findings: []audit.Finding{finding("a.x", 2)},
			want:     counts{accuracy.Count{Hits: 1}, accuracy.Count{Hits: 1}},
		},
		{
			name:     "right rule, wrong turn is right for the session only",
			expect:   []transcripts.Expectation{at("a.x", 2)},
			findings: []audit.Finding{finding("a.x", 4)},
			want:     counts{accuracy.Count{Hits: 1}, accuracy.Count{False: 1, Missed: 1}},
		},
		{
			name:     "something missing has no turn",
			expect:   []transcripts.Expectation{at("a.x", none)},
			findings: []audit.Finding{finding("a.x", none)},
			want:     counts{accuracy.Count{Hits: 1}, accuracy.Count{Hits: 1}},
		},
		{
			name:     "two findings of one turn are one",
			expect:   nil,
			findings: []audit.Finding{finding("a.x", 1), finding("a.x", 1)},
			want:     counts{accuracy.Count{False: 1}, accuracy.Count{False: 1}},
		},
		{
			name:     "several turns count once a session",
			expect:   []transcripts.Expectation{at("a.x", 1), at("a.x", 3)},
			findings: []audit.Finding{finding("a.x", 1)},
			want:     counts{accuracy.Count{Hits: 1}, accuracy.Count{Hits: 1, Missed: 1}},
		},
		{
			name:     "a suspect is a hint, no prediction",
			expect:   []transcripts.Expectation{at("a.x", 1)},
			findings: []audit.Finding{suspect("a.x", 1), suspect("a.x", 5)},
			want:     counts{accuracy.Count{Missed: 1, Hinted: 1}, accuracy.Count{Missed: 1, Hinted: 1, Idle: 1}},
		},
		{
			name:     "a suppressed finding is none",
			expect:   []transcripts.Expectation{at("a.x", 1)},
			findings: []audit.Finding{suppressed("a.x", 1)},
			want:     counts{accuracy.Count{Missed: 1}, accuracy.Count{Missed: 1}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := accuracy.NewMeter()
			m.Observe(labels(tt.expect...), &audit.Result{Findings: tt.findings})
			got := m.Measure()
			if diff := cmp.Diff(tt.want, counts{got.All.Session, got.All.Turn}); diff != "" {
				t.Errorf("all rules (-want +got):\n%s", diff)
			}
			if len(got.Rules) != 1 || got.Rules[0].Name != "a.x" || len(got.Groups) != 1 || got.Groups[0].Name != "a" {
				t.Errorf("rules %+v and groups %+v, want a.x in a", got.Rules, got.Groups)
			}
		})
	}
}

func TestSessions(t *testing.T) {
	m := accuracy.NewMeter()
	m.Observe(labels(), &audit.Result{})
	m.Observe(labels(), &audit.Result{Findings: []audit.Finding{finding("a.x", 1), suspect("b.y", 2)}})
	m.Observe(labels(), &audit.Result{Findings: []audit.Finding{suspect("b.y", 2)}})
	m.Observe(labels(at("a.x", 1)), &audit.Result{Findings: []audit.Finding{suspect("b.y", 2)}})
	m.Observe(&transcripts.Session{}, &audit.Result{Findings: []audit.Finding{finding("a.x", 1)}})
	want := accuracy.Sessions{Labelled: 4, Unlabelled: 1, Clean: 3, Alarmed: 1, Hinted: 2}
	if diff := cmp.Diff(want, m.Measure().Sessions); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFigures(t *testing.T) {
	c := accuracy.Count{Hits: 3, False: 1, Missed: 3, Hinted: 1}
	for _, tt := range []struct {
		name string
		got  func() (float64, bool)
		want float64
	}{
		{"precision", c.Precision, 0.75},
		{"recall", c.Recall, 0.5},
		{"F1", c.F1, 0.6},
		{"recall with suspects", c.HintedRecall, 4.0 / 6},
	} {
		if got, ok := tt.got(); !ok || got != tt.want {
			t.Errorf("%s = %v, %v; want %v", tt.name, got, ok, tt.want)
		}
	}
	if _, ok := (accuracy.Count{Missed: 2}).Precision(); ok {
		t.Error("precision of no finding has a value")
	}
}

func TestDifferences(t *testing.T) {
	s := labels(at("a.hit", 1), at("a.miss", transcripts.NoTurn), at("a.hinted", 3))
	r := &audit.Result{Findings: []audit.Finding{
		finding("a.hit", 1), finding("a.false", 5), suspect("a.hinted", 3), suspect("a.idle", 0),
	}}
	type row struct {
		Kind    accuracy.Kind
		Rule    string
		Turn    int
		Finding bool
	}
	var got []row
	for _, d := range accuracy.NewMeter().Observe(s, r) {
		got = append(got, row{d.Kind, d.Rule, d.Turn, d.Finding != nil && d.Finding.Rule == d.Rule})
	}
	want := []row{
		{accuracy.HintedMiss, "a.hinted", 3, true},
		{accuracy.FalseAlarm, "a.false", 5, true},
		{accuracy.Miss, "a.miss", transcripts.NoTurn, false},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestGoldenComesBack(t *testing.T) {
	m := accuracy.NewMeter()
	m.Observe(labels(at("a.x", 1), at("b.y", 2)), &audit.Result{Findings: []audit.Finding{finding("a.x", 1), suspect("b.y", 2)}})
	g := accuracy.NewGolden()
	g.Sets["set"] = m.Measure()
	data, err := g.Encode()
	if err != nil {
		t.Fatal(err)
	}
	back, err := accuracy.ReadGolden(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(g, back); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
	if changes := accuracy.Compare(g.Sets["set"], back.Sets["set"]); len(changes) != 0 {
		t.Errorf("compared with itself: %+v", changes)
	}
}

func TestReadGoldenRefuses(t *testing.T) {
	for _, bad := range []string{"", "{", `{"schema":"other","sets":{}}`, `{"schema":"zhijian/accuracy/v1","sats":{}}`} {
		if _, err := accuracy.ReadGolden(strings.NewReader(bad)); err == nil {
			t.Errorf("ReadGolden(%q) gives no error", bad)
		}
	}
}

func TestCompare(t *testing.T) {
	measure := func(findings ...audit.Finding) *accuracy.Measure {
		m := accuracy.NewMeter()
		m.Observe(labels(at("a.x", 1)), &audit.Result{Findings: findings})
		return m.Measure()
	}
	good, bad := measure(finding("a.x", 1)), measure(finding("a.x", 1), finding("b.y", 3))
	var worse, better []string
	for _, c := range accuracy.Compare(good, bad) {
		if c.Worse() {
			worse = append(worse, c.Name+" "+string(c.Level))
		}
	}
	for _, c := range accuracy.Compare(bad, good) {
		if c.Better() {
			better = append(better, c.Name+" "+string(c.Level))
		}
	}
	want := []string{"all session", "all turn", "b session", "b turn", "b.y session", "b.y turn"}
	if diff := cmp.Diff(want, worse); diff != "" {
		t.Errorf("worse (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, better); diff != "" {
		t.Errorf("better (-want +got):\n%s", diff)
	}
}
