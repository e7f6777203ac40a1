package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"zhijian/audit"
	"zhijian/lexicon/check"
)

func newLexiconTestCmd(a *app) *cobra.Command {
	var (
		lexicons lexiconFlags
		filter   ruleFilter
	)
	cmd := &cobra.Command{
		Use:   "test",
		Short: a.say("运行规则旁的正例与反例", "run the examples that stand beside the rules"),
		Long: a.say("运行每条规则旁的例子：hit 下的都应命中，miss 下的都不应命中。不符的逐条列出，带文件、行、列。",
			"Runs the examples beside every rule: those under hit must hit, those under miss must not. Each that comes out\notherwise is listed with its file, line and column."),
		Example: "  zhijian lexicon test\n  zhijian lexicon test --lexicon our-rules/ --run our.",
	}
	lexicons.add(cmd.Flags(), a.language)
	filter.add(cmd.Flags(), "run", a.language)
	codes := []int{exitDone, exitThreshold, exitUsage, exitFailed}
	return a.command(cmd, exactly(0), codes, func(*cobra.Command, []string) error {
		set, err := lexicons.loadWhole(a.language)
		if err != nil {
			return err
		}
		auditor, err := audit.Compile(set)
		if err != nil {
			return err
		}
		return a.reportExamples(check.Examples(auditor, filter.wants))
	})
}

// reportExamples lists the examples that came out otherwise than they should; the error says how many there are.
func (a *app) reportExamples(outcomes []check.Outcome) error {
	failed, rules := 0, map[string]bool{}
	for i := range outcomes {
		o := &outcomes[i]
		rules[o.Rule.ID] = true
		if o.OK() {
			continue
		}
		failed++
		if _, err := fmt.Fprintln(a.out, a.describeOutcome(o)); err != nil {
			return err
		}
	}
	if len(outcomes) == 0 {
		return usage(a.errorf("没有可运行的例子", "there is no example to run"))
	}
	_, err := fmt.Fprintf(a.out, a.say("%d 条规则，%d 个例子，%d 个不符\n", "%d rules, %d examples, %d came out otherwise\n"), len(rules), len(outcomes), failed)
	if err != nil || failed == 0 {
		return err
	}
	return &thresholdError{a.say("有例子不符", "examples came out otherwise than they should")}
}

func (a *app) describeOutcome(o *check.Outcome) string {
	if a.language == english {
		return o.String()
	}
	verdict := "应不命中，却命中了"
	switch {
	case o.Problem != "":
		verdict = o.Problem
	case o.Want:
		verdict = "应命中，却没有命中"
	}
	return fmt.Sprintf("%s: %s: %s：%s", o.Example.Position, o.Rule.ID, verdict, strings.TrimSpace(o.Example.Source))
}
