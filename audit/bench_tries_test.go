package audit

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"zhijian/transcripts"
)

// BenchmarkTries counts what costs most: how many wordings a text is tried for after the scan, how many of them it holds,
// and, since a known text is tried for none, how many messages repeat an earlier one of the same role. It asks the real
// dialogues beside the project where they are there, else the project's own transcripts.
func BenchmarkTries(b *testing.B) {
	a := builtinAuditor(b)
	texts, messages := newTexts(b)
	j := newJudge(a)
	var tries, held int
	for b.Loop() {
		tries, held = 0, 0
		for _, t := range texts {
			cand := j.scan(t.role, t.text)
			tries += len(cand)
			j.heard.Reset(a.norm, a.seg, t.text)
			for _, id := range cand {
				if w := &a.wordings[id]; w.say >= 0 && len(j.matcher.Find(nil, w.clause.say[w.say], &j.heard, 1, nil)) > 0 {
					held++
				}
			}
		}
		if held == 0 || held > tries {
			b.Fatalf("%d of %d tries match", held, tries)
		}
	}
	b.ReportMetric(float64(tries)/float64(len(texts)), "tries/text")
	b.ReportMetric(float64(held)/float64(len(texts)), "matches/text")
	b.ReportMetric(100*float64(messages-len(texts))/float64(messages), "%repeated")
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(texts)), "µs/text")
}

// newText is what somebody of a role says for the first time.
type newText struct {
	role transcripts.Role
	text string
}

// newTexts gives the messages of the dialogues, each once for a role, and how many there are with repetitions.
func newTexts(b *testing.B) (texts []newText, messages int) {
	b.Helper()
	sessions := corpus(b, filepath.FromSlash("../testdata/transcripts"))
	if folder := filepath.FromSlash("../../shared/data/real"); exists(folder) {
		sessions = dialogues(b, filepath.Join(folder, "jddc-sessions", "sessions.jsonl"), transcripts.Chat)
		sessions = append(sessions, dialogues(b, filepath.Join(folder, "mobilecs-10086", "sessions.jsonl"), transcripts.Call)...)
	}
	known := map[newText]bool{}
	for _, s := range sessions {
		for i := range s.Turns {
			messages++
			if t := (newText{s.Turns[i].Role, s.Turns[i].Text}); !known[t] {
				known[t] = true
				texts = append(texts, t)
			}
		}
	}
	return texts, messages
}

// BenchmarkAmong listens to texts one after the other, as an audit does, and to each of them twice in a row: what the second
// time saves is what caches and the processor's memory of branches save. The best of several passes counts, text by text,
// so that a busy machine does not spoil it. Both times must come to the same tape.
func BenchmarkAmong(b *testing.B) {
	a := builtinAuditor(b)
	texts, _ := newTexts(b)
	j := newJudge(a)
	const passes = 5
	var sums [2]time.Duration
	for b.Loop() {
		best := make([][2]time.Duration, len(texts))
		for pass := range passes {
			for i, t := range texts {
				var times [2]time.Duration
				var tapes [2][]uint32
				for k := range times {
					start := time.Now()
					j.tape = j.listen(j.tape[:0], t.role, t.text)
					times[k] = time.Since(start)
					if pass == 0 {
						tapes[k] = slices.Clone(j.tape)
					}
				}
				if !slices.Equal(tapes[0], tapes[1]) {
					b.Fatalf("%q: %v, and again %v", t.text, tapes[0], tapes[1])
				}
				for k := range times {
					if pass == 0 || times[k] < best[i][k] {
						best[i][k] = times[k]
					}
				}
			}
		}
		sums = [2]time.Duration{}
		for i := range best {
			sums[0], sums[1] = sums[0]+best[i][0], sums[1]+best[i][1]
		}
	}
	for k, unit := range []string{"µs/among", "µs/again"} {
		b.ReportMetric(float64(sums[k].Nanoseconds())/1e3/float64(len(texts)), unit)
	}
}
