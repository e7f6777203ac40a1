package ast

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// line is a line of a file that says something: text[start:end] without the blanks around it.
type line struct {
	base, start, end int // offsets of its beginning, of its first character and past its last
	number           int // from 1
}

// indent is the number of blanks before the line's first character. Those of a mapping behind a dash count the dash.
func (l *line) indent() int { return l.start - l.base }

// reader reads the canonical layout. Its methods give ok as false for anything else.
type reader struct {
	text  string
	lines []line
	at    int    // the line being read
	open  []Node // the items of the collections being read
	// seen and column remember for an offset of the current line which column it is.
	seen, column int
}

// readCanonical reads a file in the canonical layout; ok is false where it is written in any other way.
func readCanonical(data []byte) (n Node, ok bool) {
	if !ordinary(data) {
		return Node{}, false
	}
	r := &reader{text: string(data), column: 1}
	r.split()
	if len(r.lines) == 0 || r.lines[0].indent() > 0 {
		return Node{}, false
	}
	n, ok = r.mapping()
	return n, ok && r.at == len(r.lines)
}

// ordinary says whether every character is one that means itself to all readers of YAML. It refuses tabs, carriage
// returns and the other ends of a line that Unicode knows.
func ordinary(data []byte) bool {
	for _, b := range data {
		if b < ' ' && b != '\n' || b == 0x7f {
			return false
		}
	}
	for _, odd := range []string{"\u0085", "\u2028", "\u2029", "\ufeff"} {
		if bytes.Contains(data, []byte(odd)) {
			return false
		}
	}
	return utf8.Valid(data)
}

// split finds the lines that are neither empty nor comments.
func (r *reader) split() {
	r.lines = make([]line, 0, strings.Count(r.text, "\n")+1)
	base := 0
	for number := 1; base < len(r.text); number++ {
		end := strings.IndexByte(r.text[base:], '\n')
		if end < 0 {
			end = len(r.text)
		} else {
			end += base
		}
		next := end + 1
		start := base
		for start < end && r.text[start] == ' ' {
			start++
		}
		for start < end && r.text[end-1] == ' ' {
			end--
		}
		if start < end && r.text[start] != '#' {
			r.lines = append(r.lines, line{base, start, end, number})
		}
		base = next
	}
}

// node makes a node that begins at an offset of the current line. Offsets of one line are asked for in ascending order.
func (r *reader) node(kind Kind, offset int, text string) Node {
	l := &r.lines[r.at]
	if r.seen < l.base || r.seen > offset {
		r.seen, r.column = l.base, 1
	}
	r.column += utf8.RuneCountInString(r.text[r.seen:offset])
	r.seen = offset
	return Node{Kind: kind, Line: int32(l.number), Column: int32(r.column), Text: text}
}

// collect makes a collection of the items that were opened after the first count ones. A mapping that holds a key twice is
// refused.
func (r *reader) collect(kind Kind, first Node, count int) (Node, bool) {
	first.Kind, first.Text = kind, ""
	first.Items = append([]Node(nil), r.open[count:]...)
	r.open = r.open[:count]
	return first, kind != Mapping || distinct(first.Items)
}

// distinct says whether no two keys of a mapping are the same. Most mappings are too small to be worth a table.
func distinct(items []Node) bool {
	const small = 32
	if len(items) > small {
		seen := make(map[string]struct{}, len(items)/2)
		for i := 0; i < len(items); i += 2 {
			seen[items[i].Text] = struct{}{}
		}
		return len(seen) == len(items)/2
	}
	for i := 0; i < len(items); i += 2 {
		for j := 0; j < i; j += 2 {
			if items[i].Text == items[j].Text {
				return false
			}
		}
	}
	return true
}

// block reads the collection that begins at the current line.
func (r *reader) block() (Node, bool) {
	if r.isItem() {
		return r.sequence()
	}
	return r.mapping()
}

// isItem says whether the current line begins with a dash that parts the items of a sequence.
func (r *reader) isItem() bool {
	return strings.HasPrefix(r.text[r.lines[r.at].start:r.lines[r.at].end], "- ")
}

func (r *reader) mapping() (Node, bool) {
	indent, count := r.lines[r.at].indent(), len(r.open)
	var first Node
	for r.at < len(r.lines) && r.lines[r.at].indent() >= indent {
		l := &r.lines[r.at]
		colon := r.key(l.start, l.end)
		if l.indent() > indent || colon < 0 {
			return Node{}, false
		}
		key := r.node(Text, l.start, r.text[l.start:colon])
		if len(r.open) == count {
			first = key
		}
		r.open = append(r.open, key)
		value, ok := r.value(r.skip(colon+1, l.end), indent)
		if !ok {
			return Node{}, false
		}
		r.open = append(r.open, value)
	}
	return r.collect(Mapping, first, count)
}

// value reads what stands behind the colon of a key of a block mapping, or below it.
func (r *reader) value(from, indent int) (Node, bool) {
	l := &r.lines[r.at]
	if from < l.end && r.text[from] != '#' {
		return r.rest(from)
	}
	r.at++
	if r.at == len(r.lines) {
		return Node{}, false
	}
	// A sequence may begin below the first letter of its key.
	if below := r.lines[r.at].indent(); below > indent || below == indent && r.isItem() {
		return r.block()
	}
	return Node{}, false
}

func (r *reader) sequence() (Node, bool) {
	indent, count := r.lines[r.at].indent(), len(r.open)
	first := r.node(Sequence, r.lines[r.at].start, "")
	for r.at < len(r.lines) && r.lines[r.at].indent() >= indent && r.isItem() {
		l := &r.lines[r.at]
		from := r.skip(l.start+1, l.end)
		if l.indent() > indent {
			return Node{}, false
		}
		var item Node
		var ok bool
		if r.key(from, l.end) < 0 {
			item, ok = r.rest(from)
		} else {
			l.start = from // the keys below stand in the same column
			item, ok = r.mapping()
		}
		if !ok {
			return Node{}, false
		}
		r.open = append(r.open, item)
	}
	return r.collect(Sequence, first, count)
}

// rest reads a value that ends with the current line, and goes on to the next.
func (r *reader) rest(from int) (Node, bool) {
	l := r.lines[r.at]
	n, after, ok := r.inline(from, l.end, false)
	if !ok {
		return Node{}, false
	}
	// Behind it nothing but a comment may stand.
	if tail := r.skip(after, l.end); tail < l.end && (tail == after || r.text[tail] != '#') {
		return Node{}, false
	}
	r.at++
	return n, true
}

func (r *reader) skip(from, end int) int {
	for from < end && r.text[from] == ' ' {
		from++
	}
	return from
}

// key gives the offset of the colon behind a plain key, or -1 where none begins.
func (r *reader) key(from, end int) int {
	for i := from; i < end; i++ {
		switch b := r.text[i]; {
		case b >= utf8.RuneSelf, b >= 'a' && b <= 'z', b == '_', b >= 'A' && b <= 'Z', i > from && (b == '-' || b >= '0' && b <= '9'):
		case b == ':' && i > from && (i+1 == end || r.text[i+1] == ' '):
			return i
		default:
			return -1
		}
	}
	return -1
}
