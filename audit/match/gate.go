package match

import (
	"regexp/syntax"

	"zhijian/lexicon/pattern"
)

const (
	// mostGates bounds how many lists of literals a way is asked for.
	mostGates = 4
	// mostWays bounds into how many ways a pattern is parted.
	mostWays = 64
	// commonPPM is how often, in a million characters, the literals of a second gate may occur: what stands in nearly
	// every message rules nothing out.
	commonPPM = 60_000
)

// gate is a list of literals, of which every match of some part of a pattern holds at least one.
type gate struct {
	literals []string
	cost     int // how often they occur in a million characters, by estimate
}

// cheaper gives the gate that occurs less; nil is no gate.
func cheaper(a, b *gate) *gate {
	if b == nil || a != nil && a.cost <= b.cost {
		return a
	}
	return b
}

// join is the gate of alternatives; nil where one of them has none.
func join(gates []*gate) *gate {
	count := 0
	for _, g := range gates {
		if g == nil {
			return nil
		}
		count += len(g.literals)
	}
	out := &gate{literals: make([]string, 0, count)}
	for _, g := range gates {
		out.literals = append(out.literals, g.literals...)
		out.cost += g.cost
	}
	return out
}

// gate picks literals of which every match of n holds at least one, or nil. Among the parts of a sequence it takes the
// one that occurs least, by the table of frequencies.
func (c *Compiler) gate(n pattern.Node, src Source, opt Options) *gate {
	switch n := n.(type) {
	case pattern.Lit:
		return c.gateOf(n.Text, opt)
	case pattern.Word:
		return c.gateOf(n.Text, opt)
	case pattern.Digit:
		return digits()
	case pattern.Alt:
		if g := c.gateOfLiterals(n.Items, opt); g != nil {
			return g
		}
		gates := make([]*gate, len(n.Items))
		for i, item := range n.Items {
			gates[i] = c.gate(item, src, opt)
		}
		return join(gates)
	case pattern.Seq:
		var best *gate
		for _, item := range n.Items {
			best = cheaper(best, c.gate(item, src, opt))
		}
		return best
	case pattern.Class:
		return c.classGate(src.Class(n.Name), opt)
	default:
		return nil
	}
}

// classGate is the gate of a class: that of all its entries together.
func (c *Compiler) classGate(class Class, opt Options) *gate {
	key := classKey{class.ID, opt}
	known, ok := c.inClass[key]
	if !ok {
		gates := make([]*gate, len(class.Entries))
		for i, entry := range class.Entries {
			gates[i] = c.gate(entry.Pattern.Root, entry, opt)
		}
		known = join(gates)
		c.inClass[key] = known
	}
	return known
}

// digits is the gate of what holds a digit.
func digits() *gate {
	g := &gate{literals: []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}}
	g.cost = gateCost(g.literals)
	return g
}

// gateOf turns a literal into a gate. A literal with a blank or a mark may stand differently in the raw text, over which
// the scan runs, so the longest stretch without one is taken; where there is none, there is no gate.
func (c *Compiler) gateOf(text string, opt Options) *gate {
	best := text
	if !c.isWhole(text, opt.View) {
		best = string(longestSolid(c.fold(text, opt.View)))
	}
	if best == "" {
		return nil
	}
	return &gate{[]string{best}, rarity(best)}
}

// gateOfLiterals is the gate of alternatives that are nothing but literals, as most are; nil for others.
func (c *Compiler) gateOfLiterals(items []pattern.Node, opt Options) *gate {
	out := &gate{literals: make([]string, 0, len(items))}
	for _, item := range items {
		lit, ok := item.(pattern.Lit)
		if !ok || !c.isWhole(lit.Text, opt.View) {
			return nil
		}
		out.literals = append(out.literals, lit.Text)
		out.cost += rarity(lit.Text)
	}
	return out
}

// isWhole says whether a literal is one solid stretch and folded already, as nearly all are.
func (c *Compiler) isWhole(text string, view View) bool {
	if view&Pinyin != 0 {
		return false
	}
	for _, r := range text {
		if isCommonHan := r >= 0x4e00 && r <= 0x9fff; !c.norm.Leaves(r) || !isCommonHan && !isSolid(r) {
			return false
		}
	}
	return true
}

func longestSolid(w []rune) []rune {
	var best []rune
	start := 0
	for i := 0; i <= len(w); i++ {
		// A scan looks for no character beyond the Basic Multilingual Plane.
		if i < len(w) && w[i] < 1<<16 && isSolid(w[i]) {
			continue
		}
		if i-start > len(best) {
			best = w[start:i]
		}
		start = i + 1
	}
	return best
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
	case syntax.OpCharClass:
		return charactersGate(re.Rune, fold)
	case syntax.OpCapture, syntax.OpPlus:
		return syntaxGate(re.Sub[0], fold)
	case syntax.OpRepeat:
		if re.Min > 0 {
			return syntaxGate(re.Sub[0], fold)
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if gate := syntaxGate(sub, fold); gate != nil && (best == nil || gateCost(gate) < gateCost(best)) {
				best = gate
			}
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

// mostInClass bounds the characters that a class of a regular expression may list to serve as a gate.
const mostInClass = 40

// charactersGate lists the characters of a class; nil where there are many, or marks among them.
func charactersGate(ranges []rune, fold func(string) string) []string {
	var out []string
	for i := 0; i+1 < len(ranges); i += 2 {
		if int(ranges[i+1]-ranges[i])+len(out) >= mostInClass {
			return nil
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			folded := fold(string(r))
			if len(longestSolid([]rune(folded))) == 0 {
				return nil
			}
			out = append(out, folded)
		}
	}
	return out
}
