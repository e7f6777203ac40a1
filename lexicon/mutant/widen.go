package mutant

import (
	"fmt"

	"zhijian/lexicon"
	"zhijian/lexicon/pattern"
)

// widened gives every gap of the pattern the widest span that the pattern's reach leaves it; false where it has none that
// grows.
func widened(p *lexicon.Pattern, bare int) (*lexicon.Pattern, bool) {
	if p.Root == nil {
		return nil, false
	}
	if bare == 0 {
		bare = pattern.DefaultGapWidth
	}
	gaps := 0
	pattern.Walk(p.Root, func(n pattern.Node) {
		if _, ok := n.(pattern.Gap); ok {
			gaps++
		}
	})
	if gaps == 0 {
		return nil, false
	}
	// As far as it may be without the pattern being refused, so that the examples and not the loader find it out.
	widest := min(pattern.MaxGap, pattern.MaxReach/gaps)
	grown := false
	var widen func(n pattern.Node) pattern.Node
	list := func(items []pattern.Node) []pattern.Node {
		out := make([]pattern.Node, 0, len(items))
		for _, item := range items {
			out = append(out, widen(item))
		}
		return out
	}
	widen = func(n pattern.Node) pattern.Node {
		switch n := n.(type) {
		case pattern.Gap:
			if n.Max == pattern.DefaultGap {
				n.Max = bare
			}
			grown = grown || n.Max < widest
			return pattern.Gap{Min: n.Min, Max: max(n.Max, widest)}
		case pattern.Seq:
			return pattern.Seq{Items: list(n.Items)}
		case pattern.Alt:
			return pattern.Alt{Items: list(n.Items)}
		case pattern.Opt:
			return pattern.Opt{Item: widen(n.Item)}
		default:
			return n
		}
	}
	out := *p
	out.Pattern = &pattern.Pattern{Source: fmt.Sprintf("%s (widened)", p.Source), Root: widen(p.Root)}
	return &out, grown
}
