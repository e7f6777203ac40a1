package score

import "math"

// An Interval is a range of a share, 0 to 1.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Wilson gives the range in which the true share lies with 95 % confidence when hits of n were counted (the score interval
// of E. B. Wilson, 1927). It holds for small samples, where the usual ± does not. Without a sample it is everything.
func Wilson(hits, n int) Interval {
	if n <= 0 {
		return Interval{0, 1}
	}
	const z = 1.959963984540054 // the 97.5 % point of the normal distribution
	total, share := float64(n), float64(hits)/float64(n)
	middle := (share + z*z/(2*total)) / (1 + z*z/total)
	half := z / (1 + z*z/total) * math.Sqrt(share*(1-share)/total+z*z/(4*total*total))
	interval := Interval{round3(max(0, middle-half)), round3(min(1, middle+half))}
	if hits == 0 {
		interval.Low = 0
	}
	if hits == n {
		interval.High = 1
	}
	return interval
}

// round3 keeps tenths of a percent: more says less than any sample, and what every report shows is then the same.
func round3(f float64) float64 { return math.Round(f*1e3) / 1e3 }
