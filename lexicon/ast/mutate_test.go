package ast

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// TestMutatedFiles changes a real file in a place or two, in the ways that typing does, and holds both readers against each
// other: where the fast one still reads the file, it must read what the library reads.
func TestMutatedFiles(t *testing.T) {
	rounds := 400
	if testing.Short() {
		rounds = 40
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	read := 0
	for _, name := range []string{"../builtin/language-curt.yaml", "../builtin/conduct.yaml", "../../testdata/lexicon/bad/ZJ005-excluded.yaml"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(string(data), "\n")
		for range rounds {
			text := stretch(rnd, lines)
			for range 1 + rnd.IntN(3) {
				text = mutate(rnd, text)
			}
			if agree(t, name, []byte(text)) {
				read++
			}
		}
	}
	if read < rounds/10 {
		t.Errorf("only %d of %d files were read at all", read, 3*rounds)
	}
}

// stretch takes some lines, which are faster to read than a whole file, and moves them to the left.
func stretch(rnd *rand.Rand, lines []string) string {
	lines = lines[rnd.IntN(len(lines)):]
	indent := lines[0][:len(lines[0])-len(strings.TrimLeft(lines[0], " "))]
	var out strings.Builder
	for _, l := range lines[:rnd.IntN(min(len(lines), 30)+1)] {
		moved, ok := strings.CutPrefix(l, indent)
		if !ok && strings.TrimSpace(l) != "" {
			break
		}
		out.WriteString(moved)
	}
	if strings.HasPrefix(out.String(), "-") {
		return "a:\n" + out.String()
	}
	return out.String()
}

// mutate removes, doubles or indents a line, or puts something in the midst of one.
func mutate(rnd *rand.Rand, text string) string {
	lines := strings.SplitAfter(text, "\n")
	i := rnd.IntN(len(lines))
	switch rnd.IntN(6) {
	case 0:
		lines[i] = ""
	case 1:
		lines[i] += lines[i]
	case 2:
		lines[i] = strings.Repeat(" ", 1+rnd.IntN(4)) + lines[i]
	case 3:
		lines[i] = strings.TrimPrefix(lines[i], "  ")
	default:
		bits := []string{
			"-", "- ", "-- ", ":", ": ", "?", "? ", "'", "''", "\"", "\\", "[", "]", "[]", "{", "}", "{a: b}", ",", ", ", "#", " #", "&", "*", "!", "|", ">",
			"%", "@", "`", "~", "<<", "<<: ", "null", "true", "1", "-1", "0x", "1e3", ".", "...", "---", " ", "  ", "\n", "\n\n", "a: ", "甲", "：", "\"a\": ", "=",
		}
		at := rnd.IntN(len(lines[i]) + 1)
		for at > 0 && at < len(lines[i]) && lines[i][at]&0xc0 == 0x80 {
			at--
		}
		lines[i] = lines[i][:at] + bits[rnd.IntN(len(bits))] + lines[i][at:]
	}
	return strings.Join(lines, "")
}
