package match

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"zhijian/audit/segment"
	"zhijian/lexicon/norm"
)

// sameOnEveryEngine runs the pattern with each way of keeping sets of places that the text is short enough for, and
// compares what they find with what Find found. A match in the middle is refused, to see that the search goes on alike.
func sameOnEveryEngine(t testing.TB, n *norm.Normalizer, seg *segment.Segmenter, p *Pattern, text string, want []Span) {
	t.Helper()
	run := p.ready()
	if run.root == nil {
		return
	}
	refused := Span{-1, -1}
	if len(want) > 0 {
		refused = want[len(want)/2]
	}
	accept := func(s Span) bool { return s != refused }
	var m Matcher
	var u Unit
	u.Reset(n, seg, text)
	runes := u.Text(p.View()).Runes
	all, some := m.findList(nil, run, &u, p.View(), 0, nil), m.findList(nil, run, &u, p.View(), 0, accept)
	check := func(engine string, gotAll, gotSome []Span) {
		t.Helper()
		if !slices.Equal(gotAll, all) || !slices.Equal(gotSome, some) {
			t.Fatalf("%s in %q: %s finds %v and, refusing %v, %v; lists find %v and %v", p.src.Pattern.Source, text, engine, gotAll, refused, gotSome, all, some)
		}
	}
	check("Find", want, m.Find(nil, p, &u, 0, accept))
	if len(runes) <= longestBits {
		var one Unit
		one.Reset(n, seg, text)
		b := one.asBits(p.View(), one.Text(p.View()).Runes)
		check("one word", findBits(nil, run, b, 0, nil), findBits(nil, run, b, 0, accept))
	}
	if len(runes) <= longestWide {
		var four Unit
		four.Reset(n, seg, text)
		w := four.asWide(p.View(), four.Text(p.View()).Runes)
		check("four words", findWide(nil, run, w, 0, nil), findWide(nil, run, w, 0, accept))
	}
}

// wideGaps cross more characters than a word has bits.
var wideGaps = []findCase{
	{"没有…{0,100}发票", "没有这个发票", "", Options{}},
	{"没有…{3,70}发票", "没有这个的发票", "", Options{}},
	{"没…{0,33}票…{0,64}的", "没这个票的", "", Options{}},
	{"…{3,60}", "没有这个的发票", "", Options{}},
}

// TestEnginesAgree puts the patterns of all cases on texts made of pieces of the cases' texts, from a few characters to
// more than four words of places hold.
func TestEnginesAgree(t *testing.T) {
	n := norm.New(norm.DefaultOptions())
	seg := segment.New(nil)
	random := rand.New(rand.NewPCG(4, 63))
	var pieces []string
	for _, c := range findCases {
		pieces = append(pieces, c.text)
	}
	pieces = append(pieces, "。", "！", " ", "嗯", "\n", "？", "没", "票", "1", "的")
	cases := append(slices.Clone(findCases), wideGaps...)
	matched := 0
	for _, c := range cases {
		p, err := NewCompiler(n).Compile(parse(t, c.pattern), c.opt)
		if err != nil {
			t.Fatal(err)
		}
		for range 40 {
			var text strings.Builder
			for range 1 + random.IntN(1<<random.IntN(7)) {
				text.WriteString(pieces[random.IntN(len(pieces))])
			}
			if random.IntN(2) == 0 {
				text.WriteString(c.text)
			}
			var u Unit
			var m Matcher
			u.Reset(n, seg, text.String())
			spans := m.Find(nil, p, &u, 0, nil)
			matched += len(spans)
			sameOnEveryEngine(t, n, seg, p, text.String(), spans)
		}
	}
	if matched < len(findCases) {
		t.Fatalf("only %d matches: the texts try too little", matched)
	}
}
