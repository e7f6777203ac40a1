package score

import (
	"math"
	"strconv"
)

// Points is a number of points (or yuan) in hundredths. Sums are kept in it, because sums of integers do not depend on
// the order of their terms, as sums of floats do.
type Points int64

// PointsOf rounds f to hundredths, halves away from zero.
func PointsOf(f float64) Points { return Points(math.Round(f * 100)) }

// Float gives p in whole points. The result is the float64 nearest to the decimal number, so it prints with at most two
// decimals.
func (p Points) Float() float64 { return float64(p) / 100 }

// String prints p with as many decimals as it needs, at most two.
func (p Points) String() string { return strconv.FormatFloat(p.Float(), 'f', -1, 64) }

// mean divides sum by n, rounded to hundredths, halves away from zero; n must be positive.
func mean(sum Points, n int) Points {
	half := Points(n / 2)
	if sum < 0 {
		half = -half
	}
	return (sum + half) / Points(n)
}
