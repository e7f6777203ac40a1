// Package wording makes up sentences that a pattern describes, and dialogues that a condition describes: what an author
// turns into an example, and what a changed rule is told from the old one by.
package wording

import (
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"zhijian/lexicon"
	"zhijian/lexicon/pattern"
)

// Maker makes up wording, a different one at every call, and the same ones for the same seed. It is for one goroutine.
type Maker struct {
	rng   *rand.Rand
	plain bool   // the next wording takes the first alternative, leaves out what is optional and keeps gaps short
	fill  string // what the gaps of the next wording hold; "" for neutral words
	over  bool   // gaps are a little wider than they may be
	leads map[leadKey]bool

	preferred *lexicon.Pattern          // an entry of a class, nil for none
	reaches   map[*lexicon.Pattern]bool // patterns that lead to it or do not
}

// New makes a maker.
func New(seed string) *Maker {
	h := fnv.New64a()
	_, _ = h.Write([]byte(seed))                                                                                             // never fails
	return &Maker{rng: rand.New(rand.NewPCG(h.Sum64(), 1)), leads: map[leadKey]bool{}, reaches: map[*lexicon.Pattern]bool{}} //nolint:gosec // no secret: the same seed has to give the same wording
}

// neutral are words that rules about service care little about, to fill gaps with; no mark among them ends a sentence.
var neutral = []string{"这件商品目前的情况", "昨天下单买的东西", "咱家店里现在的话", "就", "先"}

// Pattern makes up wording that the pattern is meant to match. A bare gap is taken as at most gap characters wide, 0 for
// the default. What stands around word boundaries and entities can spoil a match, so whoever needs certainty tries it.
func (m *Maker) Pattern(p *lexicon.Pattern, gap int) string {
	var out strings.Builder
	m.write(&out, p, gap, 0)
	return strings.TrimSpace(out.String())
}

// mostDepth bounds how deep classes lead into one another; loaded lexicons hold no circles, made-up ones may.
const mostDepth = 60

func (m *Maker) write(out *strings.Builder, p *lexicon.Pattern, gap, depth int) {
	switch {
	case depth > mostDepth:
	case p.Root == nil:
		m.regexp(out, p.Regexp)
	default:
		m.node(out, p.Root, p, gap, depth)
	}
}

func (m *Maker) node(out *strings.Builder, n pattern.Node, p *lexicon.Pattern, gap, depth int) {
	switch n := n.(type) {
	case pattern.Lit:
		out.WriteString(n.Text)
	case pattern.Digit:
		out.WriteByte("0123456789"[m.rng.IntN(10)])
	case pattern.Space:
	case pattern.Gap:
		m.gap(out, n, gap)
	case pattern.Anchor:
		out.WriteString(edge(n.At, out.Len() > 0))
	case pattern.Opt:
		if m.prefers(n.Item, p) || !m.plain && m.rng.IntN(2) == 0 {
			m.node(out, n.Item, p, gap, depth)
		}
	case pattern.Word:
		out.WriteString(n.Text)
	case pattern.Entity:
		out.WriteString(m.entity(n.Kind))
	case pattern.Seq:
		for _, item := range n.Items {
			m.node(out, item, p, gap, depth)
		}
	case pattern.Alt:
		m.node(out, n.Items[m.pick(len(n.Items), func(i int) bool { return m.prefers(n.Items[i], p) })], p, gap, depth)
	case pattern.Class:
		m.class(out, p.Classes[n.Name], gap, depth)
	}
}

// edge is what makes the edge of a clause where something stands before it. At the very end it is as good as nothing.
func edge(at pattern.Edge, within bool) string {
	if at == pattern.ClauseStart && within || at == pattern.ClauseEnd {
		return "，"
	}
	return ""
}

func (m *Maker) class(out *strings.Builder, term *lexicon.Term, gap, depth int) {
	if term == nil || len(term.Entries) == 0 {
		return
	}
	i := m.pick(len(term.Entries), func(i int) bool { return m.reach(term.Entries[i]) })
	m.write(out, term.Entries[i], gap, depth+1)
}

// Choose picks one of n things, n > 0, by number: the first while the maker works plainly.
func (m *Maker) Choose(n int) int {
	if m.plain {
		return 0
	}
	return m.rng.IntN(n)
}

// gap fills a gap: with as little as it asks for, with a few characters, or with a few more than it lets through.
func (m *Maker) gap(out *strings.Builder, g pattern.Gap, bare int) {
	most := g.Max
	if most == pattern.DefaultGap {
		if most = bare; most == 0 {
			most = pattern.DefaultGapWidth
		}
	}
	if m.fill != "" && utf8.RuneCountInString(m.fill) <= most {
		out.WriteString(m.fill)
		return
	}
	width := g.Min
	switch {
	case m.over:
		width = most + 1 + m.rng.IntN(4)
	case !m.plain && most > g.Min:
		width += m.rng.IntN(min(most-g.Min, 6) + 1)
	}
	out.WriteString(m.filler(width))
}

// filler gives neutral words of so many characters.
func (m *Maker) filler(width int) string {
	var out []rune
	for len(out) < width {
		out = append(out, []rune(neutral[m.Choose(len(neutral))])...)
	}
	return string(out[:width])
}
