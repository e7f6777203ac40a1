package report

import "testing"

func TestFitPath(t *testing.T) {
	for _, c := range []struct {
		name  string
		width int
		want  string
	}{
		{"transcripts/formats/native/sessions.jsonl", 0, "transcripts/formats/native/sessions.jsonl"},
		{"a/b.csv", 7, "a/b.csv"},
		{"transcripts/formats/native/sessions.jsonl", 30, ".../native/sessions.jsonl"},
		{"transcripts/formats/native/sessions.jsonl", 20, ".../sessions.jsonl"},
		{"transcripts/formats/native/sessions.jsonl", 10, "sessions.."},
		{"录音/十一月/二十日/夜班.jsonl", 20, ".../夜班.jsonl"},
		{"sessions.jsonl", 8, "sessio.."},
	} {
		if got := fitPath(c.name, c.width); got != c.want {
			t.Errorf("fitPath(%q, %d) = %q, want %q", c.name, c.width, got, c.want)
		}
	}
}
