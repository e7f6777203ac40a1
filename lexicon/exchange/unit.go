package exchange

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Formula says what one utterance holds: wordings, joined by and, or and not.
type Formula struct {
	Op   Op
	Args []*Formula // of And, Or and Not
	// Of wording: one of Any matches, so often as Times says ("" for once), or resembles one of Like within Edits.
	Any   []Wording
	Times string
	Like  []string
	Edits int
}

// Op is how a formula is put together.
type Op uint8

// The ways.
const (
	Wordings Op = iota
	And
	Or
	Not
)

// Says is the formula of one of several wordings.
func Says(words ...Wording) *Formula { return &Formula{Any: words} }

// Bounds of what a formula may grow to.
const (
	mostClauses = 200 // ways to fulfil it
	mostJoined  = 5   // wordings that one utterance holds together, in any order
)

// ErrTooLarge says that a formula cannot be written as clauses of reasonable size.
var ErrTooLarge = errors.New("too many combinations")

// way is one way to fulfil a formula: all of these, none of those.
type way struct{ all, none []*Formula }

// Clauses writes a formula as clauses of which one has to hit. tight demands that what is joined stands between the same
// commas. The error is ErrTooLarge where that gives too many, or joins too much.
func (f *Formula) Clauses(tight bool) ([]any, error) {
	ways, err := f.ways(false)
	if err != nil {
		return nil, err
	}
	var out []any
	for _, w := range ways {
		clause, err := w.clause(tight)
		if err != nil {
			return nil, err
		}
		out = append(out, clause...)
	}
	return out, nil
}

// Negative says whether the formula holds of utterances that say nothing of what it names.
func (f *Formula) Negative() bool {
	ways, err := f.ways(false)
	return err == nil && slices.ContainsFunc(ways, func(w way) bool { return len(w.all) == 0 })
}

// ways lists the ways to fulfil the formula, or its negation.
func (f *Formula) ways(negated bool) ([]way, error) {
	switch f.Op {
	case Wordings:
		if negated {
			return []way{{none: []*Formula{f}}}, nil
		}
		return []way{{all: []*Formula{f}}}, nil
	case Not:
		return f.Args[0].ways(!negated)
	}
	if (f.Op == Or) != negated {
		return f.either(negated)
	}
	out := []way{{}}
	for _, arg := range f.Args {
		ways, err := arg.ways(negated)
		if err != nil {
			return nil, err
		}
		if len(out)*len(ways) > mostClauses {
			return nil, ErrTooLarge
		}
		var joined []way
		for _, a := range out {
			for _, b := range ways {
				joined = append(joined, way{slices.Concat(a.all, b.all), slices.Concat(a.none, b.none)})
			}
		}
		out = joined
	}
	return out, nil
}

// either lists the ways of alternatives; those that are a single wording each are one way together.
func (f *Formula) either(negated bool) ([]way, error) {
	var out []way
	var merged *Formula
	for _, arg := range f.Args {
		ways, err := arg.ways(negated)
		if err != nil {
			return nil, err
		}
		for _, w := range ways {
			if len(w.all) == 1 && len(w.none) == 0 && w.all[0].Times == "" && len(w.all[0].Like) == 0 {
				if merged == nil {
					merged = &Formula{}
					out = append(out, way{all: []*Formula{merged}})
				}
				merged.Any = append(merged.Any, w.all[0].Any...)
				continue
			}
			out = append(out, w)
		}
		if len(out) > mostClauses {
			return nil, ErrTooLarge
		}
	}
	return out, nil
}

// clause writes one way: plain patterns where it says nothing more, else a mapping.
func (w *way) clause(tight bool) ([]any, error) {
	var m Map
	var without []string
	for _, f := range w.none {
		if f.special() {
			return nil, errors.New("the negation of a count or of a similarity cannot be written within an utterance")
		}
		without = append(without, patterns(f.Any)...)
	}
	first, rest := w.split()
	switch {
	case slices.ContainsFunc(rest, (*Formula).special):
		return nil, errors.New("two counts or similarities cannot be joined within an utterance")
	case first == nil:
		m.Add("chars", ">= 0") // whatever is said
	case tight && len(rest) > 0:
		if first.special() {
			return nil, errors.New("a count or a similarity cannot be joined between commas")
		}
		joined, err := anyOrder(w.all, `[^,，。!?;\n]*`)
		if err != nil {
			return nil, err
		}
		m.Add("say", joined)
		rest = nil
	default:
		m.Add("say", patterns(first.Any))
		m.Add("like", first.Like)
		m.Add("edits", first.Edits)
		m.Add("times", first.Times)
	}
	if len(rest) == 1 {
		m.Add("with", patterns(rest[0].Any))
	} else if len(rest) > 1 {
		joined, err := anyOrder(rest, `.*`)
		if err != nil {
			return nil, err
		}
		m.Add("with", joined)
	}
	m.Add("without", without)
	if say, ok := m.Get("say").([]string); ok && len(m) == 1 {
		plain := make([]any, 0, len(say))
		for _, p := range say {
			plain = append(plain, p)
		}
		return plain, nil
	}
	return []any{m}, nil
}

// special says whether the formula asks for more than that one of its wordings occurs.
func (f *Formula) special() bool { return f.Times != "" || len(f.Like) > 0 }

// split parts what is said from what has to stand beside it; a count or a similarity has to be what is said.
func (w *way) split() (first *Formula, rest []*Formula) {
	if i := slices.IndexFunc(w.all, (*Formula).special); i >= 0 {
		return w.all[i], slices.Delete(slices.Clone(w.all), i, i+1)
	}
	if len(w.all) == 0 {
		return nil, nil
	}
	return w.all[0], w.all[1:]
}

func patterns(list []Wording) []string {
	out := make([]string, 0, len(list))
	for _, w := range list {
		out = append(out, w.Pattern())
	}
	return out
}

// anyOrder writes expressions that match all of the groups, one after the other in any order, with what between says in the middle.
func anyOrder(groups []*Formula, between string) ([]string, error) {
	if len(groups) > mostJoined {
		return nil, ErrTooLarge
	}
	parts := make([]string, 0, len(groups))
	for _, g := range groups {
		words := make([]string, 0, len(g.Any))
		for _, w := range g.Any {
			words = append(words, w.expression())
		}
		parts = append(parts, "(?:"+strings.Join(words, "|")+")")
	}
	var out []string
	var permute func(head []string, rest []string)
	permute = func(head, rest []string) {
		if len(rest) == 0 {
			out = append(out, "/(?s)"+strings.Join(head, between)+"/")
			return
		}
		for i := range rest {
			permute(append(slices.Clone(head), rest[i]), slices.Delete(slices.Clone(rest), i, i+1))
		}
	}
	permute(nil, parts)
	for _, p := range out {
		if len(p) > 1900 {
			return nil, fmt.Errorf("the joined wordings are too long for one pattern: %w", ErrTooLarge)
		}
	}
	return out, nil
}
