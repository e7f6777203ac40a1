package lexicon

import "bytes"

// examplesKey is how the key examples of a rule is written: alone on its line, at the indentation that the canonical
// layout gives to the keys of a rule. Examples written in any other way are read like everything else.
var examplesKey = []byte("    examples:")

// blankExamples empties the lines of the examples beside rules, so that the YAML parser need not read them. Lines keep
// their numbers, and with them everything else its place.
func blankExamples(data []byte) []byte {
	if !bytes.Contains(data, examplesKey) {
		return data
	}
	out := make([]byte, 0, len(data))
	inside := false
	for line := range bytes.Lines(data) {
		text := bytes.TrimRight(line, " \r\n")
		switch {
		case bytes.Equal(text, examplesKey):
			inside = true
		case inside && len(text) > 0 && indentation(text) < len(examplesKey)-len("examples:")+1:
			inside = false
		}
		if !inside {
			out = append(out, line...)
		} else {
			out = append(out, '\n')
		}
	}
	return out
}

func indentation(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " ")) }
