package transcripts

import (
	"encoding/json"
	"slices"
	"strings"
)

// wecomFormats are archives of 企业微信 (WeCom), decrypted.
func wecomFormats() []format {
	return []format{{
		name:  "wecom-archive",
		title: "WeCom message archive, decrypted JSON Lines",
		detect: func(s *sample) string {
			if s.has("msgid", "msgtype", "msgtime") {
				return "it has the keys msgid, msgtype and msgtime"
			}
			return ""
		},
		read: readMessageDocuments(convertWecom),
		about: about{
			fields: "msgid, action, from, tolist, roomid, msgtime, msgtype, and the object named like the msgtype",
			times:  "msgtime: Unix milliseconds, or seconds",
			roles:  "by id: wm… and wo… are customers, wb… robots, all others staff",
			limits: limitsDocument + "; no session ids: rooms and pairs are parted at idle gaps; switching devices is skipped",
		},
	}}
}

type wecomMessage struct {
	Action  string    `json:"action"`
	From    string    `json:"from"`
	ToList  []string  `json:"tolist"`
	RoomID  string    `json:"roomid"`
	MsgTime looseText `json:"msgtime"`
	MsgType string    `json:"msgtype"`
}

func convertWecom(raw []byte, set *settings) (m *message, skip string, p *problem) {
	var w wecomMessage
	if p := decodeInto(raw, &w); p != nil {
		return nil, "", p
	}
	if w.Action == "switch" {
		return nil, SkipEvent, nil
	}
	if w.From == "" {
		return nil, "", refuse(-1, CodeMissing, "from")
	}
	m = &message{sender: w.From, role: wecomRole(w.From), channel: Chat, startMS: NoOffset, endMS: NoOffset, call: CallInfo{RingSeconds: unknownRing}}
	if role, ok := set.roles.of(w.From); ok {
		m.role = role
	}
	at, ok := parseTime(string(w.MsgTime), set.zone)
	if !ok {
		return nil, "", refuse(-1, CodeTime, "msgtime", `"`+string(w.MsgTime)+`"`, "1603877680795")
	}
	m.at = at
	m.text = wecomText(raw, w.MsgType)
	if w.Action == "recall" {
		m.text = "[撤回]"
	}
	w.people(m)
	return m, "", nil
}

// people finds out who talks with whom.
func (w *wecomMessage) people(m *message) {
	all := append([]string{w.From}, w.ToList...)
	slices.Sort(all[1:])
	for _, id := range all {
		switch wecomRole(id) {
		case RoleCustomer:
			if m.customer == "" {
				m.customer = id
			}
		case RoleAgent:
			if m.agent.ID == "" {
				m.agent.ID = id
			}
		}
	}
	if m.thread = w.RoomID; m.thread == "" {
		slices.Sort(all)
		m.thread = strings.Join(all, "\x1f")
	}
}

func wecomRole(id string) Role {
	switch {
	case strings.HasPrefix(id, "wm"), strings.HasPrefix(id, "wo"):
		return RoleCustomer
	case strings.HasPrefix(id, "wb"):
		return RoleRobot
	default:
		return RoleAgent
	}
}

// wecomText is what was said: the text of text-like messages, a placeholder for the others.
func wecomText(raw []byte, kind string) string {
	switch kind {
	case "text", "markdown":
		var body map[string]json.RawMessage
		var content struct {
			Content string `json:"content"`
		}
		// The document was read before; an object of another form leaves the text empty, which is counted.
		_ = json.Unmarshal(raw, &body)
		_ = json.Unmarshal(body[kind], &content)
		return content.Content
	case "link", "weapp", "card", "news":
		return "[卡片]"
	case "redpacket", "external_redpacket":
		return "[红包]"
	case "meeting", "calendar", "todo", "vote", "collect", "docmsg":
		return "[日程]"
	}
	if text := placeholder(kind); text != "" {
		return text
	}
	return "[" + kind + "]"
}
