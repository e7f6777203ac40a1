package audit

import (
	"path/filepath"
	"testing"

	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
)

// BenchmarkAudit judges the project's own transcripts by the built-in lexicon, and knows how much there is to find: a
// fast audit that finds something else fails. Texts are known when they were judged before, as a night's stock phrases are,
// or new, every one of them.
func BenchmarkAudit(b *testing.B) {
	a := builtinAuditor(b)
	b.Run("known-texts", func(b *testing.B) { benchmarkAudit(b, a) })
	b.Run("new-texts", func(b *testing.B) { benchmarkAudit(b, forgetful(a)) })
}

func benchmarkAudit(b *testing.B, a *Auditor) {
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
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(sessions)), "ns/session")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(sessions)*len(a.rules)), "ns/rule")
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
