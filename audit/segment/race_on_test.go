//go:build race

package segment

// underRace says that the race detector watches, which makes everything some twenty times slower. Long comparisons then
// take a sample; .ci/run runs them in full without it.
const underRace = true
