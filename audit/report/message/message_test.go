package message

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

var place = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

// texts flattens a catalogue file to key → the texts of all its plural forms.
func texts(t *testing.T, lang string) map[string][]string {
	t.Helper()
	data, err := files.ReadFile(lang + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := yaml.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	flat := map[string][]string{}
	flatten(flat, "", tree)
	return flat
}

func flatten(into map[string][]string, key string, node any) {
	tree, ok := node.(map[string]any)
	if !ok {
		into[key] = append(into[key], node.(string))
		return
	}
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		switch {
		case name == "one" || name == "other":
			flatten(into, key, tree[name])
		case key == "":
			flatten(into, name, tree[name])
		default:
			flatten(into, key+"."+name, tree[name])
		}
	}
}

// places lists the names that a text's forms leave open.
func places(forms []string) []string {
	names := map[string]bool{}
	for _, form := range forms {
		for _, m := range place.FindAllStringSubmatch(form, -1) {
			names[m[1]] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

func TestLanguagesHaveTheSameTexts(t *testing.T) {
	zh, en := texts(t, Chinese), texts(t, English)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(zh)), slices.Sorted(maps.Keys(en))); diff != "" {
		t.Fatalf("keys (-zh +en)\n%s", diff)
	}
	for key := range zh {
		if diff := cmp.Diff(places(zh[key]), places(en[key])); diff != "" {
			t.Errorf("%s leaves open (-zh +en)\n%s", key, diff)
		}
	}
}

// Every text can be filled in, for one and for many.
func TestEveryTextIsThere(t *testing.T) {
	for _, lang := range Languages() {
		catalogue, err := For(lang)
		if err != nil {
			t.Fatal(err)
		}
		for key, forms := range texts(t, lang) {
			for _, n := range []int{0, 1, 2} {
				var args []any
				for _, name := range places(forms) {
					args = append(args, name, n)
				}
				if got := catalogue.Text(key, args...); got == "" || strings.ContainsAny(got, "⟦{<") {
					t.Errorf("%s %s with %d: %q", lang, key, n, got)
				}
			}
		}
	}
}

// Every key that the source names is in the catalogue, with the places that the call fills.
func TestSourceNamesKnownKeys(t *testing.T) {
	zh := texts(t, Chinese)
	calls := 0
	for _, dir := range []string{"../../../audit", "../../../cmd"} {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			src, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, path, src, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				key, args, ok := textCall(n)
				if !ok {
					return true
				}
				calls++
				forms, known := zh[key]
				if !known {
					t.Errorf("%s: no text %q", fset.Position(n.Pos()), key)
				} else if diff := cmp.Diff(places(forms), args); diff != "" {
					t.Errorf("%s: %q (-text +call)\n%s", fset.Position(n.Pos()), key, diff)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if calls == 0 {
		t.Error("the source names no key: the check looks in the wrong place")
	}
}

// textCall recognises x.Text("key", "Name", value, …) and gives the key and the sorted names.
func textCall(n ast.Node) (key string, names []string, ok bool) {
	call, isCall := n.(*ast.CallExpr)
	if !isCall || len(call.Args) == 0 {
		return "", nil, false
	}
	fun, isSelector := call.Fun.(*ast.SelectorExpr)
	if !isSelector || fun.Sel.Name != "Text" {
		return "", nil, false
	}
	key, ok = literal(call.Args[0])
	for i := 1; i < len(call.Args); i += 2 {
		name, isLiteral := literal(call.Args[i])
		if !isLiteral {
			return "", nil, false
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return key, names, ok
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func TestUnknown(t *testing.T) {
	if _, err := For("fr"); err == nil {
		t.Error("no error for a language without texts")
	}
	zh, err := For("")
	if err != nil {
		t.Fatal(err)
	}
	if got := zh.Text("no.such.key"); got != "⟦no.such.key⟧" {
		t.Errorf("missing text shows as %q", got)
	}
	if got := zh.TextOr("why.never_heard_of", "never_heard_of"); got != "never_heard_of" {
		t.Errorf("fallback is %q", got)
	}
}
