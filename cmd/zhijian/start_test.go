package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkColdStart runs the built program on ten sessions, from its start to its end: once where nothing asks for word
// boundaries, once where a message does (喂 as a whole word), so that the segmentation dictionary is loaded. Beside the
// mean it reports the median, and the median of the processor's time, which other work on the machine changes little.
func BenchmarkColdStart(b *testing.B) {
	program := filepath.Join(b.TempDir(), "zhijian")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	for _, c := range []struct{ name, said, rule string }{
		{"plain", "亲，您爱买不买", "language."},
		{"words", "喂，你说", "language.hail"},
	} {
		b.Run(c.name, func(b *testing.B) {
			input := filepath.Join(b.TempDir(), "ten.jsonl")
			if err := os.WriteFile(input, tenSessions(c.said), 0o600); err != nil {
				b.Fatal(err)
			}
			var took, worked []time.Duration
			for b.Loop() {
				began := time.Now()
				cmd := exec.Command(program, "audit", input, "--format", "jsonl")
				out, err := cmd.Output()
				took = append(took, time.Since(began))
				if err != nil {
					b.Fatal(err)
				}
				worked = append(worked, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
				// A line for each session and one for the summary.
				if lines := bytes.Count(out, []byte("\n")); lines != 11 || !bytes.Contains(out, []byte(c.rule)) {
					b.Fatalf("%d lines, want 11 with a finding of %s:\n%s", lines, c.rule, out)
				}
			}
			b.ReportMetric(median(took), "median-ms")
			b.ReportMetric(median(worked), "cpu-ms")
		})
	}
}

// median is in milliseconds.
func median(times []time.Duration) float64 {
	slices.Sort(times)
	return float64(times[len(times)/2].Microseconds()) / 1000
}

// tenSessions writes ten chats, in one of which the agent says something that a rule is about.
func tenSessions(said string) []byte {
	var out strings.Builder
	for i := range 10 {
		answer := "亲，您好，这款有现货的，今天下单今天发货哦"
		if i == 5 {
			answer = said
		}
		fmt.Fprintf(&out, `{"session_id":"s%d","channel":"chat","agent":{"id":"A%d"},"turns":[{"role":"customer","text":"在吗，这款第%d个颜色还有货吗，什么时候能发"},{"role":"agent","text":"%s"},{"role":"customer","text":"好的，那我再看看，谢谢"},{"role":"agent","text":"不客气，有问题随时联系我们"}]}`+"\n", i, i%3, i, answer)
	}
	return []byte(out.String())
}
