package transcripts

import (
	"cmp"
	"regexp"
)

// funasrFormats are the results of FunASR: Paraformer writes text, SenseVoice sentence, with tags such as <|zh|>.
func funasrFormats() []format {
	return []format{jsonFormat("funasr", "FunASR (Paraformer, SenseVoice)", convertFunasr, about{
		fields: "key, sentence_info: text or sentence, start, end, spk; tags like <|zh|> are left out",
		times:  "milliseconds", roles: "by spk: " + rolesGuessed, limits: limitsDocument,
	}, []string{"sentence_info[].start"})}
}

func convertFunasr(raw []byte, _ *settings) ([]*dialogue, *problem) {
	var result struct {
		Key          string `json:"key"`
		SentenceInfo []struct {
			Text     string    `json:"text"`
			Sentence string    `json:"sentence"`
			Start    looseInt  `json:"start"`
			End      looseInt  `json:"end"`
			Spk      looseText `json:"spk"`
		} `json:"sentence_info"`
	}
	if p := decodeInto(raw, &result); p != nil {
		return nil, p
	}
	tag := regexp.MustCompile(`<\|[^|<>]*\|>`)
	d := newDialogue(Call)
	d.id = result.Key
	for _, s := range result.SentenceInfo {
		text := tag.ReplaceAllString(cmp.Or(s.Text, s.Sentence), "")
		d.say(utterance{speaker: string(s.Spk), text: text, startMS: s.Start.offset(), endMS: s.End.offset()})
	}
	return []*dialogue{d}, nil
}
