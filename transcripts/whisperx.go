package transcripts

// whisperFormats are the results of WhisperX and of Whisper itself.
func whisperFormats() []format {
	return []format{jsonFormat("whisperx", "WhisperX", convertWhisper, about{
		fields: "segments: text, start, end, speaker",
		times:  "seconds", roles: "by speaker (SPEAKER_00 …): " + rolesGuessed, limits: limitsDocument,
	}, []string{"segments[].start", "segments[].text"})}
}

func convertWhisper(raw []byte, _ *settings) ([]*dialogue, *problem) {
	var result struct {
		Segments []struct {
			Text    string     `json:"text"`
			Start   looseFloat `json:"start"`
			End     looseFloat `json:"end"`
			Speaker looseText  `json:"speaker"`
		} `json:"segments"`
	}
	if p := decodeInto(raw, &result); p != nil {
		return nil, p
	}
	d := newDialogue(Call)
	for _, s := range result.Segments {
		d.say(utterance{speaker: string(s.Speaker), text: s.Text, startMS: s.Start.seconds(), endMS: s.End.seconds()})
	}
	return []*dialogue{d}, nil
}
