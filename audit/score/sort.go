package score

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Sorts lists the orders that Sort knows. The default, worst, is WorstFirst; name is by key, the others put the largest
// figure first, and equal ones worst first.
func Sorts() []string {
	return []string{"worst", "best", "name", "sessions", "fatal", "platform", "findings", "suspects"}
}

// CheckSort returns an error that lists the orders unless by is one of them or empty.
func CheckSort(by string) error {
	if by == "" || slices.Contains(Sorts(), by) {
		return nil
	}
	return fmt.Errorf("order %q is not known; choose one of %s", by, strings.Join(Sorts(), ", "))
}

// Sort orders rows by one of Sorts; any other name means worst first. Every order is total.
func Sort(rows []Row, by string) {
	figure := func(Row) float64 { return 0 }
	switch by {
	case "best":
		slices.SortFunc(rows, func(a, b Row) int { return WorstFirst(b, a) })
		return
	case "name":
		slices.SortFunc(rows, func(a, b Row) int { return strings.Compare(a.Key, b.Key) })
		return
	case "sessions":
		figure = func(r Row) float64 { return float64(r.Sessions) }
	case "fatal":
		figure = func(r Row) float64 { return float64(r.FatalSessions) }
	case "platform":
		figure = func(r Row) float64 { return r.PlatformPoints }
	case "findings":
		figure = func(r Row) float64 { return float64(r.Findings) }
	case "suspects":
		figure = func(r Row) float64 { return float64(r.Suspects) }
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(figure(b), figure(a)), WorstFirst(a, b))
	})
}
