package audit

import (
	"fmt"
	"slices"
	"sync"

	"zhijian/audit/classify"
	"zhijian/audit/conduct"
	"zhijian/audit/match"
	"zhijian/audit/memo"
	"zhijian/audit/redact"
	"zhijian/audit/segment"
	"zhijian/lexicon"
	"zhijian/lexicon/norm"
	"zhijian/transcripts"
)

// compiler turns a lexicon into an Auditor. What a lexicon shares, it compiles once.
type compiler struct {
	auditor  *Auditor
	patterns *match.Compiler
	classes  *classes
	done     map[patternKey]*match.Pattern
	lists    map[listKey][]*match.Pattern
	anys     map[**match.Pattern]*match.Any // by where the list lies
	conds    map[*lexicon.Condition]*cond
	problems lexicon.Problems
	models   func() (map[string]classify.Class, error) // waits for what lies beside the set's layers
	words    map[string]bool                           // that patterns want whole, for the segmenter
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
	var aside sync.WaitGroup
	aside.Go(func() { a.masker = redact.New() })
	defer aside.Wait()
	c := &compiler{
		auditor: a, patterns: match.NewCompiler(n), classes: newClasses(), words: map[string]bool{}, lists: map[listKey][]*match.Pattern{}, anys: map[**match.Pattern]*match.Any{},
		done: map[patternKey]*match.Pattern{}, conds: map[*lexicon.Condition]*cond{},
	}
	c.models = readModels(set)
	for _, r := range set.Rules {
		a.rules = append(a.rules, &rule{
			Rule: r, cond: c.cond(r.Condition), when: c.cond(r.When), unless: c.cond(r.UnlessSession), where: c.expression(r.Where),
		})
	}
	if len(c.problems) > 0 {
		c.likeness() // may have some more
		return nil, c.problems.Err()
	}
	a.seg = segment.New(sortedKeys(c.words))
	var scanners sync.WaitGroup
	scanners.Go(c.buildScanners) // which go by the wording of clauses alone
	c.likeness()
	scanners.Wait()
	if err := c.problems.Err(); err != nil {
		return nil, err
	}
	a.findAlways()
	a.findEarshots()
	a.memo = memo.New()
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
			out.clauses = append(out.clauses, c.clause(out, clause, lexicon.Speaker(speaker)))
		}
	}
	out.all, out.any, out.none = c.condList(src.All), c.condList(src.Any), c.condList(src.None)
	out.measure, out.where = c.expression(src.Measure), c.expression(src.Where)
	if src.Event != nil && !knownMeasure(src.Event.Name, conduct.KindEvent) {
		c.fail(src.Event.Position, "there is no event %q; known: %s", src.Event.Name, measureNames(conduct.KindEvent))
	}
	out.place = c.place(&src.Place)
	if src.Times != nil {
		out.count()
	}
	out.positional = len(out.clauses) > 0 || src.Event != nil
	for _, part := range slices.Concat(out.all, out.any) {
		out.positional = out.positional || part.positional
	}
	return out
}

// count marks the clauses whose matches add up to those of the condition.
func (c *cond) count() {
	for _, cl := range c.clauses {
		cl.counted = true
	}
	for _, part := range slices.Concat(c.all, c.any) {
		part.count()
	}
}

func (c *compiler) condList(list []*lexicon.Condition) []*cond {
	var out []*cond
	for _, src := range list {
		out = append(out, c.cond(src))
	}
	return out
}

func (c *compiler) clause(in *cond, src *lexicon.Clause, speaker lexicon.Speaker) *clause {
	out := &clause{id: len(c.auditor.clauses), cond: in, src: src, speaker: speaker, counted: src.Times != nil}
	c.auditor.clauses = append(c.auditor.clauses, out)
	if want := src.Resembles; want != nil && !want.Bound() {
		c.fail(want.Position, "resembles stands in the lists of a rule or of a named condition itself, where it is known whose examples are meant")
	}
	out.say, out.with = c.list(src.Say, src.Options), c.list(src.With, src.Options)
	out.without, out.unless = c.list(src.Without, src.Options), c.list(src.Unless, src.Options)
	out.anyWith, out.anyWithout, out.anyUnless = c.any(out.with), c.any(out.without), c.any(out.unless)
	for _, phrase := range src.Like {
		out.like = append(out.like, match.NewSimilar(c.auditor.norm, phrase.Text, phrase.Edits))
	}
	c.wordings(out)
	out.place = c.place(&src.Place)
	out.spread = src.Place.Per == lexicon.PerSession
	return out
}

// wordings numbers what a scan can find of a clause: each of its patterns and sentences, or the clause itself where it
// only asks for a length.
func (c *compiler) wordings(cl *clause) {
	add := func(w wording) {
		w.clause = cl
		c.auditor.wordings = append(c.auditor.wordings, w)
	}
	for i := range cl.say {
		add(wording{say: i, like: -1})
	}
	for i := range cl.like {
		add(wording{say: -1, like: i})
	}
	if len(cl.say)+len(cl.like) == 0 {
		add(wording{say: -1, like: -1})
	}
}

func (c *compiler) place(src *lexicon.Place) place {
	return place{
		src: src, replyTo: c.cond(src.ReplyTo), beside: c.cond(src.Beside), after: c.relation(src.After), before: c.relation(src.Before),
		notAfter: c.relation(src.NotAfter), notBefore: c.relation(src.NotBefore),
	}
}

func (c *compiler) relation(src *lexicon.Relation) *relation {
	if src == nil {
		return nil
	}
	return &relation{src, c.cond(src.Condition)}
}

// listKey tells lists of patterns apart by where they lie: many clauses share those of the condition around them.
type listKey struct {
	first **lexicon.Pattern
	count int
	opt   lexicon.Options
}

func (c *compiler) list(patterns []*lexicon.Pattern, opt lexicon.Options) []*match.Pattern {
	if len(patterns) == 0 {
		return nil
	}
	key := listKey{&patterns[0], len(patterns), opt}
	if known, ok := c.lists[key]; ok {
		return known
	}
	out := make([]*match.Pattern, 0, len(patterns))
	for _, p := range patterns {
		if compiled := c.pattern(p, matchOptions(opt)); compiled != nil {
			out = append(out, compiled)
		}
	}
	c.lists[key] = out
	return out
}

// any gives what asks for any pattern of a list, which lists that many clauses share have in common.
func (c *compiler) any(list []*match.Pattern) *match.Any {
	if len(list) == 0 {
		return nil
	}
	known, ok := c.anys[&list[0]]
	if !ok {
		known = match.NewAny(list)
		c.anys[&list[0]] = known
	}
	return known
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
	compiled, err := c.patterns.Compile(c.classes.source(p), opt)
	if err != nil {
		c.fail(p.Position, "pattern %s: %v", p.Source, err)
	}
	c.done[key] = compiled
	if compiled == nil || !compiled.NeedsWords() {
		return compiled
	}
	for _, word := range p.Words() {
		c.words[c.auditor.norm.String(word)] = true
	}
	return compiled
}

// classes keeps the classes that patterns name as the matcher wants them, since hundreds of patterns name the same few. It
// is asked as long as patterns are built, by every worker.
type classes struct {
	mu    sync.Mutex
	known map[*lexicon.Term]match.Class
}

func newClasses() *classes { return &classes{known: map[*lexicon.Term]match.Class{}} }

// source gives the matcher a pattern with its classes.
func (c *classes) source(p *lexicon.Pattern) match.Source {
	return match.Source{Pattern: p.Pattern, Class: func(name string) match.Class {
		term := p.Classes[name]
		if term == nil {
			return match.Class{}
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		out, ok := c.known[term]
		if !ok {
			out = match.Class{ID: term, Entries: make([]match.Source, 0, len(term.Entries))}
			for _, entry := range term.Entries {
				out.Entries = append(out.Entries, c.source(entry))
			}
			c.known[term] = out
		}
		return out
	}}
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
