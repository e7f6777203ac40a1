package match

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhijian/audit/segment"
	"zhijian/lexicon/norm"
	"zhijian/lexicon/pattern"
)

// classes are the term classes that the cases of this package's tests name.
var classes = map[string][]string{
	"发票": {"发票", "专票", "电子票", "(增值税)?普票"},
	"没有": {"没有", "没", "木有", "(不能|不给)开"},
	"两层": {"<发票>", "收据"},
	"词":  {"[喂]", "您好"},
}

func parse(t testing.TB, text string) Source {
	t.Helper()
	p, err := pattern.Parse(text)
	if err != nil {
		t.Fatalf("pattern %s: %v", text, err)
	}
	return Source{Pattern: p, Class: func(name string) Class {
		out := Class{ID: name}
		for _, entry := range classes[name] {
			out.Entries = append(out.Entries, parse(t, entry))
		}
		return out
	}}
}

// findCase is a pattern, a text, and the wording that the pattern finds there, parted by |.
type findCase struct {
	pattern, text, want string
	opt                 Options
}

var findCases = []findCase{
	// literals and their writing
	{"没有发票", "亲，没有发票哦", "没有发票", Options{}},
	{"没有发票", "亲，沒有發票哦", "沒有發票", Options{}},
	{"加qq", "加ＱＱ聊", "加ＱＱ", Options{}},
	{"发票", "发\u200b票", "发\u200b票", Options{}},
	{"加vx", "加𝐯𝐱聊", "加𝐯𝐱", Options{}},
	{"加13", "加𝟏𝟑聊", "加𝟏𝟑", Options{}},
	{"发票", "发\U000e0100票", "发\U000e0100票", Options{}},
	{"𠮷祥", "𠮷祥", "𠮷祥", Options{}},
	{"𠮷", "双土𠮷", "𠮷", Options{}},
	{"thank you", "thank  you so much", "thank  you", Options{}},
	{"thank you", "thankyou", "thankyou", Options{}},
	{"不 行", "不行", "不行", Options{}},
	{`\[图片\]`, "见[图片]", "[图片]", Options{}},
	{`吗\?`, "能开吗？", "吗？", Options{}},
	{`\d\d点`, "１２点前", "１２点", Options{}},
	{`\d`, "十点", "", Options{}},
	// alternatives and optional parts
	{"(没|木)有票", "木有票", "木有票", Options{}},
	{"没有(的)?票", "没有票，没有的票", "没有票|没有的票", Options{}},
	{"不行哦?", "不行哦", "不行哦", Options{}},
	{"行|可以", "可以，行", "可以|行", Options{}},
	// gaps
	{"没有…发票", "没有这个发票", "没有这个发票", Options{}},
	{"没有…发票", "没有一二三四五六七八发票", "没有一二三四五六七八发票", Options{}},
	{"没有…发票", "没有一二三四五六七八九发票", "", Options{}},
	{"没有…{2}发票", "没有一二发票", "没有一二发票", Options{}},
	{"没有…{2}发票", "没有一二三发票", "", Options{}},
	{"没有…{2,4}发票", "没有一发票", "", Options{}},
	{"没有…发票", "没有。发票", "", Options{}},
	{"没有…发票", "没有！发票", "", Options{}},
	{"没有…发票", "没有\n发票", "", Options{}},
	{"没有…发票", "没有，发票", "没有，发票", Options{}},
	{"没有…发票", "没有一二三发票", "", Options{Gap: 2}},
	// classes
	{"<没有>…<发票>", "这款木有普票的", "木有普票", Options{}},
	{"<没有><两层>", "不给开收据", "不给开收据", Options{}},
	{"<发票>", "增值税普票", "增值税普票", Options{}},
	// anchors
	{"^没有", "嗯，没有的", "没有", Options{}},
	{"^没有", "亲，没有的", "", Options{}},
	{"^没有$", "没有哦~", "没有", Options{}},
	{"^没有$", "没有了", "", Options{}},
	{"^嗯$", "嗯", "嗯", Options{}},
	{"^^没有", "亲，没有的", "没有", Options{}},
	{"^^没有", "都没有的", "", Options{}},
	{"嘛$$", "好嘛，拍吧", "嘛", Options{}},
	{"嘛$$", "干嘛呢", "", Options{}},
	{"喽$$", "来喽 亲", "喽", Options{}},
	// whole words
	{"[喂]", "喂，讲话", "喂", Options{}},
	{"[喂]", "喂奶期间", "", Options{}},
	{"<词>", "喂养，您好", "您好", Options{}},
	// entities
	{"打@phone", "您打13800138000", "打13800138000", Options{}},
	{"@duration回复", "24小时内回复", "24小时内回复", Options{}},
	// regular expressions
	{`/满\d+元/`, "满２００元才开", "满２００元", Options{}},
	{`/(?:开|补)票/`, "能开票，补票", "开票|补票", Options{}},
	// leftmost, then longest, none overlapping
	{"(没有|没有发票)", "没有发票", "没有发票", Options{}},
	{"(一二|二三)", "一二三", "一二", Options{}},
	{"哈哈", "哈哈哈哈哈", "哈哈|哈哈", Options{}},
	// views
	{"开发票", "能开发飘吗", "开发飘", Options{View: Pinyin}},
	{"开发票", "能开发飘吗", "", Options{}},
	{"加微信", "加-微 信聊", "加-微 信", Options{View: Tight}},
	{"加微信", "加-微 信聊", "", Options{}},
	{"加微信", "加.威 信", "加.威 信", Options{View: Tight | Pinyin}},
}

func TestFind(t *testing.T) {
	n := norm.New(norm.DefaultOptions())
	compiler, seg := NewCompiler(n), segment.New([]string{"喂"})
	for _, c := range findCases {
		p, err := compiler.Compile(parse(t, c.pattern), c.opt)
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		var u Unit
		u.Reset(n, seg, c.text)
		var m Matcher
		var found []string
		original := []rune(c.text)
		for _, s := range m.Find(nil, p, &u, 0, nil) {
			start, end := u.Text(Plain).Span(s.Start, s.End)
			found = append(found, string(original[start:end]))
		}
		if got := strings.Join(found, "|"); got != c.want {
			t.Errorf("%s in %q, view %d: found %q, want %q", c.pattern, c.text, c.opt.View, got, c.want)
		}
	}
}

// TestScanFindsWhatFindFinds runs the same cases through the scanner: wherever a pattern matches, its gate occurs.
func TestScanFindsWhatFindFinds(t *testing.T) {
	n := norm.New(norm.DefaultOptions())
	compiler := NewCompiler(n)
	for _, c := range findCases {
		p, err := compiler.Compile(parse(t, c.pattern), c.opt)
		if err != nil {
			t.Fatal(err)
		}
		if c.want == "" {
			continue
		}
		if ways := p.Ways(); !scanFinds(n, p.View(), ways, c.text) {
			t.Errorf("%s in %q: none of the ways %v was found", c.pattern, c.text, ways)
		}
	}
}

// scanFinds says whether a scan of text finds a literal of each gate of some way, one after the other; also where there
// are no ways.
func scanFinds(n *norm.Normalizer, view View, ways []Way, text string) bool {
	for _, way := range ways {
		reached := int32(0)
		for _, gate := range way.Gates {
			gates := Gates{}
			for _, literal := range gate {
				gates[literal] = []int32{7}
			}
			var hits Hits
			NewScanner(n, view, gates).Scan(&hits, text)
			next := int32(len(text) + 1)
			for _, hit := range hits.Found {
				if hit.Last > reached {
					next = min(next, max(reached+1, hit.First))
				}
			}
			reached = next
		}
		if int(reached) <= len(text) {
			return true
		}
	}
	return len(ways) == 0
}

func TestWays(t *testing.T) {
	compiler := NewCompiler(norm.New(norm.DefaultOptions()))
	for _, c := range []struct {
		pattern string
		want    []Way
	}{
		{"您…增值税", []Way{{Gates: [][]string{{"您"}, {"增值税"}}, Least: 1}}},
		{"(你|我|的|是|了|不|一)…增值税", []Way{{Gates: [][]string{{"增值税"}}}}},
		{"(退|换)…(专票|普票)", []Way{{Gates: [][]string{{"退", "换"}, {"专票", "普票"}}, Least: 1}}},
		{"您?的发票", []Way{{Gates: [][]string{{"的发票"}}}}},
		{"(是)?…吗", []Way{{Gates: [][]string{{"吗"}}}}},
		{"@phone", nil},
		{"(没有|好?)票据", []Way{{Gates: [][]string{{"票据"}}}}},
		{"(专票|开…普票|抬头)", []Way{{Gates: [][]string{{"开"}, {"普票"}}, Least: 1}, {Gates: [][]string{{"专票", "抬头"}}}}},
		{"(专票|@phone)", nil},
		{"要…(开…普票|抬头)", []Way{{Gates: [][]string{{"要"}, {"普票", "抬头"}}, Least: 1}}},
		{`/满\d+元减/`, []Way{{Gates: [][]string{{"元减"}}}}},
	} {
		p, err := compiler.Compile(parse(t, c.pattern), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, p.Ways()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.pattern, diff)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	compiler := NewCompiler(norm.New(norm.DefaultOptions()))
	for text, want := range map[string]string{
		"@telephone": "there is no entity @telephone",
		"<空>":        "class <空> is empty",
		"\u200b好":    "",
	} {
		_, err := compiler.Compile(parse(t, text), Options{})
		switch {
		case err == nil && want != "":
			t.Errorf("%q compiles; want the error %q", text, want)
		case err != nil && (want == "" || !strings.Contains(err.Error(), want)):
			t.Errorf("%q: %v; want %q", text, err, want)
		}
	}
}

func TestSimilar(t *testing.T) {
	n := norm.New(norm.DefaultOptions())
	for _, c := range []struct {
		sentence string
		edits    int
		text     string
		want     string
	}{
		{"你怎么不早说呢", 1, "哎你咋不早说呢亲", ""}, // 怎么 → 咋 is two edits
		{"你怎么不早说呢", 2, "哎你咋不早说呢亲", "你咋不早说呢"},
		{"爱买不买", 0, "爱买不买，随便", "爱买不买"},
		{"爱买不买", 1, "爱 买 不 买", "爱 买 不 买"},
		{"爱买不买", 0, "爱买不卖", ""},
	} {
		var u Unit
		u.Reset(n, nil, c.text)
		s := NewSimilar(n, c.sentence, c.edits)
		span, ok := s.Find(&u)
		got := ""
		if ok {
			got = string([]rune(c.text)[span.Start:span.End])
		}
		if got != c.want {
			t.Errorf("%q within %d edits in %q: found %q, want %q", c.sentence, c.edits, c.text, got, c.want)
		}
	}
}
