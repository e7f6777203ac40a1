package match

import (
	"regexp/syntax"
	"slices"
	"unicode/utf8"

	"zhijian/lexicon/pattern"
)

// runeSet is a set of characters.
type runeSet struct{ in map[rune]struct{} }

func (s *runeSet) has(r rune) bool { _, ok := s.in[r]; return ok }

// firstOf collects the characters with which a match of n can begin; nil stands for any. optional says whether n can
// match without taking a character, so that what follows it decides too.
func firstOf(n node) (set *runeSet, canBeEmpty bool) {
	switch n := n.(type) {
	case lit:
		return &runeSet{map[rune]struct{}{n.text[0]: {}}}, false
	case word:
		return &runeSet{map[rune]struct{}{n.text[0]: {}}}, false
	case *trie:
		set := &runeSet{map[rune]struct{}{}}
		for _, w := range n.words {
			set.in[w[0]] = struct{}{}
		}
		return set, false
	case optional:
		set, _ := firstOf(n.item)
		return set, true
	case anchor:
		return &runeSet{map[rune]struct{}{}}, true
	case alt:
		out := &runeSet{map[rune]struct{}{}}
		empty := false
		for _, item := range n.items {
			set, e := firstOf(item)
			if set == nil {
				return nil, empty || e
			}
			out.add(set)
			empty = empty || e
		}
		return out, empty
	case seq:
		out := &runeSet{map[rune]struct{}{}}
		for _, item := range n.items {
			set, e := firstOf(item)
			if set == nil {
				return nil, e
			}
			out.add(set)
			if !e {
				return out, false
			}
		}
		return nil, true
	default: // gap, space, entity: anything
		return nil, true
	}
}

func (s *runeSet) add(other *runeSet) {
	for r := range other.in {
		s.in[r] = struct{}{}
	}
}

// beginsAtHead says whether every match begins at the start of the unit.
func beginsAtHead(n node) bool {
	switch n := n.(type) {
	case anchor:
		return n.at == pattern.UnitStart
	case seq:
		return len(n.items) > 0 && beginsAtHead(n.items[0])
	case alt:
		for _, item := range n.items {
			if !beginsAtHead(item) {
				return false
			}
		}
		return true
	default:
		return false
	}
}

// bestGate picks literals of which every match of n holds at least one, or nil. Among the parts of a sequence it takes
// the one whose shortest literal is longest, then the one with the fewest literals.
func bestGate(n node) []string {
	switch n := n.(type) {
	case lit:
		return gateOf([][]rune{n.text})
	case word:
		return gateOf([][]rune{n.text})
	case *trie:
		return gateOf(n.words)
	case alt:
		var all []string
		for _, item := range n.items {
			gate := bestGate(item)
			if gate == nil {
				return nil
			}
			all = append(all, gate...)
		}
		slices.Sort(all)
		return slices.Compact(all)
	case seq:
		var best []string
		for _, item := range n.items {
			if gate := bestGate(item); gate != nil && (best == nil || gateRank(gate) > gateRank(best)) {
				best = gate
			}
		}
		return best
	default:
		return nil
	}
}

// gateOf turns literals into a gate. A literal with a blank or a mark may stand differently in the raw text, over which
// the scan runs, so the longest stretch without one is taken; where there is none, there is no gate.
func gateOf(words [][]rune) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		best := longestSolid(w)
		if len(best) == 0 {
			return nil
		}
		out = append(out, string(best))
	}
	slices.Sort(out)
	return slices.Compact(out)
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
		return gateOf([][]rune{[]rune(fold(string(re.Rune)))})
	case syntax.OpCapture, syntax.OpPlus:
		return syntaxGate(re.Sub[0], fold)
	case syntax.OpRepeat:
		if re.Min > 0 {
			return syntaxGate(re.Sub[0], fold)
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if gate := syntaxGate(sub, fold); gate != nil && (best == nil || gateRank(gate) > gateRank(best)) {
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
