package match

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// frequencyTable holds the characters and pairs of characters that are common in service dialogues, a line each, with
// how often they occur in a million characters. internal/frequency prints it.
//
//go:embed frequency.txt
var frequencyTable string

// unseen is the frequency, in a million, of what is not in the table.
const unseen = 30

var frequencies = sync.OnceValue(func() map[string]int {
	out := make(map[string]int, 4096)
	for line := range strings.Lines(frequencyTable) {
		text, count, _ := strings.Cut(strings.TrimSpace(line), " ")
		if ppm, err := strconv.Atoi(count); err == nil {
			out[text] = ppm
		}
	}
	return out
})

// rarity estimates how often a literal occurs in a million characters: as often as the rarest of its characters and
// pairs. For the choice of gates a guess is good enough.
func rarity(literal string) int {
	table := frequencies()
	best := 1_000_000
	look := func(part string) {
		ppm, ok := table[part]
		if !ok {
			ppm = unseen
		}
		best = min(best, ppm)
	}
	prev := ""
	for _, r := range literal {
		now := string(r)
		look(now)
		if prev != "" {
			look(prev + now)
		}
		prev = now
	}
	return best
}

// gateCost estimates how often any literal of a gate occurs in a million characters.
func gateCost(gate []string) int {
	cost := 0
	for _, literal := range gate {
		cost += rarity(literal)
	}
	return cost
}
