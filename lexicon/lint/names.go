package lint

import (
	"zhijian/lexicon"
)

// names looks for terms, conditions and imports without a use, and for switches that contradict one another.
func (l *linter) names() {
	used := l.uses()
	for i := range l.set.Files {
		f := &l.set.Files[i]
		for _, t := range f.Terms {
			if !used.terms[t] {
				l.report(t.Position, UnusedTerm, t.Name)
			}
		}
		for _, c := range f.Conditions {
			if !used.conditions[c] && c.File == f.Source.Name {
				l.report(c.Position, UnusedCondition, c.Name)
			}
		}
		for _, ref := range f.Imports {
			if ref.File == f.Source.Name || !used.files[[2]string{f.Source.Name, ref.File}] {
				l.reportFix(ref.Position, UnusedImport, l.drop(ref.Position, ref.Name), ref.Name)
			}
		}
		for _, on := range f.Enable {
			for _, off := range f.Disable {
				if on.Name == off.Name {
					l.report(on.Position, BothSwitches, on.Name)
				}
			}
		}
	}
}

// usage is what the rules and conditions of a set lean on. files holds pairs: the first uses something of the second.
type usage struct {
	terms      map[*lexicon.Term]bool
	conditions map[*lexicon.Condition]bool
	files      map[[2]string]bool
}

func (l *linter) uses() *usage {
	u := &usage{map[*lexicon.Term]bool{}, map[*lexicon.Condition]bool{}, map[[2]string]bool{}}
	for _, r := range l.allRules() {
		for _, c := range r.Conditions() {
			u.conditions[c] = true
			u.files[[2]string{r.File, c.File}] = true
		}
	}
	for i := range l.set.Files {
		for _, group := range l.set.Files[i].Examples {
			for _, c := range group.Conditions {
				u.files[[2]string{group.File, c.File}] = true
			}
		}
		for _, named := range l.set.Files[i].Conditions {
			for _, c := range named.Reach() {
				u.files[[2]string{named.File, c.File}] = true
				if c != named {
					u.conditions[c] = true
				}
			}
		}
		for _, t := range l.set.Files[i].Terms {
			for _, p := range t.Entries {
				u.pattern(p)
			}
		}
	}
	l.eachClause(func(_ lexicon.Speaker, c *lexicon.Clause) {
		for _, p := range c.Patterns() {
			u.pattern(p)
			for _, t := range p.Terms() {
				u.terms[t] = true
			}
		}
	})
	return u
}

func (u *usage) pattern(p *lexicon.Pattern) {
	for _, t := range p.Classes {
		u.files[[2]string{p.File, t.File}] = true
	}
}
