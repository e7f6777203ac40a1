package score

import "testing"

func TestWilson(t *testing.T) {
	tests := []struct {
		hits, n int
		want    Interval
	}{
		{0, 0, Interval{0, 1}},
		{0, 10, Interval{0, 0.278}},
		{10, 10, Interval{0.722, 1}},
		{5, 10, Interval{0.237, 0.763}},
		{1, 2, Interval{0.095, 0.905}},
		{1, 100, Interval{0.002, 0.054}},
	}
	for _, tt := range tests {
		if got := Wilson(tt.hits, tt.n); got != tt.want {
			t.Errorf("Wilson(%d, %d) = %v, want %v", tt.hits, tt.n, got, tt.want)
		}
	}
}
