package transcripts

import "strings"

// tencentChatFormat is what Tencent Cloud's contact centre answers about a chat (DescribeChatMessages).
func tencentChatFormat() format {
	return jsonFormat("tencent-chat", "Tencent Cloud contact centre chat", convertTencentChat, about{
		fields: "Messages: Timestamp, From, Messages: Type, Content; with or without the Response around them",
		times:  "Timestamp in Unix seconds or milliseconds",
		roles:  "From names a user: " + rolesGuessed,
		limits: limitsDocument + "; one chat a document, named after its file, since the answer names none; what is no text shows as its kind, such as `[图片]`",
	}, []string{"Response.Messages[].Messages"}, []string{"Messages[].Messages", "Messages[].From"})
}

type tencentMessages []struct {
	Timestamp looseText
	From      looseText
	Messages  []struct {
		Type    string
		Content string
	}
}

func convertTencentChat(raw []byte, set *settings) ([]*dialogue, *problem) {
	var answer struct {
		Response struct{ Messages tencentMessages }
		Messages tencentMessages
	}
	if p := decodeInto(raw, &answer); p != nil {
		return nil, p
	}
	d := newDialogue(Chat)
	d.nicks = true
	for _, m := range append(answer.Response.Messages, answer.Messages...) {
		at, _ := parseTime(string(m.Timestamp), set.zone) // zero where there is none
		role, _ := speakerRole(string(m.From), set)       // unknown where nobody told
		for _, part := range m.Messages {
			d.say(utterance{role: role, speaker: string(m.From), text: tencentPart(part.Type, part.Content), at: at, startMS: NoOffset, endMS: NoOffset})
		}
		if len(m.Messages) == 0 {
			d.skip(SkipNoText)
		}
	}
	return []*dialogue{d}, nil
}

// tencentPart is the text of one part of a message, or the kind of what is no text.
func tencentPart(kind, content string) string {
	kind = strings.ToLower(kind)
	for _, k := range []struct{ word, mark string }{
		{"image", "[图片]"}, {"picture", "[图片]"}, {"video", "[视频]"}, {"sound", "[语音]"}, {"audio", "[语音]"}, {"file", "[文件]"}, {"face", "[表情]"},
	} {
		if strings.Contains(kind, k.word) {
			return k.mark
		}
	}
	return content
}
