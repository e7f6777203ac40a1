package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zhijian/lexicon/annotate"
	"zhijian/lexicon/lint"
)

// lintJSON runs lexicon lint on a file and returns its notes and exit code.
func lintJSON(t *testing.T, args ...string) ([]annotate.Note, int) {
	t.Helper()
	var out, errs bytes.Buffer
	p := &process{
		args: append([]string{"lexicon", "lint", "--format", "json"}, args...),
		in:   strings.NewReader(""), out: &out, err: &errs, workDir: ".", width: defaultWidth,
	}
	code := run(t.Context(), p)
	var notes []annotate.Note
	if err := json.Unmarshal(out.Bytes(), &notes); err != nil {
		t.Fatalf("output %q, error output %q: %v", &out, &errs, err)
	}
	return notes, code
}

// Every code has bad files, named after it, that yield it and nothing else, and a section in docs/lint.md.
func TestBadLexicons(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	doc, err := os.ReadFile(filepath.Join(root, "docs", "lint.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range lint.Codes() {
		if !strings.Contains(string(doc), "## "+string(code)+" "+code.Name()+"\n") {
			t.Errorf("docs/lint.md has no section on %s", code)
		}
		files, err := filepath.Glob(filepath.Join(root, "testdata", "lexicon", "bad", string(code)+"-"+code.Name()+"*.yaml"))
		if err != nil || len(files) == 0 {
			t.Errorf("there is no bad file for %s (%v)", code, err)
		}
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) { yieldsAlone(t, file, code) })
		}
	}
}

func yieldsAlone(t *testing.T, file string, code lint.Code) {
	t.Helper()
	notes, exit := lintJSON(t, "--no-builtin", file)
	var got []string
	for _, n := range notes {
		got = append(got, n.Code)
		if n.Line == 0 || n.Column == 0 || n.Message == "" || n.Advice == "" {
			t.Errorf("a note without place, message or advice: %+v", n)
		}
	}
	if !slices.Equal(got, []string{string(code)}) {
		t.Errorf("codes %v, want %s alone: %+v", got, code, notes)
	}
	if want := map[lint.Severity]int{lint.Error: exitUsage, lint.Warning: exitDone}[code.Severity()]; exit != want {
		t.Errorf("exit code %d, want %d", exit, want)
	}
}

// What --fix mends is mended, for good: the file loads, the problem is gone and comments stand.
func TestFix(t *testing.T) {
	for _, code := range []lint.Code{
		lint.Duplicate, lint.Shadowed, lint.EdgeGap, lint.FullWidthOperator, lint.ThreeDots, lint.NeedlessRegexp,
	} {
		t.Run(string(code), func(t *testing.T) {
			name := string(code) + "-" + code.Name() + ".yaml"
			data, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "lexicon", "bad", name))
			if err != nil {
				t.Fatal(err)
			}
			const comment = "# 这一行是注释\n"
			file := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(file, append([]byte(comment), data...), 0o600); err != nil {
				t.Fatal(err)
			}
			notes, exit := lintJSON(t, "--no-builtin", "--fix", file)
			if len(notes) > 0 || exit != exitDone {
				t.Errorf("exit %d; left: %+v", exit, notes)
			}
			mended, err := os.ReadFile(file)
			if err != nil || !bytes.HasPrefix(mended, []byte(comment)) || bytes.Equal(mended[len(comment):], data) {
				t.Errorf("the mended file (%v):\n%s", err, mended)
			}
		})
	}
}

// The built-in lexicon is free of errors.
func TestBuiltinLint(t *testing.T) {
	notes, _ := lintJSON(t)
	for _, n := range notes {
		if n.Level == annotate.Error {
			t.Errorf("%s:%d:%d: %s %s", n.File, n.Line, n.Column, n.Code, n.Message)
		}
	}
}

// An entry of a baseline that is past its day is reported at its place.
func TestBaselineLint(t *testing.T) {
	file := filepath.Join(t.TempDir(), "base.json")
	const text = `{"version": 1, "entries": [
  {"fingerprint": "aa", "rule": "a.x", "reason": "存量", "expires": "2020-01-01"},
  {"fingerprint": "bb", "rule": "a.x", "reason": "存量"}
]}`
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	clean := filepath.Join(t.TempDir(), "clean.yaml")
	if err := os.WriteFile(clean, []byte("schema: zhijian/lexicon/v1\nid: clean\ntitle: 空\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	notes, exit := lintJSON(t, "--no-builtin", "--baseline", file, clean)
	if exit != exitDone || len(notes) != 1 || notes[0].Code != string(lint.OldSuppression) || notes[0].Line != 2 || notes[0].Column != 19 {
		t.Errorf("exit %d, notes %+v", exit, notes)
	}
}
