//go:build !race

package audit

// underRace is described with its other value.
const underRace = false
