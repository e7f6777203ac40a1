package entity

import (
	"strings"
	"testing"

	"zhijian/lexicon/norm"
)

func BenchmarkFind(b *testing.B) {
	sentence := strings.Repeat("亲，您好，在的哦，请问有什么可以帮您的呢？这款支持七天无理由退换货，您放心拍下就可以了哈。", 10) +
		"微信abc12345，电话13800138000，明天下午发，28块5，3-5个工作日，收件人：李雷，寄到杭州市文一西路969号3栋，单号1234567890123456789，看www.a.com"
	var text norm.Text
	norm.New(norm.DefaultOptions()).Text(&text, sentence)
	want := map[Kind]int{Phone: 1, WeChat: 1, URL: 1, Address: 1, Person: 1, OrderNo: 1, Amount: 1, Duration: 11, Date: 1}
	for kind := range kinds {
		b.Run(kind.String(), func(b *testing.B) {
			b.SetBytes(int64(len(sentence)))
			var spans []Span
			for b.Loop() {
				spans = Find(spans[:0], kind, text.Runes)
			}
			if len(spans) != want[kind] {
				b.Fatalf("%d found, want %d: %v", len(spans), want[kind], spans)
			}
		})
	}
}
