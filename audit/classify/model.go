package classify

import (
	"cmp"
	"math"
	"slices"
)

// Class is the fitted classifier of one class: the weights of the n-grams that matter, by bucket.
type Class struct {
	ID      string
	Bias    int32
	Buckets []uint32 // ascending
	Weights []int16  // in 1/scale
}

// scale is the unit of stored weights: a weight of 1 is stored as scale.
const scale = 1 << 11

// How many n-grams of a class are worth keeping, those with the largest weights. The rest move the scores of a class that
// is learnt beside many others in the third decimal, and are nine tenths of them. A class that is learnt alone, from as
// many samples of its own, spreads its weight over more.
const (
	KeptBesideOthers = 10_000
	KeptAlone        = 40_000
)

// Train fits the class id to samples; labels stand beside them. At most kept n-grams count.
func (c *Corpus) Train(id string, labels []Label, kept int) Class {
	weights, bias := c.fit(labels)
	var order []uint32
	for b, w := range weights {
		if math.Abs(w)*scale >= 1 {
			order = append(order, uint32(b))
		}
	}
	slices.SortFunc(order, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(math.Abs(weights[b]), math.Abs(weights[a])), cmp.Compare(a, b))
	})
	order = order[:min(len(order), kept)]
	slices.Sort(order)
	out := Class{ID: id, Bias: int32(math.Round(bias * scale)), Buckets: order}
	for _, b := range order {
		out.Weights = append(out.Weights, int16(max(math.MinInt16, min(math.MaxInt16, math.Round(weights[b]*scale)))))
	}
	return out
}

// Model scores texts for all of its classes at once. It is immutable and safe for concurrent use.
type Model struct {
	ids   []string
	bias  []float64
	first []uint32 // by bucket: where its weights begin in cells; one more for the end
	cells []cell
}

// cell is the weight of an n-gram for a class.
type cell struct {
	class  uint16
	weight int16
}

// NewModel lays out classes for scoring. Classes are numbered in the order given.
func NewModel(classes []Class) *Model {
	m := &Model{first: make([]uint32, buckets+1)}
	for _, c := range classes {
		for _, b := range c.Buckets {
			m.first[b+1]++
		}
	}
	for b := range buckets {
		m.first[b+1] += m.first[b]
	}
	m.cells = make([]cell, m.first[buckets])
	next := slices.Clone(m.first)
	for i, c := range classes {
		m.ids = append(m.ids, c.ID)
		m.bias = append(m.bias, float64(c.Bias)/scale)
		for k, b := range c.Buckets {
			m.cells[next[b]] = cell{uint16(i), c.Weights[k]}
			next[b]++
		}
	}
	return m
}

// Classes is the number of classes.
func (m *Model) Classes() int { return len(m.ids) }

// Class is the number of a class, -1 where there is none of that id.
func (m *Model) Class(id string) int { return slices.Index(m.ids, id) }

// Part is what one text adds to the score of each class. Parts of the message and of its context are worked out apart,
// since one text is met beside many others.
type Part struct {
	grams int
	sums  []int32
}

// Message works out what a message adds to the scores; the part's memory is used again.
func (m *Model) Message(p *Part, g *Grams, text []rune) {
	g.Message(text)
	m.part(p, g)
}

// Context works out what the text that a message answers adds to the scores.
func (m *Model) Context(p *Part, g *Grams, text []rune) {
	g.Context(text)
	m.part(p, g)
}

func (m *Model) part(p *Part, g *Grams) {
	p.sums = slices.Grow(p.sums[:0], len(m.ids))[:len(m.ids)]
	clear(p.sums)
	p.grams = len(g.Buckets)
	sums, first, cells := p.sums, m.first, m.cells // read from memory once
	// Buckets lie all over the tables. To look them all up before any is added lets the processor wait for all of them at
	// once, and not for one after the other.
	g.ranges = g.ranges[:0]
	warm := uint16(0)
	for _, b := range g.Buckets {
		if from, to := first[b], first[b+1]; from < to {
			g.ranges = append(g.ranges, [2]uint32{from, to})
		}
	}
	for _, r := range g.ranges {
		warm |= cells[r[0]].class
	}
	g.warm = warm
	for _, r := range g.ranges {
		for _, c := range cells[r[0]:r[1]] {
			sums[c.class] += int32(c.weight)
		}
	}
}

// Append writes the part as numbers, small ones where scores are small.
func (p *Part) Append(dst []uint32) []uint32 {
	dst = append(dst, uint32(p.grams))
	for _, s := range p.sums {
		dst = append(dst, uint32(s<<1)^uint32(s>>31))
	}
	return dst
}

// Load reads what Append wrote.
func (p *Part) Load(numbers []uint32) {
	p.grams = int(numbers[0])
	p.sums = p.sums[:0]
	for _, n := range numbers[1:] {
		p.sums = append(p.sums, int32(n>>1)^-int32(n&1))
	}
}

// Scores works out the scores of a message for all classes: 1 is what samples of the class are fitted to, 0 the border,
// -1 what all others are fitted to. context may be nil. The result is the same on every machine.
func (m *Model) Scores(dst []float64, message, context *Part) {
	weight := messageWeight(message.grams) / scale
	for class := range dst {
		dst[class] = m.bias[class] + float64(float64(message.sums[class])*weight)
	}
	if context == nil {
		return
	}
	weight = contextWeight(context.grams) / scale
	for class := range dst {
		dst[class] += float64(float64(context.sums[class]) * weight)
	}
}

// Weights says how much each character of the message speaks for the class: the weight of an n-gram is shared out among
// its characters.
func (m *Model) Weights(dst []float64, class int, g *Grams, text []rune) []float64 {
	dst = append(dst[:0], make([]float64, len(text))...)
	g.runes = frame(g.runes[:0], text)
	for start := range g.runes {
		h := uint32(message)
		for n := 0; n < longestGram && start+n < len(g.runes); n++ {
			h = mix(h, g.runes[start+n])
			w := m.weight(h>>(32-bucketBits), class)
			for at := start; at <= start+n && w != 0; at++ {
				if at > 0 && at <= len(text) {
					dst[at-1] += float64(w) / float64(n+1) / scale
				}
			}
		}
	}
	return dst
}

func (m *Model) weight(bucket uint32, class int) int16 {
	for _, c := range m.cells[m.first[bucket]:m.first[bucket+1]] {
		if int(c.class) == class {
			return c.weight
		}
	}
	return 0
}
