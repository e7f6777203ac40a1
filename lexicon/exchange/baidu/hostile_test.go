package baidu_test

import (
	"strings"
	"testing"

	"zhijian/lexicon/exchange/baidu"
)

var seeds = []string{"(缺货||没货)&&退款&&!已补", `{"results":{"rule":[{"category":"c","contents":["a","!b"]}]}}`, `["a&&b&&c&&d", "'x y'||!z"]`, `{"rules":[{"contents":["","釧"]}]}`}

// Hostile expressions are refused with their place, and cost little.
func TestHostile(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"deep":      {strings.Repeat("(", 2000) + "a", "nested deeper than"},
		"many nots": {strings.Repeat("!", 3000) + "a", "nested deeper than"},
		"long":      {strings.Repeat("a&&", 5000) + "a", "longer than"},
		"no end":    {"a&&", "a word is expected"},
		"no quote":  {"'a", "never closed"},
	} {
		d, err := baidu.Import([]byte("# a comment\n"+c.text), baidu.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Rules) != 0 || len(d.Notes) != 1 || d.Notes[0].Place != "line 2" || !strings.Contains(d.Notes[0].En, c.want) {
			t.Errorf("%s: %d rules, %+v", name, len(d.Rules), d.Notes)
		}
	}
	// So many combinations that they cannot be clauses of one utterance are asked of the session.
	d, err := baidu.Import([]byte(strings.Repeat("(a&&b||c&&d)&&", 12)+"e"), baidu.Options{})
	if err != nil || len(d.Rules) != 1 || len(d.Notes) != 1 {
		t.Errorf("%v, %+v", err, d)
	}
}

// A rule without a category is called by its first expression that says anything.
func TestTitleOfRuleWithoutCategory(t *testing.T) {
	for _, text := range []string{`{"rules":[{"contents":[""," ","缺货"]}]}`, `{"rules":[{"category":" ","contents":["缺货"]}]}`, `{"rules":["",{"contents":[]},"缺货"]}`} {
		d, err := baidu.Import([]byte(text), baidu.Options{})
		if err != nil || len(d.Rules) != 1 || len(d.Notes) != 0 {
			t.Fatalf("%s: %v, %+v", text, err, d)
		}
		if title := d.Rules[0].Get("title"); title != "缺货" {
			t.Errorf("%s: title %q", text, title)
		}
	}
}
