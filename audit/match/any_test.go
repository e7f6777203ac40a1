package match

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"zhijian/audit/segment"
	"zhijian/lexicon/norm"
)

// TestAnyIsAnyOfThem asks for lists of patterns at once and one by one.
func TestAnyIsAnyOfThem(t *testing.T) {
	n := norm.New(norm.DefaultOptions())
	seg := segment.New(nil)
	random := rand.New(rand.NewPCG(13, 9))
	var pool []findCase
	for _, c := range slices.Concat(findCases, wideGaps, []findCase{{"/没有{2}票/", "没有有票", "", Options{}}, {"/票*/", "没", "", Options{}}}) {
		if c.opt == (Options{}) {
			pool = append(pool, c)
		}
	}
	answers := map[bool]int{}
	for range 300 {
		compiler := NewCompiler(n)
		var list []*Pattern
		for range 1 + random.IntN(6) {
			p, err := compiler.Compile(parse(t, pool[random.IntN(len(pool))].pattern), Options{})
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, p)
		}
		all := NewAny(list)
		for range 12 {
			var text strings.Builder
			for range 1 + random.IntN(1<<random.IntN(6)) {
				text.WriteString(pool[random.IntN(len(pool))].text)
			}
			var m Matcher
			var u, other Unit
			u.Reset(n, seg, text.String())
			other.Reset(n, seg, text.String())
			want := false
			for _, p := range list {
				want = want || len(m.Find(nil, p, &other, 1, nil)) > 0
			}
			if got := m.Any(all, &u); got != want {
				t.Fatalf("any of %d patterns in %q: %v, want %v", len(list), text.String(), got, want)
			}
			answers[want]++
		}
	}
	if answers[true] < 100 || answers[false] < 100 {
		t.Fatalf("%v: too few of one answer", answers)
	}
	var m Matcher
	if m.Any(NewAny(nil), &Unit{}) {
		t.Error("one of no patterns matches")
	}
}
