package ast

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var trailing = regexp.MustCompile(` +(\n|$)`)

// agree holds the reader of the canonical layout against the library: what it reads, the library reads in the same way.
func agree(t *testing.T, name string, data []byte) (read bool) {
	t.Helper()
	ours, ok := readCanonical(data)
	if !ok {
		return false
	}
	// The library puts text that blanks follow at the end of its line a column to the right for each.
	theirs, err := parseYAML(trailing.ReplaceAll(data, []byte("$1")))
	if err != nil {
		t.Fatalf("%s: read, but the library says %v", name, err)
	}
	if !same(&theirs, &ours) {
		t.Fatalf("%s (-library +ours):\n%s", name, cmp.Diff(theirs, ours, cmpopts.EquateEmpty()))
	}
	return true
}

// same is much faster than cmp, which then says what differs.
func same(a, b *Node) bool {
	if a.Kind != b.Kind || a.Line != b.Line || a.Column != b.Column || a.Text != b.Text || len(a.Items) != len(b.Items) {
		return false
	}
	for i := range a.Items {
		if !same(&a.Items[i], &b.Items[i]) {
			return false
		}
	}
	return true
}

// TestBuiltinIsCanonical keeps the built-in lexicon in the layout that is read fast.
func TestBuiltinIsCanonical(t *testing.T) {
	files, err := filepath.Glob("../builtin/*.yaml")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !agree(t, name, data) {
			t.Errorf("%s is not in the canonical layout (everything on one line, in quotes where it begins with a special character), so that every start is slower", name)
		}
	}
}

func TestLayouts(t *testing.T) {
	for _, c := range []struct {
		name, text string
		canonical  bool
	}{
		{"block", "a: b\nc:\n  - d\n  - e: f\n    g: [h, i]\n", true},
		{"sequence below its key", "a:\n- b\n- c\nd: e\n", true},
		{"flow", "a: {b: [c, {d: e}], f: \"g, ]\"}\nh: []\ni: {}\n", true},
		{"quotes", "a: 'it''s'\nb: \"\\\"x\\\\d\\\"\"\nc: ''\nd: '#'\n", true},
		{"comments", "# one\na: b # two\n\n  # three\nc:   # four\n  - d#e\n  # five\n  - ' # '\n", true},
		{"numbers and booleans", "a: 1e3\nb: 007\nc: true\nd: False\ne: 'true'\nf: 1_000\ng: 0x1F\nh: .5\n", true},
		{"Chinese keys and columns", "词: [好, 坏, 好坏]\n句: {甲: 乙, 丙: \"丁\"}\n", true},
		{"colons", "a: b:c\nd: http://e/f\n", true},
		{"marks within text", "a: b, c\nd: e - f ? g [h] {i} | & * ! %\nj: k'l\"m\n", true},
		{"tags and anchors", "a: &x b\nc: *x\nd: !!str e\n", false},
		{"several lines", "a: b\n  c\n", false},
		{"several lines in an item", "a:\n  - b\n    c\n", false},
		{"flow over lines", "a: [b,\n  c]\n", false},
		{"literal", "a: |\n  b\n", false},
		{"nothing", "a:\nb: null\n", false},
		{"nothing at the end", "a:\n", false},
		{"tab", "a:\tb\n", false},
		{"Windows", "a: b\r\n", false},
		{"key twice", "a: b\na: c\n", false},
		{"key twice in a flow mapping", "a: {b: c, b: d}\n", false},
		{"closed too early", "a: [b]]\n", false},
		{"never closed", "a: [b\n", false},
		{"text behind quotes", "a: 'b' c\n", false},
		{"comment without a blank", "a: 'b'#c\n", false},
		{"mapping in a line", "a: b: c\n", false},
		{"indented otherwise", "a:\n    b: c\n  d: e\n", false},
		{"two documents", "a: b\n---\nc: d\n", false},
		{"no mapping", "- a\n- b\n", false},
		{"no file", "", false},
		{"not UTF-8", "a: \xff\n", false},
		{"other ends of a line", "a: b\u2028c\n", false},
	} {
		if read := agree(t, c.name, []byte(c.text)); read != c.canonical {
			t.Errorf("%s: read %v, want %v", c.name, read, c.canonical)
		}
	}
}

func TestMistakes(t *testing.T) {
	var syntax *SyntaxError
	if _, err := Parse([]byte("a: b\nc: [\n")); !errors.As(err, &syntax) || syntax.Line != 2 || syntax.Column != 4 {
		t.Errorf("%v at %+v", err, syntax)
	}
	if _, err := Parse([]byte("a: b\n---\nc: d\n")); !errors.Is(err, ErrDocuments) {
		t.Errorf("two documents: %v", err)
	}
}

func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{
		"a: b\nc:\n  - d\n  - e: f\n    g: [h, i]\n", "a: {b: [c, {d: e}], f: \"g, ]\"}\n", "a: 'it''s' # x\n- b\n",
		"词: [好, 坏]\nb: 1e3\nc: true\n", "a: \"\\\"x\\\\d\"\n", "a:\n- b\n- c: d\n", "a: b:c d#e - f ? g\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { agree(t, "fuzz", data) })
}

// BenchmarkParse reads the built-in lexicon, and knows how many nodes it has.
func BenchmarkParse(b *testing.B) {
	files, err := filepath.Glob("../builtin/*.yaml")
	if err != nil {
		b.Fatal(err)
	}
	var all [][]byte
	size, want := 0, 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		n, err := parseYAML(data)
		if err != nil {
			b.Fatal(err)
		}
		all, size, want = append(all, bytes.Clone(data)), size+len(data), want+n.count()
	}
	for name, parse := range map[string]func([]byte) (Node, error){"canonical": Parse, "library": parseYAML} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				got := 0
				for _, data := range all {
					n, err := parse(data)
					if err != nil {
						b.Fatal(err)
					}
					got += n.count()
				}
				if got != want {
					b.Fatalf("%d nodes, want %d", got, want)
				}
			}
		})
	}
}

func (n Node) count() int {
	sum := 1
	for _, item := range n.Items {
		sum += item.count()
	}
	return sum
}
