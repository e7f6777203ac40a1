package cli

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"zhijian/lexicon"
)

func newLexiconShowCmd(a *app) *cobra.Command {
	var (
		lexicons lexiconFlags
		filter   ruleFilter
		literals bool
	)
	cmd := &cobra.Command{
		Use:   "show",
		Short: a.say("列出生效的规则及其出处", "list the rules in force and where each comes from"),
		Long: a.say("每行一条规则，以制表符分隔：编号、名称、类型、严重程度、扣分、是否一票否决、文件:行:列。",
			"One rule a line, parted by tabs: id, title, kind, severity, points deducted, whether it is fatal, file:line:column."),
	}
	cmd.Flags().BoolVar(&literals, "literals", false, a.say("改为列出生效词库的全部字面词，每行一个", "list every literal in force instead, one a line"))
	lexicons.add(cmd.Flags(), a.language)
	filter.add(cmd.Flags(), "rule", a.language)
	return a.command(cmd, exactly(0), []int{exitDone, exitUsage, exitFailed}, func(*cobra.Command, []string) error {
		set, err := lexicons.load(a.language)
		if err != nil {
			return err
		}
		out := bufio.NewWriter(a.out)
		if literals {
			for _, literal := range set.Literals() {
				if _, err := fmt.Fprintln(out, literal); err != nil {
					return err
				}
			}
			return out.Flush()
		}
		for _, r := range set.Rules {
			if !filter.wants(r.ID) {
				continue
			}
			if _, err := fmt.Fprintln(out, a.describeRule(r)); err != nil {
				return err
			}
		}
		return out.Flush()
	})
}

func (a *app) describeRule(r *lexicon.Rule) string {
	fatal := "-"
	if r.Fatal {
		fatal = a.say("一票否决", "fatal")
	}
	return strings.Join([]string{r.ID, r.Title, string(r.Kind), r.Severity, fmt.Sprint(r.Deduct), fatal, r.Position.String()}, "\t")
}
