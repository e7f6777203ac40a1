package classify

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Sample is a message with what it answers, both normalised.
type Sample struct{ Message, Context []rune }

// Label says what a sample is to a class.
type Label int8

// The labels. Unknown samples are left out of the class's training.
const (
	Unknown Label = iota
	Is            // of the class
	IsNot         // expressly not of the class
	Other         // of another class
	None          // of no class
)

// Costs of a sample on the wrong side of its margin, by label. Samples of a class are few among many others, so each of
// them weighs more; what is of another class is less of a mistake than what is of none.
var costs = [...]float64{Is: 5, IsNot: 3, Other: 1, None: 3}

const (
	rounds    = 40   // passes over the samples at most
	tolerance = 0.05 // largest projected gradient at which a class counts as fitted
)

// Corpus is the samples' features, row by row.
type Corpus struct {
	rows  [][]feature
	norms []float64 // squared length of a row, with its bias
}

type feature struct {
	bucket uint32
	value  float64
}

// Prepare works out the features of samples.
func Prepare(samples []Sample) *Corpus {
	c := &Corpus{rows: make([][]feature, len(samples)), norms: make([]float64, len(samples))}
	var g Grams
	for i, s := range samples {
		var row []feature
		add := func(w float64) {
			for _, b := range g.Buckets {
				row = append(row, feature{b, w})
			}
		}
		g.Message(s.Message)
		add(messageWeight(len(g.Buckets)))
		g.Context(s.Context)
		add(contextWeight(len(g.Buckets)))
		slices.SortFunc(row, func(a, b feature) int { return int(a.bucket) - int(b.bucket) })
		norm := 1.0
		for _, f := range row {
			norm += float64(f.value * f.value)
		}
		c.rows[i], c.norms[i] = row, norm
	}
	return c
}

// fit finds the weights of one class: dual coordinate descent, samples in an order that is shuffled anew in each round
// by a generator with a fixed seed, so that the same samples give the same weights. Products are rounded before they are
// added (float64(…)), lest machines with fused multiplication come to other weights.
func (c *Corpus) fit(labels []Label) (weights []float64, bias float64) {
	weights = make([]float64, buckets)
	var all []int
	for i, l := range labels {
		if l != Unknown {
			all = append(all, i)
		}
	}
	alpha := make([]float64, len(labels))
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // an order, not a secret
	// A sample that stands farther beyond its margin than any other was off in the round before is left alone until the
	// rest is fitted (shrinking): most samples are ordinary talk that no class is in doubt about.
	active, limit := slices.Clone(all), math.Inf(1)
	for range rounds {
		random.Shuffle(len(active), func(i, j int) { active[i], active[j] = active[j], active[i] })
		worst, kept := 0.0, active[:0]
		for _, i := range active {
			sign := -1.0
			if labels[i] == Is {
				sign = 1
			}
			slack := 1 / (2 * costs[labels[i]])
			score := bias
			for _, f := range c.rows[i] {
				score += float64(weights[f.bucket] * f.value)
			}
			gradient := float64(sign*score) - 1 + float64(alpha[i]*slack)
			if alpha[i] == 0 && gradient > limit {
				continue
			}
			kept = append(kept, i)
			if alpha[i] == 0 && gradient >= 0 {
				continue
			}
			worst = max(worst, gradient, -gradient)
			next := max(0, alpha[i]-gradient/(c.norms[i]+slack))
			step := float64((next - alpha[i]) * sign)
			alpha[i] = next
			bias += step
			for _, f := range c.rows[i] {
				weights[f.bucket] += float64(step * f.value)
			}
		}
		active, limit = kept, worst
		if worst < tolerance {
			if len(active) == len(all) {
				break
			}
			active, limit = append(active[:0], all...), math.Inf(1)
		}
	}
	return weights, bias
}
