package cli

import "testing"

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
