package lexicon

import (
	"strings"

	"zhijian/lexicon/pattern"
)

// Literals returns every literal in force, each once and in order: the characters that patterns and the classes they
// name are made of (blanks apart), whether they look for wording or except it, and the sentences that wording is compared with.
func (s *Set) Literals() []string {
	seen := map[string]bool{}
	patterns := map[*Pattern]bool{}
	var collect func(p *Pattern)
	collect = func(p *Pattern) {
		if p.Root == nil || patterns[p] {
			return
		}
		patterns[p] = true
		pattern.Walk(p.Root, func(n pattern.Node) {
			switch n := n.(type) {
			case pattern.Lit:
				if strings.TrimSpace(n.Text) != "" {
					seen[n.Text] = true
				}
			case pattern.Word:
				seen[n.Text] = true
			}
		})
		for _, term := range p.Terms() {
			for _, entry := range term.Entries {
				collect(entry)
			}
		}
	}
	for _, rule := range s.Rules {
		for _, c := range rule.Conditions() {
			for _, clauses := range c.Clauses {
				for _, clause := range clauses {
					for _, p := range clause.Patterns() {
						collect(p)
					}
					for _, phrase := range clause.Like {
						seen[phrase.Text] = true
					}
				}
			}
		}
	}
	return sortedKeys(seen)
}
