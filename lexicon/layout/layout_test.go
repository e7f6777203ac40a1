package layout_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
	"zhijian/lexicon/layout"
	"zhijian/lexicon/meaning"
)

func format(t *testing.T, text string) string {
	t.Helper()
	out, err := layout.Format("rules.yaml", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return string(out)
}

func TestFormat(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"keys in order, comments with what they speak of", `# The file.
id: demo   # its id
schema: zhijian/lexicon/v1
rules:
- kind: banned   # when said
  # what people read
  title: 喝斥
  id: demo.shout
  severity: minor
  unless: [闭嘴器]
  agent:
    # plain ones
    -   闭嘴

    - without: ["不是"]
      say: '住口'
      # the last of the clause
  # of the rule

# of the file
`, `# The file.
schema: zhijian/lexicon/v1
id: demo # its id
rules:
  - id: demo.shout
    # what people read
    title: 喝斥
    kind: banned # when said
    severity: minor
    agent:
      # plain ones
      - 闭嘴

      - say: 住口
        without: [不是]
        # the last of the clause
    unless: [闭嘴器]
    # of the rule

# of the file
`},
		{"allow entries", `schema: zhijian/lexicon/v1
allow: [{reason: "y: z", expires: 2027-01-31, rule: a.b, fingerprint: 0012345678901234}, # first
  {rule: a.b, author: 李四, evidence: 闭嘴, fingerprint: 1234567e90123456, reason: '误报'}]
disable: [a.c]
`, `schema: zhijian/lexicon/v1
disable: [a.c]
allow:
  # first
  - fingerprint: 0012345678901234
    rule: a.b
    reason: "y: z"
    expires: 2027-01-31
  - fingerprint: 1234567e90123456
    rule: a.b
    evidence: 闭嘴
    reason: 误报
    author: 李四
`},
		{"quotes where they are needed", `schema: zhijian/lexicon/v1
terms:
  a: ["x", 'y: z', "it's", "\"好\"", "@phone", '[喂]', "2019", 2019, "a\tb", "true", 'on', '#x', "行吗？", "a,b", "\\[图\\]", "= 3"]
`, `schema: zhijian/lexicon/v1
terms:
  a: [x, "y: z", it's, '"好"', "@phone", "[喂]", "2019", 2019, "a\tb", "true", "on", "#x", 行吗？, "a,b", '\[图\]', "= 3"]
`},
		{"wide lists, lists over lines, mappings in brackets", `schema: zhijian/lexicon/v1
terms:
  long: [` + strings.Repeat("很长的词语, ", 40) + `完]
  over: [一,
    二] # two
  none: []
conditions:
  a: {customer: [{say: 退, without: [不]}], in: first 2}
`, `schema: zhijian/lexicon/v1
terms:
  long:
` + strings.Repeat("    - 很长的词语\n", 40) + `    - 完
  over:
    - 一
    - 二 # two
  none: []
conditions:
  a: {in: first 2, customer: [{say: 退, without: [不]}]}
`},
		{"long texts", "schema: zhijian/lexicon/v1\nrules:\n  - id: a.b\n    advice: >\n      一行\n      两行\n    cite: |\n      甲\n      乙\n    title: 标\n     题\n", "schema: zhijian/lexicon/v1\nrules:\n  - id: a.b\n    title: 标 题\n    cite: |-\n      甲\n      乙\n    advice: 一行 两行\n"},
		{"empty lines", "\n\nschema: zhijian/lexicon/v1\n\n\n\nterms:\n\n\n  a: [x]\n\n\n  b: [y]\n\n", "schema: zhijian/lexicon/v1\n\nterms:\n  a: [x]\n\n  b: [y]\n"},
		{"carriage returns", "schema: zhijian/lexicon/v1\r\nid: a\r\n", "schema: zhijian/lexicon/v1\nid: a\n"},
		{"a comment by itself", "# licence\n\n# about\nschema: zhijian/lexicon/v1\n# one\n\n# two\nid: a\n", "# licence\n\n# about\nschema: zhijian/lexicon/v1\n# one\n\n# two\nid: a\n"},
		{"a comment beside a dash", "schema: zhijian/lexicon/v1\nrules:\n  - # the first\n    id: a.b\n", "schema: zhijian/lexicon/v1\nrules:\n  # the first\n  - id: a.b\n"},
	} {
		got := format(t, c.in)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if again := format(t, got); again != got {
			t.Errorf("%s: a second time gives\n%s", c.name, cmp.Diff(got, again))
		}
	}
}

func TestFormatRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		text         string
		line, column int
	}{
		"no YAML":       {"schema: [a\n", 1, 9},
		"an anchor":     {"schema: zhijian/lexicon/v1\nid: &a x\n", 2, 5},
		"an alias":      {"id: &a x\ntitle: *a\n", 1, 5},
		"a tag":         {"id: !!str x\n", 1, 5},
		"two documents": {"id: a\n---\nid: b\n", 1, 1},
		"a list":        {"- a\n", 1, 1},
		"nothing":       {"# nothing\n", 1, 1},
		"not UTF-8":     {"id: \xff\n", 1, 1},
		"a bell":        {"id: a\nx: \a\n", 2, 4},
		"deep brackets": {"id: " + strings.Repeat("[", 5000) + "\n", 1, 65},
		"deep blocks":   {deepBlocks(100), 61, 61},
		"deep dashes":   {"id:\n  " + strings.Repeat("- ", 5000) + "a\n", 2, 123},
	} {
		_, err := layout.Format("f.yaml", []byte(c.text))
		var problems lexicon.Problems
		if !errors.As(err, &problems) || len(problems) == 0 {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if at := problems[0].Position; at.Line != c.line || at.Column != c.column {
			t.Errorf("%s: at %v, want %d:%d: %v", name, at, c.line, c.column, err)
		}
	}
}

// deepBlocks is mappings within mappings, each a column further in.
func deepBlocks(n int) string {
	var out strings.Builder
	for i := range n {
		out.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return out.String()
}

// TestManyGroups: a list of many groups lies no deeper than one of a few.
func TestManyGroups(t *testing.T) {
	text := "schema: zhijian/lexicon/v1\nexamples:\n" + strings.Repeat("  - hit: [a.b]\n    said:\n      - 甲\n      - 乙\n", 200)
	if got := format(t, text); strings.Count(got, "said:") != 200 {
		t.Errorf("of 200 groups %d are left", strings.Count(got, "said:"))
	}
}

// remeans compares rules, with their examples, of sources as they are and formatted.
func remeans(t *testing.T, before, after []lexicon.Source) {
	t.Helper()
	old, err := lexicon.Load(before)
	if err != nil {
		t.Fatal(err)
	}
	now, err := lexicon.Load(after)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range meaning.Compare(old, now) {
		t.Errorf("%+v", change)
	}
	for i, rule := range old.Rules {
		for k, list := range [][]*lexicon.Example{rule.Examples.Hit, rule.Examples.Suspect, rule.Examples.Miss} {
			again := [][]*lexicon.Example{now.Rules[i].Examples.Hit, now.Rules[i].Examples.Suspect, now.Rules[i].Examples.Miss}[k]
			if len(list) != len(again) {
				t.Fatalf("%s: %d examples became %d", rule.ID, len(list), len(again))
			}
			for j, e := range list {
				if e.Source != again[j].Source {
					t.Errorf("%s: example %q became %q", rule.ID, e.Source, again[j].Source)
				}
			}
		}
	}
}

// Formatting changes nothing that the built-in lexicon means, and nothing the second time.
func TestBuiltinKeepsItsMeaning(t *testing.T) {
	before, err := builtin.Sources()
	if err == nil {
		err = lexicon.Fetch(before)
	}
	if err != nil {
		t.Fatal(err)
	}
	after := make([]lexicon.Source, len(before))
	for i, src := range before {
		after[i] = src
		if src.IsModel() {
			continue
		}
		after[i].Data = []byte(format(t, string(src.Data)))
		if again := format(t, string(after[i].Data)); again != string(after[i].Data) {
			t.Errorf("%s: a second time gives\n%s", src.Name, cmp.Diff(string(after[i].Data), again))
		}
	}
	remeans(t, before, after)
}

// The lexicons of the tests too, each by itself where it loads.
func TestOtherLexiconsKeepTheirMeaning(t *testing.T) {
	files, err := filepath.Glob("../../testdata/lexicon/*/*.yaml")
	if err != nil || len(files) < 20 {
		t.Fatal(len(files), err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out := format(t, string(data))
		if again := format(t, out); again != out {
			t.Errorf("%s: a second time gives\n%s", name, cmp.Diff(out, again))
		}
		before, after := []lexicon.Source{{Name: name, Data: data}}, []lexicon.Source{{Name: name, Data: []byte(out)}}
		if _, err := lexicon.Load(before); err == nil {
			remeans(t, before, after)
		}
	}
}

// Comments put anywhere a line ends survive, and so does the meaning.
func TestCommentsAnywhere(t *testing.T) {
	sources, err := builtin.Sources()
	if err == nil {
		err = lexicon.Fetch(sources)
	}
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for _, src := range sources[:8] {
		lines := strings.Split(strings.TrimRight(string(src.Data), "\n"), "\n")
		var text strings.Builder
		put := 0
		for i, line := range lines {
			if i%7 == 3 {
				put++
				fmt.Fprintf(&text, "%s# note %d\n", strings.Repeat(" ", rng.IntN(9)), put)
			}
			text.WriteString(line)
			if i%11 == 5 && !strings.Contains(line, "#") && line != "" {
				put++
				fmt.Fprintf(&text, "  # note %d", put)
			}
			text.WriteString("\n")
		}
		out := format(t, text.String())
		for n := 1; n <= put; n++ {
			if !strings.Contains(out, fmt.Sprintf("# note %d\n", n)) {
				t.Errorf("%s: note %d is gone", src.Name, n)
			}
		}
		if again := format(t, out); again != out {
			t.Errorf("%s: a second time gives\n%s", src.Name, cmp.Diff(out, again))
		}
	}
}

func FuzzFormat(f *testing.F) {
	f.Add([]byte("# a\nschema: zhijian/lexicon/v1\nterms:\n  a: [x, 'y'] # b\n\n  # c\nrules:\n  - id: a.b\n    agent: [{say: x}]\n"))
	f.Add([]byte("id: |\n  a\n  b\ntitle: >-\n  c\n\n  d\n# e\n"))
	f.Add([]byte("a:\n- b # c\n-\n  # d\n  e: f\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := layout.Format("f.yaml", data)
		if err != nil {
			var problems lexicon.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("no place: %v", err)
			}
			return
		}
		again, err := layout.Format("f.yaml", out)
		if err != nil || !bytes.Equal(again, out) {
			t.Fatalf("%v: %q, then %q, then %q", err, data, out, again)
		}
		_, before := lexicon.Load([]lexicon.Source{{Name: "f.yaml", Data: data}})
		_, after := lexicon.Load([]lexicon.Source{{Name: "f.yaml", Data: out}})
		if (before == nil) != (after == nil) {
			t.Fatalf("it loads: %v, then %v\n%q\n%q", before, after, data, out)
		}
	})
}
