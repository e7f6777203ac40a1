// Package lint looks for what is wrong, or probably not meant, in lexicons that load. It judges the text of rules alone;
// whether their examples hold is the business of lexicon/check.
package lint

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"zhijian/lexicon"
	"zhijian/lexicon/norm"
)

// Problem is one thing that is wrong in a lexicon file.
type Problem struct {
	lexicon.Position
	Code Code
	Args []any  // what the code's wording is filled with
	Fix  []Edit // what mends it in the file's text; nil where a person has to decide
}

// Options of a run.
type Options struct {
	// Compile makes the set ready to judge; what it cannot make sense of is reported as ZJ002. It may be nil.
	Compile func(*lexicon.Set) error
	// Today is the day on which rules are looked at, to find those that are over.
	Today time.Time
	// Wants picks the files to report on by their names; nil stands for all. The others only lend their names.
	Wants func(file string) bool
}

// Run looks at a set of lexicon files. The problems come in the order of files and lines. Files that do not load are
// reported with the loader's mistakes alone.
func Run(sources []lexicon.Source, opt Options) ([]Problem, error) {
	set, err := lexicon.Load(sources)
	if err == nil && opt.Compile != nil {
		if err := opt.Compile(set); err != nil {
			return fromLoader(err, Uncompilable)
		}
	}
	if err != nil {
		return fromLoader(err, Unloadable)
	}
	l := &linter{
		set: set, opt: opt, norm: norm.New(set.Normalise), texts: map[string]*text{}, seen: map[seenKey]bool{},
		written: map[*lexicon.Pattern]wordings{}, sizes: map[*lexicon.Term]int{},
	}
	for _, f := range set.Files {
		l.texts[f.Source.Name] = newText(f.Source.Data)
	}
	for _, check := range []func(){
		l.patterns, l.phrases, l.contradictions, l.names, l.examples, l.rules, l.allowances,
	} {
		check()
	}
	sortProblems(l.problems)
	return l.problems, nil
}

// fromLoader turns the loader's mistakes into problems; any other error is returned.
func fromLoader(err error, code Code) ([]Problem, error) {
	var mistakes lexicon.Problems
	if !errors.As(err, &mistakes) {
		return nil, err
	}
	out := make([]Problem, 0, len(mistakes))
	for _, m := range mistakes {
		out = append(out, Problem{Position: m.Position, Code: code, Args: []any{m.Message}})
	}
	sortProblems(out)
	return out, nil
}

func sortProblems(list []Problem) {
	slices.SortStableFunc(list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Code, b.Code))
	})
}

// linter is one run on its way.
type linter struct {
	set      *lexicon.Set
	opt      Options
	norm     *norm.Normalizer
	texts    map[string]*text
	problems []Problem
	seen     map[seenKey]bool
	written  map[*lexicon.Pattern]wordings // patterns written out already
	sizes    map[*lexicon.Term]int         // how many parts classes come to
}

// seenKey tells reports apart: what several rules share, such as exceptions of a condition, is reported once.
type seenKey struct {
	at   lexicon.Position
	code Code
}

func (l *linter) report(at lexicon.Position, code Code, args ...any) {
	l.reportFix(at, code, nil, args...)
}

func (l *linter) reportFix(at lexicon.Position, code Code, fix []Edit, args ...any) {
	if l.opt.Wants != nil && !l.opt.Wants(at.File) {
		return
	}
	key := seenKey{at, code}
	if l.seen[key] {
		return
	}
	l.seen[key] = true
	l.problems = append(l.problems, Problem{Position: at, Code: code, Args: args, Fix: fix})
}

// hits says whether the rule is one that hits when something is said.
func hits(r *lexicon.Rule) bool { return r.Kind == lexicon.Banned || r.Kind == lexicon.Violation }

// eachClause visits every clause that the rules and named conditions of the set hold, with its speaker, once.
func (l *linter) eachClause(visit func(lexicon.Speaker, *lexicon.Clause)) {
	seen := map[*lexicon.Condition]bool{}
	look := func(conditions []*lexicon.Condition) {
		for _, c := range conditions {
			if seen[c] {
				continue
			}
			seen[c] = true
			for speaker, list := range c.Clauses {
				for _, clause := range list {
					visit(lexicon.Speaker(speaker), clause)
				}
			}
		}
	}
	for _, r := range l.allRules() {
		look(r.Conditions())
	}
	for _, f := range l.set.Files {
		for _, c := range f.Conditions {
			look(c.Reach())
		}
	}
}

// allRules are the rules in force and those that stand in the files but are off, overridden or extended.
func (l *linter) allRules() []*lexicon.Rule {
	out := slices.Clone(l.set.Rules)
	known := make(map[*lexicon.Rule]bool, len(out))
	for _, r := range out {
		known[r] = true
	}
	for _, f := range l.set.Files {
		for _, r := range f.Rules {
			if !known[r] {
				out = append(out, r)
			}
		}
	}
	return out
}
