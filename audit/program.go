// Package audit judges conversations: it runs the rules of a lexicon over a session and says what was hit, where, and
// what could not be judged.
package audit

import (
	"sync"

	"zhijian/audit/match"
	"zhijian/audit/memo"
	"zhijian/audit/redact"
	"zhijian/audit/segment"
	"zhijian/lexicon"
	"zhijian/lexicon/norm"
	"zhijian/transcripts"
)

// Auditor is a lexicon made ready to judge sessions. It is immutable and safe for concurrent use.
type Auditor struct {
	set      *lexicon.Set
	norm     *norm.Normalizer
	seg      *segment.Segmenter
	rules    []*rule
	conds    int // how many conditions and clauses there are: results of a session are kept by number
	clauses  []*clause
	wordings []wording
	atoms    int // how many lists of literals there are
	scanners [roles][]*match.Scanner
	ways     []way
	wayAtoms []int32         // of all ways, one after the other
	triggers [roles]triggers // what makes a way worth a look
	ungated  [roles][]int32  // wordings without a gate
	masker   *redact.Masker  // nil to reveal
	always   []uint64        // the rules that every session is judged by, a bit each; see sparse.go
	memo     *memo.Memo      // nil to work everything out anew
	judges   sync.Pool

	sounds [speakers]sound
}

// roles is the number of values of transcripts.Role.
const roles = int(transcripts.RoleSystem) + 1

// wording is one pattern, or one sentence, of a clause: what a scan finds candidates for. say and like are its index in
// the clause's lists, or -1.
type wording struct {
	clause    *clause
	say, like int
	gated     bool // it has ways; a wording without is a candidate in every message
}

// way is a way in which a message can hold a wording: it has a literal of each of its atoms, wayAtoms[from:to], and one
// after the other. Every text has a hundred ways looked at, so what that takes stands together.
type way struct {
	wording  int32
	from, to int32
	spread   bool // over all that a speaker says in the session: the message need not have all of the atoms
}

// triggers are the ways that atoms make worth a look: ways[first[atom]:first[atom+1]].
type triggers struct{ first, ways []int32 }

// rule is a rule with its conditions compiled.
type rule struct {
	*lexicon.Rule
	cond, when, unless *cond
	where              *expression
	class              int // of the model, where the rule has doubts

	earshot func() *earshot // what is listened for where it is the only rule
}

// cond is a compiled condition. Named conditions are compiled once and shared.
type cond struct {
	id             int
	src            *lexicon.Condition
	clauses        []*clause
	all, any, none []*cond
	measure, where *expression
	place          place
	positional     bool // it has places, and does not only hold of the session
}

// clause is a compiled clause with the speaker whose words it is about.
type clause struct {
	id      int
	spread  bool  // over all that a speaker says in the session, so that no message decides it
	cond    *cond // that it belongs to
	src     *lexicon.Clause
	speaker lexicon.Speaker
	say     []*match.Pattern
	with    []*match.Pattern
	without []*match.Pattern
	unless  []*match.Pattern

	anyWith, anyWithout, anyUnless *match.Any // of the same patterns

	like    []*match.Similar
	class   int   // of the model, where the clause asks for likeness
	kin     int   // of the model, where it asks for nothing else
	rivals  []int // likewise: the classes of other rules of its kin
	place   place
	counted bool    // somebody asks how many matches there are, not only whether there is one
	rules   []int32 // by number: those of which nothing can come unless some clause like this has a hit
}

// place is a compiled lexicon.Place.
type place struct {
	src                                *lexicon.Place
	replyTo, beside                    *cond
	after, before, notAfter, notBefore *relation
}

type relation struct {
	*lexicon.Relation
	cond *cond
}

// Rules returns the rules in force, by id.
func (a *Auditor) Rules() []*lexicon.Rule { return a.set.Rules }

// Digest identifies the lexicon in force.
func (a *Auditor) Digest() string { return a.set.Digest }

// NeedsWords says whether some pattern in force asks for word boundaries, so that a segmentation dictionary may be
// loaded when such a pattern has a candidate.
func (a *Auditor) NeedsWords() bool {
	for _, c := range a.clauses {
		for _, list := range [][]*match.Pattern{c.say, c.with, c.without, c.unless} {
			for _, p := range list {
				if p.NeedsWords() {
					return true
				}
			}
		}
	}
	return false
}
