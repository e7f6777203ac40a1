package match

import (
	"math/rand/v2"
	"strings"
	"testing"

	"zhijian/audit/segment"
	"zhijian/lexicon/norm"
)

// benchText is what agents say, about a kilobyte of it.
var benchText = strings.Repeat("您好，请问有什么可以帮您的吗？这款商品目前没有发票的哦，下单后会随货寄出。", 10)

// count is how many literals a scan reports.
func count(s *Scanner, hits *Hits, text string) int {
	hits.Found = hits.Found[:0]
	s.Scan(hits, text)
	return len(hits.Found)
}

// naive counts the literals that stand in a text, one after the other.
func naive(literals []string, text string) int {
	found := 0
	for _, literal := range literals {
		if strings.Contains(text, literal) {
			found++
		}
	}
	return found
}

func benchmarkScan(b *testing.B, literals []string, text string) {
	gates := Gates{}
	for i, literal := range literals {
		gates[literal] = []int32{int32(i)}
	}
	s := NewScanner(norm.New(norm.DefaultOptions()), Plain, gates)
	want := naive(literals, text)
	var hits Hits
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if got := count(s, &hits, text); got != want {
			b.Fatalf("%d literals found, want %d", got, want)
		}
	}
}

func BenchmarkScan(b *testing.B) {
	benchmarkScan(b, []string{"没有发票", "不能开", "发票", "随货", "微信", "支付宝", "线下", "转账", "好评", "返现", "请问", "商品目录"}, benchText)
}

// phrases makes distinct phrases, and text, of an alphabet of seven characters: nearly every place of the text begins
// many of the phrases.
func phrases(count, text int) ([]string, string) {
	random := rand.New(rand.NewPCG(7, 7))
	alphabet := []rune("的了不是我有这")
	word := func(length int) string {
		var w strings.Builder
		for range length {
			w.WriteRune(alphabet[random.IntN(len(alphabet))])
		}
		return w.String()
	}
	seen := map[string]bool{}
	var out []string
	for len(out) < count {
		if w := word(8 + random.IntN(24)); !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	spoken := word(text) + out[0] + word(text) + out[1]
	return out, spoken
}

// BenchmarkScanAdversarial scans for long phrases of seven characters, in text of the same seven.
func BenchmarkScanAdversarial(b *testing.B) {
	literals, text := phrases(3000, 10_000)
	benchmarkScan(b, literals, text)
}

// BenchmarkFind tries a pattern on a message that holds its first part and not its last, as nearly all tries go, and on
// one that it matches, with each way of keeping sets of places.
func BenchmarkFind(b *testing.B) {
	n := norm.New(norm.DefaultOptions())
	seg := segment.New(nil)
	p, err := NewCompiler(n).Compile(parse(b, "<没有>(的|了)?…{0,12}<发票>(吗|么|哦)$"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	short := "您好，这款没有的哦，下单后随货寄出"
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"none/one-word", short, 0},
		{"match/one-word", short + "，没有发票哦", 1},
		{"none/four-words", strings.Repeat(short, 8), 0},
		{"match/four-words", strings.Repeat(short, 8) + "没有发票哦", 1},
		{"none/lists", strings.Repeat(short, 40), 0},
		{"match/lists", strings.Repeat(short, 40) + "没有发票哦", 1},
	} {
		b.Run(c.name, func(b *testing.B) {
			var u Unit
			var m Matcher
			u.Reset(n, seg, c.text)
			spans := make([]Span, 0, 8)
			b.ReportAllocs()
			for b.Loop() {
				if spans = m.Find(spans[:0], p, &u, 0, nil); len(spans) != c.want {
					b.Fatalf("found %v, want %d", spans, c.want)
				}
			}
		})
	}
}
