package memo

import (
	"fmt"
	"testing"
)

// BenchmarkGet asks for texts that are known, in turn, more than a processor's cache holds.
func BenchmarkGet(b *testing.B) {
	m := New()
	texts := make([]string, 30_000)
	for i := range texts {
		texts[i] = fmt.Sprintf("您好，您的订单 %d 已经安排发货，请您耐心等待哦", i)
		m.Put(nil, m.Hash(1, texts[i]), 1, texts[i], []uint32{uint32(i), 12, 1, 3, 5})
	}
	var tape []uint32
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		text := texts[i]
		var ok bool
		if tape, ok = m.Get(tape[:0], m.Hash(1, text), 1, text); !ok || tape[0] != uint32(i) {
			b.Fatalf("text %d gives %v, %v", i, tape, ok)
		}
		i = (i + 1) % len(texts)
	}
}
