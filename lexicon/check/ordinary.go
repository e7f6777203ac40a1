package check

import (
	"cmp"
	"slices"

	"zhijian/audit"
	"zhijian/lexicon"
)

// Ordinary runs the ordinary dialogues of the set's files against every rule about wording for which want holds; want may
// be nil. A dialogue comes to one outcome for each rule that finds something in it, or to a single one, of no rule in
// particular, where none does. Every core takes a share.
func Ordinary(set *lexicon.Set, a *audit.Auditor, want func(id string) bool) []Outcome {
	var examples []*lexicon.Example
	for i := range set.Files {
		examples = append(examples, set.Files[i].Ordinary...)
	}
	out := make([][]Outcome, len(examples))
	share(len(examples), func(i int) { out[i] = ordinary(a, examples[i], want) })
	return slices.Concat(out...)
}

// anyRule stands for all rules together in outcomes that are of none in particular.
var anyRule = &lexicon.Rule{ID: "ordinary", Kind: lexicon.Banned}

// aboutWording says whether ordinary dialogues are run against the rule.
func aboutWording(rule *lexicon.Rule) bool {
	return rule.Kind == lexicon.Banned || rule.Kind == lexicon.Violation
}

func ordinary(a *audit.Auditor, e *lexicon.Example, want func(id string) bool) []Outcome {
	s, err := Session(anyRule, e)
	if err != nil {
		return []Outcome{{Rule: anyRule, Example: e, Problem: err.Error()}}
	}
	tiers := map[string]Tier{}
	for _, f := range a.Audit(s).Findings {
		tier := Hit
		if f.Suspect {
			tier = Suspect
		}
		tiers[f.Rule] = max(tiers[f.Rule], tier)
	}
	var out []Outcome
	for _, rule := range a.Rules() {
		if tier := tiers[rule.ID]; tier != Miss && aboutWording(rule) && (want == nil || want(rule.ID)) {
			out = append(out, Outcome{Rule: rule, Example: e, Got: tier})
		}
	}
	if len(out) == 0 {
		return []Outcome{{Rule: anyRule, Example: e}}
	}
	slices.SortFunc(out, func(x, y Outcome) int { return cmp.Compare(x.Rule.ID, y.Rule.ID) })
	return out
}
