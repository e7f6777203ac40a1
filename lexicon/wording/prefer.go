package wording

import (
	"zhijian/lexicon"
	"zhijian/lexicon/pattern"
)

// Prefer makes the maker take, wherever a pattern lets it, the alternatives that lead to an entry of a class; nil takes
// that back.
func (m *Maker) Prefer(entry *lexicon.Pattern) {
	m.preferred = entry
	clear(m.reaches)
}

// pick is Choose among those of n things that are preferred, or among all where none is.
func (m *Maker) pick(n int, preferred func(i int) bool) int {
	if m.preferred == nil {
		return m.Choose(n)
	}
	var list []int
	for i := range n {
		if preferred(i) {
			list = append(list, i)
		}
	}
	if len(list) == 0 {
		return m.Choose(n)
	}
	return list[m.Choose(len(list))]
}

// prefers says whether a part of the pattern leads to the preferred entry.
func (m *Maker) prefers(n pattern.Node, p *lexicon.Pattern) (leads bool) {
	if m.preferred == nil {
		return false
	}
	pattern.Walk(n, func(n pattern.Node) {
		class, ok := n.(pattern.Class)
		if !ok || leads || p.Classes[class.Name] == nil {
			return
		}
		for _, entry := range p.Classes[class.Name].Entries {
			leads = leads || m.reach(entry)
		}
	})
	return leads
}

// reach says whether the pattern is the preferred entry or names a class that leads to it.
func (m *Maker) reach(p *lexicon.Pattern) bool {
	if p == m.preferred {
		return true
	}
	known, ok := m.reaches[p]
	if !ok {
		m.reaches[p] = false // a circle leads nowhere
		known = p.Root != nil && m.prefers(p.Root, p)
		m.reaches[p] = known
	}
	return known
}
