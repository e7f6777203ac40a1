package match

import (
	"regexp/syntax"
	"unicode/utf8"

	"zhijian/lexicon/pattern"
)

// gate picks literals of which every match of n holds at least one, or nil. Among the parts of a sequence it takes the
// one whose shortest literal is longest, then the one with the fewest literals.
func (c *Compiler) gate(n pattern.Node, src Source, opt Options) []string {
	switch n := n.(type) {
	case pattern.Lit:
		return c.gateOf(n.Text, opt)
	case pattern.Word:
		return c.gateOf(n.Text, opt)
	case pattern.Alt:
		var all []string
		for _, item := range n.Items {
			gate := c.gate(item, src, opt)
			if gate == nil {
				return nil
			}
			all = append(all, gate...)
		}
		return all
	case pattern.Seq:
		var best []string
		for _, item := range n.Items {
			best = better(best, c.gate(item, src, opt))
		}
		return best
	case pattern.Class:
		return c.classGate(src.Class(n.Name), opt)
	default:
		return nil
	}
}

// classGate is the gate of a class: that of all its entries together.
func (c *Compiler) classGate(class Class, opt Options) []string {
	key := classKey{class.ID, opt}
	known, ok := c.gates[key]
	if ok {
		return known
	}
	for _, entry := range class.Entries {
		gate := c.gate(entry.Pattern.Root, entry, opt)
		if gate == nil {
			known = nil
			break
		}
		known = append(known, gate...)
	}
	c.gates[key] = known
	return known
}

func better(a, b []string) []string {
	if b == nil || a != nil && gateRank(a) >= gateRank(b) {
		return a
	}
	return b
}

// gateOf turns a literal into a gate. A literal with a blank or a mark may stand differently in the raw text, over which
// the scan runs, so the longest stretch without one is taken; where there is none, there is no gate.
func (c *Compiler) gateOf(text string, opt Options) []string {
	best := longestSolid([]rune(c.fold(text, opt.View)))
	if len(best) == 0 {
		return nil
	}
	return []string{string(best)}
}

func longestSolid(w []rune) []rune {
	var best []rune
	start := 0
	for i := 0; i <= len(w); i++ {
		if i < len(w) && isSolid(w[i]) {
			continue
		}
		if i-start > len(best) {
			best = w[start:i]
		}
		start = i + 1
	}
	return best
}

// gateRank orders gates: long literals first, then few.
func gateRank(gate []string) int {
	shortest := 4
	for _, s := range gate {
		shortest = min(shortest, utf8.RuneCountInString(s))
	}
	return shortest*100000 - len(gate)
}

// regexpGate derives the gate of a regular expression from its literals; nil when it has none.
func regexpGate(source string, fold func(string) string) []string {
	re, err := syntax.Parse(source, syntax.Perl)
	if err != nil {
		return nil
	}
	return syntaxGate(re.Simplify(), fold)
}

func syntaxGate(re *syntax.Regexp, fold func(string) string) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 {
			return nil
		}
		if best := longestSolid([]rune(fold(string(re.Rune)))); len(best) > 0 {
			return []string{string(best)}
		}
		return nil
	case syntax.OpCapture, syntax.OpPlus:
		return syntaxGate(re.Sub[0], fold)
	case syntax.OpRepeat:
		if re.Min > 0 {
			return syntaxGate(re.Sub[0], fold)
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			best = better(best, syntaxGate(sub, fold))
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			gate := syntaxGate(sub, fold)
			if gate == nil {
				return nil
			}
			all = append(all, gate...)
		}
		return all
	}
	return nil
}
