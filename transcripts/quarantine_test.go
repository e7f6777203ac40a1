package transcripts

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestQuarantineWrites(t *testing.T) {
	var out bytes.Buffer
	q := NewQuarantine(&out)
	for _, r := range []Reject{
		{Source: "a.jsonl", Record: 3, Column: 7, Code: CodeValue, Args: []string{"channel", `"mail"`, "chat or call"}, Raw: []byte(`{"a":"<中>"}`)},
		{Source: "b.csv", Code: CodeOpen, Args: []string{"permission denied"}, Raw: []byte{0xd4, 0xda}},
	} {
		if err := q.Write(&r); err != nil {
			t.Fatal(err)
		}
	}
	if err := q.Close(); err != nil {
		t.Fatal(err)
	}
	want := `{"source":"a.jsonl","record":3,"column":7,"code":"value","reason":"channel is \"mail\", expected chat or call","raw":"{\"a\":\"<中>\"}"}
{"source":"b.csv","record":0,"code":"open","reason":"cannot be opened: permission denied","raw":"","raw_base64":"1No="}
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestQuarantineFileIsPrivateAndAppearsOnlyWhenNeeded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "q.jsonl")
	q := CreateQuarantine(path)
	if err := q.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty quarantine left a file: %v", err)
	}
	q = CreateQuarantine(path)
	if err := q.Write(&Reject{Source: "a", Record: 1, Code: CodeSyntax, Args: []string{"x"}}); err != nil {
		t.Fatal(err)
	}
	if err := q.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, want 0600", info.Mode().Perm())
	}
}

func TestRejectTellsItsPlace(t *testing.T) {
	r := Reject{Source: "a.jsonl", Record: 3, Column: 7, Code: CodeMissing, Args: []string{"agent.id"}}
	if got, want := r.Error(), "a.jsonl:3:7: agent.id is missing"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	line := []byte(`{"session_id":"中文","channel":5}`)
	_, p := strictDecode(line)
	if got := p.reject("a", 1, line).Column; got != 30 {
		t.Errorf("column %d, want 30: counted in characters", got)
	}
}

func TestClipRawSplitsNoCharacter(t *testing.T) {
	raw := []byte(strings.Repeat("中", MaxRaw))
	if got := clipRaw(raw); len(got) > MaxRaw || len(got)%3 != 0 {
		t.Errorf("clipped to %d bytes", len(got))
	}
}

// TestRejectCodesHaveSentences keeps the number of Args that readers give in step with the sentences.
func TestRejectCodesHaveSentences(t *testing.T) {
	codes, args := RejectCodes()
	for i, code := range codes {
		r := Reject{Code: code, Args: make([]string, args[i])}
		if reason := r.Reason(); strings.Contains(reason, "%!") {
			t.Errorf("%s: %s", code, reason)
		}
	}
}
