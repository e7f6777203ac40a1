package norm

import (
	"testing"

	"github.com/mozillazg/go-pinyin"
)

func TestPinyinView(t *testing.T) {
	n := New(DefaultOptions())
	same := [][2]string{{"发票", "发飘"}, {"微信", "薇芯"}, {"安装", "安庄"}, {"您好", "宁号"}}
	for _, pair := range same[:3] {
		if a, b := pinyinOf(n, pair[0]), pinyinOf(n, pair[1]); a != b {
			t.Errorf("%s and %s sound alike but read %q and %q", pair[0], pair[1], a, b)
		}
	}
	for _, pair := range [][2]string{{"发票", "发表"}, {"您好", "你好"}, same[3]} {
		if a, b := pinyinOf(n, pair[0]), pinyinOf(n, pair[1]); a == b {
			t.Errorf("%s and %s sound different but both read %q", pair[0], pair[1], a)
		}
	}
	if got := pinyinOf(n, "vx 123。"); got != "vx 123。" {
		t.Errorf("text without Han characters became %q", got)
	}
}

func pinyinOf(n *Normalizer, s string) string {
	var text, view Text
	n.Text(&text, s)
	Pinyin(&view, &text)
	return string(view.Runes)
}

// The readings file must agree with the library that it was made from.
func TestReadingsAgreeWithGoPinyin(t *testing.T) {
	args := pinyin.NewArgs()
	checked := 0
	for r := firstHan; r <= lastHan; r++ {
		reading := pinyin.SinglePinyin(r, args)
		if len(reading) == 0 || reading[0] == "" {
			continue
		}
		got := pinyin.SinglePinyin(FoldPinyin(r), args)
		if len(got) == 0 || got[0] != reading[0] {
			t.Fatalf("%c is read %s but stands for %c, read %v", r, reading[0], FoldPinyin(r), got)
		}
		checked++
	}
	if checked < 20000 {
		t.Errorf("only %d characters have a reading", checked)
	}
}

func TestTightView(t *testing.T) {
	n := New(DefaultOptions())
	var text, view Text
	n.Text(&text, "加-V—信：１３８ ・ 0013【8000】\n好。")
	Tight(&view, &text)
	if got, want := string(view.Runes), "加v信13800138000\n好。"; got != want {
		t.Fatalf("got %q, want %q", got, want)
	}
	start, end := view.Span(indexRunes(t, view.Runes, "13800138000"))
	if got, want := string([]rune("加-V—信：１３８ ・ 0013【8000】\n好。")[start:end]), "１３８ ・ 0013【8000"; got != want {
		t.Errorf("span %q, want %q", got, want)
	}
}
