package cli

import (
	"fmt"

	"zhijian/transcripts"
)

// utterance is one turn of a dialogue on a line: its number, who speaks, when, and what is said, masked.
func (l language) utterance(number int, t *transcripts.Turn, mask func(string) string) string {
	return fmt.Sprintf("%4d %s%s %s", number, l.speaker(t.Role), clock(t), mask(t.Text))
}

func (l language) speaker(r transcripts.Role) string {
	switch r {
	case transcripts.RoleAgent:
		return l.say("服", "agent   ")
	case transcripts.RoleCustomer:
		return l.say("客", "customer")
	case transcripts.RoleRobot:
		return l.say("机", "robot   ")
	case transcripts.RoleSystem:
		return l.say("系", "system  ")
	case transcripts.RoleUnknown:
	}
	return l.say("？", "unknown ")
}

// clock tells when a turn was spoken: the time of day, or seconds from the start of a recording.
func clock(t *transcripts.Turn) string {
	switch {
	case !t.At.IsZero():
		return t.At.Format(" 15:04:05")
	case t.StartMS != transcripts.NoOffset && t.EndMS != transcripts.NoOffset:
		return fmt.Sprintf(" %.1f–%.1f", float64(t.StartMS)/1000, float64(t.EndMS)/1000)
	}
	return ""
}
