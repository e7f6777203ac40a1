//go:build !race

package check_test

// underRace is described with its other value.
const underRace = false
