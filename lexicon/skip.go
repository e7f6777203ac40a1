package lexicon

import "bytes"

// groupsKey begins the examples of a file that stand by themselves.
var groupsKey = []byte("examples:")

// examplesKey is how the key examples of a rule is written: alone on its line, at the indentation that the canonical
// layout gives to the keys of a rule. Examples written in any other way are read like everything else.
var examplesKey = []byte("    examples:")

// ordinaryKey begins the ordinary dialogues of a file.
var ordinaryKey = []byte("ordinary:")

// blankExamples empties the lines of examples and of ordinary dialogues, so that the YAML parser need not
// read them. Lines keep their numbers, and with them everything else its place.
func blankExamples(data []byte) []byte {
	if !bytes.Contains(data, groupsKey) && !bytes.Contains(data, ordinaryKey) {
		return data
	}
	out := make([]byte, 0, len(data))
	inside, least := false, 0 // least is the indentation at which the lines to be emptied go on
	for line := range bytes.Lines(data) {
		text := bytes.TrimRight(line, " \r\n")
		switch {
		case bytes.Equal(text, examplesKey):
			inside, least = true, len(examplesKey)-len("examples:")+1
		case bytes.Equal(text, ordinaryKey), bytes.Equal(text, groupsKey):
			inside, least = true, 1
		case inside && len(text) > 0 && indentation(text) < least:
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
