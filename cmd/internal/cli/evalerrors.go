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
		fmt.Fprintln(&b, lang.utterance(i, &r.Session.Turns[i], mask))
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
