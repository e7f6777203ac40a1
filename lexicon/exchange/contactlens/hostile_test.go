package contactlens_test

import (
	"strings"
	"testing"

	"zhijian/lexicon/exchange/contactlens"
)

var seeds = []string{
	`{"Version":"2022-11-25","RuleFunction":{"Operator":"OR","Operands":[{"Operator":"CONTAINS_ANY","Operands":["x"],"ComparisonValue":"$.ContactLens.PostCall.ExactMatch.Transcript","FilterClause":{"LogicOperator":"AND","Filters":[{"Type":"ParticipantRole","Data":"AGENT"},{"Type":"PostCallContactPeriodSeconds","Data":{"Last":30}}]},"Negate":true},{"Operator":"CONTAINS_ANY","Operands":[[{"Type":"PLAIN","Value":"a"},{"Type":"PROXIMITY","Distance":3,"IsWithin":true},{"Type":"LIST","Values":["b","c"]},{"Type":"NUMERICAL","Decimal":true}]],"ComparisonValue":"$.ContactLens.PostCall.PatternMatch.Transcript"}]}}`,
	`{"CategoryName":"c","Rules":[{"NonTalkTimeFilter":{"Threshold":5000,"Negate":false,"AbsoluteTimeRange":{"StartTime":0,"EndTime":60000}}},{"TranscriptFilter":{"TranscriptFilterType":"EXACT","Targets":["x"]}}]}`,
}

// Hostile files are refused with their place.
func TestHostile(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no JSON":    {"{\n\"RuleFunction\": nope}", "line 2, column"},
		"no rule":    {`{"x": 1}`, "neither a RuleFunction nor a category"},
		"deep":       {strings.Repeat(`{"RuleFunction":`, 200), "nested deeper"},
		"deep logic": {`{"RuleFunction":` + strings.Repeat(`{"Operator":"AND","Operands":[`, 25) + strings.Repeat(`]}`, 25) + `}`, "nested deeper than 20"},
		"distance":   {`{"RuleFunction":{"Operator":"AND","Operands":[{"Operator":"CONTAINS_ANY","Operands":[[{"Type":"PLAIN","Value":"a"},{"Type":"PROXIMITY","Distance":999999}]],"ComparisonValue":"$.ContactLens.PostCall.PatternMatch.Transcript"}]}}`, "RuleFunction.Operands[0].Operands[0][1]"},
	} {
		d, err := contactlens.Import([]byte(c.text), contactlens.Options{})
		told := ""
		if err != nil {
			told = err.Error()
		} else {
			for _, n := range d.Notes {
				told += n.Place + ": " + n.En + "\n"
			}
			if len(d.Rules) > 0 {
				t.Errorf("%s: %d rules", name, len(d.Rules))
			}
		}
		if !strings.Contains(told, c.want) {
			t.Errorf("%s: %s, want %q", name, told, c.want)
		}
	}
}
