package score

import (
	"runtime"
	"testing"
	"time"
	"unsafe"
)

// TestCounterKeepsNoBatch counts one agent in batch after batch: none of them may stay in memory for its name.
func TestCounterKeepsNoBatch(t *testing.T) {
	const name, batches = "小王", 4
	c := counter{}
	freed := make(chan int, batches)
	for i := range batches {
		batch := new([1 << 16]byte)
		copy(batch[:], name)
		runtime.AddCleanup(batch, func(i int) { freed <- i }, i)
		c.add(unsafe.String(&batch[0], len(name)), 1)
	}
	late := time.After(10 * time.Second)
	for i := range batches {
		runtime.GC()
		select {
		case <-freed:
		case <-late:
			t.Fatalf("%d of %d batches stay in memory", batches-i, batches)
		}
	}
	if n := c[name]; n == nil || *n != batches {
		t.Errorf("counted %v, want %d", c, batches)
	}
}
