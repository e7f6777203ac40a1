package match

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// frequencyTable holds the characters and pairs of characters that are common in service dialogues, a line each, with
// how often they occur in a million characters. internal/frequency prints it.
//
//go:embed frequency.txt
var frequencyTable string

// unseen is the frequency, in a million, of what is not in the table.
const unseen = 30

// commonTable is the table as it is asked: for single characters by the character, for pairs by both.
type commonTable struct {
	singles [1 << 16]uint32
	pairs   map[uint64]uint32
}

var frequencies = sync.OnceValue(func() *commonTable {
	out := &commonTable{pairs: make(map[uint64]uint32, 4096)}
	for line := range strings.Lines(frequencyTable) {
		text, count, _ := strings.Cut(strings.TrimSpace(line), " ")
		ppm, err := strconv.ParseUint(count, 10, 32)
		if err != nil {
			continue
		}
		first, size := utf8.DecodeRuneInString(text)
		if size == len(text) {
			out.singles[uint16(first)] = uint32(ppm)
			continue
		}
		second, _ := utf8.DecodeRuneInString(text[size:])
		out.pairs[pairKey(first, second)] = uint32(ppm)
	}
	return out
})

func pairKey(a, b rune) uint64 { return uint64(a)<<32 | uint64(b) }

// rarity estimates how often a literal occurs in a million characters: as often as the rarest of its characters and
// pairs. For the choice of gates a guess is good enough.
func rarity(literal string) int {
	table := frequencies()
	best := uint32(1_000_000)
	prev := rune(-1)
	for _, now := range literal {
		var single uint32
		if now < 1<<16 {
			single = table.singles[now]
		}
		best = min(best, single)
		if best > 0 && prev >= 0 {
			best = min(best, table.pairs[pairKey(prev, now)])
		}
		if best == 0 {
			return unseen // everything in the table is more common
		}
		prev = now
	}
	return int(best)
}

// gateCost estimates how often any literal of a gate occurs in a million characters.
func gateCost(gate []string) int {
	cost := 0
	for _, literal := range gate {
		cost += rarity(literal)
	}
	return cost
}
