package audit

import (
	"slices"
	"sync"

	"zhijian/lexicon"
)

// Where a session is judged by one rule, as examples are, nearly all clauses of the lexicon have nothing to say in the matter.
// They are not listened for: of sixty wordings that a message is tried for, two or three are left.

// earshot is what is listened for. Nil stands for all clauses.
type earshot struct {
	clauses  []uint64 // by number, a bit each
	deafened []uint64 // the wordings of all other clauses, likewise
}

// hears says whether the clause is listened for.
func (e *earshot) hears(c *clause) bool {
	return e == nil || e.clauses[c.id>>6]>>(c.id&63)&1 != 0
}

// and gives what is listened for by two together.
func (e earshot) and(other *earshot) earshot {
	if e.clauses == nil {
		return *other
	}
	e.clauses, e.deafened = slices.Clone(e.clauses), slices.Clone(e.deafened)
	for i, set := range other.clauses {
		e.clauses[i] |= set
	}
	for i, set := range other.deafened {
		e.deafened[i] &= set
	}
	return e
}

// findEarshots lets every rule find, when it is first judged by itself, the clauses of all conditions that it leans on.
func (a *Auditor) findEarshots() {
	clausesOf := sync.OnceValue(func() map[*lexicon.Condition][]*clause {
		of := map[*lexicon.Condition][]*clause{}
		for _, c := range a.clauses {
			of[c.cond.src] = append(of[c.cond.src], c)
		}
		return of
	})
	for _, r := range a.rules {
		r.earshot = sync.OnceValue(func() *earshot {
			e := &earshot{clauses: make([]uint64, (len(a.clauses)+63)/64), deafened: make([]uint64, (len(a.wordings)+63)/64)}
			for _, cond := range r.Conditions() {
				for _, c := range clausesOf()[cond] {
					e.clauses[c.id>>6] |= 1 << (c.id & 63)
				}
			}
			for id := range a.wordings {
				if !e.hears(a.wordings[id].clause) {
					e.deafened[id>>6] |= 1 << (id & 63)
				}
			}
			return e
		})
	}
}
