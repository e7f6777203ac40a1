package cli

import (
	"os"
	"runtime"
	"runtime/debug"
)

// firstCollection is the percentage at which the collector first runs, at some 64 MB: the runtime's least heap of 4 MB
// times it.
const firstCollection = 1600

// collectLate puts off the first garbage collection. What a process makes when it starts, above all the lexicon ready to
// judge, it keeps to its end, so that collecting meanwhile costs a sixth of a small audit and frees nothing. The first
// collection, once the heap has grown to where a longer audit needs one, puts the usual percentage back. Where the user
// chose a percentage, that is kept.
func collectLate() {
	if os.Getenv("GOGC") != "" {
		return
	}
	usual := debug.SetGCPercent(firstCollection)
	runtime.AddCleanup(new(*int), func(percent int) { debug.SetGCPercent(percent) }, usual)
}
