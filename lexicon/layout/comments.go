package layout

import (
	"bytes"
	"sort"
	"strings"

	"github.com/goccy/go-yaml/token"
)

// comments gives every comment to the part that it belongs to: the one before it on its line; else the one that follows,
// unless that stands further out, as below the last entry of a list: then the last one at the comment's indentation.
func (b *builder) comments(doc *document, tokens token.Tokens) {
	last := 0 // of the line of the token before
	for _, tk := range tokens {
		if tk.Type != token.CommentType {
			last = tk.Position.Line
			continue
		}
		text := "#" + strings.TrimRight(tk.Value, " \t")
		doc.all = append(doc.all, text)
		line, column := tk.Position.Line, tk.Position.Column
		if before := b.lastOn(line); last == line && before != nil && before.tail == "" {
			before.tail = text
			continue
		}
		c := comment{text, b.blankAbove(line)}
		next := b.firstAfter(line)
		switch {
		case next != nil && column <= next.column:
			next.head = append(next.head, c)
		case next == nil && column <= 1:
			doc.end = append(doc.end, c)
		default:
			if owner := b.lastWithin(line, column); owner != nil {
				owner.foot = append(owner.foot, c)
			} else if next != nil {
				next.head = append(next.head, c)
			} else {
				doc.end = append(doc.end, c)
			}
		}
	}
	for i, p := range b.anchors {
		if i > 0 && b.anchors[i-1].line == p.line {
			continue // the part that it stands beside has what stands above both
		}
		if len(p.head) > 0 {
			p.blank, p.head[0].blank = p.head[0].blank, false
			if b.blankAbove(p.line) {
				// The comment stands by itself: keep it apart from what follows.
				p.head = append(p.head, comment{})
			}
			continue
		}
		p.blank = b.blankAbove(p.line)
	}
}

// lastOn gives the last part that begins on a line.
func (b *builder) lastOn(line int) *part {
	i := b.after(line)
	if i == 0 || b.anchors[i-1].line > line {
		return nil
	}
	return b.anchors[i-1]
}

// firstAfter gives the first part that begins below a line.
func (b *builder) firstAfter(line int) *part {
	if i := b.after(line); i < len(b.anchors) {
		return b.anchors[i]
	}
	return nil
}

// lastWithin gives the last part above a line that does not stand further in than the column.
func (b *builder) lastWithin(line, column int) *part {
	for i := b.after(line) - 1; i >= 0; i-- {
		if b.anchors[i].column <= column {
			return b.anchors[i]
		}
	}
	return nil
}

// after counts the parts that begin on or above a line.
func (b *builder) after(line int) int {
	return sort.Search(len(b.anchors), func(i int) bool { return b.anchors[i].line > line })
}

func (b *builder) blankAbove(line int) bool {
	return line >= 2 && line-2 < len(b.lines) && len(bytes.TrimSpace(b.lines[line-2])) == 0
}
