package conduct

// Outline is what shows of most pairs of messages that neither repeats the other. It depends on a message's text alone,
// so whoever reads the same messages all night may keep it.
type Outline struct {
	Size int    // characters of the core, see repeats; 0 for a message too short to count
	Set  uint32 // the characters of the core, hashed to bits
}

// OutlineOf gives the outline of an agent's message. It uses the sheet's memory but not its session.
func (s *Sheet) OutlineOf(text string) Outline {
	r := repeats{runes: s.outlineMemory[:0]}
	length := r.appendCore(text)
	s.outlineMemory = r.runes
	if length <= leastRepeat {
		return Outline{}
	}
	set := characterSet(r.runes)
	return Outline{Size: len(r.runes), Set: uint32(set) | uint32(set>>32)}
}

// SetOutlines gives the outlines of all messages of agents in the session that are long enough to count, so that
// repetitions are looked for only where some may be. The sheet keeps the slice until Reset.
func (s *Sheet) SetOutlines(list []Outline) {
	s.outlines, s.outlined = list, len(list) <= mostOutlines
}

// mostOutlines bounds how many messages are compared with each other: the cost of a session stays linear.
const mostOutlines = 64

// anyAlike says whether one of the messages may repeat another.
func anyAlike(list []Outline) bool {
	for i, a := range list {
		for _, b := range list[:i] {
			short, long := a, b
			if short.Size > long.Size {
				short, long = long, short
			}
			if long.Size-short.Size <= mostAdded(short.Size) && (short.Set&^long.Set == 0 || short.Size == long.Size && long.Set&^short.Set == 0) {
				return true
			}
		}
	}
	return false
}
