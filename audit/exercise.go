package audit

import (
	"slices"

	"zhijian/audit/match"
	"zhijian/lexicon"
	"zhijian/transcripts"
)

// Exerciser finds which patterns of a lexicon sessions make use of. It is for one goroutine at a time.
type Exerciser struct {
	auditor  *Auditor
	patterns *match.Compiler
	entries  map[patternKey]*match.Pattern // of classes, compiled by themselves
	done     map[*lexicon.Pattern]bool
}

// NewExerciser makes an exerciser of the auditor's lexicon that has seen nothing yet.
func NewExerciser(a *Auditor) *Exerciser {
	return &Exerciser{auditor: a, patterns: match.NewCompiler(a.norm), entries: map[patternKey]*match.Pattern{}, done: map[*lexicon.Pattern]bool{}}
}

// Exercised says whether the pattern, or the entry of a class, matched in some session.
func (x *Exerciser) Exercised(p *lexicon.Pattern) bool { return x.done[p] }

// Observe marks the patterns of one rule that match in the session: what is said, demanded or forbidden anywhere in a
// unit of its speaker, an exception where it overlaps what is said. An entry of a class counts where it matches within a
// match of a pattern that names the class.
func (x *Exerciser) Observe(s *transcripts.Session, rule *lexicon.Rule) {
	wanted := map[*lexicon.Clause]bool{}
	for _, c := range rule.Conditions() {
		for _, list := range c.Clauses {
			for _, clause := range list {
				wanted[clause] = true
			}
		}
	}
	j := x.auditor.take(s)
	defer x.auditor.judges.Put(j)
	for _, c := range x.auditor.clauses {
		if !wanted[c.src] {
			continue
		}
		for turn := range s.Turns {
			if slices.Contains(rolesOf(c.speaker), s.Turns[turn].Role) {
				x.clause(j, c, x.unit(j, c, int32(turn)))
			}
		}
	}
}

// unit is the stretch of text that the clause looks at in a turn.
func (x *Exerciser) unit(j *judge, c *clause, turn int32) *match.Unit {
	if c.place.src.Per == lexicon.PerTurn && j.runOf[turn] >= 0 {
		return &j.joinedUnit(j.runOf[turn]).unit
	}
	return j.unit(turn)
}

func (x *Exerciser) clause(j *judge, c *clause, u *match.Unit) {
	opt := matchOptions(c.src.Options)
	var said []match.Span
	for i, p := range c.say {
		found := j.matcher.Find(nil, p, u, 0, nil)
		said = append(said, found...)
		x.mark(j, c.src.Say[i], opt, u, found)
	}
	for k, list := range [][]*match.Pattern{c.with, c.without} {
		src := [][]*lexicon.Pattern{c.src.With, c.src.Without}[k]
		for i, p := range list {
			x.mark(j, src[i], opt, u, j.matcher.Find(nil, p, u, 0, nil))
		}
	}
	for i, p := range c.unless {
		overlapping := slices.DeleteFunc(j.matcher.Find(nil, p, u, 0, nil), func(s match.Span) bool {
			return !slices.ContainsFunc(said, s.Overlaps)
		})
		x.mark(j, c.src.Unless[i], opt, u, overlapping)
	}
}

// mark notes a pattern that matched at the spans, and the entries of its classes that match within them.
func (x *Exerciser) mark(j *judge, p *lexicon.Pattern, opt match.Options, u *match.Unit, spans []match.Span) {
	if len(spans) == 0 {
		return
	}
	x.done[p] = true
	for _, term := range p.Terms() {
		for _, entry := range term.Entries {
			if x.done[entry] {
				continue
			}
			found := j.matcher.Find(nil, x.entry(entry, opt), u, 0, nil)
			x.done[entry] = slices.ContainsFunc(found, func(s match.Span) bool { return slices.ContainsFunc(spans, s.Overlaps) })
		}
	}
}

// entry compiles an entry of a class by itself; as a part of patterns that were compiled it is known to be sound.
func (x *Exerciser) entry(p *lexicon.Pattern, opt match.Options) *match.Pattern {
	key := patternKey{p, opt}
	if known := x.entries[key]; known != nil {
		return known
	}
	compiled, err := x.patterns.Compile(newClasses().source(p), opt)
	if err != nil {
		panic("audit: an entry of a compiled class does not compile: " + err.Error())
	}
	x.entries[key] = compiled
	return compiled
}

// Said lists the patterns under say of the rule's clauses that match in the session where no exception swallows them, in
// the order of the rule, each once.
func (x *Exerciser) Said(s *transcripts.Session, rule *lexicon.Rule) []*lexicon.Pattern {
	j := x.auditor.take(s)
	defer x.auditor.judges.Put(j)
	wanted := map[*lexicon.Clause]bool{}
	for _, c := range rule.Conditions() {
		for _, list := range c.Clauses {
			for _, clause := range list {
				wanted[clause] = true
			}
		}
	}
	var out []*lexicon.Pattern
	for _, c := range x.auditor.clauses {
		if !wanted[c.src] {
			continue
		}
		for turn := range s.Turns {
			if !slices.Contains(rolesOf(c.speaker), s.Turns[turn].Role) {
				continue
			}
			u := x.unit(j, c, int32(turn))
			var swallowed []match.Span
			for _, p := range c.unless {
				swallowed = j.matcher.Find(swallowed, p, u, 0, nil)
			}
			stands := func(s match.Span) bool { return !slices.ContainsFunc(swallowed, s.Overlaps) }
			for i, p := range c.say {
				if !slices.Contains(out, c.src.Say[i]) && len(j.matcher.Find(nil, p, u, 1, stands)) > 0 {
					out = append(out, c.src.Say[i])
				}
			}
		}
	}
	return out
}
