package lexicon

import "bytes"

// groupsKey begins the examples of a file that stand by themselves, ordinaryKey its ordinary dialogues.
var (
	groupsKey   = []byte("examples:")
	ordinaryKey = []byte("ordinary:")
)

// examplesKey is how the key examples of a rule is written: alone on its line, at the indentation that the canonical
// layout gives to the keys of a rule. Examples written in any other way are read like everything else. In place of it
// readExamples says that there are some, which matters to an extension.
var (
	examplesKey  = []byte("    examples:")
	readExamples = []byte("    examples: {}")
)

// blankExamples empties the lines of examples and of ordinary dialogues, so that the YAML parser need not read them. Lines
// keep their numbers, and with them everything else its place.
func blankExamples(data []byte) []byte {
	rest, _ := partExamples(data)
	return rest
}

// partExamples parts the lines of examples and of ordinary dialogues from the rest of a file, in which they are empty.
func partExamples(data []byte) (rest, examples []byte) {
	if !bytes.Contains(data, groupsKey) && !bytes.Contains(data, ordinaryKey) {
		return data, nil
	}
	rest = make([]byte, 0, len(data))
	inside, least := false, 0 // least is the indentation at which the lines to be emptied go on
	for line := range bytes.Lines(data) {
		text := bytes.TrimRight(line, " \r\n")
		switch {
		case bytes.Equal(text, examplesKey):
			rest, examples = append(append(rest, readExamples...), '\n'), append(examples, line...)
			inside, least = true, len(examplesKey)-len("examples:")+1
			continue
		case bytes.Equal(text, ordinaryKey), bytes.Equal(text, groupsKey):
			inside, least = true, 1
		case inside && len(text) > 0 && indentation(text) < least:
			inside = false
		}
		if !inside {
			rest = append(rest, line...)
		} else {
			rest, examples = append(rest, '\n'), append(examples, line...)
		}
	}
	return rest, examples
}

func indentation(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " ")) }
