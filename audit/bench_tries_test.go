package audit

import (
	"path/filepath"
	"testing"

	"zhijian/transcripts"
)

// BenchmarkTries counts what costs most: how many wordings a text is tried for after the scan, how many of them it holds,
// and, since a known text is tried for none, how many messages repeat an earlier one of the same role. It asks the real
// dialogues beside the project where they are there, else the project's own transcripts.
func BenchmarkTries(b *testing.B) {
	a := builtinAuditor(b)
	sessions := corpus(b, filepath.FromSlash("../testdata/transcripts"))
	if folder := filepath.FromSlash("../../shared/data/real"); exists(folder) {
		sessions = dialogues(b, filepath.Join(folder, "jddc-sessions", "sessions.jsonl"), transcripts.Chat)
		sessions = append(sessions, dialogues(b, filepath.Join(folder, "mobilecs-10086", "sessions.jsonl"), transcripts.Call)...)
	}
	type text struct {
		role transcripts.Role
		text string
	}
	messages, known := 0, map[text]bool{}
	var texts []text
	for _, s := range sessions {
		for i := range s.Turns {
			messages++
			if t := (text{s.Turns[i].Role, s.Turns[i].Text}); !known[t] {
				known[t] = true
				texts = append(texts, t)
			}
		}
	}
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
