package audit

import (
	"slices"

	"zhijian/audit/match"
	"zhijian/lexicon/norm"
	"zhijian/lexicon/pattern"
)

// nearly says whether a pattern that does not match would, were it not for word boundaries or for what normalisation
// replaced. It compiles the pattern anew: explaining is for one session at a time.
func (j *judge) nearly(c *clause, i int, u *match.Unit, out Attempt) (Attempt, bool) {
	if !slices.Contains(rolesOf(c.speaker), j.session.Turns[out.Turn].Role) {
		return out, false
	}
	src := newClasses().source(c.src.Say[i])
	opt := matchOptions(c.src.Options)
	if c.say[i].NeedsWords() {
		loose := *src.Pattern
		loose.Root = withoutWords(loose.Root)
		src.Pattern = &loose
		if p, err := match.NewCompiler(j.a.norm).Compile(src, opt); err == nil {
			if found := j.matcher.Find(nil, p, u, 1, nil); len(found) > 0 {
				out.Start, out.End = u.Text(match.Plain).Span(found[0].Start, found[0].End)
				out.Obstacle = ByWord
				return out, true
			}
		}
	}
	plain := norm.New(norm.Options{Case: true})
	p, err := match.NewCompiler(plain).Compile(newClasses().source(c.src.Say[i]), opt)
	if err != nil {
		return out, false
	}
	raw := &match.Unit{}
	raw.Reset(plain, j.a.seg, j.session.Turns[out.Turn].Text)
	if found := j.matcher.Find(nil, p, raw, 1, nil); len(found) > 0 {
		out.Start, out.End = found[0].Start, found[0].End
		out.Obstacle = ByNormaliser
		return out, true
	}
	return out, false
}

// withoutWords puts literals in the place of whole words.
func withoutWords(n pattern.Node) pattern.Node {
	switch n := n.(type) {
	case pattern.Word:
		return pattern.Lit{Text: n.Text}
	case pattern.Opt:
		return pattern.Opt{Item: withoutWords(n.Item)}
	case pattern.Seq:
		out := pattern.Seq{Items: slices.Clone(n.Items)}
		for i := range out.Items {
			out.Items[i] = withoutWords(out.Items[i])
		}
		return out
	case pattern.Alt:
		out := pattern.Alt{Items: slices.Clone(n.Items)}
		for i := range out.Items {
			out.Items[i] = withoutWords(out.Items[i])
		}
		return out
	default:
		return n
	}
}
