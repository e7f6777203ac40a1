package cli

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

const (
	// firstCollection is the percentage at which the collector first runs, at some 88 MB: the runtime's least heap of 4 MB
	// times it.
	firstCollection = 2200
	// auditHeap is the size, in bytes, that the heap of an audit may always grow to before it is collected. What an audit
	// keeps, 30 to 60 MB of lexicon and memory of texts, has to be gone through each time, so to collect whenever the heap
	// has grown a little takes a tenth of the time of an audit that begins, and saves memory that the process had taken
	// before its first collection already.
	auditHeap = 70 << 20
	// auditCollection is the least percentage by which the heap of an audit may grow between two collections, where what it
	// keeps comes near to auditHeap or above.
	auditCollection = 5
)

// collection is how the collector is told when to run.
var collection struct {
	sync.Mutex
	own     bool   // the user did not choose a percentage
	often   bool   // an audit runs
	begun   bool   // there was a collection
	percent int    // that holds from the first collection on, where no audit runs
	cycles  uint64 // collections that keepLow knows of
	calls   uint   // of keepLow
}

// collectLate puts off the first garbage collection. What a process makes when it starts, above all the lexicon ready to
// judge, it keeps to its end, so that collecting meanwhile costs a sixth of a small audit and frees nothing. The first
// collection, once the heap has grown to where a longer audit needs one, puts the usual percentage back, or the one that an
// audit needs meanwhile. Where the user chose a percentage, that is kept.
func collectLate() {
	if os.Getenv("GOGC") != "" {
		return
	}
	collection.Lock()
	defer collection.Unlock()
	collection.own = true
	collection.percent = debug.SetGCPercent(firstCollection)
	afterCollection()
}

// collectOften keeps the memory of an audit low from the first collection on.
func collectOften() {
	collection.Lock()
	defer collection.Unlock()
	collection.often = true
	if collection.own && collection.begun {
		debug.SetGCPercent(auditPercent(liveHeap()))
	}
}

// keepLow sets the percentage anew where there was a collection since it was last called, as an audit does between results:
// what is to happen after a collection is left undone for seconds where a single core is busy, and the heap grew by half.
func keepLow() {
	collection.Lock()
	defer collection.Unlock()
	const seldom = 64 // a look costs microseconds, a result not many more
	if collection.calls++; collection.calls%seldom != 1 || !collection.own || !collection.often {
		return
	}
	if n := runtimeMetric("/gc/cycles/total:gc-cycles"); n != collection.cycles {
		collection.cycles, collection.begun = n, true
		debug.SetGCPercent(auditPercent(liveHeap()))
	}
}

// afterCollection sets the percentage that holds after the next collection, and after each one behind it: what is held by
// nothing is cleaned up by it.
func afterCollection() {
	runtime.AddCleanup(new(*int), func(struct{}) {
		collection.Lock()
		defer collection.Unlock()
		collection.begun = true
		percent := collection.percent
		if collection.often {
			percent = auditPercent(liveHeap())
		}
		debug.SetGCPercent(percent)
		afterCollection()
	}, struct{}{})
}

// auditPercent is the percentage by which a heap that holds so many bytes may grow in an audit.
func auditPercent(live uint64) int {
	if live == 0 || live >= auditHeap {
		return auditCollection
	}
	return int(min(max((auditHeap-live)*100/live, auditCollection), firstCollection))
}

// liveHeap is how many bytes the last collection found in use.
func liveHeap() uint64 { return runtimeMetric("/gc/heap/live:bytes") }

// runtimeMetric is a number of runtime/metrics by its name; 0 where it is not known.
func runtimeMetric(name string) uint64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return sample[0].Value.Uint64()
}
