package check

import (
	"runtime"
	"sync"

	"zhijian/audit"
	"zhijian/lexicon"
	"zhijian/lexicon/mutant"
)

// Mutants changes the rules of the set for which want holds, one part of what they say themselves at a time, and tries
// each change on the rule's examples. Where none notices, at most tries dialogues are made up to show one that would.
// Trials are in the order of rules and of their parts, whatever the number of processors.
func Mutants(set *lexicon.Set, want func(id string) bool, tries int) ([]Trial, error) {
	type work struct {
		prover *Prover
		mutant mutant.Mutant
	}
	set, err := audit.Learned(set)
	if err != nil {
		return nil, err
	}
	var all []work
	for _, rule := range set.Rules {
		if want != nil && !want(rule.ID) {
			continue
		}
		p, err := NewProver(set, rule)
		if err != nil {
			return nil, err
		}
		for _, m := range mutant.Own(rule) {
			all = append(all, work{p, m})
		}
	}
	out := make([]Trial, len(all))
	inParallel(len(all), func(i int) { out[i] = all[i].prover.Try(&all[i].mutant, tries) })
	return out, nil
}

// inParallel does n things, each once, on all processors.
func inParallel(n int, do func(i int)) {
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	workers.Wait()
}
