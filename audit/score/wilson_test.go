package score

import "testing"

func TestWilson(t *testing.T) {
	tests := []struct {
		hits, n int
		want    Interval
	}{
		{0, 0, Interval{0, 1}},
		{0, 10, Interval{0, 0.2775}},
		{10, 10, Interval{0.7225, 1}},
		{5, 10, Interval{0.2366, 0.7634}},
		{1, 100, Interval{0.0018, 0.0545}},
	}
	for _, tt := range tests {
		if got := Wilson(tt.hits, tt.n); got != tt.want {
			t.Errorf("Wilson(%d, %d) = %v, want %v", tt.hits, tt.n, got, tt.want)
		}
	}
}
