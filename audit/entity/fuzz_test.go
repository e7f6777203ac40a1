package entity

import (
	"slices"
	"testing"

	"zhijian/lexicon/norm"
)

func FuzzFind(f *testing.F) {
	for _, seed := range []string{
		"电话138-0013-8000，+86 13900139000 400-820-8820 138****1234", "一三七零四八八，后头六六二一", "加V：abc12345 扣扣三二零零九九八八 威❤",
		"https://a.com/b 淘口令￥abCD12345￥ abc点com", "浙江省杭州市文一西路969号3栋502室 收件人：李雷", "11010519491231002X 6222021234567890128 单号 1127 0348 6619",
		"28块5，两百块，三到五个工作日，3月18号晚上8点半前，2026-11-21 10:20", "\xff一点点半个[数字x]天",
	} {
		f.Add(seed)
	}
	n := norm.New(norm.DefaultOptions())
	f.Fuzz(func(t *testing.T, s string) {
		var text norm.Text
		n.Text(&text, s)
		for kind := range kinds {
			before := Span{Start: 1, End: 1 << 20, Kind: kind, Value: "before"}
			spans := Find([]Span{before}, kind, text.Runes)
			if alone := Find(nil, kind, text.Runes); spans[0] != before || !slices.Equal(spans[1:], alone) {
				t.Fatalf("%s in %q: what dst held before changed the outcome: %v, alone %v", kind, s, spans, alone)
			}
			end := 0
			for _, span := range spans[1:] {
				if span.Kind != kind || span.Start < end || span.End <= span.Start || span.End > len(text.Runes) {
					t.Fatalf("%s in %q: span %+v after %d in a text of %d", kind, s, span, end, len(text.Runes))
				}
				end = span.End
			}
		}
	})
}
