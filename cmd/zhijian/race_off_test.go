//go:build !race

package main

// underRace is described with its other value.
const underRace = false
