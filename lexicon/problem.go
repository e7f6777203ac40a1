package lexicon

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Position is a place in a lexicon file. Line and Column count from 1; Column counts characters.
type Position struct {
	File         string
	Line, Column int
}

func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Problem is one mistake in a lexicon.
type Problem struct {
	Position
	Message string
}

func (p Problem) Error() string { return p.Position.String() + ": " + p.Message }

// Problems is every mistake found in a set of files, in the order of files and lines. It is an error, so that an author
// can mend all of them in one go.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Err returns the problems as an error, sorted and without repetitions; nil when there are none.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(ps)
}
