package transcripts

import (
	"encoding/binary"
	"unicode/utf8"
)

// plainPrefix is how many bytes of b, from its beginning, are valid UTF-8 without control characters and backslashes.
// Chinese characters are checked two at a time and ASCII eight at a time, which is what makes reading fast: package
// utf8 goes character by character.
func plainPrefix(b []byte) int {
	const (
		lowBits  = 0x0101010101010101
		highBits = 0x8080808080808080
		// Two characters of three bytes each, little endian: 1110xxxx 10xxxxxx 10xxxxxx.
		pairMask = 0x0000c0c0f0c0c0f0
		pairForm = 0x00008080e08080e0
		charMask = 0x00c0c0f0 // one of them
		charForm = 0x008080e0
	)
	i := 0
	for i+8 <= len(b) {
		w := binary.LittleEndian.Uint64(b[i:])
		if w&pairMask == pairForm && !needsLook(byte(w)) && !needsLook(byte(w>>24)) {
			i += 6
			continue
		}
		if w&highBits == 0 {
			slash := w ^ (lowBits * '\\')
			if ((slash-lowBits)&^slash|(w-lowBits*0x20)&^w)&highBits == 0 {
				i += 8
				continue
			}
		}
		if uint32(w)&charMask == charForm && !needsLook(byte(w)) {
			i += 3
			continue
		}
		size := plainRune(b[i:])
		if size == 0 {
			return i
		}
		i += size
	}
	for i < len(b) {
		size := plainRune(b[i:])
		if size == 0 {
			return i
		}
		i += size
	}
	return i
}

// needsLook picks the first bytes after which not every continuation is valid: 0xe0 begins overlong forms, 0xed
// surrogates.
func needsLook(first byte) bool { return first == 0xe0 || first == 0xed }

// plainRune is the length of the first character of b, 0 if it is a control character, a backslash or not valid.
func plainRune(b []byte) int {
	if ch := b[0]; ch < utf8.RuneSelf {
		if ch < 0x20 || ch == '\\' {
			return 0
		}
		return 1
	}
	r, size := utf8.DecodeRune(b)
	if r == utf8.RuneError && size == 1 {
		return 0
	}
	return size
}
