package transcripts

import (
	"unicode/utf16"
	"unicode/utf8"
)

// unescape resolves the escapes of a JSON string as encoding/json does: a surrogate without its partner becomes U+FFFD.
func unescape(raw []byte) (string, bool) {
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); {
		if raw[i] != '\\' {
			out = append(out, raw[i])
			i++
			continue
		}
		if i+1 >= len(raw) {
			return "", false
		}
		if raw[i+1] == 'u' {
			r, width, ok := unescapeRune(raw[i:])
			if !ok {
				return "", false
			}
			out = utf8.AppendRune(out, r)
			i += width
			continue
		}
		ch, ok := shortEscape(raw[i+1])
		if !ok {
			return "", false
		}
		out = append(out, ch)
		i += 2
	}
	return string(out), true
}

func shortEscape(ch byte) (byte, bool) {
	switch ch {
	case '"', '\\', '/':
		return ch, true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	default:
		return 0, false
	}
}

// unescapeRune reads \uXXXX, or two of them that form a surrogate pair, at the start of raw.
func unescapeRune(raw []byte) (r rune, width int, ok bool) {
	const unit = len(`\u0000`)
	r, ok = hexUnit(raw)
	if !ok {
		return 0, 0, false
	}
	if !utf16.IsSurrogate(r) {
		return r, unit, true
	}
	if low, ok := hexUnit(raw[unit:]); ok {
		if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
			return pair, 2 * unit, true
		}
	}
	return utf8.RuneError, unit, true
}

func hexUnit(raw []byte) (rune, bool) {
	if len(raw) < 6 || raw[0] != '\\' || raw[1] != 'u' {
		return 0, false
	}
	var r rune
	for _, ch := range raw[2:6] {
		switch {
		case ch >= '0' && ch <= '9':
			ch -= '0'
		case ch >= 'a' && ch <= 'f':
			ch -= 'a' - 10
		case ch >= 'A' && ch <= 'F':
			ch -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(ch)
	}
	return r, true
}
