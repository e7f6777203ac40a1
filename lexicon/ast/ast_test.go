package ast_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"zhijian/lexicon/ast"
)

func text(line, column int32, s string) ast.Node {
	return ast.Node{Kind: ast.Text, Line: line, Column: column, Text: s}
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       ast.Node
	}{
		{"block", "a: b\nc:\n  - d\n", ast.Node{Kind: ast.Mapping, Line: 1, Column: 1, Items: []ast.Node{
			text(1, 1, "a"), text(1, 4, "b"), text(2, 1, "c"), {Kind: ast.Sequence, Line: 3, Column: 3, Items: []ast.Node{text(3, 5, "d")}},
		}}},
		{"numbers as they are written", "a: 1e3\n", ast.Node{Kind: ast.Mapping, Line: 1, Column: 1, Items: []ast.Node{text(1, 1, "a"), text(1, 4, "1e3")}}},
		{"columns in characters", "词: 好\n", ast.Node{Kind: ast.Mapping, Line: 1, Column: 1, Items: []ast.Node{text(1, 1, "词"), text(1, 4, "好")}}},
		{"truth", "a: true\n", ast.Node{Kind: ast.Mapping, Line: 1, Column: 1, Items: []ast.Node{
			text(1, 1, "a"), {Kind: ast.Bool, Line: 1, Column: 4, Text: "true"},
		}}},
	} {
		got, err := ast.Parse([]byte(c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestMistakes(t *testing.T) {
	var syntax *ast.SyntaxError
	if _, err := ast.Parse([]byte("a: b\nc: [\n")); !errors.As(err, &syntax) || syntax.Line != 2 || syntax.Column != 4 {
		t.Errorf("%v at %+v", err, syntax)
	}
	if _, err := ast.Parse([]byte("a: b\n---\nc: d\n")); !errors.Is(err, ast.ErrDocuments) {
		t.Errorf("two documents: %v", err)
	}
	if _, err := ast.Decode([]byte("a: b\n")); err == nil {
		t.Error("YAML was taken for a kept tree")
	}
}

// TestKeptTrees keeps the trees of real files and reads them back.
func TestKeptTrees(t *testing.T) {
	files, err := filepath.Glob("../builtin/*.yaml")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files[:4] {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := ast.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := ast.Encode(tree)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ast.Decode(kept)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tree, back, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"a: b\nc:\n  - d\n  - e: f\n    g: [h, i]\n", "a: {b: [c, {d: e}], f: \"g, ]\"}\n", "a: |\n  b\n", "- &x 1\n- *x\n", "a: \xff\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tree, err := ast.Parse(data)
		if err != nil {
			return
		}
		kept, err := ast.Encode(tree)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ast.Decode(kept)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tree, back, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	})
}
