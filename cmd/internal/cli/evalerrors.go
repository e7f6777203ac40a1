package cli

import (
	"fmt"
	"io"
	"strings"

	"zhijian/audit"
	"zhijian/audit/accuracy"
	"zhijian/transcripts"
)

// printDifferences shows the dialogue of one session with its misses and false alarms marked where they are.
func printDifferences(w io.Writer, lang language, r *audit.Result, differences []accuracy.Difference, mask func(string) string) error {
	byTurn := map[int][]string{}
	for _, d := range differences {
		byTurn[d.Turn] = append(byTurn[d.Turn], lang.describeDifference(d))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "── %s %s:%d %s\n", r.SessionID, r.Source.File, r.Source.Record, r.Channel)
	for i := range r.Session.Turns {
		t := &r.Session.Turns[i]
		fmt.Fprintf(&b, "%4d %s%s %s\n", i, lang.speaker(t.Role), clock(t), mask(t.Text))
		for _, line := range byTurn[i] {
			fmt.Fprintf(&b, "     └─ %s\n", line)
		}
	}
	for _, line := range byTurn[transcripts.NoTurn] {
		fmt.Fprintf(&b, "  └─ %s\n", line)
	}
	_, err := fmt.Fprintln(w, b.String())
	return err
}

func (l language) describeDifference(d accuracy.Difference) string {
	text := map[accuracy.Kind]string{
		accuracy.Miss:       l.say("漏报", "missed"),
		accuracy.HintedMiss: l.say("漏报（有疑似提示）", "missed (a suspect hints at it)"),
		accuracy.FalseAlarm: l.say("误报", "false alarm"),
	}[d.Kind] + " " + d.Rule
	if d.Finding == nil {
		return text
	}
	for _, e := range d.Finding.Evidence {
		text += fmt.Sprintf(l.say(" 「%s」@%d", " '%s'@%d"), e.Text, e.Turn)
	}
	if d.Finding.Value != nil {
		text += fmt.Sprintf(" = %v", *d.Finding.Value)
	}
	return text
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
