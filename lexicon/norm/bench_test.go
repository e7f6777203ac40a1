package norm

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// chat, in which all but ASCII takes three bytes, is of the make-up of real service chats: mostly plain Chinese, some punctuation, codes and digits.
var chat = strings.Repeat("亲，您好，在的哦，请问有什么可以帮您的呢？这款是支持七天无理由退换货的，您放心拍下就可以了哈[可爱]！！"+
	"发货时间：付款后48小时内，默认中通，偏远地区发EMS。麻烦您提供一下订单号，我这边马上帮您核实处理，请稍等哦~~/:066", 20)

func BenchmarkText(b *testing.B) {
	n := New(DefaultOptions())
	var text Text
	b.SetBytes(int64(len(chat)))
	for b.Loop() {
		n.Text(&text, chat)
	}
	if got, want := strings.Count(string(text.Runes), string(EmojiMark)), 40; got != want {
		b.Fatalf("%d emoji marks, want %d", got, want)
	}
}

func BenchmarkFoldRune(b *testing.B) {
	n := New(DefaultOptions())
	b.SetBytes(int64(len(chat)))
	commas := 0
	for b.Loop() {
		commas = 0
		for i := 0; i < len(chat); {
			r, size := rune(chat[i]), 1
			if r >= utf8.RuneSelf {
				r, size = threeByte(chat[i], chat[i+1], chat[i+2]), 3
			}
			i += size
			if n.FoldRune(r) == ',' {
				commas++
			}
		}
	}
	if want := strings.Count(chat, "，"); commas != want {
		b.Fatalf("%d commas, want %d", commas, want)
	}
}

// BenchmarkTables builds what New keeps.
func BenchmarkTables(b *testing.B) {
	opt := DefaultOptions()
	for b.Loop() {
		fold := buildFold(opt)
		if classes := buildClasses(opt, fold); fold['發'] != '发' || classes['['] != opener {
			b.Fatal("variants are not folded")
		}
	}
}

func BenchmarkPinyin(b *testing.B) {
	n := New(DefaultOptions())
	var text, view Text
	n.Text(&text, chat)
	b.SetBytes(int64(len(chat)))
	for b.Loop() {
		Pinyin(&view, &text)
	}
	if len(view.Runes) == 0 || utf8.RuneCountInString(string(view.Runes)) != len(text.Runes) {
		b.Fatal("the view has another length")
	}
}
