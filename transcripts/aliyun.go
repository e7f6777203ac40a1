package transcripts

import (
	"cmp"
	"slices"
)

// aliyunFormats are the results of Alibaba Cloud's speech services: Intelligent Speech Interaction (file transcription,
// by polling or by message), the private-number service (SecretAsrReport) and Model Studio (Paraformer).
func aliyunFormats() []format {
	return []format{
		jsonFormat("aliyun-filetrans", "Alibaba Cloud file transcription", convertAliyun, about{
			fields: "TaskId, Result.Sentences: Text, BeginTime, EndTime, ChannelId",
			times:  "milliseconds", roles: rolesByChannel, limits: limitsDocument,
		}, []string{"Result.Sentences"}, []string{"TaskId", "StatusText"}),
		jsonFormat("aliyun-asr", "Alibaba Cloud transcription message and SecretAsrReport", convertAliyun, about{
			fields: "callId or taskId, sentences: text, beginTime, endTime, channelId; numbers also as strings",
			times:  "milliseconds", roles: rolesByChannel, limits: limitsDocument,
		}, []string{"sentences[].beginTime", "sentences[].text"}, []string{"Sentences[].BeginTime", "Sentences[].Text"}),
		jsonFormat("aliyun-paraformer", "Alibaba Cloud Model Studio (Paraformer)", convertParaformer, about{
			fields: "transcripts: channel_id, sentences: text, begin_time, end_time, speaker_id",
			times:  "milliseconds", roles: rolesByChannel + "; by speaker_id within one channel", limits: limitsDocument,
		}, []string{"transcripts[].sentences"}),
	}
}

type aliyunResult struct {
	TaskID     string
	CallID     string
	StatusText string
	Sentences  []aliyunSentence
	Result     struct{ Sentences []aliyunSentence }
}

type aliyunSentence struct {
	Text      string
	BeginTime looseInt
	EndTime   looseInt
	ChannelID looseText
}

// convertAliyun reads both spellings: encoding/json matches names whatever their letter case.
func convertAliyun(raw []byte, _ *settings) ([]*dialogue, *problem) {
	var result aliyunResult
	if p := decodeInto(raw, &result); p != nil {
		return nil, p
	}
	sentences := slices.Concat(result.Result.Sentences, result.Sentences)
	if len(sentences) == 0 && result.StatusText != "" && result.StatusText != "SUCCESS" && result.StatusText != "SUCCESS_WITH_NO_VALID_FRAGMENT" {
		return nil, refuse(-1, CodeFailed, result.StatusText)
	}
	d := newDialogue(Call)
	d.id = cmp.Or(result.CallID, result.TaskID)
	for _, s := range sentences {
		d.say(utterance{speaker: string(s.ChannelID), text: s.Text, startMS: s.BeginTime.offset(), endMS: s.EndTime.offset()})
	}
	return []*dialogue{d}, nil
}

type paraformerResult struct {
	Transcripts []struct {
		ChannelID looseText `json:"channel_id"`
		Sentences []struct {
			Text      string    `json:"text"`
			BeginTime looseInt  `json:"begin_time"`
			EndTime   looseInt  `json:"end_time"`
			SpeakerID looseText `json:"speaker_id"`
		} `json:"sentences"`
	} `json:"transcripts"`
}

func convertParaformer(raw []byte, _ *settings) ([]*dialogue, *problem) {
	var result paraformerResult
	if p := decodeInto(raw, &result); p != nil {
		return nil, p
	}
	d := newDialogue(Call)
	for _, t := range result.Transcripts {
		for _, s := range t.Sentences {
			speaker := t.ChannelID
			if len(result.Transcripts) == 1 && s.SpeakerID != "" { // one track, told apart by voice
				speaker = s.SpeakerID
			}
			d.say(utterance{speaker: string(speaker), text: s.Text, startMS: s.BeginTime.offset(), endMS: s.EndTime.offset()})
		}
	}
	return []*dialogue{d}, nil
}
