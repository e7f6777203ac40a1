package lexicon_test

import (
	"strings"
	"testing"

	"zhijian/lexicon"
)

func TestConditionLikenessIsRefused(t *testing.T) {
	for _, c := range []struct{ name, condition, want string }{
		{"two speakers", "{customer: [{resembles: 0}], agent: [{resembles: 0}]}", "likeness to one set of examples is asked of the agent and of the customer; make two conditions"},
		{"a robot", "{robot: [{resembles: 0}]}", "resembles belongs to what the customer or the agent says"},
		{"a whole turn", "{customer: [{resembles: 0, per: turn}]}", "resembles looks at single messages; leave per out"},
		{"suspects", "{customer: [坏了], examples: {suspect: [坏了]}}", "a condition holds or does not; examples stand under hit or miss"},
		{"examples of an inner condition", "{any: [{customer: [坏了], examples: {hit: [坏了]}}]}", `unknown key "examples"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := "schema: zhijian/lexicon/v1\nconditions:\n  broken: " + c.condition + "\n"
			_, err := lexicon.Load([]lexicon.Source{{Name: "a.yaml", Data: []byte(text)}})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// TestPlainExamplesAreTheSubjects gives a sentence without a speaker to the one whom the condition is about.
func TestPlainExamplesAreTheSubjects(t *testing.T) {
	for _, c := range []struct {
		condition string
		want      lexicon.Speaker
	}{
		{"{customer: [坏了], agent: [好]}", lexicon.Customer},
		{"{agent: [好]}", lexicon.Agent},
		{"{any: [other, {robot: [好]}]}", lexicon.Customer},
		{"{system: [关闭]}", lexicon.System},
		{"{event: silence > 15s}", lexicon.Agent},
	} {
		text := "schema: zhijian/lexicon/v1\nid: a\nconditions:\n  other: {customer: [坏了]}\n  named:\n    all: [" + c.condition + "]\n    examples: {hit: [坏了, '机：好']}\n"
		set, err := lexicon.Load([]lexicon.Source{{Name: "a.yaml", Data: []byte(text)}})
		if err != nil {
			t.Fatal(err)
		}
		rules := set.ConditionRules()
		if len(rules) != 1 || rules[0].ID != "a/named" {
			t.Fatalf("%s: %d rules of conditions", c.condition, len(rules))
		}
		hit := rules[0].Examples.Hit
		if got := hit[0].Lines[0].Speaker; got != c.want {
			t.Errorf("%s: the plain sentence is said by the %s, want the %s", c.condition, got, c.want)
		}
		if got := hit[1].Lines[0].Speaker; got != lexicon.Robot {
			t.Errorf("%s: the robot's sentence is said by the %s", c.condition, got)
		}
	}
}
