package match

import "zhijian/lexicon/norm"

// Similar finds wording within a number of edits (insertions, deletions, replacements of a character) of a sentence.
type Similar struct {
	want  []rune
	edits int
}

// NewSimilar prepares a sentence. Punctuation and blanks in it do not count.
func NewSimilar(n *norm.Normalizer, sentence string, edits int) *Similar {
	s := &Similar{edits: edits}
	for _, r := range n.String(sentence) {
		if isSolid(r) {
			s.want = append(s.want, r)
		}
	}
	return s
}

// Gate returns literals of which at least one occurs wherever the sentence does: cut into edits+1 pieces, one of them
// must be untouched.
func (s *Similar) Gate() []string {
	pieces := s.edits + 1
	var out []string
	for i := range pieces {
		from, to := i*len(s.want)/pieces, (i+1)*len(s.want)/pieces
		if from < to {
			out = append(out, string(s.want[from:to]))
		}
	}
	return out
}

// Find returns the stretch of the unit that is nearest to the sentence, if it is near enough. The comparison is
// Sellers' algorithm: time is the product of both lengths.
func (s *Similar) Find(u *Unit) (Span, bool) {
	text := u.text.Runes
	type cell struct{ cost, start int }
	column := make([]cell, len(s.want)+1)
	for i := range column {
		column[i] = cell{i, 0}
	}
	best, span := s.edits+1, Span{}
	for j, r := range text {
		diagonal := column[0]
		column[0] = cell{0, j + 1}
		for i, w := range s.want {
			next := cell{diagonal.cost, diagonal.start}
			if i == 0 {
				next.start = j
			}
			switch {
			case !isSolid(r):
				next = column[i+1] // marks in the text cost nothing
			case w != r:
				next.cost++
				if column[i+1].cost+1 < next.cost {
					next = cell{column[i+1].cost + 1, column[i+1].start}
				}
				if column[i].cost+1 < next.cost {
					next = cell{column[i].cost + 1, column[i].start}
				}
			}
			diagonal, column[i+1] = column[i+1], next
		}
		if last := column[len(s.want)]; last.cost < best {
			best, span = last.cost, Span{last.start, j + 1}
		}
	}
	return span, best <= s.edits
}
