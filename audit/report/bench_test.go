package report

import (
	"io"
	"testing"

	"zhijian/audit/score"
)

// BenchmarkWriters measures what a session costs in each form, after its judgement.
func BenchmarkWriters(b *testing.B) {
	results := manyResults(1000)
	for _, kind := range []Kind{Table, JSONL, CSV, HTML, XLSX} {
		b.Run(string(kind), func(b *testing.B) {
			sessions := 0
			b.ReportAllocs()
			for b.Loop() {
				w, err := New(kind, io.Discard, Options{Rules: fixtureRules, Mask: starDigits})
				if err != nil {
					b.Fatal(err)
				}
				s := NewSummary("zhijian test")
				for _, r := range results {
					s.Count(r)
					if err := w.Result(r); err != nil {
						b.Fatal(err)
					}
				}
				if err := w.Close(s); err != nil {
					b.Fatal(err)
				}
				sessions += s.Sessions.Judged
			}
			if sessions != b.N*len(results) {
				b.Fatalf("%d sessions in %d rounds", sessions, b.N)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(sessions), "ns/session")
		})
	}
}

func BenchmarkApply(b *testing.B) {
	results := manyResults(1000)
	card := score.Default()
	b.ReportAllocs()
	for b.Loop() {
		for _, r := range results {
			card.Apply(r, fixtureRules)
		}
	}
	if results[0].Score >= 100 || results[1].Score != 100 {
		b.Fatal(results[0].Score, results[1].Score)
	}
}
