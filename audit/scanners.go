package audit

import (
	"slices"
	"sync"

	"github.com/cespare/xxhash/v2"

	"zhijian/audit/match"
	"zhijian/lexicon"
	"zhijian/transcripts"
)

// literalsKey tells lists of literals apart by where they lie: patterns that name the same class share a list, which may be
// long.
type literalsKey struct {
	view  match.View
	first *string
	count int
}

// sameLiterals is a list of literals that has a number.
type sameLiterals struct {
	view     match.View
	literals []string
	atom     int32
}

// scannerBuilder gathers the literals of all wordings by the role whose words they are about and the view they look at.
type scannerBuilder struct {
	a     *Auditor
	lists map[literalsKey]int32
	known map[uint64]sameLiterals // by hash
	gates [roles][match.Views]match.Gates
	seen  [roles]map[int32]bool // atoms whose literals are in the gates
}

func (c *compiler) buildScanners() {
	b := &scannerBuilder{a: c.auditor, lists: map[literalsKey]int32{}, known: map[uint64]sameLiterals{}}
	for id, g := range c.auditor.allGates() {
		b.add(int32(id), &c.auditor.wordings[id], g)
	}
	for role := range b.gates {
		triggers := make([][]int32, b.a.atoms)
		copy(triggers, b.a.triggers[role])
		b.a.triggers[role] = triggers
	}
	b.scanners()
}

// scanners builds the scanners of all roles, side by side.
func (b *scannerBuilder) scanners() {
	var built [roles][match.Views]*match.Scanner
	var workers sync.WaitGroup
	for role := range b.gates {
		for view, g := range b.gates[role] {
			if len(g) > 0 {
				workers.Go(func() { built[role][view] = match.NewScanner(b.a.norm, match.View(view), g) })
			}
		}
	}
	workers.Wait()
	for role := range built {
		for _, s := range built[role] {
			if s != nil {
				b.a.scanners[role] = append(b.a.scanners[role], s)
			}
		}
	}
}

func (b *scannerBuilder) add(id int32, w *wording, g gates) {
	if w.clause.byLikeness() {
		return
	}
	for _, literals := range g.lists {
		w.atoms = append(w.atoms, b.atom(g.view, literals))
	}
	for _, role := range rolesOf(w.clause.speaker) {
		if len(w.atoms) == 0 {
			b.a.ungated[role] = append(b.a.ungated[role], id)
			continue
		}
		for i, atom := range w.atoms {
			b.look(role, g.view, atom, g.lists[i])
		}
		for int(w.atoms[0]) >= len(b.a.triggers[role]) {
			b.a.triggers[role] = append(b.a.triggers[role], nil)
		}
		b.a.triggers[role][w.atoms[0]] = append(b.a.triggers[role][w.atoms[0]], id)
	}
}

// atom numbers a list of literals.
func (b *scannerBuilder) atom(view match.View, literals []string) int32 {
	list := literalsKey{view: view, count: len(literals)}
	if len(literals) > 0 {
		list.first = &literals[0]
	}
	if n, ok := b.lists[list]; ok {
		return n
	}
	hash := uint64(view)
	for _, literal := range literals {
		hash = hash*0x9e3779b97f4a7c15 + xxhash.Sum64String(literal)
	}
	same, ok := b.known[hash]
	if !ok || same.view != view || !slices.Equal(same.literals, literals) {
		same = sameLiterals{view, literals, int32(b.a.atoms)}
		b.known[hash] = same
		b.a.atoms++
	}
	b.lists[list] = same.atom
	return same.atom
}

// look makes the scanner of a role look for the literals of an atom.
func (b *scannerBuilder) look(role transcripts.Role, view match.View, atom int32, literals []string) {
	if b.seen[role] == nil {
		b.seen[role] = map[int32]bool{}
	}
	if b.seen[role][atom] {
		return
	}
	b.seen[role][atom] = true
	if b.gates[role][view] == nil {
		b.gates[role][view] = make(match.Gates, len(b.a.wordings))
	}
	for _, literal := range literals {
		// An atom is looked at once, so that one that is noted already was noted last.
		if atoms := b.gates[role][view][literal]; len(atoms) == 0 || atoms[len(atoms)-1] != atom {
			b.gates[role][view][literal] = append(atoms, atom)
		}
	}
}

// scan notes which literal lists a text holds something of, and gives the wordings that it may therefore hold, in order.
func (j *judge) scan(role transcripts.Role, text string) []int32 {
	clear(j.atoms)
	j.cand = append(j.cand[:0], j.a.ungated[role]...)
	triggers := j.a.triggers[role]
	note := func(atoms []int32) {
		for _, atom := range atoms {
			bit := uint64(1) << (atom & 63)
			if j.atoms[atom>>6]&bit == 0 {
				j.atoms[atom>>6] |= bit
				j.cand = append(j.cand, triggers[atom]...)
			}
		}
	}
	for _, s := range j.a.scanners[role] {
		s.Scan(text, note)
	}
	j.cand = slices.DeleteFunc(j.cand, j.hopelessWording)
	slices.Sort(j.cand)
	return j.cand
}

// hopelessWording says whether the text that was scanned lacks one of a wording's atoms. Wordings that may be spread over
// a session need not have all of theirs in one message.
func (j *judge) hopelessWording(id int32) bool {
	w := &j.a.wordings[id]
	if w.clause.place.src.Per == lexicon.PerSession {
		return false
	}
	for _, atom := range w.atoms {
		if j.atoms[atom>>6]>>(atom&63)&1 == 0 {
			return true
		}
	}
	return false
}
