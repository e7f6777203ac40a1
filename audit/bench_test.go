package audit

import (
	"path/filepath"
	"testing"

	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
)

// BenchmarkAudit judges the project's own transcripts by the built-in lexicon, and knows how much there is to find: a
// fast audit that finds something else fails.
func BenchmarkAudit(b *testing.B) {
	a := builtinAuditor(b)
	sessions := corpus(b, filepath.FromSlash("../testdata/transcripts"))
	slow := ungated(a)
	want, turns := 0, 0
	for _, s := range sessions {
		want += len(slow.Audit(s).Findings)
		turns += len(s.Turns)
	}
	if want == 0 {
		b.Fatal("there is nothing to find")
	}
	for b.Loop() {
		got := 0
		for _, s := range sessions {
			got += len(a.Audit(s).Findings)
		}
		if got != want {
			b.Fatalf("%d findings, want %d", got, want)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*turns), "ns/turn")
}

// BenchmarkStart makes the built-in lexicon ready to judge: what every audit pays before its first session.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		sources, err := builtin.Sources()
		if err != nil {
			b.Fatal(err)
		}
		set, err := lexicon.LoadRules(sources)
		if err != nil {
			b.Fatal(err)
		}
		a, err := Compile(set)
		if err != nil || len(a.Rules()) < 40 {
			b.Fatalf("%v", err)
		}
	}
}
