package lint

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode"

	"zhijian/lexicon"
	"zhijian/lexicon/norm"
	"zhijian/lexicon/pattern"
)

// widestGap is the width in characters from which a gap is thought to join what does not belong together: a clause of a
// chat has about a dozen characters.
const widestGap = 20

// mostParts is how large a pattern may grow, with its classes put in, before it stands out.
const mostParts = 6000

// fillers are the sounds that may stand outside ^ and $.
const fillers = "嗯恩呃额啊哦噢喔唉哎诶欸哈呀呢嘿嗨哟那个"

// patterns looks at every pattern by itself.
func (l *linter) patterns() {
	l.eachClause(func(_ lexicon.Speaker, c *lexicon.Clause) {
		for _, p := range c.Patterns() {
			l.pattern(p)
		}
		for _, list := range [][]*lexicon.Pattern{c.Say, c.With, c.Without} {
			for _, p := range list {
				l.edgeGap(p)
			}
		}
		for _, p := range c.Say {
			l.cost(p)
		}
		if c.Options.Gap > widestGap {
			l.report(c.Position, WideGap, fmt.Sprintf("gap: %d", c.Options.Gap), c.Options.Gap)
		}
	})
	for _, f := range l.set.Files {
		for _, t := range f.Terms {
			for _, p := range t.Entries {
				l.pattern(p)
			}
		}
	}
}

func (l *linter) pattern(p *lexicon.Pattern) {
	if p.Root == nil {
		l.regexp(p)
		return
	}
	l.anyEmoji(p)
	if edge, bad := misplaced(p.Root); bad {
		l.report(p.Position, Unreachable, p.Source, edge.String())
	}
	pattern.Walk(p.Root, func(n pattern.Node) {
		switch n := n.(type) {
		case pattern.Gap:
			if n.Max > widestGap {
				l.report(p.Position, WideGap, p.Source, n.Max)
			}
		case pattern.Lit:
			l.mistyped(p, n.Text)
		}
	})
}

// anyEmoji finds patterns of which some wording is nothing but emoji: all emoji are folded to one mark.
func (l *linter) anyEmoji(p *lexicon.Pattern) {
	words, _ := l.plain(p)
	for _, w := range words {
		if strings.Trim(w, string(norm.EmojiMark)) == "" {
			l.report(p.Position, AnyEmoji, p.Source)
			return
		}
	}
}

// mistyped finds characters that look like an operator of the language and are none.
func (l *linter) mistyped(p *lexicon.Pattern, literal string) {
	for _, dots := range []string{"...", "。。。", "⋯"} {
		if strings.Contains(literal, dots) {
			l.reportFix(p.Position, ThreeDots, l.replace(p.Position, p.Source, strings.ReplaceAll(p.Source, dots, "…")), p.Source, dots)
		}
	}
	var operators string
	switch {
	case strings.Contains(p.Source, "｜"):
		operators = "｜"
	case strings.Contains(p.Source, "（") && strings.Contains(p.Source, "）"):
		operators = "（）"
	default:
		return
	}
	half := strings.NewReplacer("｜", "|", "（", "(", "）", ")").Replace(p.Source)
	l.reportFix(p.Position, FullWidthOperator, l.replaceIfValid(p, half), p.Source, operators)
}

// replaceIfValid makes the edit only where the new text is a pattern.
func (l *linter) replaceIfValid(p *lexicon.Pattern, source string) []Edit {
	if _, err := pattern.Parse(source); err != nil {
		return nil
	}
	return l.replace(p.Position, p.Source, source)
}

func (l *linter) regexp(p *lexicon.Pattern) {
	if regexp.QuoteMeta(p.Regexp) == p.Regexp {
		l.reportFix(p.Position, NeedlessRegexp, l.replaceIfValid(p, p.Regexp), p.Source)
	}
}

// edgeGap finds gaps at the beginning or end of a pattern, which take characters that nothing asks for.
func (l *linter) edgeGap(p *lexicon.Pattern) {
	seq, ok := p.Root.(pattern.Seq)
	if !ok || len(seq.Items) < 2 {
		return
	}
	for _, item := range []pattern.Node{seq.Items[0], seq.Items[len(seq.Items)-1]} {
		if gap, ok := item.(pattern.Gap); ok && gap.Min == 0 {
			trimmed := gapAtEdge.ReplaceAllString(p.Source, "")
			l.reportFix(p.Position, EdgeGap, l.replaceIfValid(p, trimmed), p.Source)
		}
	}
}

var gapAtEdge = regexp.MustCompile(`^\s*…+(\{[\d, ]*\})?|…+(\{[\d, ]*\})?\s*$`)

// cost finds patterns that have to be tried on every message, or that grow very large.
func (l *linter) cost(p *lexicon.Pattern) {
	why := ""
	switch {
	case p.Root == nil:
		if re, err := syntax.Parse(p.Regexp, syntax.Perl); err == nil && !regexpSelects(re.Simplify()) {
			why = "no literal that must occur"
		}
	case !selects(p.Root, p.Classes):
		why = "no literal that must occur"
	default:
		if n := l.parts(p.Root, p.Classes); n > mostParts {
			why = fmt.Sprintf("%d parts", n)
		}
	}
	if why != "" {
		l.report(p.Position, Costly, p.Source, why)
	}
}

// selects says whether every match holds some character or entity that can be looked for.
func selects(n pattern.Node, classes map[string]*lexicon.Term) bool {
	switch n := n.(type) {
	case pattern.Lit, pattern.Word, pattern.Digit, pattern.Entity:
		return true
	case pattern.Alt:
		for _, item := range n.Items {
			if !selects(item, classes) {
				return false
			}
		}
		return true
	case pattern.Seq:
		for _, item := range n.Items {
			if selects(item, classes) {
				return true
			}
		}
	case pattern.Class:
		if term := classes[n.Name]; term != nil {
			for _, entry := range term.Entries {
				if entry.Root != nil && !selects(entry.Root, entry.Classes) {
					return false
				}
			}
		}
		return true
	}
	return false
}

func regexpSelects(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral, syntax.OpCharClass:
		return true
	case syntax.OpCapture, syntax.OpPlus:
		return regexpSelects(re.Sub[0])
	case syntax.OpRepeat:
		return re.Min > 0 && regexpSelects(re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if regexpSelects(sub) {
				return true
			}
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			if !regexpSelects(sub) {
				return false
			}
		}
		return true
	}
	return false
}

// parts counts the parts of a pattern with its classes put in.
func (l *linter) parts(root pattern.Node, classes map[string]*lexicon.Term) int {
	n := 0
	pattern.Walk(root, func(node pattern.Node) {
		n++
		if class, ok := node.(pattern.Class); ok && classes[class.Name] != nil {
			n += l.size(classes[class.Name])
		}
	})
	return n
}

func (l *linter) size(t *lexicon.Term) int {
	n, known := l.sizes[t]
	if !known {
		for _, entry := range t.Entries {
			if entry.Root != nil {
				n += l.parts(entry.Root, entry.Classes)
			}
		}
		l.sizes[t] = n
	}
	return n
}

// misplaced finds a start of the unit with characters before it, or an end with characters behind it.
func misplaced(n pattern.Node) (pattern.Edge, bool) {
	switch n := n.(type) {
	case pattern.Alt:
		return firstMisplaced(n.Items)
	case pattern.Opt:
		return misplaced(n.Item)
	case pattern.Seq:
		for i, item := range n.Items {
			start, end := edges(item)
			if start && anySolid(n.Items[:i]) {
				return pattern.UnitStart, true
			}
			if end && anySolid(n.Items[i+1:]) {
				return pattern.UnitEnd, true
			}
		}
		return firstMisplaced(n.Items)
	}
	return 0, false
}

func firstMisplaced(items []pattern.Node) (pattern.Edge, bool) {
	for _, item := range items {
		if edge, bad := misplaced(item); bad {
			return edge, true
		}
	}
	return 0, false
}

// edges says whether every match of n asks for the start, or the end, of the unit.
func edges(n pattern.Node) (start, end bool) {
	switch n := n.(type) {
	case pattern.Anchor:
		return n.At == pattern.UnitStart, n.At == pattern.UnitEnd
	case pattern.Seq:
		for _, item := range n.Items {
			s, e := edges(item)
			start, end = start || s, end || e
		}
	case pattern.Alt:
		start, end = true, true
		for _, item := range n.Items {
			s, e := edges(item)
			start, end = start && s, end && e
		}
	}
	return start, end
}

// anySolid says whether every match of the items takes a character that may not stand outside ^ and $.
func anySolid(items []pattern.Node) bool {
	for _, n := range items {
		switch n := n.(type) {
		case pattern.Lit:
			if strings.IndexFunc(n.Text, func(r rune) bool {
				return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !strings.ContainsRune(fillers, r)
			}) >= 0 {
				return true
			}
		case pattern.Word, pattern.Digit, pattern.Entity:
			return true
		case pattern.Seq:
			if anySolid(n.Items) {
				return true
			}
		case pattern.Alt:
			every := true
			for _, item := range n.Items {
				every = every && anySolid([]pattern.Node{item})
			}
			if every {
				return true
			}
		}
	}
	return false
}
