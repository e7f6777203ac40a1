package match

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"zhijian/audit/segment"
	"zhijian/lexicon/norm"
)

// expressions are of the shapes that lexicons have, and some that they might.
var expressions = []string{
	`发票`, `没.?票`, `[48]00[- ]?[0-9]{3}[- ]?[0-9]{4}`, `^(喂|嗯)*(您好|你好)?[^您你票有]{2,10}(很高兴|为)(您|你)`, `^[^您你请有票没吗]{4,12}$`,
	`(^|[^不没])(支持|可以)(的)?(哦|呢)`, `\bs[ +*]?b($|[^-a-z0-9])`, `\b(t[ .+*]?m[ .+*]?d|w?c[ .+*]?n[ .+*]?m)\b`, `\Bb\B`, `[0-9]{11}`,
	`[a-z][a-z0-9_\-]{4,19}`, `(?:[0-9零一二三][ ,.\-]{0,2}){6,}`, `(?:^|[^0-9])(?:(?:400|800)[ \-]?[0-9]{3}|95[0-9]{3}(?:[^0-9]|$))`,
	`没有.*发票`, `没有.+?发票`, `(没|有)+票`, `(没|有|){2,3}票`, `(没有|的){2}`, `票{2,}`, `票{0}有`, `[^\n]票`, `(?s).票`, `.票$`, `\d+元`, `\W票`,
	`(a|ab)(c|bcd)?`, `(?:(?:没|票)?的?)+有`, `[\x{4e00}-\x{9fff}]{3}`, `[^票]{5,}`, `^.{3,60}$`, `x{E000}`, `\x{E000}[微薇]`, `(没|$)有?`, `^$|票`,
	`((没*有?)*票?)*的`, `((没+有)+票?)+的`, `(?i)QQ号`, `(?m)^票`, `票*`,
}

// TestRegexpsAgree holds expressions on the engines of patterns against package regexp.
func TestRegexpsAgree(t *testing.T) {
	pieces := []string{
		"没", "有", "票", "发票", "的", "您好", "你", "支持", "可以", "不", "哦", "喂", "400", "-", "123", "4567", " ", "s", "b", "sb", "tmd", "c", "cnm", "abcd_1",
		"。", "\n", "微", "😀", "元", "95588", "一二三", "很高兴为您", "\U0001f44d", "é", "qq号",
	}
	random := rand.New(rand.NewPCG(2, 28))
	nodes, matched := 0, 0
	for _, expression := range expressions {
		for range 60 {
			var text strings.Builder
			for range 1 + random.IntN(1<<random.IntN(8)) {
				text.WriteString(pieces[random.IntN(len(pieces))])
			}
			hasNode, spans := regexpOnEveryEngine(t, expression, text.String())
			matched += spans
			if hasNode {
				nodes++
			}
		}
	}
	if nodes < 40*len(expressions) || matched < 60*len(expressions) {
		t.Fatalf("%d runs of nodes and %d matches: too little is tried", nodes, matched)
	}
}

// regexpOnEveryEngine compares what the engines find of an expression in a text with what package regexp finds. It says
// whether the expression has a node, and how many matches there are.
func regexpOnEveryEngine(t *testing.T, expression, text string) (hasNode bool, matches int) {
	t.Helper()
	n := norm.New(norm.DefaultOptions())
	p, err := NewCompiler(n).Compile(parse(t, "/"+expression+"/"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var m Matcher
	var u Unit
	u.Reset(n, segment.New(nil), text)
	want := findRegexp(nil, p, &u, 0, nil)
	if got := m.Find(nil, p, &u, 0, nil); !slices.Equal(got, want) {
		t.Fatalf("/%s/ in %q: found %v, regexp finds %v", expression, text, got, want)
	}
	if p.ready().root == nil {
		return false, len(want)
	}
	sameOnEveryEngine(t, n, segment.New(nil), p, text, m.Find(nil, p, &u, 0, nil))
	if got := m.findList(nil, p.ready(), &u, Plain, 0, nil); !slices.Equal(got, want) {
		t.Fatalf("/%s/ in %q: lists find %v, regexp finds %v", expression, text, got, want)
	}
	return true, len(want)
}

// FuzzRegexp tries expressions that nobody thought of.
func FuzzRegexp(f *testing.F) {
	for _, expression := range expressions {
		f.Add(expression, "您好，没有发票的，400-123-4567 sb")
	}
	f.Fuzz(func(t *testing.T, expression, text string) {
		if len(expression) > 60 || len(text) > 400 || strings.ContainsAny(expression, "\n\r") {
			return
		}
		if _, err := regexp.Compile(expression); err != nil || strings.TrimSpace(expression) != expression || expression == "" {
			return
		}
		regexpOnEveryEngine(t, expression, text)
	})
}
