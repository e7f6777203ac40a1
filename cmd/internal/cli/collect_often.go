package cli

import (
	"os"
	"runtime/debug"
)

// auditCollection is the percentage by which the heap may grow between two garbage collections of an audit. What an audit
// keeps, some 60 MB of lexicon, dictionary and memory of texts, is cheap to go through, so that collecting twice as often
// as usual costs two hundredths of the time, and keeps the process below 128 MB.
const auditCollection = 50

// collectOften keeps the memory of an audit low. Where the user chose a percentage, that is kept.
func collectOften() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(auditCollection)
	}
}
