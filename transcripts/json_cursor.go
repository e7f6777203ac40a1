package transcripts

import (
	"bytes"
	"strconv"
	"unicode/utf8"
	"unsafe"
)

// maxNesting bounds how deep values of unknown fields may nest before the record is left to the strict reader.
const maxNesting = 64

// cursor walks over one JSON text. It accepts only what encoding/json accepts, builds no tree and copies nothing:
// strings without escapes are slices of the text. Every method reports false where the text is not what it should be,
// or is something rare that the strict reader had better look at.
type cursor struct {
	b []byte
	i int
}

// space skips white space and returns the next byte without consuming it, 0 at the end.
func (c *cursor) space() byte {
	for c.i < len(c.b) {
		switch ch := c.b[c.i]; ch {
		case ' ', '\t', '\r', '\n':
			c.i++
		default:
			return ch
		}
	}
	return 0
}

// token consumes one given punctuation mark.
func (c *cursor) token(ch byte) bool {
	if c.i < len(c.b) && c.b[c.i] == ch { // nearly always without white space
		c.i++
		return true
	}
	if c.space() != ch {
		return false
	}
	c.i++
	return true
}

// next moves to the next member or element: more is true if there is one, false if end was consumed.
func (c *cursor) next(first bool, end byte) (more, ok bool) {
	if !first && c.i+1 < len(c.b) && c.b[c.i] == ',' && c.b[c.i+1] > ' ' { // nearly always without white space
		c.i++
		return true, c.b[c.i] != end
	}
	ch := c.space()
	if ch == end {
		c.i++
		return false, true
	}
	if first {
		return true, true
	}
	if ch != ',' {
		return false, false
	}
	c.i++
	return true, c.space() != end // a comma before the end is no JSON
}

// key reads a member's name and the colon. Names with escapes are left to the strict reader.
func (c *cursor) key() (name []byte, ok bool) {
	if !c.token('"') {
		return nil, false
	}
	start := c.i
	for i := start; i < len(c.b); i++ {
		switch ch := c.b[i]; {
		case ch == '"':
			c.i = i + 1
			return c.b[start:i], c.token(':')
		case ch == '\\' || ch < 0x20:
			return nil, false
		case ch >= utf8.RuneSelf: // an attribute's name
			escaped, ok := c.stringEnd()
			if !ok || escaped {
				return nil, false
			}
			return c.b[start : c.i-1], c.token(':')
		}
	}
	return nil, false
}

// str reads a string value. Without escapes it shares the text's memory.
func (c *cursor) str() (string, bool) {
	if !c.token('"') {
		return "", false
	}
	start := c.i
	escaped, ok := c.stringEnd()
	if !ok {
		return "", false
	}
	raw := c.b[start : c.i-1]
	if escaped {
		return unescape(raw)
	}
	return unsafe.String(unsafe.SliceData(raw), len(raw)), true
}

// stringEnd moves behind the closing quote. It reports whether there were escapes, and refuses control characters and
// bad UTF-8.
func (c *cursor) stringEnd() (escaped, ok bool) {
	for i := c.i; ; {
		quote := bytes.IndexByte(c.b[i:], '"')
		if quote < 0 {
			return false, false
		}
		end := i + quote
		i += plainPrefix(c.b[i:end])
		switch {
		case i == end:
			c.i = end + 1
			return escaped, true
		case c.b[i] != '\\':
			return false, false
		}
		escaped = true
		if i += 2; i > len(c.b) { // the byte after a backslash belongs to it, be it a quote
			return false, false
		}
	}
}

// integer reads a whole number without fraction or exponent.
func (c *cursor) integer() (int64, bool) {
	c.space()
	start, n, negative := c.i, int64(0), false
	if c.i < len(c.b) && c.b[c.i] == '-' {
		negative = true
		c.i++
	}
	first := c.i
	for c.i < len(c.b) && c.b[c.i] >= '0' && c.b[c.i] <= '9' {
		n = n*10 + int64(c.b[c.i]-'0')
		c.i++
	}
	digits := c.i - first
	if digits == 0 || digits > 18 || digits > 1 && c.b[first] == '0' || !c.valueEnds() {
		c.i = start
		return 0, false
	}
	if negative {
		n = -n
	}
	return n, true
}

// number reads any JSON number.
func (c *cursor) number() (float64, bool) {
	c.space()
	start := c.i
	if !c.skipNumber() {
		return 0, false
	}
	f, err := strconv.ParseFloat(string(c.b[start:c.i]), 64)
	return f, err == nil
}

// valueEnds says whether the number just read stops where a value may stop.
func (c *cursor) valueEnds() bool {
	if c.i >= len(c.b) {
		return true
	}
	switch c.b[c.i] {
	case ',', '}', ']', ' ', '\t', '\r', '\n':
		return true
	default:
		return false
	}
}

// null consumes the word null if it is next.
func (c *cursor) null() bool { return c.space() == 'n' && c.word("null") }

func (c *cursor) word(w string) bool {
	if len(c.b)-c.i < len(w) || string(c.b[c.i:c.i+len(w)]) != w {
		return false
	}
	c.i += len(w)
	return true
}

// skip consumes a value of any kind.
func (c *cursor) skip(depth int) bool {
	switch c.space() {
	case '"':
		c.i++
		start := c.i
		escaped, ok := c.stringEnd()
		if ok && escaped {
			_, ok = unescape(c.b[start : c.i-1])
		}
		return ok
	case '{':
		return depth < maxNesting && c.skipObject(depth)
	case '[':
		return depth < maxNesting && c.skipArray(depth)
	case 't':
		return c.word("true")
	case 'f':
		return c.word("false")
	case 'n':
		return c.word("null")
	default:
		return c.skipNumber()
	}
}

func (c *cursor) skipObject(depth int) bool {
	c.i++
	for first := true; ; first = false {
		more, ok := c.next(first, '}')
		if !ok || !more {
			return ok
		}
		if _, ok := c.key(); !ok || !c.skip(depth+1) {
			return false
		}
	}
}

func (c *cursor) skipArray(depth int) bool {
	c.i++
	for first := true; ; first = false {
		more, ok := c.next(first, ']')
		if !ok || !more {
			return ok
		}
		if !c.skip(depth + 1) {
			return false
		}
	}
}

func (c *cursor) skipNumber() bool {
	if c.i < len(c.b) && c.b[c.i] == '-' {
		c.i++
	}
	first := c.i
	whole := c.digits()
	if whole == 0 || whole > 1 && c.b[first] == '0' {
		return false
	}
	if c.i < len(c.b) && c.b[c.i] == '.' {
		c.i++
		if c.digits() == 0 {
			return false
		}
	}
	if c.i < len(c.b) && (c.b[c.i] == 'e' || c.b[c.i] == 'E') {
		c.i++
		if c.i < len(c.b) && (c.b[c.i] == '+' || c.b[c.i] == '-') {
			c.i++
		}
		if c.digits() == 0 {
			return false
		}
	}
	return c.valueEnds()
}

func (c *cursor) digits() int {
	start := c.i
	for c.i < len(c.b) && c.b[c.i] >= '0' && c.b[c.i] <= '9' {
		c.i++
	}
	return c.i - start
}
