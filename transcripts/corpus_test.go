package transcripts

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
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
		l := newLineBatcher("s", strings.NewReader(text))
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

const messageTable = `会话ID,时间,角色,客服,客户,内容,平台,店铺,消息类型
s2,2026-11-20 10:00:05,买家,小美,tb_1,"你好,在吗",天猫,甲店,文本
s1,2026/11/20 9:00:00,客户,小林,tb_2,能开发票吗,天猫,甲店,文本
s2,2026-11-20 10:00:20,客服,小美,tb_1,您好,天猫,甲店,文本
s1,2026-11-20 08:59:00,机器人,小林,tb_2,欢迎光临,天猫,甲店,文本
s1,昨天,客服,小林,tb_2,可以,天猫,甲店,文本
s1,2026-11-20 09:00:09,客服,小强,tb_2,,天猫,甲店,图片
s1,2026-11-20 09:00:09,客服,小强
s1,2026-11-20 09:00:10,客服,小强,tb_2,,天猫,甲店,文本
`

func TestMessageTable(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(messageTable)
	if err != nil {
		t.Fatal(err)
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(messageTable)
	if err != nil {
		t.Fatal(err)
	}
	at := func(clock string) string { return "2026-11-20T" + clock + "+08:00" }
	want := `{"session_id":"s2","channel":"chat","started_at":"` + at("10:00:05") + `","agent":{"id":"小美"},"customer":{"id":"tb_1"},"attributes":{"platform":"天猫","shop":"甲店"},"turns":[{"role":"customer","at":"` + at("10:00:05") + `","text":"你好,在吗"},{"role":"agent","at":"` + at("10:00:20") + `","text":"您好"}]}
{"session_id":"s1","channel":"chat","started_at":"` + at("08:59:00") + `","agent":{"id":"小林"},"customer":{"id":"tb_2"},"attributes":{"platform":"天猫","shop":"甲店"},"turns":[{"role":"robot","at":"` + at("08:59:00") + `","text":"欢迎光临"},{"role":"customer","at":"` + at("09:00:00") + `","text":"能开发票吗"},{"role":"agent","at":"` + at("09:00:09") + `","agent_id":"小强","text":"[图片]"}]}
`
	for name, content := range map[string]string{
		"utf8.csv": messageTable, "bom.csv": "\ufeff" + messageTable, "utf16.csv": utf16, "gb.csv": gb,
		"tabs.tsv": strings.ReplaceAll(strings.ReplaceAll(messageTable, `"你好,在吗"`, "你好COMMA在吗"), ",", "\t"),
	} {
		t.Run(name, func(t *testing.T) {
			root := write(t, map[string]string{name: strings.ReplaceAll(content, "COMMA", ",")})
			got, sessions := readAll(t, root, Options{}, name)
			var out bytes.Buffer
			for _, s := range sessions {
				if err := WriteNative(&out, s); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(want, out.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			wantRejects := []string{name + ":6:0: time", name + ":8:0: fields"}
			if diff := cmp.Diff(wantRejects, got.Rejects); diff != "" {
				t.Errorf("rejects (-want +got):\n%s", diff)
			}
			wantCounts := Counts{
				Sources: 1, Records: 8, Accepted: 5, Rejected: 2, Skipped: 1, Sessions: 2, Turns: 5, Skips: []SkipCount{{SkipNoText, 1}},
			}
			if diff := cmp.Diff(wantCounts, got.Counts); diff != "" {
				t.Errorf("counts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRunawayQuoteEndsTheFile opens a quote that is never closed: the row is not held in memory without end.
func TestRunawayQuoteEndsTheFile(t *testing.T) {
	rows := io.MultiReader(strings.NewReader("会话ID,时间,角色,内容\ns1,2026-11-20 10:00:00,客服,您好\ns2,2026-11-20 10:00:00,客服,\""),
		io.LimitReader(endless{}, 2*maxDocument))
	c, err := OpenCorpus([]string{stdinName}, Options{Stdin: rows})
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
	if len(sessions) != 1 || len(rejects) != 1 || rejects[0].Code != CodeRead || !strings.Contains(rejects[0].Reason(), errTooLong.Error()) {
		t.Errorf("%d sessions, rejects %v", len(sessions), rejects)
	}
}

func TestMapColumnsAsTold(t *testing.T) {
	root := write(t, map[string]string{"x.csv": "No,Who,Said,When,Lane\n7,客服,您好,1763604000,售后\n"})
	opts := Options{Map: map[string]string{"session_id": "no", "role": "Who", "text": "Said", "at": "When", "attributes.queue": "Lane"}}
	_, sessions := readAll(t, root, opts, "x.csv")
	if len(sessions) != 1 {
		t.Fatalf("%d sessions, want 1", len(sessions))
	}
	s := sessions[0]
	if s.ID != "7" || s.Turns[0].Role != RoleAgent || s.Attributes["queue"] != "售后" || s.Turns[0].At.Unix() != 1763604000 {
		t.Errorf("got %+v", s)
	}
}
