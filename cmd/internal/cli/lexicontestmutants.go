package cli

import (
	"fmt"
	"strings"

	"zhijian/lexicon"
	"zhijian/lexicon/check"
	"zhijian/lexicon/mutant"
)

// mutantTries is how many dialogues are made up for a change that no example notices.
const mutantTries = 300

// writeMutants changes the rules part by part and lists the changes that no example notices, each with a made-up
// sentence that would notice it, for the author to turn into an example.
func (t *lexiconTest) writeMutants(set *lexicon.Set, f *lexiconTestFlags) error {
	trials, err := check.Mutants(set, f.rules.wants, mutantTries)
	if err != nil {
		return err
	}
	var out strings.Builder
	killed, alike := 0, 0
	for i := range trials {
		trial := &trials[i]
		switch {
		case trial.Killed:
			killed++
			continue
		case trial.Witness == nil:
			alike++
		}
		out.WriteString(t.describeTrial(trial))
	}
	if len(trials) == 0 {
		_, err = fmt.Fprintln(t.out, t.say("没有可以改坏的地方", "there is nothing to change for the worse"))
		return err
	}
	differ := len(trials) - alike
	share := 100.0
	if differ > 0 {
		share = 100 * float64(killed) / float64(differ)
	}
	fmt.Fprintf(&out, t.say("改坏 %d 处：例子察觉 %d 处，未察觉 %d 处，%d 处找不出差别；察觉率 %.1f%%\n",
		"%d changes for the worse: examples notice %d, miss %d; %d seem to change nothing; noticed %.1f%%\n"),
		len(trials), killed, differ-killed, alike, share)
	_, err = fmt.Fprint(t.out, out.String())
	return err
}

// describeTrial tells of one change that no example notices, in two lines.
func (t *lexiconTest) describeTrial(trial *check.Trial) string {
	what := map[mutant.Kind]string{
		mutant.ClauseDropped: t.say("删去这一条", "without this clause"), mutant.PatternDropped: t.say("删去短语", "without the pattern"),
		mutant.DemandDropped: t.say("删去 with", "without the demand"), mutant.ExceptionDropped: t.say("删去例外", "without the exception"),
		mutant.GapWidened: t.say("放宽间隔", "with wider gaps"),
	}[trial.Kind]
	source := ""
	if trial.Pattern != nil {
		source = " " + trial.Pattern.Source
	} else if len(trial.Clause.Say) > 0 {
		source = " " + trial.Clause.Say[0].Source
	}
	return fmt.Sprintf(t.say("%s: %s: %s%s，没有例子察觉\n", "%s: %s: %s%s, no example notices\n"), trial.Position, trial.Original.ID, what, source) +
		t.suggestion(trial)
}

// suggestion is the line with what would notice the change, or with why nothing does.
func (t *lexiconTest) suggestion(trial *check.Trial) string {
	switch {
	case trial.Killed:
		return t.say("    例子已能察觉缺了它\n", "    examples notice when it is missing\n")
	case trial.Witness != nil:
		return fmt.Sprintf(t.say("    可补 %s 的 %s：%s\n", "    %s would, under %s: %s\n"), trial.Original.ID, trial.Want, trial.Witness.Source)
	}
	out := fmt.Sprintf(t.say("    试了 %d 句，都没有差别", "    %d dialogues made no difference"), trial.Tried)
	for _, other := range trial.Others[:min(3, len(trial.Others))] {
		out += fmt.Sprintf(t.say("；另有 %s %s", "; there is also %s %s"), other.Position, other.Source)
	}
	return out + "\n"
}
