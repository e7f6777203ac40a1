package norm

import (
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestString(t *testing.T) {
	n := New(DefaultOptions())
	const e, m = string(EmojiMark), string(MaskMark)
	for _, c := range []struct{ in, want string }{
		{"ＡＢｃ１２３！？，：；（）　～", "abc123!?,:;() ~"},
		{"好。的、", "好。的、"},
		{"“微信”‘号’", "\"微信\"'号'"},
		{"没有發票，後天補寄給妳", "没有发票,后天补寄给你"},
		{"乾坤 徵 藉口 瞭望 著名", "乾坤 徵 藉口 瞭望 著名"},
		{"⼈⾺", "人马"},
		{"①②③ ⑴⒈❶➀➊ ⓪ 9️⃣ ９ ㈠㊀", "123 11111 0 9 9 一一"},
		{"𝟏𝟑𝟖 𝐕𝗑 🅥🅧 🆅", "138 vx vx v"}, //nolint:dupword // two writings of the same
		{"一定 〇 十全十美 三八", "一定 〇 十全十美 三八"},
		{"微\u200b信\ufeff", "微信"},
		{"微\u0336信\u0336", "微信"},
		{"好!!!!。。。。~~~~……", "好!。~…"},
		{"哈哈哈哈 13888880000", "哈哈哈哈 13888880000"},
		{"好   的\t\t呢\r\n\r\n嗯", "好 的 呢\n嗯"},
		{"https://a.com/x?a==b", "https://a.com/x?a==b"},
		{"好的/:066谢谢/:^_^", "好的" + e + "谢谢" + e},
		{"亲#E-s33在", "亲" + e + "在"},
		{"[可爱][微笑]在[Smile]", e + "在" + e},
		{"微😊信", "微" + e + "信"},
		{"👨‍👩‍👧👍🏽🇨🇳❤️", e},
		{"[图片] ［订单］[撤回][红包]", "[图片] [订单][撤回][红包]"},
		{"订单[订单x]共[金额x]元", "订单" + m + "共" + m + "元"},
		{"[价保金额(单件)]", "[价保金额(单件)]"},
		{"<num>件<b>", m + "件<b>"},
		{"电话138****1234，8**", "电话138" + m + "1234,8" + m},
		{"138xxxx1234 xxl xxx", "138" + m + "1234 xxl xxx"},
		{"5*3", "5*3"},
		{"/:hello /:h", "/:hello " + e},
		{"[可\u200b爱]", e},
		{"695 usb 性能 路口交通 是我妈的", "695 usb 性能 路口交通 是我妈的"},
		{"a\xff\xfeb", "a\ufffd\ufffdb"},
	} {
		if got := n.String(c.in); got != c.want {
			t.Errorf("String(%q)\n got %q\nwant %q", c.in, got, c.want)
		}
	}
}

func TestStepsSwitchOff(t *testing.T) {
	in := "Ａb發①微\u200b信!!😊[可爱]8**"
	if got := New(Options{}).String(in); got != in {
		t.Errorf("no options: String(%q) = %q", in, got)
	}
	for name, c := range map[string]struct {
		off  func(*Options)
		want string
	}{
		"width":     {func(o *Options) { o.Width = false }, "ａb发1微信!\uE0008\uE001"},
		"case":      {func(o *Options) { o.Case = false }, "Ab发1微信!\uE0008\uE001"},
		"variants":  {func(o *Options) { o.Variants = false }, "ab發1微信!\uE0008\uE001"},
		"numbers":   {func(o *Options) { o.Numbers = false }, "ab发①微信!\uE0008\uE001"},
		"invisible": {func(o *Options) { o.Invisible = false }, "ab发1微\u200b信!\uE0008\uE001"},
		"repeats":   {func(o *Options) { o.Repeats = false }, "ab发1微信!!\uE000\uE0008\uE001"},
		"emoji":     {func(o *Options) { o.EmojiCodes = false }, "ab发1微信!😊[可爱]8\uE001"},
		"masks":     {func(o *Options) { o.Masks = false }, "ab发1微信!\uE0008*"},
	} {
		opt := DefaultOptions()
		c.off(&opt)
		if got := New(opt).String(in); got != c.want {
			t.Errorf("without %s: String(%q)\n got %q\nwant %q", name, in, got, c.want)
		}
	}
}

func TestSpanLeadsBack(t *testing.T) {
	n := New(DefaultOptions())
	for _, c := range []struct{ in, find, want string }{
		{"加\u200b微\u200b信\u200b吧", "微信", "微\u200b信"},
		{"好！！！吗", "!", "！！！"},
		{"好！！！吗", "好!", "好！！！"},
		{"在[可爱]吗", "\uE000", "[可爱]"},
		{"在😊👍🏽吗", "\uE000", "😊👍🏽"},
		{"打1️⃣3️⃣吧", "13", "1️⃣3️⃣"},
		{"電話138****1234", "138\uE0011234", "138****1234"},
		{"a\xff\xffb發", "发", "發"},
	} {
		var text Text
		n.Text(&text, c.in)
		start, end := text.Span(indexRunes(t, text.Runes, c.find))
		if got := string([]rune(c.in)[start:end]); got != c.want {
			t.Errorf("%q: %q leads back to %q, want %q", c.in, c.find, got, c.want)
		}
	}
}

func TestSpanStaysInRange(t *testing.T) {
	var text Text
	New(DefaultOptions()).Text(&text, "好！！的")
	type span struct{ start, end int }
	var got []span
	for _, c := range []span{{-1, 99}, {2, 2}, {3, 1}, {9, 9}} {
		start, end := text.Span(c.start, c.end)
		got = append(got, span{start, end})
	}
	if diff := cmp.Diff([]span{{0, 4}, {3, 3}, {4, 4}, {4, 4}}, got, cmp.AllowUnexported(span{})); diff != "" {
		t.Errorf("spans (-want +got):\n%s", diff)
	}
	byHand := Text{Runes: []rune("ab"), Orig: []int32{0, 3, 5}}
	if start, end := byHand.Span(0, 1); start != 0 || end != 3 {
		t.Errorf("text made by hand: span %d-%d, want 0-3", start, end)
	}
}

func TestTextReusesItsSlices(t *testing.T) {
	n := New(DefaultOptions())
	var text Text
	n.Text(&text, "一段很长很长的话，用来留出空间")
	if allocs := testing.AllocsPerRun(20, func() { n.Text(&text, "亲，發票！！稍後補寄") }); allocs != 0 {
		t.Errorf("%v allocations, want none", allocs)
	}
	if got, want := string(text.Runes), "亲,发票!稍后补寄"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFoldRuneIsIdempotent(t *testing.T) {
	for _, opt := range []Options{DefaultOptions(), {Width: true}, {Variants: true}, {Case: true, Numbers: true}} {
		n := New(opt)
		for r := rune(0); r <= utf8.MaxRune; r++ {
			once := n.FoldRune(r)
			if twice := n.FoldRune(once); twice != once {
				t.Fatalf("%+v: %U folds to %U, and that to %U", opt, r, once, twice)
			}
		}
	}
}

func TestNamesAreSorted(t *testing.T) {
	if !slices.IsSorted(bracketNames) {
		t.Error("bracketNames is not sorted: binary search would miss names")
	}
	if !slices.IsSorted(masked) {
		t.Error("masked is not sorted: binary search would miss names")
	}
	if !slices.IsSortedFunc(slashFaces, func(a, b string) int { return len(b) - len(a) }) {
		t.Error("slashFaces is not sorted by length: a shorter face would hide a longer one")
	}
}

func indexRunes(t *testing.T, text []rune, find string) (int, int) {
	t.Helper()
	want := []rune(find)
	for i := 0; i+len(want) <= len(text); i++ {
		if slices.Equal(text[i:i+len(want)], want) {
			return i, i + len(want)
		}
	}
	t.Fatalf("%q does not hold %q", string(text), find)
	return 0, 0
}
