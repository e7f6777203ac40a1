package audit

import (
	"fmt"
	"slices"

	"zhijian/audit/conduct"
	"zhijian/audit/match"
	"zhijian/audit/segment"
	"zhijian/lexicon"
	"zhijian/lexicon/norm"
	"zhijian/transcripts"
)

// compiler turns a lexicon into an Auditor. What a lexicon shares, it compiles once.
type compiler struct {
	auditor  *Auditor
	patterns *match.Compiler
	done     map[patternKey]*match.Pattern
	conds    map[*lexicon.Condition]*cond
	problems lexicon.Problems
	words    map[string]bool // that patterns want whole, for the segmenter
}

type patternKey struct {
	p   *lexicon.Pattern
	opt match.Options
}

// Compile makes a lexicon ready to judge. The error is of type lexicon.Problems: entities, measures and expressions that
// do not exist or do not fit, with their places.
func Compile(set *lexicon.Set) (*Auditor, error) {
	n := norm.New(set.Normalise)
	a := &Auditor{set: set, norm: n}
	c := &compiler{
		auditor: a, patterns: match.NewCompiler(n), words: map[string]bool{},
		done: map[patternKey]*match.Pattern{}, conds: map[*lexicon.Condition]*cond{},
	}
	for _, r := range set.Rules {
		a.rules = append(a.rules, &rule{
			Rule: r, cond: c.cond(r.Condition), when: c.cond(r.When), unless: c.cond(r.UnlessSession), where: c.expression(r.Where),
		})
	}
	if err := c.problems.Err(); err != nil {
		return nil, err
	}
	a.seg = segment.New(sortedKeys(c.words))
	c.buildScanners()
	return a, nil
}

func (c *compiler) fail(at lexicon.Position, format string, args ...any) {
	c.problems = append(c.problems, lexicon.Problem{Position: at, Message: fmt.Sprintf(format, args...)})
}

func (c *compiler) cond(src *lexicon.Condition) *cond {
	if src == nil {
		return nil
	}
	if known := c.conds[src]; known != nil {
		return known
	}
	out := &cond{id: c.auditor.conds, src: src}
	c.auditor.conds++
	c.conds[src] = out
	for speaker, list := range src.Clauses {
		for _, clause := range list {
			out.clauses = append(out.clauses, c.clause(clause, lexicon.Speaker(speaker)))
		}
	}
	out.all, out.any, out.none = c.condList(src.All), c.condList(src.Any), c.condList(src.None)
	out.measure, out.where = c.expression(src.Measure), c.expression(src.Where)
	if src.Event != nil && !knownMeasure(src.Event.Name, conduct.KindEvent) {
		c.fail(src.Event.Position, "there is no event %q; known: %s", src.Event.Name, measureNames(conduct.KindEvent))
	}
	out.place = c.place(&src.Place)
	return out
}

func (c *compiler) condList(list []*lexicon.Condition) []*cond {
	var out []*cond
	for _, src := range list {
		out = append(out, c.cond(src))
	}
	return out
}

func (c *compiler) clause(src *lexicon.Clause, speaker lexicon.Speaker) *clause {
	out := &clause{id: len(c.auditor.clauses), src: src, speaker: speaker}
	c.auditor.clauses = append(c.auditor.clauses, out)
	out.say, out.with = c.list(src.Say, src.Options), c.list(src.With, src.Options)
	out.without, out.unless = c.list(src.Without, src.Options), c.list(src.Unless, src.Options)
	for _, phrase := range src.Like {
		out.like = append(out.like, match.NewSimilar(c.auditor.norm, phrase.Text, phrase.Edits))
	}
	out.place = c.place(&src.Place)
	return out
}

func (c *compiler) place(src *lexicon.Place) place {
	return place{
		src: src, replyTo: c.cond(src.ReplyTo), after: c.relation(src.After), before: c.relation(src.Before),
		notAfter: c.relation(src.NotAfter), notBefore: c.relation(src.NotBefore),
	}
}

func (c *compiler) relation(src *lexicon.Relation) *relation {
	if src == nil {
		return nil
	}
	return &relation{src, c.cond(src.Condition)}
}

func (c *compiler) list(patterns []*lexicon.Pattern, opt lexicon.Options) []*match.Pattern {
	var out []*match.Pattern
	for _, p := range patterns {
		if compiled := c.pattern(p, matchOptions(opt)); compiled != nil {
			out = append(out, compiled)
		}
	}
	return out
}

func matchOptions(opt lexicon.Options) match.Options {
	out := match.Options{Gap: opt.Gap}
	if opt.Homophones {
		out.View |= match.Pinyin
	}
	if opt.Skip {
		out.View |= match.Tight
	}
	return out
}

func (c *compiler) pattern(p *lexicon.Pattern, opt match.Options) *match.Pattern {
	key := patternKey{p, opt}
	if known, ok := c.done[key]; ok {
		return known
	}
	compiled, err := c.patterns.Compile(source(p), opt)
	if err != nil {
		c.fail(p.Position, "pattern %s: %v", p.Source, err)
	}
	c.done[key] = compiled
	for _, word := range p.Words() {
		c.words[c.auditor.norm.String(word)] = true
	}
	return compiled
}

// source gives the matcher a pattern with its classes.
func source(p *lexicon.Pattern) match.Source {
	return match.Source{Pattern: p.Pattern, Class: func(name string) match.Class {
		term := p.Classes[name]
		if term == nil {
			return match.Class{}
		}
		out := match.Class{ID: term, Entries: make([]match.Source, 0, len(term.Entries))}
		for _, entry := range term.Entries {
			out.Entries = append(out.Entries, source(entry))
		}
		return out
	}}
}

// buildScanners gathers the gates of all clauses, by the role whose words they are about and the view they look at.
func (c *compiler) buildScanners() {
	a := c.auditor
	var gates [roles][4]match.Gates
	for _, cl := range a.clauses {
		byView, gated := clauseGates(cl)
		for _, role := range rolesOf(cl.speaker) {
			if !gated {
				a.ungated[role] = append(a.ungated[role], int32(cl.id))
				continue
			}
			for view, literals := range byView {
				for _, literal := range literals {
					if gates[role][view] == nil {
						gates[role][view] = match.Gates{}
					}
					if ids := gates[role][view][literal]; !slices.Contains(ids, int32(cl.id)) {
						gates[role][view][literal] = append(ids, int32(cl.id))
					}
				}
			}
		}
	}
	for role := range gates {
		for view, g := range gates[role] {
			if len(g) > 0 {
				a.scanners[role] = append(a.scanners[role], scanner{match.View(view), match.NewViewScanner(a.norm, match.View(view), g)})
			}
		}
	}
}

// clauseGates gives the literals of which one occurs wherever the clause matches, by view; gated is false when the
// clause has to be tried on everything.
func clauseGates(cl *clause) (byView [4][]string, gated bool) {
	if len(cl.say)+len(cl.like) == 0 {
		return byView, false
	}
	for _, p := range cl.say {
		gate := p.Gate()
		if gate == nil {
			return byView, false
		}
		byView[p.View()] = append(byView[p.View()], gate...)
	}
	for _, s := range cl.like {
		byView[match.Plain] = append(byView[match.Plain], s.Gate()...)
	}
	return byView, true
}

// rolesOf gives the roles that a speaker of the rule language stands for.
func rolesOf(s lexicon.Speaker) []transcripts.Role {
	switch s {
	case lexicon.Agent:
		return []transcripts.Role{transcripts.RoleAgent}
	case lexicon.Customer:
		return []transcripts.Role{transcripts.RoleCustomer}
	case lexicon.Robot:
		return []transcripts.Role{transcripts.RoleRobot}
	case lexicon.System:
		return []transcripts.Role{transcripts.RoleSystem}
	default:
		return []transcripts.Role{transcripts.RoleAgent, transcripts.RoleCustomer}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
