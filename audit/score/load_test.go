package score

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLoadReportsEveryError(t *testing.T) {
	const text = `schema: zhijian/scorecard/v2
base: 100
pas: 60
fatal_score: half
stars:
  - {at: 90, stars: 4}
  - {at: 80, stars: 5}
  - {at: 70, stars: 1.5}
caps:
  rules: {language.filler: much}
  categories: [language]
rules:
  language.rebuke: {deduct: -1, fine: 0.001}
sections:
  - {id: a, weight: 10, categories: [language]}
  - {id: a, weight: 10, categories: [language]}
overrides:
  - {pass: 70}
  - {channel: fax}
`
	_, err := Load("dir/card.yaml", []byte(text), nil)
	if err == nil {
		t.Fatal("no error")
	}
	want := []string{
		`dir/card.yaml:1:9: schema is "zhijian/scorecard/v2", expected "zhijian/scorecard/v1"`,
		`dir/card.yaml:3:1: unknown field "pas"; known here: base, caps, fatal_score, id, max_bonus, overrides, pass, rules, schema, sections, stars, title`,
		`dir/card.yaml:4:14: fatal_score is "half", expected one of: keep, zero`,
		`dir/card.yaml:8:21: stars are whole: 1 to 5`,
		`dir/card.yaml:6:3: a score of 80 earns no fewer stars than 90`,
		`dir/card.yaml:10:28: expected a number from 0 to 1000`,
		`dir/card.yaml:11:15: expected a mapping, not sequence`,
		`dir/card.yaml:13:29: -1 is out of range: expected a number from 0 to 1000`,
		`dir/card.yaml:13:39: 0.001 has more than two decimals`,
		`dir/card.yaml:16:5: a second section "a"`,
		`dir/card.yaml:16:5: language belongs to section "a" already`,
		`dir/card.yaml:18:5: an override needs team or channel: whom it holds for`,
		`dir/card.yaml:19:15: channel is "fax", expected one of: chat, call`,
	}
	if diff := cmp.Diff(want, strings.Split(err.Error(), "\n")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestLoadRefuses(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"empty", "", "card.yaml:1:1: a scorecard is one YAML document that holds a mapping"},
		{"no schema", "base: 100", "missing field schema"},
		{"syntax", "base: [1", "card.yaml:1:7: "},
		{"twice the same key", "base: 100\nbase: 90", "card.yaml:2:1: "},
		{"nobody can pass", "schema: " + Schema + "\nbase: 50\npass: 60", "pass mark 60 is above the base 50"},
		{"a scalar", "scorecard", "expected a mapping"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load("card.yaml", []byte(tt.text), nil)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want it to contain %q", err, tt.want)
			}
		})
	}
}

// A name that no rule in force answers to would silently change nothing.
func TestLoadRefusesUnknownNames(t *testing.T) {
	const text = `schema: zhijian/scorecard/v1
caps:
  rules: {language.filler: 5, language.fillers: 5}
  categories: {lanquage: 30, service: 10}
rules:
  courtesy.close: {deduct: 1}
sections:
  - {id: a, weight: 10, categories: [platform, shop], rules: [language.rebuke, language.shout]}
overrides:
  - team: any-name
    rules: {platform.invoices: {fatal: false}}
`
	_, err := Load("card.yaml", []byte(text), testRules)
	if err == nil {
		t.Fatal("no error")
	}
	const noRule = ` zhijian lexicon show lists the rules`
	const categories = ` there are: courtesy, language, platform, service`
	want := []string{
		`card.yaml:3:31: no lexicon in force has a rule "language.fillers";` + noRule,
		`card.yaml:4:16: no lexicon in force has a rule of category "lanquage";` + categories,
		`card.yaml:6:3: no lexicon in force has a rule "courtesy.close";` + noRule,
		`card.yaml:8:48: no lexicon in force has a rule of category "shop";` + categories,
		`card.yaml:8:80: no lexicon in force has a rule "language.shout";` + noRule,
		`card.yaml:11:13: no lexicon in force has a rule "platform.invoices";` + noRule,
	}
	if diff := cmp.Diff(want, strings.Split(err.Error(), "\n")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestDigest(t *testing.T) {
	plain := load(t, "")
	if got, want := plain.Digest(), Default().Digest(); got != want {
		t.Errorf("an empty scorecard has digest %s, the default %s", got, want)
	}
	a := load(t, "caps: {rules: {a.b: 1, a.c: 2}}\npass: 70")
	b := load(t, "pass: 70.0 # the same, written differently\ncaps:\n  rules:\n    a.c: 2\n    a.b: 1")
	if a.Digest() != b.Digest() {
		t.Error("digests differ between two spellings of one card")
	}
	if a.Digest() == plain.Digest() || !strings.HasPrefix(a.Digest(), "sha256:") {
		t.Errorf("digest %s of another card, default %s", a.Digest(), plain.Digest())
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("schema: " + Schema + "\nstars: [{at: 1, stars: 1}]\noverrides: [{team: a, caps: {rules: {x: 1}}}]")
	f.Add("sections: [{id: a, weight: 1, categories: x}]\n? [a]\n: b")
	f.Fuzz(func(t *testing.T, text string) {
		card, err := Load("f", []byte(text), nil)
		if (card == nil) == (err == nil) {
			t.Fatalf("card %v and error %v", card, err)
		}
		if err == nil && card.PassMark() > card.Base() {
			t.Fatalf("pass mark %v above base %v", card.PassMark(), card.Base())
		}
	})
}
