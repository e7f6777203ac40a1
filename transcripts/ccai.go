package transcripts

import "time"

// ccaiFormats are conversations as Google's CCAI Insights takes them in.
func ccaiFormats() []format {
	return []format{jsonFormat("google-ccai", "Google CCAI conversation", convertCCAI, about{
		fields: "entries: text, role, user_id, start_timestamp_usec",
		times:  "microseconds: since 1970 in chats, from the start in calls",
		roles:  "role: AGENT, HUMAN_AGENT, CUSTOMER, END_USER, AUTOMATED_AGENT", limits: limitsDocument,
	}, []string{"entries[].start_timestamp_usec"}, []string{"entries[].role", "entries[].text"})}
}

// usecSinceEpoch is where microseconds must count from 1970: as an offset they would be three years.
const usecSinceEpoch = 1e14

func convertCCAI(raw []byte, set *settings) ([]*dialogue, *problem) {
	var result struct {
		Entries []struct {
			Text      string    `json:"text"`
			Role      string    `json:"role"`
			UserID    looseText `json:"user_id"`
			StartUsec looseInt  `json:"start_timestamp_usec"`
		} `json:"entries"`
	}
	if p := decodeInto(raw, &result); p != nil {
		return nil, p
	}
	d := newDialogue(Call)
	for _, e := range result.Entries {
		role, _ := speakerRole(e.Role, set) // unknown where it is not told
		u := utterance{role: role, speaker: string(e.UserID), text: e.Text, startMS: NoOffset, endMS: NoOffset}
		switch {
		case !e.StartUsec.given || e.StartUsec.value < 0:
		case e.StartUsec.value >= usecSinceEpoch:
			d.channel = Chat
			u.at = time.UnixMicro(e.StartUsec.value).In(set.zone)
		default:
			u.startMS = e.StartUsec.value / 1000
		}
		if role == RoleAgent {
			u.agent = string(e.UserID)
		}
		d.say(u)
	}
	return []*dialogue{d}, nil
}
