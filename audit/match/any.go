package match

import "sync"

// Any is a list of patterns of which it is asked whether one of them matches. Most such lists stand beside a clause, are
// asked on every text that the clause is found in, and hold nothing of it; so they are run together, as the alternatives of
// one pattern, which the words that a text holds rule out at a glance. It is safe for concurrent use.
type Any struct {
	patterns []*Pattern
	view     View

	build sync.Once
	program
	alone []*Pattern // what cannot be an alternative: expressions, and patterns that nothing matches too
}

// NewAny makes a list of patterns of one compiler that look at the same view. It is nil for none.
func NewAny(patterns []*Pattern) *Any {
	if len(patterns) == 0 {
		return nil
	}
	return &Any{patterns: patterns, view: patterns[0].opt.View}
}

func (a *Any) ready() *program {
	a.build.Do(func() {
		var items []node
		for _, p := range a.patterns {
			if run := p.ready(); run.root == nil || shortest(run.root) == 0 {
				a.alone = append(a.alone, p)
			} else {
				items = append(items, run.root)
			}
		}
		if len(items) > 0 {
			c := a.patterns[0].compile
			c.mu.Lock()
			defer c.mu.Unlock()
			a.program = c.program(c.either(items))
		}
	})
	return &a.program
}

// Any says whether one of the patterns of a list, which may be nil, matches in u.
func (mt *Matcher) Any(a *Any, u *Unit) bool {
	if a == nil {
		return false
	}
	run, text := a.ready(), u.Text(a.view).Runes
	each := a.alone
	switch {
	case run.root == nil:
	case len(text) <= longestBits:
		if holdsBits(run, u.asBits(a.view, text)) {
			return true
		}
	case len(text) <= longestWide:
		if holdsWide(run, u.asWide(a.view, text)) {
			return true
		}
	default:
		each = a.patterns
	}
	for _, p := range each {
		if len(mt.Find(nil, p, u, 1, nil)) > 0 {
			return true
		}
	}
	return false
}
