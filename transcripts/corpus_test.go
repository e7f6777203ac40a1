package transcripts

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

// lineOf is a small native record.
func lineOf(id string) string {
	return fmt.Sprintf(`{"session_id":%q,"channel":"chat","agent":{"id":"a"},"turns":[{"role":"agent","text":"您好"}]}`+"\n", id)
}

// write puts files below a new folder and returns it.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// outcome is what reading a corpus came to, in comparable form and without the folder's name.
type outcome struct {
	Sessions []string // name:record id
	Rejects  []string // name:record:column: code args
	Passed   []string
	Counts   Counts
}

func readAll(t *testing.T, root string, opts Options, paths ...string) (outcome, []*Session) {
	t.Helper()
	for i, p := range paths {
		if p != stdinName {
			paths[i] = filepath.Join(root, p)
		}
	}
	c, err := OpenCorpus(paths, opts)
	if err != nil {
		t.Fatal(err)
	}
	var sessions []*Session
	var rejects []Reject
	for b, err := range c.Batches(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		var bad []Reject
		sessions, bad = b.Decode(sessions)
		rejects = append(rejects, bad...)
	}
	short := func(name string) string { return strings.TrimPrefix(name, path.Clean(filepath.ToSlash(root))+"/") }
	o := outcome{Counts: c.Counts()}
	for _, s := range sessions {
		o.Sessions = append(o.Sessions, fmt.Sprintf("%s:%d %s", short(s.Source.Name), s.Source.Record, s.ID))
	}
	for _, r := range rejects {
		o.Rejects = append(o.Rejects, fmt.Sprintf("%s:%d:%d: %s", short(r.Source), r.Record, r.Column, r.Code))
	}
	for _, p := range c.Passed() {
		o.Passed = append(o.Passed, short(p.Name)+" "+p.Reason)
	}
	checkCounts(t, o.Counts)
	return o, sessions
}

// checkCounts holds what must add up for every format.
func checkCounts(t *testing.T, c Counts) {
	t.Helper()
	if c.Records != c.Accepted+c.Rejected+c.Skipped {
		t.Errorf("counts do not add up: %+v", c)
	}
	skipped := int64(0)
	for _, skip := range c.Skips {
		skipped += skip.Count
	}
	if skipped != c.Skipped {
		t.Errorf("skips do not add up: %+v", c)
	}
}

func gzipped(t *testing.T, content string) string {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestCorpusReadsAFolder(t *testing.T) {
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	root := write(t, map[string]string{
		"night/b.jsonl":        "\ufeff" + lineOf("1") + "\n \r\n" + lineOf("2") + "{broken\n" + lineOf("1"),
		"night/a/c.jsonl.gz":   gzipped(t, lineOf("3")),
		"night/a/d.jsonl.zst":  string(z.EncodeAll([]byte(lineOf("4")), nil)),
		"night/README.md":      "# not a transcript",
		"night/notes.txt":      "just notes\n",
		"night/.cache/x.jsonl": lineOf("5"),
		"night/empty.jsonl":    "",
	})
	want := outcome{
		Sessions: []string{"night/a/c.jsonl.gz:1 3", "night/a/d.jsonl.zst:1 4", "night/b.jsonl:1 1", "night/b.jsonl:4 2"},
		Rejects:  []string{"night/b.jsonl:5:2: syntax", "night/b.jsonl:6:0: duplicate"},
		Passed:   []string{"night/.cache hidden", "night/README.md not_a_transcript", "night/notes.txt not_a_transcript"},
		Counts:   Counts{Sources: 4, Records: 6, Accepted: 4, Rejected: 2, Sessions: 4, Turns: 4},
	}
	for _, paths := range [][]string{{"night"}, {"night/b.jsonl", "night", "night/*.jsonl"}, {"night/**/*.{jsonl,gz,zst}", "night"}} {
		got, _ := readAll(t, root, Options{}, slices.Clone(paths)...)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", paths, diff)
		}
	}
}

func TestCorpusReportsWhatCannotBeRead(t *testing.T) {
	whole := gzipped(t, lineOf("1")+strings.Repeat("x", 5000))
	root := write(t, map[string]string{
		"cut.jsonl.gz": whole[:len(whole)-12],
		"odd.csv":      "a,b\n1,2\n",
		"z.jsonl":      lineOf("ok"),
	})
	got, _ := readAll(t, root, Options{}, "cut.jsonl.gz", "odd.csv", "gone.jsonl", "none*.jsonl", "z.jsonl")
	want := outcome{
		Sessions: []string{"cut.jsonl.gz:1 1", "z.jsonl:1 ok"},
		Rejects:  []string{"cut.jsonl.gz:0:0: read", "gone.jsonl:0:0: open", "none*.jsonl:0:0: no_match", "odd.csv:0:0: format"},
		Counts:   Counts{Sources: 5, Broken: 4, Records: 2, Accepted: 2, Sessions: 2, Turns: 2},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCorpusReadsStandardInput(t *testing.T) {
	got, _ := readAll(t, "", Options{Stdin: strings.NewReader(lineOf("1") + lineOf("2"))}, stdinName)
	if want := []string{"-:1 1", "-:2 2"}; !slices.Equal(got.Sessions, want) {
		t.Errorf("got %v, want %v", got.Sessions, want)
	}
}

func TestOpenCorpusRefusesWrongUse(t *testing.T) {
	if _, err := OpenCorpus(nil, Options{}); err == nil {
		t.Error("no path at all was accepted")
	}
	if _, err := OpenCorpus([]string{"a[*.jsonl"}, Options{}); err == nil {
		t.Error("a malformed glob was accepted")
	}
}

func TestBatchesStopWithTheContext(t *testing.T) {
	root := write(t, map[string]string{"a.jsonl": lineOf("1")})
	c, err := OpenCorpus([]string{root}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for b, err := range c.Batches(ctx) {
		if err == nil {
			t.Errorf("got batch %v after cancellation", b)
		}
	}
}

// TestLineBatcherCutsAnywhere reads the same lines in batches of all small sizes: numbers and lines never change.
func TestLineBatcherCutsAnywhere(t *testing.T) {
	text := lineOf("1") + "\n" + lineOf("2") + lineOf("3") + strings.Repeat("y", 600) + "\n" + lineOf("4") + strings.TrimSuffix(lineOf("5"), "\n")
	want := []string{"s:1 1", "s:3 2", "s:4 3", "s:6 4", "s:7 5"}
	for size := 1; size < len(text)+2; size += 7 {
		l := newLineBatcher("s", strings.NewReader(text), newUsedIDs(t.TempDir()))
		l.size, l.maxLine = size, max(size, 500)
		var got []string
		var rejected []string
		for b := l.next(); b != nil; b = l.next() {
			b.counters = &counters{}
			sessions, rejects := b.Decode(nil)
			for _, s := range sessions {
				got = append(got, fmt.Sprintf("%s:%d %s", s.Source.Name, s.Source.Record, s.ID))
			}
			for _, r := range rejects {
				rejected = append(rejected, fmt.Sprint(r.Record))
			}
		}
		if !slices.Equal(got, want) || !slices.Equal(rejected, []string{"5"}) {
			t.Fatalf("size %d: got %v, rejected %v", size, got, rejected)
		}
	}
}
