package entity

// heardBefore says whether one of words stands in the characters before place, at most reach characters off.
func heardBefore(text []rune, place, reach int, words []string) bool {
	return holdsAny(text[max(0, place-reach):place], words)
}

// heardAfter says whether one of words stands in the characters from place on, at most reach characters off.
func heardAfter(text []rune, place, reach int, words []string) bool {
	return holdsAny(text[place:min(len(text), place+reach)], words)
}

func holdsAny(text []rune, words []string) bool {
	for i := range text {
		for _, word := range words {
			if prefixLength(text[i:], word) > 0 {
				return true
			}
		}
	}
	return false
}

func isASCIILetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func isASCIIDigit(r rune) bool { return r >= '0' && r <= '9' }

// at gives the character at index i, and 0 outside of the text.
func at(text []rune, i int) rune {
	if i < 0 || i >= len(text) {
		return 0
	}
	return text[i]
}
