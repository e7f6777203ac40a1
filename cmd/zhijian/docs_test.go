package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func readRoot(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Every module that go.mod requires directly has its row in docs/dependencies.md, and there is no row without a module.
func TestEveryDependencyIsExplained(t *testing.T) {
	required := map[string]bool{}
	requirement := regexp.MustCompile(`^(?:require )?\s*([\w./~-]+\.[\w./~-]+) v\S+( // indirect)?$`)
	for line := range strings.Lines(readRoot(t, "go.mod")) {
		if m := requirement.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			required[m[1]] = m[2] == "" // direct
		}
	}
	if len(required) == 0 {
		t.Fatal("go.mod requires nothing that this test understands")
	}
	explained := map[string]bool{}
	for line := range strings.Lines(readRoot(t, "docs/dependencies.md")) {
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		names, _, _ := strings.Cut(strings.TrimPrefix(line, "| "), " | ")
		for name := range strings.SplitSeq(names, ", ") {
			name = strings.Trim(name, "`")
			explained[name] = true
			if _, ok := required[name]; !ok {
				t.Errorf("docs/dependencies.md explains %s, which go.mod does not require", name)
			}
		}
	}
	for name, direct := range required {
		if direct && !explained[name] {
			t.Errorf("docs/dependencies.md says nothing of %s", name)
		}
	}
}

// Every page of docs can be found from both READMEs.
func TestEveryPageIsLinked(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join("..", "..", "docs", "*.md"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, readme := range []string{"README.md", "README.zh-CN.md"} {
		text := readRoot(t, readme)
		for _, page := range pages {
			if link := "](docs/" + filepath.Base(page) + ")"; !strings.Contains(text, link) {
				t.Errorf("%s does not link to docs/%s", readme, filepath.Base(page))
			}
		}
	}
}
