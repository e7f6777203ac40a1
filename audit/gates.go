package audit

import (
	"runtime"
	"sync"
	"sync/atomic"

	"zhijian/audit/match"
)

// gates are the ways in which a unit can hold a wording, by the literals that stand in it, and the view in which.
type gates struct {
	view match.View
	ways []match.Way
}

// allGates works out the gates of every wording on every core, since no session can be judged before. Each core has a
// compiler of its own, so that they need not wait for each other.
func (a *Auditor) allGates() []gates {
	out := make([]gates, len(a.wordings))
	const share = 64 // wordings that a worker takes at once: neighbours name the same classes
	var taken atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), (len(out)+share-1)/share) {
		workers.Go(func() {
			c := match.NewCompiler(a.norm)
			for from := int(taken.Add(share)) - share; from < len(out); from = int(taken.Add(share)) - share {
				for id := from; id < min(from+share, len(out)); id++ {
					out[id] = a.wordings[id].gates(c)
				}
			}
		})
	}
	workers.Wait()
	return out
}

func (w *wording) gates(c *match.Compiler) gates {
	switch {
	case w.say >= 0:
		p := w.clause.say[w.say]
		return gates{p.View(), c.Ways(p)}
	case w.like >= 0:
		return gates{match.Plain, []match.Way{{Gates: [][]string{w.clause.like[w.like].Gate()}}}}
	default:
		return gates{}
	}
}
