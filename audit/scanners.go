package audit

import (
	"math/bits"
	"slices"
	"sync"

	"github.com/cespare/xxhash/v2"

	"zhijian/audit/match"
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

// scannerBuilder gathers the literals of all wordings.
type scannerBuilder struct {
	a        *Auditor
	all      []gates // by wording
	firstWay []int32 // by wording
	lists    map[literalsKey]int32
	known    map[uint64]sameLiterals // by hash
}

// roleScanners are the literals of the wordings that are about what one role says, by the view that they look at.
type roleScanners struct {
	*scannerBuilder
	role  transcripts.Role
	gates [match.Views]match.Gates
	seen  []bool    // atoms whose literals are in the gates
	wakes [][]int32 // by atom: the ways that it makes worth a look
}

func (c *compiler) buildScanners() {
	a := c.auditor
	b := &scannerBuilder{a: a, all: a.allGates(), firstWay: make([]int32, len(a.wordings)), lists: map[literalsKey]int32{}, known: map[uint64]sameLiterals{}}
	for id := range a.wordings {
		b.add(int32(id))
	}
	var workers sync.WaitGroup
	for role := range a.scanners {
		workers.Go(func() {
			s := roleScanners{scannerBuilder: b, role: transcripts.Role(role), seen: make([]bool, a.atoms), wakes: make([][]int32, a.atoms)}
			s.build()
		})
	}
	workers.Wait()
}

// add numbers the ways of a wording, and the lists of literals that they ask for.
func (b *scannerBuilder) add(id int32) {
	w, g := &b.a.wordings[id], &b.all[id]
	if w.clause.byLikeness() {
		return
	}
	w.gated = len(g.ways) > 0
	b.firstWay[id] = int32(len(b.a.ways))
	for _, by := range g.ways {
		from := int32(len(b.a.wayAtoms))
		for _, literals := range by.Gates {
			b.a.wayAtoms = append(b.a.wayAtoms, b.atom(g.view, literals))
		}
		b.a.ways = append(b.a.ways, way{id, from, int32(len(b.a.wayAtoms)), w.clause.spread})
	}
}

// build makes the scanners of the role.
func (b *roleScanners) build() {
	for id := range b.a.wordings {
		w := &b.a.wordings[id]
		if !w.clause.byLikeness() && slices.Contains(rolesOf(w.clause.speaker), b.role) {
			b.watch(int32(id), w.gated)
		}
	}
	flat := triggers{first: make([]int32, 1, len(b.wakes)+1)}
	for _, ways := range b.wakes {
		flat.ways = append(flat.ways, ways...)
		flat.first = append(flat.first, int32(len(flat.ways)))
	}
	b.a.triggers[b.role] = flat
	for view, g := range b.gates {
		if len(g) > 0 {
			b.a.scanners[b.role] = append(b.a.scanners[b.role], match.NewScanner(b.a.norm, match.View(view), g))
		}
	}
}

// watch makes each way of a wording worth a look where the way's rarest list of literals has one in what the role says.
func (b *roleScanners) watch(id int32, gated bool) {
	if !gated {
		b.a.ungated[b.role] = append(b.a.ungated[b.role], id)
		return
	}
	g := &b.all[id]
	for k, by := range g.ways {
		way := b.firstWay[id] + int32(k)
		atoms := b.a.wayAtoms[b.a.ways[way].from:b.a.ways[way].to]
		for i, atom := range atoms {
			b.look(g.view, atom, by.Gates[i])
		}
		least := atoms[by.Least]
		b.wakes[least] = append(b.wakes[least], way)
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

// look makes the scanner look for the literals of an atom.
func (b *roleScanners) look(view match.View, atom int32, literals []string) {
	if b.seen[atom] {
		return
	}
	b.seen[atom] = true
	if b.gates[view] == nil {
		b.gates[view] = make(match.Gates, len(b.all))
	}
	for _, literal := range literals {
		// An atom is looked at once, so that one that is noted already was noted last.
		if atoms := b.gates[view][literal]; len(atoms) == 0 || atoms[len(atoms)-1] != atom {
			b.gates[view][literal] = append(atoms, atom)
		}
	}
}

// extent is where the literals of an atom that stand in the text that was scanned end, in bytes: the first and the last of
// them. It counts only with the stamp of that text.
type extent struct {
	stamp       uint32
	first, last int32
}

// scan notes which literal lists a text holds something of, and gives the wordings that it may therefore hold, in order.
func (j *judge) scan(role transcripts.Role, text string) []int32 {
	if j.scans++; j.scans == 0 { // the stamps of four billion texts ago must not count
		clear(j.atoms)
		j.scans = 1
	}
	j.ways = j.ways[:0]
	triggers := &j.a.triggers[role]
	for len(j.literals[role]) < len(j.a.scanners[role]) {
		j.literals[role] = append(j.literals[role], match.Hits{})
	}
	for i, s := range j.a.scanners[role] {
		hits := &j.literals[role][i]
		s.Scan(hits, text)
		for _, hit := range hits.Found {
			for _, atom := range s.StandsFor(hit.Literal) {
				e := &j.atoms[atom]
				if e.stamp != j.scans {
					*e = extent{j.scans, hit.First, hit.Last}
					if from, to := triggers.first[atom], triggers.first[atom+1]; from < to { // mostly not
						j.ways = append(j.ways, triggers.ways[from:to]...)
					}
					continue
				}
				e.first, e.last = min(e.first, hit.First), max(e.last, hit.Last)
			}
		}
	}
	if j.only != nil {
		copy(j.may, j.only.deafened) // as though they had been found already, so that nobody looks for them
	}
	for _, id := range j.a.ungated[role] {
		j.may[id>>6] |= 1 << (id & 63)
	}
	for _, id := range j.ways {
		if w := &j.a.ways[id]; j.may[w.wording>>6]>>(w.wording&63)&1 == 0 && !j.hopelessWay(w) {
			j.may[w.wording>>6] |= 1 << (w.wording & 63)
		}
	}
	j.cand = j.cand[:0]
	for i, set := range j.may {
		if j.only != nil {
			set &^= j.only.deafened[i]
		}
		for ; set != 0; set &= set - 1 {
			j.cand = append(j.cand, int32(i<<6+bits.TrailingZeros64(set)))
		}
	}
	clear(j.may)
	return j.cand
}

// hopelessWay says whether the text that was scanned lacks one of the way's atoms, or has them in another order: each of
// their literals ends behind the one before. Wordings that may be spread over a session need not have all of theirs in one
// message.
func (j *judge) hopelessWay(w *way) bool {
	if w.spread {
		return false
	}
	reached := int32(-1) // no literal of the atoms so far can end earlier
	for _, atom := range j.a.wayAtoms[w.from:w.to] {
		e := &j.atoms[atom]
		if e.stamp != j.scans || e.last <= reached {
			return true
		}
		reached = max(reached+1, e.first)
	}
	return false
}
