package norm

// Drops says whether normalisation leaves r out, so that its neighbours become neighbours of each other: a scan over
// raw text passes over such characters.
func (n *Normalizer) Drops(r rune) bool {
	var c class
	if uint32(r) < 1<<16 {
		c = n.class[r]
	} else {
		c = n.classAstral(r)
	}
	return c == drop || c == attach
}

// Leaves says whether normalisation leaves r as it is, wherever it stands. It says no of some characters that it leaves
// alone too.
func (n *Normalizer) Leaves(r rune) bool {
	return uint32(r) < 1<<16 && n.class[r] == plain && n.fold[r] == uint16(r)
}
