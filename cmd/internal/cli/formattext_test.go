package cli

import (
	"path/filepath"
	"slices"
	"testing"

	"zhijian/transcripts"
)

// Every format has a Chinese title, and every title a format.
func TestFormatTitlesAreComplete(t *testing.T) {
	names := transcripts.FormatNames()
	for _, name := range names {
		if chineseFormats()[name] == "" {
			t.Errorf("the format %s has no Chinese title", name)
		}
	}
	for name := range chineseFormats() {
		if !slices.Contains(names, name) {
			t.Errorf("there is no format %s", name)
		}
	}
}

// What the readers of this project recognise their own fixtures by, and why they leave records out, is said in Chinese.
func TestDetectionsAreWorded(t *testing.T) {
	fixtures := filepath.Join("..", "..", "..", "transcripts", "testdata", "formats")
	found, err := transcripts.Inspect(t.Context(), []string{fixtures}, transcripts.Options{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	detected, skipped := 0, 0
	for i := range found.Reports {
		r := &found.Reports[i]
		if r.Why != "" {
			detected++
			if got := chinese.detection(&r.Detection); got == r.Why {
				t.Errorf("%s: no Chinese for %q", r.Source, r.Why)
			}
		}
		for _, s := range r.Counts.Skips {
			skipped++
			if _, ok := skipWords()[s.Reason]; !ok {
				t.Errorf("%s: no words for the reason %q", r.Source, s.Reason)
			}
		}
	}
	if detected < len(transcripts.FormatNames())-1 || skipped == 0 {
		t.Errorf("only %d sources were recognised and %d reasons seen", detected, skipped)
	}
}

func TestDetection(t *testing.T) {
	d := &transcripts.Detection{Why: "its first line, parted by semicolons, names a column for a message"}
	if got, want := chinese.detection(d), "首行以分号分隔，有消息内容列"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	d.Why = "it has the keys ok, err_no and data"
	if got, want := chinese.detection(d), "含有键 ok、err_no、data"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := english.detection(d); got != d.Why {
		t.Errorf("got %q, want it as it is", got)
	}
}
