package lint

import (
	"slices"
	"strings"
	"time"

	"zhijian/lexicon"
)

// fewestSamples is how many examples a rule needs that goes by likeness to them: with less, what it learns is chance.
const fewestSamples = 20

// examples looks at what stands beside the rules and the named conditions.
func (l *linter) examples() {
	for _, r := range l.set.ConditionRules() {
		l.sameExample(r)
		if n := len(r.Examples.Hit); n < fewestSamples && learns(r.Condition) {
			l.report(r.Position, FewSamples, r.ID, n)
		}
	}
	for _, r := range l.allRules() {
		if len(r.Examples.Hit) == 0 {
			l.report(r.Position, NoHit, r.ID)
		}
		if len(r.Examples.Miss) == 0 {
			l.report(r.Position, NoMiss, r.ID)
		}
		l.sameExample(r)
		if n := len(r.Examples.Hit) + len(r.Examples.Suspect); n < fewestSamples && r.LearnsFromExamples() {
			l.report(r.Position, FewSamples, r.ID, n)
		}
		if len(r.Examples.Hit) > 0 && l.allBare(r) {
			l.report(r.Examples.Hit[0].Position, BareExample, r.ID)
		}
	}
}

// sameExample finds what is to hit and to miss at once.
func (l *linter) sameExample(r *lexicon.Rule) {
	hit := map[string]bool{}
	for _, e := range r.Examples.Hit {
		hit[strings.TrimSpace(e.Source)] = true
	}
	for _, e := range r.Examples.Miss {
		if hit[strings.TrimSpace(e.Source)] {
			l.report(e.Position, BothExamples, r.ID)
		}
	}
}

// learns says whether the named condition asks for likeness to its own examples.
func learns(c *lexicon.Condition) bool {
	return slices.ContainsFunc(c.Likenesses(), func(l *lexicon.Likeness) bool { return l.Condition == c })
}

// allBare says whether every hit example is one of the rule's own phrases and nothing more: such examples prove that the
// phrase is spelled as it is spelled.
func (l *linter) allBare(r *lexicon.Rule) bool {
	phrases := map[string]bool{}
	for _, c := range r.Conditions() {
		for _, clause := range c.Clauses[lexicon.Agent] {
			for _, p := range clause.Say {
				words, _ := l.plain(p)
				for _, w := range words {
					phrases[w] = true
				}
			}
		}
	}
	for _, e := range r.Examples.Hit {
		if len(e.Lines) != 1 || len(e.Settings) > 0 || !phrases[l.norm.String(e.Lines[0].Text)] {
			return false
		}
	}
	return true
}

// rules looks at what a rule says of itself.
func (l *linter) rules() {
	for _, r := range l.allRules() {
		if r.Severity != "info" {
			if r.Advice == "" {
				l.report(r.Position, NoAdvice, r.ID)
			}
			if r.Cite == "" {
				l.report(r.Position, NoCite, r.ID)
			}
		}
		if !r.Until.IsZero() && !l.opt.Today.IsZero() && r.Until.Format(time.DateOnly) < l.opt.Today.Format(time.DateOnly) {
			l.report(r.Position, Over, r.ID, r.Until.Format(time.DateOnly))
		}
		if r.Cap > 0 && r.Cap < r.Deduct {
			l.report(r.Position, CapBelowDeduct, r.ID, r.Cap, r.Deduct)
		}
	}
}
