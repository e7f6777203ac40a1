package meaning_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhijian/lexicon"
	"zhijian/lexicon/meaning"
)

const base = `schema: zhijian/lexicon/v1
id: demo
title: 演示
terms:
  粗话: [滚蛋, 去死]
rules:
  - id: demo.rude
    title: 粗话
    kind: banned
    severity: major
    deduct: 10
    agent: [你…<粗话>, 闭嘴]
    unless: [滚蛋吧肿瘤君]
`

func load(t *testing.T, text string) *lexicon.Set {
	t.Helper()
	set, err := lexicon.Load([]lexicon.Source{{Name: "demo.yaml", Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestCompare(t *testing.T) {
	const added = "  - {id: demo.new, title: 新, kind: banned, severity: minor, agent: [啧]}\n"
	for _, c := range []struct {
		name, text string
		want       []meaning.Change
	}{
		{name: "layout", text: strings.NewReplacer("[你…<粗话>, 闭嘴]", "\n      # 先后不论\n      - 闭嘴\n      - 你…<粗话>", "[滚蛋, 去死]", "[去死, 滚蛋]").Replace(base)},
		{name: "examples", text: base + "    examples: {hit: [你闭嘴]}\n"},
		{name: "added", text: base + added, want: []meaning.Change{{Rule: "demo.new", Title: "新", Kind: meaning.Added}}},
		{name: "points", text: strings.Replace(base, "deduct: 10", "deduct: 20", 1), want: []meaning.Change{
			{Rule: "demo.rude", Title: "粗话", Kind: meaning.Changed, Gone: []string{"deduct: 10"}, Come: []string{"deduct: 20"}},
		}},
		{name: "word of a class", text: strings.Replace(base, "去死]", "滚远]", 1), want: []meaning.Change{
			{Rule: "demo.rude", Title: "粗话", Kind: meaning.Changed, Gone: []string{"<粗话>: 去死"}, Come: []string{"<粗话>: 滚远"}},
		}},
		{name: "pattern", text: strings.Replace(base, ", 闭嘴]", "]", 1), want: []meaning.Change{
			{Rule: "demo.rude", Title: "粗话", Kind: meaning.Changed, Gone: []string{"agent unless: 滚蛋吧肿瘤君 ← 闭嘴", "agent: 闭嘴"}},
		}},
		{name: "removed", text: strings.Replace(base, "demo.rude", "demo.rough", 1), want: []meaning.Change{
			{Rule: "demo.rough", Title: "粗话", Kind: meaning.Added}, {Rule: "demo.rude", Title: "粗话", Kind: meaning.Removed},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, meaning.Compare(load(t, base), load(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
