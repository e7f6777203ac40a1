package cli

import (
	"os"
	"runtime"
	"runtime/debug"
	"sync"
)

const (
	// firstCollection is the percentage at which the collector first runs, at some 88 MB: the runtime's least heap of 4 MB
	// times it.
	firstCollection = 2200
	// auditCollection is the percentage by which the heap may grow between two garbage collections of an audit. What an
	// audit keeps, some 60 MB of lexicon and memory of texts, is cheap to go through, so that collecting five times as often as
	// usual costs a twentieth more and keeps the whole process under 128 MiB.
	auditCollection = 20
)

// collection is the percentage that holds from the first collection on; 0 where the user chose one.
var collection struct {
	sync.Mutex
	percent int
	begun   bool // there was a collection
}

// collectLate puts off the first garbage collection. What a process makes when it starts, above all the lexicon ready to
// judge, it keeps to its end, so that collecting meanwhile costs a sixth of a small audit and frees nothing. The first
// collection, once the heap has grown to where a longer audit needs one, puts the usual percentage back, or the one that
// was chosen meanwhile. Where the user chose a percentage, that is kept.
func collectLate() {
	if os.Getenv("GOGC") != "" {
		return
	}
	collection.Lock()
	defer collection.Unlock()
	collection.percent = debug.SetGCPercent(firstCollection)
	runtime.AddCleanup(new(*int), func(struct{}) {
		collection.Lock()
		defer collection.Unlock()
		collection.begun = true
		debug.SetGCPercent(collection.percent)
	}, struct{}{})
}

// collectOften keeps the memory of an audit low from the first collection on.
func collectOften() {
	collection.Lock()
	defer collection.Unlock()
	if collection.percent == 0 {
		return
	}
	collection.percent = auditCollection
	if collection.begun {
		debug.SetGCPercent(auditCollection)
	}
}
