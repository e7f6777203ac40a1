//go:build race

package main

// underRace says that the race detector watches, which makes everything some twenty times slower. Long scripts then
// are left out; .ci/run runs them without it.
const underRace = true
