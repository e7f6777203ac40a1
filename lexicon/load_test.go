package lexicon_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhijian/lexicon"
)

const head = "schema: zhijian/lexicon/v1\nid: test\n"

func load(files ...string) (*lexicon.Set, error) {
	sources := make([]lexicon.Source, 0, len(files))
	for i, text := range files {
		sources = append(sources, lexicon.Source{Name: string(rune('a'+i)) + ".yaml", Data: []byte(head + text), Layer: i})
	}
	return lexicon.Load(sources)
}

const rule = "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agent: [坏话]}\n"

// TestProblems pins the place and the gist of every mistake that the loader knows.
func TestProblems(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"not YAML", "rules: [", "a.yaml:3:8: not valid YAML"},
		{"unknown key", "rulez: []\n", `a.yaml:3:1: unknown key "rulez" in a lexicon file`},
		{"key misspelt", "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agnt: [坏话], agent: [a]}\n", `unknown key "agnt" in a rule`},
		{"pattern never closed", "terms:\n  甲: [好, (坏]\n", "a.yaml:4:10: pattern (坏: this '(' is never closed"},
		{"unknown class", "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agent: [坏<乙>]}\n", "there is no term class <乙>"},
		{"class within itself", "terms:\n  甲: [好<乙>]\n  乙: [坏<甲>]\n", "contains itself"},
		{"condition within itself", "conditions:\n  a: {all: [b]}\n  b: {all: [a]}\n", "leads back to itself"},
		{"unknown condition", "conditions:\n  a: {all: [b]}\n", `a.yaml:4:13: there is no condition "b" here`},
		{"condition that asks nothing", "conditions:\n  a: {in: first 2}\n", "asks for nothing"},
		{"exception of nothing", "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, any: [{agent: [坏话]}], without: [好], gap: 3}\n", "a.yaml:4:6: without, gap would have no effect"},
		{"exception of an event", "conditions:\n  a: {event: silence > 5s, unless: [好]}\n", "unless would have no effect"},
		{"bad name", "conditions:\n  A b: {customer: [x]}\n", "name is made of small letters"},
		{"bad id", "rules:\n  - {id: X, title: t, kind: banned, severity: minor, agent: [坏话]}\n", `id "X" is not of the form`},
		{"no title", "rules:\n  - {id: x.y, kind: banned, severity: minor, agent: [坏话]}\n", "rule x.y has no title"},
		{"no condition", "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor}\n", "asks for nothing"},
		{"unknown kind", "rules:\n  - {id: x.y, title: t, kind: bad, severity: minor, agent: [坏话]}\n", `"bad" is none of banned, violation`},
		{"when outside of required", "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agent: [坏话], when: {customer: [a]}}\n", "belong to rules of kind required"},
		{"ends before it begins", "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agent: [坏话], since: 2026-02-01, until: 2026-01-01}\n", "ends before it begins"},
		{"not a day", "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agent: [坏话], since: soon}\n", "a day such as"},
		{"not a position", "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agent: [坏话], in: third}\n", "a position such as"},
		{"not a count", "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agent: [坏话], times: often}\n", "a count such as"},
		{"not a distance", "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agent: [{say: 坏, after: {customer: [a], within: near}}]}\n", "a distance such as"},
		{"not an event", "rules:\n  - {id: x.y, title: t, kind: conduct, severity: minor, event: silence}\n", "an event such as"},
		{"not a number", "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agent: [坏话], deduct: lots}\n", "a number from 0"},
		{"edits of everything", "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agent: [{like: [坏话], edits: 2}]}\n", "would match nearly everything"},
		{"empty example", "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agent: [坏话], examples: {hit: ['客： ｜ 服：好']}}\n", "an utterance is empty"},
		{"setting without a value", "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agent: [坏话], examples: {hit: ['{unlearnt=yes} 坏话']}}\n", "the setting unlearnt takes no value"},
		{"example for nothing", "rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agent: [坏话], examples: {hit: ['{unlearnt, untested} 坏话']}}\n", "neither learnt from nor tested"},
		{"rule twice", rule + "  - {id: x.y, title: t, kind: banned, severity: minor, agent: [坏话]}\n", "is defined at a.yaml:4:6 too"},
		{"term twice", "terms:\n  甲: [好]\n  甲: [坏]\n", "甲"},
		{"missing import", "import: [other.yaml]\n", `no lexicon file in force is named "other.yaml"`},
		{"disable what is not there", "disable: [a.b]\n", "there is no rule a.b to disable"},
		{"allow entry without a reason", "allow:\n  - {fingerprint: 0123456789abcdef, rule: x.y}\n", "a.yaml:4:6: an allow entry needs reason"},
		{"allow entry with an empty reason", "allow:\n  - {fingerprint: 0123456789abcdef, rule: x.y, reason: ' '}\n", "a.yaml:4:6: an allow entry needs reason"},
		{"allow entry without a rule", "allow:\n  - {fingerprint: 0123456789abcdef, reason: 误报}\n", "a.yaml:4:6: an allow entry needs rule"},
		{"allow entry without a fingerprint", "allow:\n  - {rule: x.y, reason: 误报}\n", "a.yaml:4:6: an allow entry needs fingerprint"},
		{"allow entry with a bad fingerprint", "allow:\n  - {fingerprint: 0123456789ABCDEF, rule: x.y, reason: 误报}\n", "a.yaml:4:19: a fingerprint of 16 figures and letters a to f"},
		{"allow entry that ends on no day", "allow:\n  - {fingerprint: 0123456789abcdef, rule: x.y, reason: 误报, expires: 2026-02-30}\n", `a.yaml:4:69: a day such as 2026-11-20 is expected here, not "2026-02-30"`},
		{"unknown key of an allow entry", "allow:\n  - {fingerprint: 0123456789abcdef, rule: x.y, reason: 误报, expire: 2026-02-20}\n", `did you mean "expires"?`},
		{"allow entries that are none", "allow: [0123456789abcdef]\n", "a.yaml:3:9: an allow entry must be a mapping"},
		{"group of examples without examples", "examples:\n  - {hit: x.y}\n", "a.yaml:4:6: a group of examples needs said"},
		{"group of examples of nothing", "examples:\n  - {said: 坏话}\n", "a.yaml:4:6: a group of examples needs hit, suspect or miss"},
		{"group of examples of an unknown rule", "examples:\n  - {hit: x.z, said: 坏话}\n", "a.yaml:4:11: no file of this layer has a rule x.z"},
		{"group of examples of an unknown condition", "examples:\n  - {miss: [quiet], said: 坏话}\n", `a.yaml:4:13: there is no condition "quiet" here`},
		{"group of suspects of a condition", "conditions:\n  loud: {customer: [吵]}\nexamples:\n  - {suspect: loud, said: 吵}\n", "a.yaml:6:15: condition loud: a condition holds or does not"},
		{"unknown key of a group of examples", "examples:\n  - {hits: x.y, said: 坏话}\n", `did you mean "hit"?`},
		{"bad example in a group", rule + "examples:\n  - {hit: x.y, said: ['客：']}\n", "an utterance is empty"},
		{"unknown normalisation", "normalise: {widht: false}\n", `normalisation has no step "widht"`},
	} {
		_, err := load(c.text)
		var problems lexicon.Problems
		if !errors.As(err, &problems) {
			t.Errorf("%s: no problems, but %v", c.name, err)
			continue
		}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
	}
}

func TestAllProblemsAtOnce(t *testing.T) {
	_, err := load("terms:\n  甲: [(坏, '<']\nrules:\n  - {id: X, title: t, kind: bad, severity: minor, agent: ['@']}\n")
	var problems lexicon.Problems
	if !errors.As(err, &problems) || len(problems) != 5 {
		t.Fatalf("want five problems, got %d:\n%v", len(problems), err)
	}
	for i := 1; i < len(problems); i++ {
		if a, b := problems[i-1], problems[i]; a.Line > b.Line || a.Line == b.Line && a.Column > b.Column {
			t.Errorf("%v stands before %v", a, b)
		}
	}
}

func ids(set *lexicon.Set) []string {
	var out []string
	for _, r := range set.Rules {
		out = append(out, r.ID)
	}
	return out
}

func TestLayers(t *testing.T) {
	base := "terms:\n  坏: [坏话]\nrules:\n" +
		"  - {id: x.a, title: 甲, kind: banned, severity: minor, deduct: 5, agent: [<坏>], unless: [不是坏话], examples: {hit: [坏话]}}\n" +
		"  - {id: x.b, title: 乙, kind: banned, severity: minor, agent: [糟]}\n" +
		"  - {id: x.c, title: 丙, kind: banned, severity: minor, default: 'off', agent: [差]}\n"
	set, err := load(base)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"x.a", "x.b"}, ids(set)); diff != "" {
		t.Errorf("a rule that is off by default (-want +got):\n%s", diff)
	}
	set, err = load(base, "disable: [x.b]\nenable: [x.c]\nextend:\n"+
		"  - {id: x.a, deduct: 9, agent: [脏话], unless: [没说脏话], examples: {hit: [脏话]}}\n"+
		"  - {term: 坏, add: [坏句]}\n")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"x.a", "x.c"}, ids(set)); diff != "" {
		t.Errorf("disable and enable (-want +got):\n%s", diff)
	}
	a := set.Rules[0]
	clauses := a.Condition.Clauses[lexicon.Agent]
	if a.Deduct != 9 || a.Title != "甲" || len(clauses) != 2 || len(clauses[0].Unless) != 2 || len(a.Examples.Hit) != 2 {
		t.Errorf("extension: deduct %v, title %s, %d clauses, %d exceptions, %d hits", a.Deduct, a.Title, len(clauses), len(clauses[0].Unless), len(a.Examples.Hit))
	}
	if words := clauses[0].Say[0].Classes["坏"].Entries; len(words) != 2 {
		t.Errorf("the class has %d words, want 2", len(words))
	}
	set, err = load(base, "rules:\n  - {id: x.a, title: 新, kind: banned, severity: major, agent: [别]}\n")
	if err != nil {
		t.Fatal(err)
	}
	if set.Rules[0].Title != "新" || set.Rules[0].Position.File != "b.yaml" {
		t.Errorf("a higher layer does not override: %v", set.Rules[0])
	}
}

func TestShadowedNamesAreRefused(t *testing.T) {
	_, err := load("terms:\n  坏: [坏话]\n", "import: [a.yaml]\nterms:\n  坏: [脏话]\nconditions:\n  c: {customer: [x]}\n")
	want := `b.yaml:3:10: term class "坏" is defined at b.yaml:5:3 and at a.yaml:4:3, and this file sees both; rename one`
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestDigestFollowsTheText(t *testing.T) {
	one, err1 := load(rule)
	same, err2 := load(rule)
	other, err3 := load(strings.Replace(rule, "坏话", "脏话", 1))
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	if one.Digest != same.Digest || one.Digest == other.Digest {
		t.Errorf("digests %s, %s, %s", one.Digest, same.Digest, other.Digest)
	}
}

func TestLiterals(t *testing.T) {
	set, err := load("terms:\n  甲: [好, <乙>]\n  乙: ['[喂]', (坏|差)…话]\nrules:\n" +
		"  - {id: x.y, title: t, kind: banned, severity: minor, agent: [<甲>了, {like: [真是的啊你]}], unless: [不/x], after: {customer: [催]}}\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"不/x", "了", "催", "喂", "坏", "好", "差", "真是的啊你", "话"}
	got := set.Literals()
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Fingerprints are read as they are written, even those that look like numbers, and entries of all layers stay.
func TestAllow(t *testing.T) {
	set, err := load(
		rule+"allow:\n  - {fingerprint: 1234567e90123456, rule: x.y, evidence: 坏话, reason: 误报, author: 李四, expires: 2026-11-20}\n",
		"allow:\n  - {fingerprint: 0012345678901234, rule: x.y, reason: 存量}\n  - {fingerprint: 1234567e90123456, rule: x.y, reason: 复核}\n",
	)
	if err != nil {
		t.Fatal(err)
	}
	want := []*lexicon.Allowance{
		{
			Position: lexicon.Position{File: "a.yaml", Line: 6, Column: 6}, Fingerprint: "1234567e90123456", Rule: "x.y",
			Evidence: "坏话", Reason: "误报", Author: "李四", Expires: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
		},
		{Position: lexicon.Position{File: "b.yaml", Line: 4, Column: 6}, Fingerprint: "0012345678901234", Rule: "x.y", Reason: "存量"},
		{Position: lexicon.Position{File: "b.yaml", Line: 5, Column: 6}, Fingerprint: "1234567e90123456", Rule: "x.y", Reason: "复核"},
	}
	if diff := cmp.Diff(want, set.Allowances()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	last := time.Date(2026, 11, 20, 23, 59, 0, 0, time.FixedZone("CST", 8*3600))
	if first := want[0]; first.Expired(last) || !first.Expired(last.Add(time.Minute)) || want[1].Expired(last.AddDate(100, 0, 0)) {
		t.Error("an entry holds to the end of its last day, and for ever without one")
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(head + rule)
	f.Add(head + "terms:\n  甲: [好<乙>]\nextend: [{term: 甲, add: [x]}]\n")
	f.Add("a: &x [*x]\n")
	f.Add(head + rule + "allow:\n  - {fingerprint: 0123456789abcdef, rule: x.y, reason: 误报, expires: 2026-11-20}\n")
	f.Fuzz(func(t *testing.T, text string) {
		set, err := lexicon.Load([]lexicon.Source{{Name: "fuzz.yaml", Data: []byte(text)}})
		if (set == nil) == (err == nil) {
			t.Fatalf("set %v and error %v", set, err)
		}
		var problems lexicon.Problems
		if err != nil && !errors.As(err, &problems) {
			t.Fatalf("an error without a place: %v", err)
		}
	})
}

// TestExampleGroups wants examples that stand by themselves beside all that their group names, each with a speaker of its
// own, and none from other layers.
func TestExampleGroups(t *testing.T) {
	set, err := lexicon.Load([]lexicon.Source{
		{Name: "more.yaml", Data: []byte(head + "import: [rules.yaml]\nexamples:\n" +
			"  - {hit: [x.y, upset], miss: calm, said: [坏话, '客：坏话 ｜ 服：坏话']}\n  - {suspect: x.y, said: 怪话}\n")},
		{Name: "rules.yaml", Data: []byte(strings.Replace(head, "id: test", "id: rules", 1) +
			"conditions:\n  upset: {customer: [坏话]}\n  calm: {agent: [好话]}\n" +
			"rules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agent: [坏话], examples: {hit: 坏坏话}}\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	texts := func(list []*lexicon.Example) (out []string) {
		for _, e := range list {
			out = append(out, e.Source)
		}
		return out
	}
	y := set.Rules[0].Examples
	if diff := cmp.Diff([][]string{{"坏坏话", "坏话", "客：坏话 ｜ 服：坏话"}, {"怪话"}, nil}, [][]string{texts(y.Hit), texts(y.Suspect), texts(y.Miss)}); diff != "" {
		t.Errorf("the rule's examples (-want +got):\n%s", diff)
	}
	conditions := map[string]*lexicon.Condition{}
	for _, c := range set.Files[1].Conditions {
		conditions[c.Name] = c
	}
	upset, calm := conditions["upset"].Examples, conditions["calm"].Examples
	if len(upset.Hit) != 2 || len(upset.Miss) != 0 || len(calm.Hit) != 0 || len(calm.Miss) != 2 {
		t.Fatalf("upset has %v, calm has %v", upset, calm)
	}
	if a, b, c := y.Hit[1].Lines[0].Speaker, upset.Hit[0].Lines[0].Speaker, calm.Miss[0].Lines[0].Speaker; a != lexicon.Agent || b != lexicon.Customer || c != lexicon.Agent {
		t.Errorf("the same plain sentence is said by %s to a rule, by %s where customers are meant and by %s where agents are", a, b, c)
	}
	if at := upset.Hit[0].Position; at.File != "more.yaml" || at.Line != 5 {
		t.Errorf("it stands at %s", at)
	}
	if _, err := load(rule, "examples:\n  - {hit: x.y, said: 坏话}\n"); err == nil || !strings.Contains(err.Error(), "those for a rule of a lower layer stand under extend") {
		t.Errorf("a group for a rule of a lower layer: %v", err)
	}
}

// TestImportsOwnLayerFirst: a file of the importer's layer is meant before one of a lower layer with the same name.
func TestImportsOwnLayerFirst(t *testing.T) {
	words := func(word string) []byte {
		return []byte(strings.Replace(head, "test", "words", 1) + "terms:\n  词: [" + word + "]\n")
	}
	set, err := lexicon.Load([]lexicon.Source{
		{Name: "builtin/words.yaml", Data: words("甲")},
		{Name: "shop/words.yaml", Data: words("乙"), Layer: 1},
		{Name: "shop/rules.yaml", Data: []byte(head + "import: [words.yaml]\nrules:\n  - {id: x.y, title: t, kind: banned, severity: minor, agent: [<词>]}\n"), Layer: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	if words := set.Rules[0].Condition.Clauses[lexicon.Agent][0].Say[0].Classes["词"].Entries; len(words) != 1 || words[0].File != "shop/words.yaml" {
		t.Errorf("the class has %v", words)
	}
}
