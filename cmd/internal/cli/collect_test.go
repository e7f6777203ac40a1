package cli

import (
	"runtime"
	"runtime/debug"
	"testing"
)

// The heap of an audit grows to the same size between any two collections while what it keeps is small, and by a fixed
// share of what it keeps where that is large; it never grows without bound.
func TestAuditPercent(t *testing.T) {
	const mb = 1 << 20
	for _, c := range []struct {
		live uint64
		want int
	}{
		{0, auditCollection}, // not known
		{1, firstCollection},
		{35 * mb, 100},
		{40 * mb, 75},
		{69 * mb, auditCollection},
		{auditHeap, auditCollection},
		{1 << 40, auditCollection},
	} {
		if got := auditPercent(c.live); got != c.want {
			t.Errorf("%d bytes in use: %d %%, want %d", c.live, got, c.want)
		}
	}
	if live := liveHeap(); live > 1<<40 {
		t.Errorf("%d bytes in use", live)
	}
}

// Between results an audit learns of a collection by itself, and sets the percentage that then holds.
func TestKeepLow(t *testing.T) {
	before := debug.SetGCPercent(firstCollection)
	collection.Lock()
	own, often := collection.own, collection.often
	collection.own, collection.often, collection.calls = true, true, 0
	collection.Unlock()
	defer func() {
		collection.Lock()
		collection.own, collection.often = own, often
		collection.Unlock()
		debug.SetGCPercent(before)
	}()
	runtime.GC()
	keepLow()
	if got, want := debug.SetGCPercent(firstCollection), auditPercent(liveHeap()); got != want {
		t.Errorf("after a collection: %d %%, want %d", got, want)
	}
	keepLow() // looks seldom
	if got := debug.SetGCPercent(firstCollection); got != firstCollection {
		t.Errorf("without a look: %d %%", got)
	}
}
