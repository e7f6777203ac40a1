package layout

import "slices"

// kind is what a node is.
type kind uint8

const (
	scalar kind = iota
	sequence
	mapping
)

// node is a value of a lexicon file.
type node struct {
	kind kind
	text string // of a scalar
	// bare marks a scalar that is not a string for YAML readers, such as 5, true or nothing; it is written as it stands.
	bare  bool
	plain bool // written without quotes
	block bool // written below a | or >
	flow  bool // written in brackets on one line
	parts []*part
}

// part is an entry of a mapping or an item of a sequence, with the comments that belong to it.
type part struct {
	key          *node // of an entry
	value        *node
	line, column int
	head         []comment // above it
	tail         string    // behind it, "" for none
	foot         []comment // below it, at its indentation
	blank        bool      // an empty line stands above it and its head
}

// comment is one line of comment, with its #.
type comment struct {
	text  string
	blank bool // an empty line stands above it
}

// document is a file.
type document struct {
	root *node
	end  []comment // after everything
	all  []string  // the texts of all comments
}

// remarks lists the comments of the document, sorted.
func (d *document) remarks() []string {
	out := slices.Clone(d.all)
	slices.Sort(out)
	return out
}
