package match

import (
	"cmp"
	"slices"

	"zhijian/lexicon/pattern"
)

// Way is one way in which a pattern can match: lists of literals, folded as the pattern's view folds text, of each of which
// such a match holds one, each in a part of its own, in this order. A literal may stand in a list twice.
type Way struct {
	Gates [][]string
	Least int // the index of the list that occurs least, by estimate
}

// Ways parts the matches of the pattern: each is a match in one of the ways. nil when some match may hold no literal that
// is known, so that the pattern must be tried on every unit.
func (p *Pattern) Ways() []Way { return p.compile.Ways(p) }

// Ways is Pattern.Ways worked out by another compiler, so that several can share the work.
func (c *Compiler) Ways(p *Pattern) []Way {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p.src.Pattern.Root != nil {
		return c.ways(p.src.Pattern.Root, p.src, p.opt)
	}
	if gate := regexpGate(p.src.Pattern.Regexp, func(s string) string { return string(c.fold(s, p.opt.View)) }); gate != nil {
		return []Way{{Gates: [][]string{gate}}}
	}
	return nil
}

// ways parts what n can match. Alternatives that are more than a literal are ways of their own, so that a list of common
// literals in one of them does not make the others candidates.
func (c *Compiler) ways(n pattern.Node, src Source, opt Options) []Way {
	switch n := n.(type) {
	case pattern.Alt:
		parts := make([]part, len(n.Items))
		for i, item := range n.Items {
			parts[i] = part{item, src}
		}
		return c.waysOf(parts, c.gate(n, src, opt), opt)
	case pattern.Class:
		class := src.Class(n.Name)
		key := classKey{class.ID, opt}
		known, ok := c.inWays[key]
		if !ok {
			parts := make([]part, len(class.Entries))
			for i, entry := range class.Entries {
				parts[i] = part{entry.Pattern.Root, entry}
			}
			known = c.waysOf(parts, c.classGate(class, opt), opt)
			c.inWays[key] = known
		}
		return known
	default:
		if seq, ok := n.(pattern.Seq); ok && len(seq.Items) == 1 {
			return c.ways(seq.Items[0], src, opt)
		}
		if way, ok := c.way(n, src, opt); ok {
			return []Way{way}
		}
		return nil
	}
}

// part is a part of a pattern, with what its classes mean.
type part struct {
	node pattern.Node
	src  Source
}

// waysOf gives the ways of alternatives; together is the gate of all of them.
func (c *Compiler) waysOf(parts []part, together *gate, opt Options) []Way {
	if together == nil {
		return nil
	}
	var literals []pattern.Node
	var out []Way
	for _, p := range parts {
		if lit, ok := p.node.(pattern.Lit); ok && c.isWhole(lit.Text, opt.View) {
			literals = append(literals, lit)
		} else {
			out = append(out, c.ways(p.node, p.src, opt)...)
		}
	}
	if len(out) == 0 || len(out) >= mostWays {
		return []Way{{Gates: [][]string{together.literals}}}
	}
	if len(literals) > 0 {
		out = append(out, Way{Gates: [][]string{c.gateOfLiterals(literals, opt).literals}})
	}
	return out
}

// way collects the gates of the parts of a sequence that a match must hold.
func (c *Compiler) way(n pattern.Node, src Source, opt Options) (Way, bool) {
	var all []*gate
	var collect func(n pattern.Node)
	collect = func(n pattern.Node) {
		if seq, ok := n.(pattern.Seq); ok {
			for _, item := range seq.Items {
				collect(item)
			}
		} else if g := c.gate(n, src, opt); g != nil {
			all = append(all, g)
		}
	}
	collect(n)
	if len(all) == 0 {
		return Way{}, false
	}
	rare := slices.Clone(all)
	slices.SortStableFunc(rare, func(a, b *gate) int { return cmp.Compare(a.cost, b.cost) })
	rare = rare[:min(len(rare), mostGates)]
	out := Way{Least: -1}
	for _, g := range all {
		at := slices.Index(rare, g)
		if at < 0 || at > 0 && g.cost > commonPPM {
			continue
		}
		if at == 0 && out.Least < 0 {
			out.Least = len(out.Gates)
		}
		out.Gates = append(out.Gates, g.literals)
	}
	return out, true
}
