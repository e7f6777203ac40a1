package report

import "strings"

// fitPath shortens the clean name of a source to at most width cells. Its end is what tells sources of one folder apart,
// so the folders go first, from the left: .../chats/night.csv. Width 0 leaves it as it is.
func fitPath(name string, width int) string {
	const mark = ".../"
	short := name
	for width > 0 && cells.String(short) > width {
		_, rest, found := strings.Cut(strings.TrimPrefix(short, mark), "/")
		if !found {
			return fit(strings.TrimPrefix(short, mark), width)
		}
		short = mark + rest
	}
	return short
}
