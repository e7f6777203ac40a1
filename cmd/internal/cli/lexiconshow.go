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
		origins  bool
		format   string
	)
	cmd := &cobra.Command{
		Use:   "show",
		Short: a.say("列出生效的规则及其出处", "list the rules in force and where each comes from"),
		Long: a.say(
			`每行一条规则，以制表符分隔：编号、名称、类型、严重程度、扣分、是否一票否决、文件:行:列。
--origins 另列每条规则由哪一层的哪个文件定义、替换、扩充、停用或启用，以及每个短语、词语类、条件的出处；第 0 层最低。`,
			`One rule a line, parted by tabs: id, title, kind, severity, points deducted, whether it is fatal, file:line:column.
--origins lists for every rule which file of which layer defined, replaced, extended, disabled or enabled it, and where
each pattern, class and condition comes from; layer 0 is the lowest.`),
		Example: "  zhijian lexicon show --rule platform.\n  zhijian lexicon show --lexicon our-rules/ --origins --rule platform.invoice-refusal",
	}
	cmd.Flags().BoolVar(&literals, "literals", false, a.say("改为列出生效词库的全部字面词，每行一个", "list every literal in force instead, one a line"))
	cmd.Flags().BoolVar(&origins, "origins", false, a.say("列出每一部分的出处，以及何处替换、扩充、停用", "list where each part comes from, and what replaced, extended or disabled it"))
	cmd.Flags().StringVar(&format, "format", "text", a.say("--origins 的输出 `text|json`", "output of --origins, `text|json`"))
	suggest(cmd, "format", "text", "json")
	lexicons.add(cmd.Flags(), a.language)
	filter.add(cmd.Flags(), "rule", a.language)
	return a.command(cmd, exactly(0), []int{exitDone, exitUsage, exitFailed}, func(*cobra.Command, []string) error {
		if format != "text" && format != "json" || format == "json" && !origins {
			return usage(a.errorf("--format %q 无效，--origins 可用 text 或 json", "--format %q: --origins has text and json", format))
		}
		if origins && literals {
			return usage(a.errorf("--origins 与 --literals 不能同时用", "--origins and --literals exclude each other"))
		}
		set, err := lexicons.load(a.language)
		if err != nil {
			return err
		}
		if origins {
			return a.showOrigins(set, &filter, format == "json")
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
