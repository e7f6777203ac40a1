package meaning_test

import (
	"strings"
	"testing"
	"time"

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

func TestCompareAllowances(t *testing.T) {
	today := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	const head, other = "schema: zhijian/lexicon/v1\nallow:\n", "  - {fingerprint: ffffffffffffffff, rule: a.z, reason: 存量}\n"
	entry := func(more string) string {
		return other + "  - {fingerprint: 0123456789abcdef, rule: a.b, " + more + "}\n"
	}
	for _, c := range []struct {
		name, before, after string
		want                []meaning.AllowanceChange
	}{
		{name: "the same", before: entry("reason: 误报, evidence: 甲"), after: entry("evidence: 乙, reason: 误报")},
		{name: "added", before: other, after: entry("reason: 误报, expires: 2026-11-20"), want: []meaning.AllowanceChange{{Kind: meaning.Added, Reason: "误报"}}},
		{name: "added too late", before: other, after: entry("reason: 误报, expires: 2026-11-19"), want: []meaning.AllowanceChange{{Kind: meaning.Added, Reason: "误报", Expired: true}}},
		{name: "removed", before: entry("reason: 误报, expires: 2026-11-19"), after: other, want: []meaning.AllowanceChange{{Kind: meaning.Removed, Reason: "误报"}}},
		{name: "expired", before: entry("reason: 误报, expires: 2026-11-19"), after: entry("reason: 误报, expires: 2026-11-19"), want: []meaning.AllowanceChange{{Reason: "误报", Expired: true}}},
		{name: "prolonged", before: entry("reason: 误报, expires: 2026-11-19"), after: entry("reason: 误报, author: 李四, expires: 2027-11-19"), want: []meaning.AllowanceChange{
			{Kind: meaning.Changed, Reason: "误报", Gone: []string{"reason: 误报, expires: 2026-11-19"}, Come: []string{"reason: 误报, author: 李四, expires: 2027-11-19"}},
		}},
		{name: "renewed beside the old one", before: entry("reason: 误报, expires: 2026-11-19"), after: entry("reason: 误报, expires: 2026-11-19") + strings.TrimPrefix(entry("reason: 误报"), other), want: []meaning.AllowanceChange{
			{Kind: meaning.Changed, Reason: "误报", Come: []string{"reason: 误报"}},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i := range c.want {
				c.want[i].Rule, c.want[i].Fingerprint = "a.b", "0123456789abcdef"
			}
			got := meaning.CompareAllowances(load(t, head+c.before), load(t, head+c.after), today)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
