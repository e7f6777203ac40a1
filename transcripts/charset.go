package transcripts

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// Names of the character sets that are told apart without being named.
const (
	charsetUTF8    = "utf-8"
	charsetUTF16LE = "utf-16le"
	charsetUTF16BE = "utf-16be"
	charsetGB18030 = "gb18030"
	charsetBig5    = "big5"
)

// detectCharset tells a text's character set by its beginning: byte order marks first, then UTF-8 if it is valid, then
// UTF-16 by its zero bytes. Of the two that are left, statistics decide; GB18030, which covers GBK and GB2312, where
// they do not.
func detectCharset(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return charsetUTF16LE
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return charsetUTF16BE
	}
	if utf16 := zeroBytes(head); utf16 != "" {
		return utf16
	}
	if validPrefix(head) {
		return charsetUTF8
	}
	return gbOrBig5(head)
}

// zeroBytes recognises UTF-16 without a byte order mark: ASCII characters leave every other byte zero, always on the
// same side. In other texts there are none.
func zeroBytes(head []byte) string {
	var zeros [2]int
	for i, ch := range head {
		if ch == 0 {
			zeros[i%2]++
		}
	}
	const clearly = 8 // a few may be the halves of characters such as U+3000
	switch {
	case zeros[1] > clearly*zeros[0]:
		return charsetUTF16LE
	case zeros[0] > clearly*zeros[1]:
		return charsetUTF16BE
	default:
		return ""
	}
}

func gbOrBig5(head []byte) string {
	results, err := chardet.NewTextDetector().DetectAll(head)
	if err != nil { // nothing matches at all: what cannot be decoded is refused row by row
		return charsetGB18030
	}
	confidence := make(map[string]int, len(results))
	for _, r := range results {
		confidence[r.Charset] = max(confidence[r.Charset], r.Confidence)
	}
	if confidence["Big5"] > confidence["GB18030"] {
		return charsetBig5
	}
	return charsetGB18030
}

// validPrefix says whether b is UTF-8, but for a character that its end cuts off.
func validPrefix(b []byte) bool {
	for cut := 0; cut < utf8.UTFMax && cut <= len(b); cut++ {
		if utf8.Valid(b[:len(b)-cut]) {
			return cut == 0 || !utf8.FullRune(b[len(b)-cut:])
		}
	}
	return false
}

// charsetNamed finds an encoding by its IANA or web name, such as gbk, big5 or utf-16le.
func charsetNamed(name string) (encoding.Encoding, error) {
	switch name {
	case charsetUTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), nil
	case charsetUTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), nil
	case charsetGB18030:
		return simplifiedchinese.GB18030, nil
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil, fmt.Errorf("character set %q is not known; give a name such as utf-8, gb18030, big5 or utf-16le", name)
	}
	return enc, nil
}

// utf8Text gives the source as UTF-8 without a byte order mark.
func (in *input) utf8Text() (io.Reader, error) {
	head, err := in.head()
	if err != nil {
		return nil, err
	}
	if in.charset == charsetUTF8 {
		if bytes.HasPrefix(head, []byte("\ufeff")) {
			if _, err := in.r.Discard(len("\ufeff")); err != nil {
				return nil, err
			}
		}
		return in.r, nil
	}
	enc, err := charsetNamed(in.charset)
	if err != nil {
		return nil, err
	}
	return bufio.NewReaderSize(enc.NewDecoder().Reader(in.r), peekBytes), nil
}
