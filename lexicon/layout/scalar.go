package layout

import (
	"fmt"
	"strings"
	"unicode"
)

// inline writes a value on one line; flow says that it stands within brackets.
func inline(n *node, flow bool) string {
	switch n.kind {
	case sequence, mapping:
		open, end := "[", "]"
		if n.kind == mapping {
			open, end = "{", "}"
		}
		parts := make([]string, 0, len(n.parts))
		for _, p := range n.parts {
			text := inline(p.value, true)
			if n.kind == mapping {
				text = strings.TrimRight(inline(p.key, true)+": "+text, " ")
			}
			parts = append(parts, text)
		}
		return open + strings.Join(parts, ", ") + end
	}
	text := n.text
	if n.block {
		text = strings.TrimSpace(text)
	}
	if n.bare {
		return text
	}
	return Scalar(text, n.plain, flow)
}

// Scalar writes a text as a YAML string on one line: without quotes where it can do without, in double ones where it
// cannot, in single ones where double ones would need escapes. plain says that it is known to be read as a string
// without quotes, as far as its first characters go; flow that it stands within brackets.
func Scalar(text string, plain, flow bool) string {
	if canBePlain(text, plain, flow) {
		return text
	}
	special := strings.ContainsFunc(text, func(r rune) bool { return isOdd(r) || r == '\n' || r == '\t' })
	if special || !strings.ContainsAny(text, `"\`) {
		return quoted(text)
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

// canBePlain says whether text means itself without quotes, to every reader of YAML.
func canBePlain(text string, known, flow bool) bool {
	if text == "" || strings.TrimFunc(text, unicode.IsSpace) != text {
		return false
	}
	if strings.ContainsRune("-?:,[]{}#&*!|>'\"%@`=~<", rune(text[0])) && text[0] != '<' {
		return false
	}
	if !known && strings.ContainsRune("0123456789.+", rune(text[0])) {
		return false // it may be a number
	}
	switch strings.ToLower(text) {
	case "true", "false", "null", "yes", "no", "on", "off", "y", "n", ".inf", ".nan", "<<":
		return known && !strings.EqualFold(text, "true") && !strings.EqualFold(text, "false") && !strings.EqualFold(text, "null") && text != "<<"
	}
	switch {
	case strings.Contains(text, ": "), strings.HasSuffix(text, ":"), strings.Contains(text, " #"), strings.ContainsFunc(text, isOdd),
		strings.ContainsAny(text, "\n\t"):
		return false
	case flow && strings.ContainsAny(text, ",[]{}:"):
		return false
	}
	return true
}

// quoted writes a text in double quotes.
func quoted(text string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			out.WriteByte('\\')
			out.WriteRune(r)
		case r == '\n':
			out.WriteString(`\n`)
		case r == '\t':
			out.WriteString(`\t`)
		case isOdd(r):
			fmt.Fprintf(&out, `\u%04X`, r)
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
	return out.String()
}

// canStandBelow says whether text can be written below a |: none of its lines begins or ends with a blank, or holds what
// is read as the end of a line.
func canStandBelow(text string) bool {
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if strings.TrimFunc(line, unicode.IsSpace) != line || strings.ContainsFunc(line, isOdd) {
			return false
		}
	}
	return true
}
