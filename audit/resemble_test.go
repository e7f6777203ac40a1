package audit_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"zhijian/audit"
	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
	"zhijian/lexicon/check"
)

// putOff is a lexicon whose only rule goes by likeness, with body in the place of its list.
const putOff = `schema: zhijian/lexicon/v1
id: test
rules:
  - id: test.put-off
    title: 打发
    kind: banned
    severity: major
    agent:
BODY
    examples:
      hit:
        - 客：怎么退 ｜ 服：您自己上网查去吧
        - 客：尺码多大 ｜ 服：自己查一下不就知道了
        - 客：材质呢 ｜ 服：这个您自己看详情
        - 客：有说明吗 ｜ 服：详情页自己翻翻
      suspect:
        - 客：怎么办 ｜ 服：您自己看着办
        - 客：到哪了 ｜ 服：自己去问快递
      miss:
        - 客：怎么退 ｜ 服：好的，马上帮您查
        - 客：材质呢 ｜ 服：这款是纯棉的
ordinary:
  - 客：什么时候发 ｜ 服：今天就给您发出
  - 请问有什么可以帮您
  - 客：气死我了 ｜ 服：非常抱歉给您添麻烦了
  - 客：尺码多大 ｜ 服：尺码表发您看下
`

func putOffSources(body string) []lexicon.Source {
	return []lexicon.Source{{Name: "test.yaml", Data: []byte(strings.Replace(putOff, "BODY", body, 1))}}
}

func compileSources(t *testing.T, sources []lexicon.Source) *audit.Auditor {
	t.Helper()
	set, err := lexicon.LoadRules(sources)
	if err != nil {
		t.Fatal(err)
	}
	a, err := audit.Compile(set)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestResembles(t *testing.T) {
	for _, c := range []struct{ name, body, dialogue, want string }{
		{"a paraphrase", "      - {resembles: -0.2, suspect: true}", "客：怎么退货 ｜ 服：自己去查查看", "~1"},
		{"other talk", "      - {resembles: -0.2, suspect: true}", "客：怎么退货 ｜ 服：好的亲帮您登记了", ""},
		{"not the customer's words", "      - {resembles: -0.2, suspect: true}", "客：自己去查查看 ｜ 服：好的亲帮您登记了", ""},
		{"an exception swallows it", "      - {resembles: -0.2, suspect: true, unless: [查查看]}", "客：怎么退货 ｜ 服：自己去查查看", ""},
		{"what must be there is not", "      - {resembles: -0.2, suspect: true, with: [官网]}", "客：怎么退货 ｜ 服：自己去查查看", ""},
		{"what must not be there is", "      - {resembles: -0.2, suspect: true, without: [查查]}", "客：怎么退货 ｜ 服：自己去查查看", ""},
		{"a pattern with the demand", "      - {say: 自己, resembles: -0.2}", "客：怎么退货 ｜ 服：自己去查查看", "1"},
		{"a pattern without what it demands", "      - {say: 自己, resembles: -0.2}", "客：尺码多大 ｜ 服：今天就给您发出，自己家仓库的", ""},
		{"a place", "      - {resembles: -0.2, in: first 1}", "客：怎么退货 ｜ 服：好的亲 ｜ 客：嗯 ｜ 服：自己去查查看", ""},
		{"a hit that sounds right", "      - 自己\n    doubt_below: -0.2", "客：怎么退货 ｜ 服：自己去查查看", "1"},
		{"a hit that does not", "      - 自己\n    doubt_below: -0.2", "客：尺码多大 ｜ 服：今天就给您发出，自己家仓库的", "~1"},
		{"a certain hit after a doubtful one", "      - 自己\n    doubt_below: -0.2", "客：怎么退货 ｜ 服：今天就给您发出，自己家仓库的 ｜ 服：自己去查查看", "2"},
		{"a clause that is sure", "      - {say: 自己, sure: true}\n    doubt_below: -0.2", "客：尺码多大 ｜ 服：今天就给您发出，自己家仓库的", "1"},
		{"a sure clause before a doubtful one", "      - 今天\n      - {say: 自己, sure: true}\n    doubt_below: -0.2", "客：尺码多大 ｜ 服：今天就给您发出，自己家仓库的", "1"},
		{"a customer's words are not doubted", "      - 绝不会说的话\n    customer: [投诉]\n    doubt_below: -0.2", "客：我要投诉 ｜ 服：好", "0"},
		{"within any", "      []\n    any: [{agent: [{resembles: -0.2}]}]", "客：怎么退货 ｜ 服：自己去查查看", "1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := strings.Replace(c.body, "      []\n", "      - 绝不会说的话\n", 1)
			if strings.Contains(c.body, "any:") {
				body = strings.Replace(putOff, "    agent:\nBODY", strings.SplitN(c.body, "\n", 2)[1], 1)
			} else {
				body = strings.Replace(putOff, "BODY", body, 1)
			}
			a := compileSources(t, []lexicon.Source{{Name: "test.yaml", Data: []byte(body)}})
			example, err := lexicon.ParseExample(c.dialogue)
			if err != nil {
				t.Fatal(err)
			}
			s, err := check.Session(&lexicon.Rule{Channel: "both"}, example)
			if err != nil {
				t.Fatal(err)
			}
			r, applies := a.AuditRule(s, "test.put-off")
			if got := describe(r, applies); got != c.want {
				t.Errorf("%s came to %q, want %q", c.dialogue, got, c.want)
			}
		})
	}
}

// TestFittedModelIsUsedWhileItFits trains a layer, and then changes an example of it.
func TestFittedModelIsUsedWhileItFits(t *testing.T) {
	sources := putOffSources("      - {resembles: -0.2}")
	set, err := lexicon.Load(sources)
	if err != nil {
		t.Fatal(err)
	}
	model, classes, err := audit.Fit(set, 0)
	if err != nil || classes != 1 {
		t.Fatalf("%d classes, %v", classes, err)
	}
	again, _, err := audit.Fit(set, 0)
	if err != nil || !bytes.Equal(model, again) {
		t.Fatalf("the same examples gave another model, %v", err)
	}
	withModel := append(slices.Clone(sources), lexicon.Source{Name: lexicon.ModelName, Data: lexicon.FramedModel(set.Layers[0].Digest, model)})
	fitting, err := lexicon.LoadRules(withModel)
	if err != nil {
		t.Fatal(err)
	}
	if fitting.Layers[0].Model == nil || len(fitting.Rules[0].Examples.Hit) > 0 {
		t.Error("the model that lies beside the lexicon was not taken")
	}
	if fitting.Digest == "" || fitting.Digest != set.Digest {
		t.Errorf("the model changes the digest: %s, %s", fitting.Digest, set.Digest)
	}
	learnt := withModel[0].Data
	withModel[0].Data = bytes.Replace(learnt, []byte("{resembles: -0.2}"), []byte("{resembles: -0.25}"), 1)
	if reworded, err := lexicon.LoadRules(withModel); err != nil || reworded.Layers[0].Model == nil {
		t.Errorf("the model was dropped though only a clause was changed, %v", err)
	}
	for _, change := range [][2]string{{"kind: banned", "kind: violation"}, {"id: test.put-off", "id: test.put-out"}} {
		withModel[0].Data = bytes.Replace(learnt, []byte(change[0]), []byte(change[1]), 1)
		if changed, err := lexicon.LoadRules(withModel); err != nil || changed.Layers[0].Model != nil {
			t.Errorf("%s became %s, and the model was still taken, %v", change[0], change[1], err)
		}
	}
	withModel[0].Data = bytes.Replace(learnt, []byte("自己翻翻"), []byte("自己翻一翻"), 1)
	stale, err := lexicon.LoadRules(withModel)
	if err != nil {
		t.Fatal(err)
	}
	if stale.Layers[0].Model != nil || len(stale.Rules[0].Examples.Hit) == 0 {
		t.Error("a model that was fitted to other examples was taken")
	}
	damaged := *fitting
	damaged.Layers = []lexicon.Layer{{Number: 0, Model: model[:len(model)/2]}}
	if _, err := audit.Compile(&damaged); err == nil || !strings.Contains(err.Error(), "not a model file") {
		t.Errorf("a damaged model: %v", err)
	}
	for _, s := range []*lexicon.Set{fitting, stale} {
		if _, err := audit.Compile(s); err != nil {
			t.Error(err)
		}
	}
}

// TestUnlearntTeachesNothing adds an example twice: once to be learnt, once not.
func TestUnlearntTeachesNothing(t *testing.T) {
	fit := func(added string) []byte {
		sources := putOffSources("      - {resembles: -0.2}")
		sources[0].Data = bytes.Replace(sources[0].Data, []byte("      suspect:"), []byte(added+"      suspect:"), 1)
		set, err := lexicon.Load(sources)
		if err != nil {
			t.Fatal(err)
		}
		model, _, err := audit.Fit(set, 0)
		if err != nil {
			t.Fatal(err)
		}
		return model
	}
	before := fit("")
	if !bytes.Equal(before, fit("        - '{unlearnt} 客：尺码呢 ｜ 服：说明书上自己找'\n")) {
		t.Error("an example that is not to be learnt changed what is learnt")
	}
	if bytes.Equal(before, fit("        - 客：尺码呢 ｜ 服：说明书上自己找\n")) {
		t.Error("an example changed nothing about what is learnt")
	}
}

func TestLikenessNeedsExamplesAndItsPlace(t *testing.T) {
	bare := strings.Replace(putOff, "BODY", "      - {resembles: 0}", 1)
	bare, _, _ = strings.Cut(bare, "    examples:")
	set, err := lexicon.Load([]lexicon.Source{{Name: "test.yaml", Data: []byte(bare)}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Compile(set); err == nil || !strings.Contains(err.Error(), "test.put-off asks for likeness to its examples, but has none") {
		t.Errorf("without examples: %v", err)
	}
	named := strings.Replace(putOff, "BODY", "      - {say: 自己, after: {agent: [{resembles: 0}]}}", 1)
	set, err = lexicon.Load([]lexicon.Source{{Name: "test.yaml", Data: []byte(named)}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Compile(set); err == nil || !strings.Contains(err.Error(), "resembles stands in the lists of a rule or of a named condition itself") {
		t.Errorf("in a relation: %v", err)
	}
}

// TestExtensionTeaches lets a shop add an example of its own to a rule of a lower layer.
func TestExtensionTeaches(t *testing.T) {
	lower := putOffSources("      - {resembles: 0.3}")
	upper := lexicon.Source{Name: "shop.yaml", Layer: 1, Data: []byte(`schema: zhijian/lexicon/v1
id: shop
extend:
  - id: test.put-off
    examples:
      hit:
        - 客：在吗 ｜ 服：百度不会用吗
        - 客：咋装 ｜ 服：百度一下行不行
`)}
	dialogue := "客：咋用 ｜ 服：百度不会用嘛"
	example, err := lexicon.ParseExample(dialogue)
	if err != nil {
		t.Fatal(err)
	}
	s, err := check.Session(&lexicon.Rule{Channel: "both"}, example)
	if err != nil {
		t.Fatal(err)
	}
	if r, _ := compileSources(t, lower).AuditRule(s, "test.put-off"); len(r.Findings) != 0 {
		t.Error("found before it was taught")
	}
	both := slices.Concat(lower, []lexicon.Source{upper})
	if r, _ := compileSources(t, both).AuditRule(s, "test.put-off"); len(r.Findings) != 1 {
		t.Error("not found after it was taught")
	}
	set, err := lexicon.Load(both)
	if err != nil {
		t.Fatal(err)
	}
	for layer := range set.Layers {
		model, _, err := audit.Fit(set, layer)
		if err != nil {
			t.Fatal(err)
		}
		both = append(both, lexicon.Source{Name: lexicon.ModelName, Layer: layer, Data: lexicon.FramedModel(set.Layers[layer].Digest, model)})
	}
	trained, err := lexicon.LoadRules(both)
	if err != nil || trained.Layers[1].Model == nil {
		t.Fatalf("the extension's model was not taken, %v", err)
	}
	a, err := audit.Compile(trained)
	if err != nil {
		t.Fatal(err)
	}
	if r, _ := a.AuditRule(s, "test.put-off"); len(r.Findings) != 1 {
		t.Error("not found with the model that was made of it")
	}
}

// TestBuiltinModelFitsItsExamples keeps the model in step with the examples: without it every start would learn anew.
func TestBuiltinModelFitsItsExamples(t *testing.T) {
	sources, err := builtin.Sources()
	if err != nil {
		t.Fatal(err)
	}
	set, err := lexicon.Load(sources)
	if err != nil {
		t.Fatal(err)
	}
	if set.Layers[0].Model == nil {
		t.Fatal("lexicon/builtin was edited since its model was made; run: go generate ./lexicon/builtin")
	}
	model, _, err := audit.Fit(set, 0)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(model, set.Layers[0].Model) {
		t.Error("the examples of lexicon/builtin give another model; run: go generate ./lexicon/builtin")
	}
}

// TestKinAreToldApart has two rules of one category: what breaks one of them is not suspected of breaking the other.
func TestKinAreToldApart(t *testing.T) {
	rules, rest, _ := strings.Cut(strings.Replace(putOff, "BODY", "      - {resembles: -1, suspect: true}", 1), "ordinary:")
	sources := []lexicon.Source{{Name: "test.yaml", Data: []byte(rules + `  - id: test.calm
    title: 冷静
    kind: banned
    severity: minor
    agent:
      - {resembles: -1, suspect: true}
    examples:
      hit:
        - 客：气死我了 ｜ 服：先生您冷静一下
        - 客：你们骗人 ｜ 服：您别激动好吗
        - 客：我要投诉 ｜ 服：消消气行不行
        - 客：垃圾 ｜ 服：您先冷静冷静
ordinary:` + rest)}}
	a := compileSources(t, sources)
	for dialogue, want := range map[string][2]string{
		"客：我要投诉 ｜ 服：您冷静冷静": {"", "~1"},
		"客：怎么退 ｜ 服：自己上网查查": {"~1", ""},
	} {
		example, err := lexicon.ParseExample(dialogue)
		if err != nil {
			t.Fatal(err)
		}
		s, err := check.Session(&lexicon.Rule{Channel: "both"}, example)
		if err != nil {
			t.Fatal(err)
		}
		for i, id := range []string{"test.put-off", "test.calm"} {
			r, applies := a.AuditRule(s, id)
			if got := describe(r, applies); got != want[i] {
				t.Errorf("%s came to %q by %s, want %q", dialogue, got, id, want[i])
			}
		}
	}
}

func TestSureIsNoSuspect(t *testing.T) {
	if _, err := lexicon.Load(putOffSources("      - {say: 自己, sure: true, suspect: true}")); err == nil || !strings.Contains(err.Error(), "both sure and suspect") {
		t.Errorf("a clause that is both: %v", err)
	}
}
