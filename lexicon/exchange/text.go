package exchange

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// Text gives a text file as UTF-8. Its character set is told by a byte order mark, by zero bytes (UTF-16) or by being
// valid UTF-8; anything else is GB18030, which covers GBK and GB2312, unless charset names another one. The error says in
// which line a character is none.
func Text(data []byte, charset string) (string, error) {
	if len(data) > MaxSize {
		return "", fmt.Errorf("larger than %d MiB", MaxSize>>20)
	}
	enc, err := encodingOf(data, charset)
	if err != nil {
		return "", err
	}
	if enc != nil {
		if data, err = enc.NewDecoder().Bytes(data); err != nil {
			return "", err
		}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) || enc != nil && bytes.Contains(data, []byte("\ufffd")) {
		bad := bytes.Index(data, []byte("\ufffd"))
		if !utf8.Valid(data) {
			bad = firstInvalid(data)
		}
		return "", fmt.Errorf("line %d: not text in the character set that the file seems to have; name it with --encoding", bytes.Count(data[:max(0, bad)], []byte("\n"))+1)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n"), nil
}

func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
	return len(data)
}

// encodingOf tells how a text is encoded; nil is UTF-8.
func encodingOf(data []byte, charset string) (encoding.Encoding, error) {
	switch strings.ToLower(charset) {
	case "", "auto":
	case "utf-8", "utf8":
		return nil, nil
	case "gb18030", "gbk", "gb2312":
		return simplifiedchinese.GB18030, nil
	default:
		enc, err := htmlindex.Get(charset)
		if err != nil {
			return nil, fmt.Errorf("character set %q is not known; there are utf-8, gb18030, big5, utf-16le and more", charset)
		}
		return enc, nil
	}
	zeros := [2]int{}
	for i, b := range data[:min(len(data), 4096)] {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), zeros[1] > 8*zeros[0] && zeros[1] > 4:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), nil
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}), zeros[0] > 8*zeros[1] && zeros[0] > 4:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), nil
	case utf8.Valid(data):
		return nil, nil
	}
	return simplifiedchinese.GB18030, nil
}
