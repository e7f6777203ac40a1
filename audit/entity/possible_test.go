package entity

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// TestPossible finds nothing that a look at the characters called impossible, and calls some of it so.
func TestPossible(t *testing.T) {
	source, err := os.ReadFile("entity_test.go") // whose cases hold entities of all kinds
	if err != nil {
		t.Fatal(err)
	}
	var pieces []string
	for _, quoted := range strings.Split(string(source), `"`) {
		if !strings.Contains(quoted, "\n") {
			pieces = append(pieces, quoted)
		}
	}
	random := rand.New(rand.NewPCG(3, 12))
	impossible := 0
	var found [kinds]int
	for i := range 4 * len(pieces) {
		runes := []rune(pieces[i%len(pieces)])
		if i >= len(pieces) { // cut anywhere
			runes = runes[random.IntN(len(runes)+1):]
		}
		possible := PossibleIn(runes)
		for kind := range kinds {
			spans := Find(nil, kind, runes)
			found[kind] += len(spans)
			if len(spans) > 0 && !possible.Has(kind) {
				t.Errorf("%q: %s found and called impossible", string(runes), kind)
			}
			if !possible.Has(kind) {
				impossible++
			}
		}
	}
	for kind, n := range found {
		if n == 0 {
			t.Errorf("no %s was tried", Kind(kind))
		}
	}
	if impossible < len(pieces) {
		t.Errorf("only %d kinds were called impossible", impossible)
	}
}
