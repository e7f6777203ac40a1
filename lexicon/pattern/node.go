// Package pattern holds the syntax of the pattern language: what one utterance says. It parses a pattern into a tree
// and prints the tree back; matching is the business of audit/match.
package pattern

// Node is one part of a pattern.
type Node interface{ node() }

// The nodes of a pattern tree.
type (
	// Seq matches its items one after the other.
	Seq struct{ Items []Node }
	// Alt matches any of its items.
	Alt struct{ Items []Node }
	// Opt matches its item, or nothing.
	Opt struct{ Item Node }
	// Lit matches these characters, after both sides were normalised.
	Lit struct{ Text string }
	// Digit matches one digit, 0 to 9.
	Digit struct{}
	// Space matches white space, or nothing: a blank between two literals.
	Space struct{}
	// Gap matches Min to Max characters of any kind, short of the end of a sentence or line. Max is DefaultGap where
	// the pattern gives no number.
	Gap struct{ Min, Max int }
	// Class matches any entry of the term class Name.
	Class struct {
		Name   string
		Column int // where it stands in the pattern, in characters from 1
	}
	// Word matches Text where the segmentation cuts it out as whole words, the last one with a part of speech that
	// begins with POS ("" for any).
	Word struct{ Text, POS string }
	// Entity matches a recognised entity, such as "phone".
	Entity struct {
		Kind   string
		Column int
	}
	// Anchor matches an edge and takes no characters.
	Anchor struct{ At Edge }
)

func (Seq) node()    {}
func (Alt) node()    {}
func (Opt) node()    {}
func (Lit) node()    {}
func (Digit) node()  {}
func (Space) node()  {}
func (Gap) node()    {}
func (Class) node()  {}
func (Word) node()   {}
func (Entity) node() {}
func (Anchor) node() {}

// Edge is a place that an anchor stands for.
type Edge uint8

// The edges of a unit (an utterance, however it is put together) and of a clause within it.
const (
	UnitStart Edge = iota
	UnitEnd
	ClauseStart
	ClauseEnd
)

// DefaultGap marks a gap whose width is left to the clause, and to DefaultGapWidth where the clause is silent.
const DefaultGap = -1

// Limits that keep matching linear with a small factor, whatever a lexicon says.
const (
	DefaultGapWidth = 8     // characters that a bare … spans at most
	MaxGap          = 100   // widest gap that may be written
	MaxLength       = 2000  // characters of one pattern
	MaxDepth        = 40    // nesting of groups
	MaxExpansion    = 20000 // nodes of a pattern with its classes put in
	MaxReach        = 300   // characters that all gaps on one way through a pattern span together
)

// Pattern is one parsed pattern: a tree, or the source of a regular expression.
type Pattern struct {
	Source string
	Root   Node    // nil where Regexp is set
	Regexp string  // RE2 source, without the slashes
	Names  []Class // the classes that it names, from left to right
}

// Walk calls visit for n and every node below it, parents first.
func Walk(n Node, visit func(Node)) {
	visit(n)
	switch n := n.(type) {
	case Seq:
		for _, item := range n.Items {
			Walk(item, visit)
		}
	case Alt:
		for _, item := range n.Items {
			Walk(item, visit)
		}
	case Opt:
		Walk(n.Item, visit)
	}
}
