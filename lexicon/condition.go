package lexicon

import (
	"cmp"
	"fmt"
	"slices"
)

// ConditionRules makes a rule of every named condition that has examples: it hits where the condition holds, so that
// examples beside conditions can be run, explained and counted like those beside rules. Its id is the condition's
// ClassID, which no rule can have, with the layer where two layers hold such a condition. By id.
func (s *Set) ConditionRules() []*Rule {
	var out []*Rule
	taken := map[string]bool{}
	for _, file := range s.Files {
		for _, c := range file.Conditions {
			if len(c.Examples.Hit)+len(c.Examples.Miss) == 0 {
				continue
			}
			id := c.ClassID()
			if taken[id] {
				id = fmt.Sprint(id, "@", c.Layer)
			}
			taken[id] = true
			out = append(out, &Rule{
				Position: c.Position, ID: id, Title: c.Name, Layer: c.Layer, Kind: Conduct, Category: c.Lexicon, Severity: severities[0],
				Lexicon: c.Lexicon, Channel: "both", Condition: c, Examples: c.Examples,
			})
		}
	}
	slices.SortFunc(out, func(a, b *Rule) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
