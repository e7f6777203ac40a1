package check_test

import (
	"fmt"
	"strings"
	"testing"

	"zhijian/audit"
	"zhijian/lexicon"
	"zhijian/lexicon/check"
	"zhijian/lexicon/wording"
)

// bare makes a rule that hits where the pattern matches, whoever speaks.
func bare(id string, p *lexicon.Pattern, opt lexicon.Options) *lexicon.Rule {
	clause := &lexicon.Clause{Position: p.Position, Say: []*lexicon.Pattern{p}, Options: opt}
	c := &lexicon.Condition{Position: p.Position}
	c.Clauses[lexicon.Anyone] = []*lexicon.Clause{clause}
	return &lexicon.Rule{ID: id, Kind: lexicon.Banned, Channel: "both", Condition: c}
}

// hitting counts how many of n made-up wordings of the pattern hit a rule that holds nothing else.
func hitting(t *testing.T, p *lexicon.Pattern, opt lexicon.Options, n int) (hits int, last string) {
	t.Helper()
	rule := bare("x.y", p, opt)
	a, err := audit.Compile(&lexicon.Set{Rules: []*lexicon.Rule{rule}})
	if err != nil {
		t.Fatal(err)
	}
	m := wording.New(p.Source)
	for range n {
		say := m.Pattern(p, opt.Gap)
		s, err := check.Session(rule, &lexicon.Example{Lines: []lexicon.Line{{Speaker: lexicon.Agent, Text: say, At: -1, End: -1}}})
		if err != nil {
			t.Fatal(err)
		}
		if r, _ := a.AuditRule(s, rule.ID); len(r.Findings) > 0 {
			hits++
		} else {
			last = say
		}
	}
	return hits, last
}

// Of the wordings made up for a pattern of the built-in lexicon nearly all match it, and of nearly every pattern some do.
func TestMadeUpWordingMatches(t *testing.T) {
	set := builtinSet(t)
	const each = 6
	patterns, made, hits := 0, 0, 0
	seen := map[*lexicon.Pattern]bool{}
	for _, rule := range set.Rules {
		for _, c := range rule.Conditions() {
			for _, list := range c.Clauses {
				for _, clause := range list {
					for k, p := range clause.Patterns() {
						if k > 0 || p.Line%4 > 0 || seen[p] {
							continue // some of all are plenty
						}
						seen[p] = true
						n, last := hitting(t, p, clause.Options, each)
						patterns, made, hits = patterns+1, made+each, hits+n
						if n == 0 {
							t.Logf("%s: %s: nothing made up matches it, such as %q", p.Position, p.Source, last)
							patterns--
						}
					}
				}
			}
		}
	}
	if never := len(seen) - patterns; never > len(seen)/50 {
		t.Errorf("nothing made up matches %d of %d patterns", never, len(seen))
	}
	if 100*hits < 95*made {
		t.Errorf("%d of %d wordings match their patterns, want 95 %%", hits, made)
	}
	t.Logf("%d patterns, %d of %d wordings match", patterns, hits, made)
}

// Every form of the pattern language can be made up.
func TestMadeUpForms(t *testing.T) {
	forms := []string{
		"没有发票", "(没有|木有)…{3,12}发票", "再?(给|帮)(您)?开", "^不行$", "^^不行$$", `\d点半`, "不 行", `/退款\d{3,}[元块]?/`,
		"/[^好]+不行/", "@phone", "@wechat", "@qq", "@url", "@address", "@person", "@id-card", "@bank-card", "@order-no",
		"@amount", "@duration", "@date", "[喂]",
	}
	text := "schema: zhijian/lexicon/v1\nid: forms\nrules:\n"
	for i, form := range forms {
		text += fmt.Sprintf("  - {id: forms.r%d, title: t, kind: banned, severity: minor, agent: ['%s']}\n", i, form)
	}
	set, err := lexicon.Load([]lexicon.Source{{Name: "forms.yaml", Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range set.Rules {
		p := rule.Condition.Clauses[lexicon.Agent][0].Say[0]
		if n, last := hitting(t, p, lexicon.Options{}, 20); n < 10 {
			t.Errorf("%s: %d of 20 wordings match; not %q", p.Source, n, last)
		}
	}
}

const proved = `
schema: zhijian/lexicon/v1
id: proved
rules:
  - id: proved.refund
    title: t
    kind: banned
    severity: minor
    agent:
      - '不…{0,4}退'
      - 退不了
      - say: 不行
        reply_to: (能|可以)退吗
    unless: ['不是…{0,4}退']
    examples:
      hit: [我们不给退]
      miss: [不是不退]
`

// A part that no example makes use of gets a witness on the right side; one that other patterns cover gets none.
func TestProverFindsWitnesses(t *testing.T) {
	set, err := lexicon.Load([]lexicon.Source{{Name: "proved.yaml", Data: []byte(proved)}})
	if err != nil {
		t.Fatal(err)
	}
	trials, err := check.Mutants(set, nil, 100)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, trial := range trials {
		verdict := "no difference"
		switch {
		case trial.Killed:
			verdict = "killed"
		case trial.Witness != nil:
			verdict = trial.Want.String()
		}
		got[fmt.Sprintf("%d %s", trial.Line, trial.Kind)] = verdict
		if trial.Witness == nil {
			continue
		}
		// What is shown is an example that the loader reads back, with the outcome that is shown.
		e, err := lexicon.ParseExample(trial.Witness.Source)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range []struct {
			rule *lexicon.Rule
			hits bool
		}{{trial.Original, trial.Want == check.Hit}, {trial.Rule, trial.Want != check.Hit}} {
			a, err := audit.Compile(&lexicon.Set{Rules: []*lexicon.Rule{o.rule}})
			if err != nil {
				t.Fatal(err)
			}
			s, err := check.Session(o.rule, e)
			if err != nil {
				t.Fatal(err)
			}
			if r, _ := a.AuditRule(s, o.rule.ID); (len(r.Findings) > 0) != o.hits {
				t.Errorf("%s: %s: %q: hits %v, want %v", trial.Position, trial.Kind, trial.Witness.Source, !o.hits, o.hits)
			}
		}
	}
	for key, want := range map[string]string{
		"10 clause dropped": "killed", "10 gap widened": "miss", "11 clause dropped": "hit", "12 clause dropped": "hit",
		"14 exception deleted": "killed",
	} {
		if got[key] != want {
			t.Errorf("%s: %q, want %q", key, got[key], want)
		}
	}
}

// A rule that learns from its examples is told of an exception by what it has not learnt, and by ordinary dialogues.
func TestProverOfLikeness(t *testing.T) {
	const text = `
schema: zhijian/lexicon/v1
id: put-off
rules:
  - id: put-off.yourself
    title: t
    kind: banned
    severity: minor
    agent: [自己看]
    unless: [自己看着喜欢, 自己看上]
    doubt_below: -0.2
    examples:
      hit: [您自己看详情, 尺码自己看, 说明书自己看去]
      miss: [马上帮您查, 这款是纯棉的ADDED]
ordinary: [今天就给您发出, 自己看上的肯定要穿得舒服]
`
	for _, c := range []struct {
		added string
		saved bool // the exception that no ordinary dialogue holds is noticed
	}{{"", false}, {", '{unlearnt} 送人还是您自己看着喜欢最要紧'", true}} {
		set, err := lexicon.Load([]lexicon.Source{{Name: "put-off.yaml", Data: []byte(strings.Replace(text, "ADDED", c.added, 1))}})
		if err != nil {
			t.Fatal(err)
		}
		trials, err := check.Mutants(set, nil, 100)
		if err != nil {
			t.Fatal(err)
		}
		if len(trials) != 2 || trials[0].Killed != c.saved || !trials[1].Killed {
			t.Fatalf("%q: trials: %+v", c.added, trials)
		}
		if w := trials[0].Witness; !c.saved && (w == nil || !strings.HasPrefix(w.Source, "{unlearnt} ")) {
			t.Errorf("witness: %+v", w)
		}
	}
}

// Dropping what another pattern says as well is no change for the worse.
func TestProverFindsNoWitness(t *testing.T) {
	set, err := lexicon.Load([]lexicon.Source{{Name: "same.yaml", Data: []byte(`
schema: zhijian/lexicon/v1
id: same
rules:
  - {id: same.a, title: t, kind: banned, severity: minor, agent: [不给退, 给退], examples: {hit: [可给退], miss: [好]}}
`)}})
	if err != nil {
		t.Fatal(err)
	}
	trials, err := check.Mutants(set, nil, 100)
	if err != nil {
		t.Fatal(err)
	}
	if len(trials) != 2 || trials[0].Killed || trials[0].Witness != nil || !trials[1].Killed {
		t.Fatalf("trials: %+v", trials)
	}
}
