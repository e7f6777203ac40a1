package transcripts

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestDetectCharset(t *testing.T) {
	const simplified = "会话ID,时间,角色,内容\n1,2026-11-20 10:00:00,客服,您好，请问有什么可以帮您的吗，这款商品目前还有现货\n"
	const traditional = "會話編號,時間,角色,內容\n1,2026-11-20 10:00:00,客服,您好，請問有什麼可以幫您的嗎，這款商品目前還有現貨\n"
	for _, c := range []struct {
		name, text string
		enc        encoding.Encoding
		want       string
	}{
		{"ASCII", "a,b\n", encoding.Nop, charsetUTF8},
		{"UTF-8", simplified, encoding.Nop, charsetUTF8},
		{"UTF-8 cut within a character", simplified[:len(simplified)-2], encoding.Nop, charsetUTF8},
		{"UTF-8 with BOM", "\ufeff" + simplified, encoding.Nop, charsetUTF8},
		{"GBK", simplified, simplifiedchinese.GBK, charsetGB18030},
		{"GB18030 of traditional characters", traditional, simplifiedchinese.GB18030, charsetGB18030},
		{"GBK header alone", simplified[:30], simplifiedchinese.GBK, charsetGB18030},
		{"Big5", traditional, traditionalchinese.Big5, charsetBig5},
		{"UTF-16LE with BOM", simplified, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), charsetUTF16LE},
		{"UTF-16BE with BOM", simplified, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), charsetUTF16BE},
		{"UTF-16LE", simplified, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), charsetUTF16LE},
		{"UTF-16BE", simplified, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), charsetUTF16BE},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, err := c.enc.NewEncoder().String(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if got := detectCharset([]byte(text)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
