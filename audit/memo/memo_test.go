package memo

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestMemoRemembers(t *testing.T) {
	m := New()
	var scratch []byte
	for kind := range uint8(3) {
		for _, tape := range [][]uint32{nil, {0}, {1, 127, 128, 1 << 31}} {
			text := fmt.Sprintf("话%d", len(tape))
			hash := m.Hash(kind, text)
			if got, ok := m.Get(nil, hash, kind, text); ok {
				t.Fatalf("%q of kind %d is known before it was put: %v", text, kind, got)
			}
			scratch = m.Put(scratch, hash, kind, text, tape)
			got, ok := m.Get([]uint32{7}, hash, kind, text)
			if !ok || !slices.Equal(got, append([]uint32{7}, tape...)) {
				t.Fatalf("%q of kind %d: got %v, %v; want 7 and %v", text, kind, got, ok, tape)
			}
		}
	}
}

// Texts with the same hash are told apart by what they are.
func TestMemoComparesWholeTexts(t *testing.T) {
	m := New()
	const hash = 42
	m.Put(nil, hash, 1, "甲", []uint32{1})
	m.Put(nil, hash, 1, "乙", []uint32{2})
	m.Put(nil, hash, 2, "甲", []uint32{3})
	for i, c := range []struct {
		kind uint8
		text string
	}{{1, "甲"}, {1, "乙"}, {2, "甲"}} {
		if got, ok := m.Get(nil, hash, c.kind, c.text); !ok || got[0] != uint32(i+1) {
			t.Errorf("%+v: got %v, %v", c, got, ok)
		}
	}
	if got, ok := m.Get(nil, hash, 2, "乙"); ok {
		t.Errorf("乙 of kind 2 was never put, and gives %v", got)
	}
}

// What is asked for again and again outlives any number of texts that are not; memory stays bounded.
func TestMemoForgetsWhatIsNotAskedFor(t *testing.T) {
	m := New()
	const stock = "您好，请问有什么可以帮您"
	put := func(text string) { m.Put(nil, m.Hash(1, text), 1, text, []uint32{uint32(len(text))}) }
	put(stock)
	rare := strings.Repeat("字", 100)
	const texts = 4 * shards * generationBytes / 300
	for i := range texts {
		put(fmt.Sprintf("%d%s", i, rare))
		if got, ok := m.Get(nil, m.Hash(1, stock), 1, stock); !ok || got[0] != uint32(len(stock)) {
			t.Fatalf("after %d other texts the stock phrase gives %v, %v", i, got, ok)
		}
	}
	if first := "0" + rare; slices.ContainsFunc([]string{first}, func(s string) bool { _, ok := m.Get(nil, m.Hash(1, s), 1, s); return ok }) {
		t.Error("the first rare text is still known")
	}
	total := 0
	for i := range m.shards {
		s := &m.shards[i]
		for _, g := range []*generation{&s.young, &s.old} {
			total += len(g.blocks)*blockBytes + 8*len(g.slots)
			for _, block := range g.blocks {
				if cap(block) != blockBytes {
					t.Fatalf("a block takes %d bytes", cap(block))
				}
			}
		}
	}
	if limit := 5 * shards * generationBytes / 2; total > limit {
		t.Errorf("the memo takes %d bytes, more than %d", total, limit)
	}
	long := strings.Repeat("长", Longest)
	put(long)
	if _, ok := m.Get(nil, m.Hash(1, long), 1, long); ok {
		t.Error("a text longer than Longest is remembered")
	}
}

func TestMemoServesMany(t *testing.T) {
	m := New()
	var workers sync.WaitGroup
	for w := range 4 {
		workers.Go(func() {
			var scratch []byte
			for i := range 20_000 {
				text := fmt.Sprint("句", (i*7+w)%5_000, strings.Repeat("甲", i%40))
				hash := m.Hash(1, text)
				got, ok := m.Get(nil, hash, 1, text)
				if ok && got[0] != uint32(len(text)) {
					t.Errorf("%q gives %v", text, got)
					return
				}
				if !ok {
					scratch = m.Put(scratch, hash, 1, text, []uint32{uint32(len(text))})
				}
			}
		})
	}
	workers.Wait()
}
