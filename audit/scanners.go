package audit

import (
	"slices"
	"strings"
	"sync"
	"unsafe"

	"zhijian/audit/match"
	"zhijian/transcripts"
)

// atomKey tells lists of literals apart.
type atomKey struct {
	view     match.View
	literals string
}

// literalsKey tells lists of literals apart by where they lie: patterns that name the same class share a list, which may be
// long.
type literalsKey struct {
	view  match.View
	first *string
	count int
}

// scannerBuilder gathers the literals of all wordings by the role whose words they are about and the view they look at.
type scannerBuilder struct {
	a     *Auditor
	known map[atomKey]int32
	lists map[literalsKey]int32
	gates [roles][match.Views]match.Gates
	seen  [roles]map[int32]bool // atoms whose literals are in the gates
}

func (c *compiler) buildScanners() {
	b := &scannerBuilder{a: c.auditor, known: map[atomKey]int32{}, lists: map[literalsKey]int32{}}
	for id := range c.auditor.wordings {
		b.add(int32(id), &c.auditor.wordings[id])
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

func (b *scannerBuilder) add(id int32, w *wording) {
	view, gates := w.gates()
	for _, literals := range gates {
		w.atoms = append(w.atoms, b.atom(view, literals))
	}
	for _, role := range rolesOf(w.clause.speaker) {
		if len(w.atoms) == 0 {
			b.a.ungated[role] = append(b.a.ungated[role], id)
			continue
		}
		for i, atom := range w.atoms {
			b.look(role, view, atom, gates[i])
		}
		for int(w.atoms[0]) >= len(b.a.triggers[role]) {
			b.a.triggers[role] = append(b.a.triggers[role], nil)
		}
		b.a.triggers[role][w.atoms[0]] = append(b.a.triggers[role][w.atoms[0]], id)
	}
}

// atom numbers a list of literals.
func (b *scannerBuilder) atom(view match.View, literals []string) int32 {
	list := literalsKey{view, unsafe.SliceData(literals), len(literals)}
	if n, ok := b.lists[list]; ok {
		return n
	}
	key := atomKey{view, strings.Join(literals, "\x00")}
	n, ok := b.known[key]
	if !ok {
		n = int32(b.a.atoms)
		b.known[key] = n
		b.a.atoms++
	}
	b.lists[list] = n
	return n
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
		b.gates[role][view] = match.Gates{}
	}
	for _, literal := range literals {
		// An atom is looked at once, so that one that is noted already was noted last.
		if atoms := b.gates[role][view][literal]; len(atoms) == 0 || atoms[len(atoms)-1] != atom {
			b.gates[role][view][literal] = append(atoms, atom)
		}
	}
}

// scan notes which literal lists a message holds something of, and so which wordings it may hold.
func (j *judge) scan(turn int32) {
	t := &j.session.Turns[turn]
	holds := j.atomsOf(turn)
	triggers := j.a.triggers[t.Role]
	note := func(atoms []int32) {
		for _, atom := range atoms {
			bit := uint64(1) << (atom & 63)
			if holds[atom>>6]&bit != 0 {
				continue
			}
			holds[atom>>6] |= bit
			for _, id := range triggers[atom] {
				j.note(id, turn)
			}
		}
	}
	for _, s := range j.a.scanners[t.Role] {
		s.Scan(t.Text, note)
	}
	for _, id := range j.a.ungated[t.Role] {
		j.note(id, turn)
	}
}

// note makes the message a candidate for a wording.
func (j *judge) note(id, turn int32) {
	c := &j.candidates[j.a.wordings[id].clause.id]
	if c.epoch != j.epoch {
		c.epoch, c.value = j.epoch, c.value[:0]
	}
	c.value = append(c.value, candidate{turn, id})
}

// atomsOf is the set of atoms of a message, a bit each.
func (j *judge) atomsOf(turn int32) []uint64 {
	width := (j.a.atoms + 63) / 64
	return j.atoms[int(turn)*width : (int(turn)+1)*width]
}

// promising drops the candidates whose unit, made of the given messages, lacks one of their atoms.
func (j *judge) promising(cand []candidate, turns []int32) []candidate {
	kept := j.kept[:0]
next:
	for _, c := range cand {
		for _, atom := range j.a.wordings[c.wording].atoms {
			if !slices.ContainsFunc(turns, func(turn int32) bool { return j.atomsOf(turn)[atom>>6]>>(atom&63)&1 != 0 }) {
				continue next
			}
		}
		kept = append(kept, c)
	}
	j.kept = kept
	return kept
}
