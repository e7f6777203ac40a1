package exchange

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"zhijian/lexicon/layout"
)

// together is the widest list, in characters, that is written on one line.
const together = 100

func writeMap(w *strings.Builder, m Map, indent int) {
	for i, p := range m {
		if raw, ok := p.Value.(Raw); ok {
			writeRaw(w, string(raw), indent)
			continue
		}
		if i > 0 || indent == 0 || strings.HasSuffix(w.String(), "\n") {
			w.WriteString(strings.Repeat(" ", indent))
		}
		w.WriteString(layout.Scalar(p.Key, true, false) + ":")
		writeValue(w, p.Value, indent)
	}
}

// writeRaw writes text that is laid out already, at an indentation.
func writeRaw(w *strings.Builder, text string, indent int) {
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		if strings.TrimSpace(line) != "" {
			w.WriteString(strings.Repeat(" ", indent) + line)
		}
		w.WriteString("\n")
	}
}

func writeItem(w *strings.Builder, v any, indent int) {
	w.WriteString(strings.Repeat(" ", indent) + "-")
	if m, ok := v.(Map); ok {
		if len(m) == 0 {
			w.WriteString(" {}\n")
			return
		}
		w.WriteString(" " + layout.Scalar(m[0].Key, true, false) + ":")
		writeValue(w, m[0].Value, indent+2)
		writeMap(w, m[1:], indent+2)
		return
	}
	writeValue(w, v, indent)
}

// writeValue writes what stands behind a key or a dash at the indentation.
func writeValue(w *strings.Builder, v any, indent int) {
	switch v := v.(type) {
	case Map:
		w.WriteString("\n")
		writeMap(w, v, indent+2)
	case []string:
		list := make([]any, 0, len(v))
		for _, s := range v {
			list = append(list, s)
		}
		writeValue(w, list, indent)
	case []any:
		if line, ok := oneLine(v); ok {
			w.WriteString(" " + line + "\n")
			return
		}
		w.WriteString("\n")
		for _, item := range v {
			writeItem(w, item, indent+2)
		}
	default:
		w.WriteString(" " + scalar(v, false) + "\n")
	}
}

// oneLine writes a short list of scalars in brackets.
func oneLine(list []any) (string, bool) {
	parts := make([]string, 0, len(list))
	for _, item := range list {
		switch item.(type) {
		case Map, []any, []string:
			return "", false
		}
		parts = append(parts, scalar(item, true))
	}
	line := "[" + strings.Join(parts, ", ") + "]"
	return line, utf8.RuneCountInString(line) <= together
}

func scalar(v any, flow bool) string {
	switch v := v.(type) {
	case string:
		return layout.Scalar(v, false, flow)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	default:
		return fmt.Sprint(v)
	}
}
