package transcripts

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestProgress(t *testing.T) {
	dir := t.TempDir()
	line := `{"session_id":"s","channel":"chat","agent":{"id":"a"},"turns":[{"role":"agent","text":"您好"}]}` + "\n"
	for _, name := range []string{"a.jsonl", "b.jsonl"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(line), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := OpenCorpus([]string{dir}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	all := int64(2 * len(line))
	if taken, size := c.Progress(); taken != 0 || size != all {
		t.Errorf("before reading: %d of %d, want 0 of %d", taken, size, all)
	}
	last := int64(0)
	for _, err := range c.Batches(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		taken, _ := c.Progress()
		if taken <= last {
			t.Errorf("a batch later %d bytes are taken, %d before", taken, last)
		}
		last = taken
	}
	if taken, size := c.Progress(); taken != all || size != all {
		t.Errorf("after reading: %d of %d, want all %d", taken, size, all)
	}
}

func TestProgressOfStandardInputIsUnknown(t *testing.T) {
	c, err := OpenCorpus([]string{"-"}, Options{Stdin: strings.NewReader("")})
	if err != nil {
		t.Fatal(err)
	}
	if _, size := c.Progress(); size != 0 {
		t.Errorf("the size of standard input is said to be %d", size)
	}
}
