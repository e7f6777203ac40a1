package match

// kind says of a character what parts of patterns ask about it, a bit each.
type kind uint8

const (
	isDigitKind kind = 1 << iota // 0 to 9
	isSpaceKind                  // a blank
	isBreakKind                  // ends a sentence
	isSolidKind                  // see isSolid
	isHardKind                   // solid and no filler
)

func kindOf(r rune) kind {
	if r >= 0x4e00 && r <= 0x9fff { // nearly always
		if isFiller(r) {
			return isSolidKind
		}
		return isSolidKind | isHardKind
	}
	out := kind(0)
	switch {
	case r >= '0' && r <= '9':
		out = isDigitKind
	case r == ' ':
		out = isSpaceKind
	case endsSentence(r):
		out = isBreakKind
	}
	if isSolid(r) {
		out |= isSolidKind
		if !isFiller(r) {
			out |= isHardKind
		}
	}
	return out
}

// The tables of characters are hash tables with open addressing, kept between texts: a slot counts only where it bears
// the stamp of the present text.
const (
	tableHash = 0x9e3779b1
	size1     = 256 // four times longestBits
	size4     = 512 // twice longestWide
)

// places1 gives the places of each character of a short text.
type places1 struct {
	stamp uint32
	slots [size1]slot1
}

type slot1 struct {
	r      rune
	stamp  uint32
	places uint64
}

func (t *places1) clear() {
	if t.stamp++; t.stamp == 0 { // the stamps of four billion texts ago must not count
		*t = places1{stamp: 1}
	}
}

// slot finds the slot of a character, or the free one where it belongs.
func (t *places1) slot(r rune) *slot1 {
	i := uint32(r) * tableHash >> 24
	for {
		s := &t.slots[i%size1]
		if s.stamp != t.stamp || s.r == r {
			return s
		}
		i++
	}
}

func (t *places1) add(r rune, bit uint64) {
	s := t.slot(r)
	if s.stamp != t.stamp {
		*s = slot1{r, t.stamp, 0}
	}
	s.places |= bit
}

func (t *places1) of(r rune) uint64 {
	if s := t.slot(r); s.stamp == t.stamp {
		return s.places
	}
	return 0
}

// places4 is places1 for longer texts.
type places4 struct {
	stamp uint32
	slots [size4]slot4
}

type slot4 struct {
	r      rune
	stamp  uint32
	places places
}

func (t *places4) clear() {
	if t.stamp++; t.stamp == 0 {
		*t = places4{stamp: 1}
	}
}

func (t *places4) slot(r rune) *slot4 {
	i := uint32(r) * tableHash >> 23
	for {
		s := &t.slots[i%size4]
		if s.stamp != t.stamp || s.r == r {
			return s
		}
		i++
	}
}

func (t *places4) add(r rune, at int) {
	s := t.slot(r)
	if s.stamp != t.stamp {
		*s = slot4{r: r, stamp: t.stamp}
	}
	s.places.add(at)
}

func (t *places4) of(r rune) places {
	if s := t.slot(r); s.stamp == t.stamp {
		return s.places
	}
	return places{}
}
