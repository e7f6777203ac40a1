package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A block of a README that holds what a command prints, with the command's arguments in front.
var outputBlock = regexp.MustCompile("(?s)<!-- audit-output: (.*?) -->\n```text\n(.*?)```\n<!-- end -->")

// The output that the READMEs show is what the binary prints. After a change of lexicon or tables, bring it up to date
// with -update and read the diff.
func TestReadmeShowsRealOutput(t *testing.T) {
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("..", "..", name)
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !outputBlock.Match(text) {
				t.Fatalf("%s shows no output", name)
			}
			current := outputBlock.ReplaceAllFunc(text, func(block []byte) []byte {
				args := string(outputBlock.FindSubmatch(block)[1])
				return fmt.Appendf(nil, "<!-- audit-output: %s -->\n```text\n%s```\n<!-- end -->", args, printed(t, args))
			})
			if *update {
				if err := os.WriteFile(file, current, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(text), string(current)); diff != "" {
				t.Errorf("run go test ./cmd/zhijian -run Readme -update (-shown +printed):\n%s", diff)
			}
		})
	}
}

// The rule that the READMEs show loads, and its examples come out as they say.
func TestReadmeRuleIsSound(t *testing.T) {
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("..", "..", name))
			if err != nil {
				t.Fatal(err)
			}
			_, rest, _ := strings.Cut(string(text), "```yaml\n")
			rule, _, found := strings.Cut(rest, "```")
			if !found {
				t.Fatalf("%s shows no rule", name)
			}
			file := filepath.Join(t.TempDir(), "our.yaml")
			if err := os.WriteFile(file, []byte(rule), 0o644); err != nil {
				t.Fatal(err)
			}
			if got, want := printed(t, "lexicon test --no-builtin --lexicon "+file), "1 条规则，4 个例子，0 个不符\n"; got != want {
				t.Errorf("lexicon test prints %q, want %q", got, want)
			}
		})
	}
}

// printed runs the binary in the root of the repository and returns its standard output.
func printed(t *testing.T, args string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "zhijian", strings.Fields(args)...) // testscript put it into PATH
	cmd.Dir = filepath.Join("..", "..")
	// Nobody's settings.
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "ZHIJIAN_") })
	cmd.Env = append(cmd.Env, "XDG_CONFIG_HOME="+t.TempDir())
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("zhijian %s: %v\n%s", args, err, &stderr)
	}
	return string(out)
}
