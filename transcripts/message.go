package transcripts

import (
	"cmp"
	"strings"
	"time"
)

// message is one utterance together with what its row tells about the session: what readers of message-per-row formats
// produce and the grouper makes sessions of.
type message struct {
	session    string // id of the session; "" where the source has none
	thread     string // without session: what idle gaps part into sessions, such as a room
	file       int    // place of the source in the grouper's list
	record     int
	role       Role
	text       string
	at         time.Time
	startMS    int64
	endMS      int64
	agent      Agent // who spoke or, on other rows, who serves the session; ID may be empty
	sender     string
	customer   string
	channel    Channel
	startedAt  time.Time
	call       CallInfo // RingSeconds is unknownRing, the others empty, where the row gives none
	attributes []attribute
	last       bool // on disk: the last message of its session
}

// wholeFile is the thread of messages of a file that holds one conversation and names no party.
const wholeFile = "\x00file"

// before orders messages as they were read.
func (m *message) before(n *message) int {
	return cmp.Or(cmp.Compare(m.file, n.file), cmp.Compare(m.record, n.record))
}

type attribute struct{ name, value string }

// placeholder is the text of a message whose content is no text, by its type as exports name it; "" for text.
func placeholder(messageType string) string {
	switch strings.ToLower(messageType) {
	case "image", "图片", "picture", "img", "3":
		return "[图片]"
	case "video", "视频", "43":
		return "[视频]"
	case "voice", "audio", "语音", "34":
		return "[语音]"
	case "file", "文件", "49":
		return "[文件]"
	case "order", "订单", "订单卡片":
		return "[订单]"
	case "goods", "商品", "商品卡片", "card", "卡片", "link", "链接":
		return "[卡片]"
	case "emoji", "emotion", "表情", "sticker", "47":
		return "[表情]"
	case "location", "位置", "48":
		return "[位置]"
	case "revoke", "recall", "撤回":
		return "[撤回]"
	default:
		return ""
	}
}

// parseChannel reads a channel as people write it; chats where nothing is said.
func parseChannel(word string) (Channel, bool) {
	switch strings.ToLower(word) {
	case "", "chat", "在线", "在线聊天", "聊天", "文字", "im", "message":
		return Chat, true
	case "call", "phone", "voice", "电话", "通话", "热线", "语音", "呼入", "呼出":
		return Call, true
	default:
		return Chat, false
	}
}

// parseDirection reads the direction of a call; "" where it is not known.
func parseDirection(word string) string {
	switch strings.ToLower(word) {
	case "inbound", "in", "呼入", "来电", "incoming", "normal", "3":
		return Inbound
	case "outbound", "out", "呼出", "外呼", "去电", "outgoing", "dialout", "1":
		return Outbound
	default:
		return ""
	}
}

// parseEnder reads who ended a call; "" where it is not known.
func parseEnder(word string) string {
	if strings.EqualFold(word, EndedByTransfer) || word == "转接" {
		return EndedByTransfer
	}
	role, _ := ParseRole(word)
	switch role {
	case RoleCustomer:
		return EndedByCustomer
	case RoleAgent:
		return EndedByAgent
	default:
		return ""
	}
}

// parseTime reads a time as exports write it; without a zone it is in the given one. Numbers are Unix times, in
// seconds, milliseconds or microseconds by their size.
func parseTime(word string, zone *time.Location) (time.Time, bool) {
	if len(word) > 10 && word[10] == 'T' {
		if t, err := parseRFC3339(word); err == nil {
			return t, true
		}
	}
	if t, ok := parseUnix(word); ok {
		return t.In(zone), true
	}
	for _, layout := range []string{
		"2006-1-2 15:04:05", "2006/1/2 15:04:05", "2006年1月2日 15:04:05", "2006-1-2T15:04:05", "2006-1-2 15:04", "2006/1/2 15:04",
		"2006年1月2日 15:04", "2006.1.2 15:04:05", "20060102150405", "20060102 15:04:05", "2006-1-2 15:04:05 -0700",
	} {
		if t, err := time.ParseInLocation(layout, word, zone); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// parseUnix reads seconds (ten digits, perhaps with a fraction), milliseconds (13) or microseconds (16) since 1970.
func parseUnix(word string) (time.Time, bool) {
	whole, part, _ := strings.Cut(word, ".")
	if len(whole) != 10 && part != "" || len(part) > 9 {
		return time.Time{}, false
	}
	n, ok := digitsOf(whole)
	if !ok {
		return time.Time{}, false
	}
	switch len(whole) {
	case 10:
		nanos, ok := digitsOf(part + strings.Repeat("0", 9-len(part)))
		return time.Unix(n, nanos), ok
	case 13:
		return time.UnixMilli(n), true
	case 16:
		return time.UnixMicro(n), true
	default:
		return time.Time{}, false
	}
}

func digitsOf(s string) (n int64, ok bool) {
	for _, ch := range []byte(s) {
		if ch < '0' || ch > '9' {
			return 0, false
		}
		n = n*10 + int64(ch-'0')
	}
	return n, len(s) > 0 && len(s) <= 18
}
