//go:build !race

package segment

// underRace is described with its other value.
const underRace = false
