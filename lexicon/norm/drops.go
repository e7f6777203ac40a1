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
