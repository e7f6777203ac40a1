package transcripts

import (
	"cmp"
	"strings"
)

// awsFormats are Amazon Transcribe Call Analytics, Contact Lens for voice and for chat, and Connect's chat transcripts.
func awsFormats() []format {
	return []format{
		jsonFormat("aws-call-analytics", "Amazon Transcribe Call Analytics and Contact Lens (voice)", convertAWS, about{
			fields: "JobName or CustomerMetadata.ContactId, Participants, Transcript: Content, BeginOffsetMillis, EndOffsetMillis, ParticipantRole or ParticipantId",
			times:  "milliseconds", roles: "ParticipantRole, in Contact Lens by way of Participants", limits: limitsDocument,
		}, []string{"Transcript[].BeginOffsetMillis"}),
		jsonFormat("aws-connect-chat", "Amazon Connect chat and Contact Lens (chat)", convertAWS, about{
			fields: "ContactId, Participants, Transcript: Content, AbsoluteTime, Type, ContentType, DisplayName, ParticipantRole",
			times:  "AbsoluteTime, RFC 3339", roles: "ParticipantRole",
			limits: limitsDocument + "; events are skipped and counted; attachments become [文件]",
		}, []string{"Transcript[].AbsoluteTime"}),
	}
}

type awsResult struct {
	JobName          string
	ContactID        string `json:"ContactId"`
	CustomerMetadata struct {
		ContactID string `json:"ContactId"`
	}
	Participants []struct {
		ParticipantID   string `json:"ParticipantId"`
		ParticipantRole string
	}
	Transcript []awsItem
}

type awsItem struct {
	Content           string
	ContentType       string
	Type              string
	AbsoluteTime      string
	BeginOffsetMillis looseInt
	EndOffsetMillis   looseInt
	DisplayName       string
	ParticipantID     string `json:"ParticipantId"`
	ParticipantRole   string
	Attachments       []struct{ AttachmentName string }
}

func convertAWS(raw []byte, set *settings) ([]*dialogue, *problem) {
	var result awsResult
	if p := decodeInto(raw, &result); p != nil {
		return nil, p
	}
	roles := make(map[string]string)
	for _, p := range result.Participants {
		roles[p.ParticipantID] = p.ParticipantRole
	}
	d := newDialogue(Call)
	d.id = cmp.Or(result.CustomerMetadata.ContactID, result.ContactID, result.JobName)
	for i := range result.Transcript {
		item := &result.Transcript[i]
		if item.AbsoluteTime != "" {
			d.channel = Chat
		}
		if item.Type == "EVENT" {
			d.skip(SkipEvent)
			continue
		}
		label := cmp.Or(item.ParticipantRole, roles[item.ParticipantID])
		role, _ := speakerRole(label, set) // unknown where it is not told
		u := utterance{
			role: role, speaker: cmp.Or(item.DisplayName, item.ParticipantID, label), text: item.text(),
			startMS: item.BeginOffsetMillis.offset(), endMS: item.EndOffsetMillis.offset(),
		}
		if u.at, _ = parseTime(item.AbsoluteTime, set.zone); role == RoleAgent && d.channel == Chat {
			u.agent = cmp.Or(item.DisplayName, item.ParticipantID)
		}
		d.say(u)
	}
	return []*dialogue{d}, nil
}

func (i *awsItem) text() string {
	if i.Content == "" && len(i.Attachments) > 0 || strings.EqualFold(i.Type, "ATTACHMENT") {
		return "[文件]"
	}
	return i.Content
}
