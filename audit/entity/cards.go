package entity

// findCards finds numbers of shortest to longest digits that are printed on cards, in one group or in regular ones. card
// says whether the groups i to j are such a number; of those that begin at the same group the longest counts.
func findCards(dst []Span, text []rune, shortest, longest int, card func(n *numbers, i, j int) (Span, bool)) []Span {
	n := readNumbers(text, shortest)
	for i := 0; i < len(n.groups); {
		next := i + 1
		var found Span
		for j, total := i, 0; j < len(n.groups) && total <= longest; j++ {
			if j > i && (n.groups[j].gap == apart || n.groups[j].gap == starred) {
				break
			}
			total += n.groups[j].size()
			if total < shortest || !regularGroups(n.groups[i:j+1]) {
				continue
			}
			if span, ok := card(&n, i, j); ok {
				found, next = span, j+1
			}
		}
		if found.End > 0 {
			dst = append(dst, found)
		}
		i = next
	}
	return dst
}
