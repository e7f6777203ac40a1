package audit_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"zhijian/audit"
	"zhijian/lexicon"
	"zhijian/lexicon/check"
)

// sorry is a lexicon whose only rule asks for an apology where the customer sounds as if something went wrong, with body
// in the place of what its condition asks for.
const sorry = `schema: zhijian/lexicon/v1
id: test
conditions:
  in-trouble:
BODY
    examples:
      hit:
        - 杯子收到就碎了
        - 盘子拆开碎了两个
        - 客：在吗 ｜ 服：在的 ｜ 客：镜子碎了一地
        - 花瓶到手碎成渣
        - 碗边上碎了一块
      miss:
        - 杯子多大容量
        - 盘子有几种颜色
        - 镜子怎么安装
        - 花瓶能放干花吗
        - 客：碗是一套卖吗 ｜ 服：是的 ｜ 客：那来一套
rules:
  - id: test.sorry
    title: 未致歉
    kind: required
    severity: minor
    when: in-trouble
    agent: [抱歉]
    examples:
      hit: ['客：灯罩碎了好大一块 ｜ 服：哦']
      miss: ['客：灯罩多大 ｜ 服：三十厘米']
`

func sorrySources(body string) []lexicon.Source {
	return []lexicon.Source{{Name: "test.yaml", Data: []byte(strings.Replace(sorry, "BODY", body, 1))}}
}

func auditExample(t *testing.T, a *audit.Auditor, dialogue, rule string) string {
	t.Helper()
	example, err := lexicon.ParseExample(dialogue)
	if err != nil {
		t.Fatal(err)
	}
	s, err := check.Session(&lexicon.Rule{Channel: "both"}, example)
	if err != nil {
		t.Fatal(err)
	}
	return describe(a.AuditRule(s, rule))
}

func TestConditionResembles(t *testing.T) {
	const alone = "    customer: [{resembles: 0}]"
	for _, c := range []struct{ name, body, dialogue, want string }{
		{"a paraphrase", alone, "客：灯罩碎了好大一块 ｜ 服：哦", "-"},
		{"made good", alone, "客：灯罩碎了好大一块 ｜ 服：抱歉", ""},
		{"other talk", alone, "客：灯罩有几种颜色 ｜ 服：两种", ""},
		{"the agent's words", alone, "客：嗯 ｜ 服：灯罩碎了好大一块 ｜ 客：好 ｜ 服：哦", ""},
		{"a pattern with the demand", "    customer: [{say: 灯罩, resembles: 0}]", "客：灯罩碎了好大一块 ｜ 服：哦", "-"},
		{"a pattern without what it demands", "    customer: [{say: 灯罩, resembles: 0}]", "客：灯罩有几种颜色 ｜ 服：两种", ""},
		{"an exception swallows it", "    customer: [{resembles: 0, unless: [灯罩碎]}]", "客：灯罩碎了好大一块 ｜ 服：哦", ""},
		{"a place", "    customer: [{resembles: 0, in: first 1}]", "客：在吗 ｜ 服：在 ｜ 客：灯罩碎了好大一块 ｜ 服：哦", ""},
		{"within any", "    any: [{customer: [{resembles: 0}]}, {customer: [绝不会说的话]}]", "客：灯罩碎了好大一块 ｜ 服：哦", "-"},
		{"beside a pattern of another condition", "    customer: [{resembles: 0, beside: {customer: [好大]}}]", "客：灯罩碎了好大一块 ｜ 服：哦", "-"},
		{"without it", "    customer: [{resembles: 0, beside: {customer: [好大]}}]", "客：灯罩碎了一块 ｜ 客：好大一个 ｜ 服：哦", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := auditExample(t, compileSources(t, sorrySources(c.body)), c.dialogue, "test.sorry"); got != c.want {
				t.Errorf("%s came to %q, want %q", c.dialogue, got, c.want)
			}
		})
	}
}

// TestConditionOfAgentsResembles teaches a condition that the agent's words decide.
func TestConditionOfAgentsResembles(t *testing.T) {
	body := strings.NewReplacer("when: in-trouble", "when: {agent: [绝不会说的话]}", "agent: [抱歉]", "agent: [抱歉]\n    unless_session: in-trouble").Replace(
		strings.Replace(sorry, "BODY", "    agent: [{resembles: 0}]", 1))
	body = strings.NewReplacer("    when: {agent: [绝不会说的话]}\n", "", "客：在吗 ｜ 服：在的 ｜ 客：镜子碎了一地", "服：在的 ｜ 服：镜子碎了一地", "客：碗是一套卖吗 ｜ 服：是的 ｜ 客：那来一套", "服：碗是一套卖吗").Replace(body)
	a := compileSources(t, []lexicon.Source{{Name: "test.yaml", Data: []byte(body)}})
	for dialogue, want := range map[string]string{"客：嗯 ｜ 服：灯罩碎了好大一块": "", "客：灯罩碎了好大一块 ｜ 服：嗯": "-"} {
		if got := auditExample(t, a, dialogue, "test.sorry"); got != want {
			t.Errorf("%s came to %q, want %q", dialogue, got, want)
		}
	}
}

// TestConditionIsTrained trains a layer whose only lesson is a condition's, and changes an example of it.
func TestConditionIsTrained(t *testing.T) {
	sources := sorrySources("    customer: [{resembles: 0}]")
	set, err := lexicon.Load(sources)
	if err != nil {
		t.Fatal(err)
	}
	if !set.AsksLikeness(0) {
		t.Error("a layer with a condition that asks for likeness does not ask for it")
	}
	model, classes, err := audit.Fit(set, 0)
	if err != nil || classes != 1 {
		t.Fatalf("%d classes, %v", classes, err)
	}
	if again, _, err := audit.Fit(set, 0); err != nil || !bytes.Equal(model, again) {
		t.Fatalf("the same examples gave another model, %v", err)
	}
	withModel := append(slices.Clone(sources), lexicon.Source{Name: lexicon.ModelName, Data: lexicon.FramedModel(set.Layers[0].Digest, model)})
	fitting, err := lexicon.LoadRules(withModel)
	if err != nil {
		t.Fatal(err)
	}
	if named := fitting.Files[0].Conditions[0]; len(named.Examples.Hit) > 0 {
		t.Error("the condition's examples were read though its model fits")
	}
	a, err := audit.Compile(fitting)
	if err != nil {
		t.Fatal(err)
	}
	if got := auditExample(t, a, "客：灯罩碎了好大一块 ｜ 服：哦", "test.sorry"); got != "-" {
		t.Errorf("by the model that lies beside it, it came to %q", got)
	}
	changed := slices.Clone(sources)
	changed[0].Data = bytes.Replace(changed[0].Data, []byte("镜子怎么安装"), []byte("灯罩碎了能补吗"), 1)
	other, err := lexicon.Load(changed)
	if err != nil {
		t.Fatal(err)
	}
	before, err := audit.Learned(set)
	if err != nil {
		t.Fatal(err)
	}
	after, err := audit.Learned(other)
	if err != nil {
		t.Fatal(err)
	}
	relearnt, err := audit.LearntOtherwise(before, after)
	if err != nil || !slices.Equal(relearnt, []string{"test.sorry"}) {
		t.Errorf("learnt otherwise: %v, %v; want the rule that leans on the condition", relearnt, err)
	}
}

func TestConditionNeedsExamples(t *testing.T) {
	sources := sorrySources("    customer: [{resembles: 0}]")
	text := string(sources[0].Data)
	head, rest, _ := strings.Cut(text, "    examples:")
	_, rules, _ := strings.Cut(rest, "rules:")
	bare := head + "rules:" + rules
	twin := strings.Replace(text, "test.sorry", "test.sorrier", 1)
	for _, c := range []struct {
		name    string
		sources []lexicon.Source
		want    string
	}{
		{"none", []lexicon.Source{{Name: "test.yaml", Data: []byte(bare)}}, "condition in-trouble asks for likeness to its examples, but has none under hit"},
		{"two of a name", append(sources, lexicon.Source{Name: "twin.yaml", Data: []byte(twin)}), "two conditions test/in-trouble ask for likeness"},
	} {
		t.Run(c.name, func(t *testing.T) {
			set, err := lexicon.Load(c.sources)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := audit.Compile(set); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// TestConditionRulesRunTheExamples runs what stands beside conditions as lexicon test does.
func TestConditionRulesRunTheExamples(t *testing.T) {
	set, err := lexicon.Load(sorrySources("    customer: [{resembles: 0}]"))
	if err != nil {
		t.Fatal(err)
	}
	set.Rules = set.ConditionRules()
	a, err := audit.Compile(set)
	if err != nil {
		t.Fatal(err)
	}
	outcomes := check.Examples(a, nil)
	if len(outcomes) != 10 {
		t.Errorf("%d examples ran, want 10", len(outcomes))
	}
	for i := range outcomes {
		if !outcomes[i].OK() {
			t.Error(outcomes[i].String())
		}
	}
}
