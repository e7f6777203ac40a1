package lint

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"zhijian/lexicon"
)

// Edit replaces the bytes from Start to End of a file by New.
type Edit struct {
	Start, End int
	New        string
}

// Apply carries out the edits of problems on a file's text. Edits that overlap an earlier one are left out; running lint
// again finds what they were for. It returns the new text and how many problems were mended.
func Apply(data []byte, problems []Problem) ([]byte, int) {
	var edits []Edit
	mended := 0
	for i := range problems {
		fix := problems[i].Fix
		if len(fix) == 0 || slices.ContainsFunc(fix, func(e Edit) bool {
			return slices.ContainsFunc(edits, func(other Edit) bool { return e.Start < other.End && other.Start < e.End })
		}) {
			continue
		}
		edits = append(edits, fix...)
		mended++
	}
	slices.SortFunc(edits, func(a, b Edit) int { return cmp.Compare(a.Start, b.Start) })
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		out.Write(data[at:e.Start])
		out.WriteString(e.New)
		at = e.End
	}
	out.Write(data[at:])
	return out.Bytes(), mended
}

// text is a file's text with the places of its lines.
type text struct {
	data  []byte
	lines []int // where each begins
}

func newText(data []byte) *text {
	t := &text{data: data, lines: []int{0}}
	for i, b := range data {
		if b == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
	return t
}

// offset is the byte at a line and column, both from 1; columns count characters.
func (t *text) offset(line, column int) (int, bool) {
	if line < 1 || line > len(t.lines) {
		return 0, false
	}
	at := t.lines[line-1]
	for range column - 1 {
		_, size := utf8.DecodeRune(t.data[at:])
		if size == 0 || t.data[at] == '\n' {
			return 0, false
		}
		at += size
	}
	return at, true
}

// scalar finds where the value of a scalar stands: from start to end with its quotes, from inner on without. ok is false
// where the text is not simply the value, as after an escape.
func (t *text) scalar(at lexicon.Position, value string) (start, inner, end int, ok bool) {
	start, ok = t.offset(at.Line, at.Column)
	if !ok {
		return 0, 0, 0, false
	}
	inner = start
	quote := ""
	if c := t.data[start:]; len(c) > 0 && (c[0] == '"' || c[0] == '\'') {
		quote = string(c[0])
		inner++
	}
	if !strings.HasPrefix(string(t.data[inner:min(len(t.data), inner+len(value))]), value) {
		return 0, 0, 0, false
	}
	end = inner + len(value)
	if quote != "" {
		if !strings.HasPrefix(string(t.data[end:min(len(t.data), end+1)]), quote) {
			return 0, 0, 0, false
		}
		end++
	}
	return start, inner, end, true
}

// replace makes the edit that puts another value in the place of a scalar's; nil where that is not safe.
func (l *linter) replace(at lexicon.Position, old, value string) []Edit {
	t := l.texts[at.File]
	if t == nil || old == value {
		return nil
	}
	start, inner, end, ok := t.scalar(at, old)
	if !ok {
		return nil
	}
	if inner == start && needsQuotes(value) {
		return []Edit{{start, end, fmt.Sprintf("'%s'", strings.ReplaceAll(value, "'", "''"))}}
	}
	return []Edit{{inner, inner + len(old), value}}
}

// needsQuotes says whether YAML would read a plain scalar otherwise than as these characters.
func needsQuotes(value string) bool {
	return value == "" || strings.ContainsAny(value[:1], `@[]{}>|*&!%#"'-?:,`+"`") || strings.Contains(value, ": ") ||
		strings.Contains(value, " #") || strings.ContainsAny(value, ",[]{}")
}

// drop makes the edit that takes an item out of a list; nil where it is the only one of its line's brackets, or where
// its place is not plain to see.
func (l *linter) drop(at lexicon.Position, value string) []Edit {
	t := l.texts[at.File]
	if t == nil {
		return nil
	}
	start, _, end, ok := t.scalar(at, value)
	if !ok {
		return nil
	}
	head := string(t.data[t.lines[at.Line-1]:start])
	rest, _, _ := strings.Cut(string(t.data[end:]), "\n")
	if strings.TrimSpace(head) == "-" {
		return t.dropLine(at.Line, head, rest)
	}
	after := strings.TrimLeft(rest, " \t")
	if strings.HasPrefix(after, ",") {
		after = strings.TrimLeft(after[1:], " \t")
		return []Edit{{start, end + len(rest) - len(after), ""}}
	}
	before := strings.TrimRight(head, " \t")
	if strings.HasPrefix(after, "]") && strings.HasSuffix(before, ",") {
		return []Edit{{start - len(head) + len(before) - 1, end, ""}}
	}
	return nil
}

// dropLine takes out a line that holds one item, and keeps a comment behind it.
func (t *text) dropLine(line int, head, rest string) []Edit {
	rest = strings.TrimRight(rest, "\r")
	begin, next := t.lines[line-1], len(t.data)
	if line < len(t.lines) {
		next = t.lines[line]
	}
	comment := strings.TrimSpace(rest)
	switch {
	case comment == "":
		return []Edit{{begin, next, ""}}
	case strings.HasPrefix(comment, "#"):
		return []Edit{{begin, next, strings.TrimSuffix(strings.TrimRight(head, " "), "-") + comment + "\n"}}
	default:
		return nil
	}
}
