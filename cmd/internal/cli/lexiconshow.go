package cli

import (
	"bufio"
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"zhijian/lexicon"
)

// showFlags are the flags of lexicon show as they were given.
type showFlags struct {
	lexicons lexiconFlags
	filter   ruleFilter
	literals bool
	origins  bool
	allow    bool
	format   string
}

func newLexiconShowCmd(a *app) *cobra.Command {
	f := &showFlags{}
	cmd := &cobra.Command{
		Use:   "show",
		Short: a.say("列出生效的规则及其出处", "list the rules in force and where each comes from"),
		Long: a.say(
			`每行一条规则，以制表符分隔：编号、名称、类型、严重程度、扣分、是否一票否决、文件:行:列。
--origins 另列每条规则由哪一层的哪个文件定义、替换、扩充、停用或启用，以及每个短语、词语类、条件的出处；第 0 层最低。
--allow 改为列出放行条目，每行一条：指纹、规则编号、到期日、是否生效、作者、理由、文件:行:列。`,
			`One rule a line, parted by tabs: id, title, kind, severity, points deducted, whether it is fatal, file:line:column.
--origins lists for every rule which file of which layer defined, replaced, extended, disabled or enabled it, and where
each pattern, class and condition comes from; layer 0 is the lowest. --allow lists the allow entries instead, one a
line: fingerprint, rule, last day, whether it holds, author, reason, file:line:column.`),
		Example: "  zhijian lexicon show --rule platform.\n  zhijian lexicon show --lexicon our-rules/ --origins --rule platform.invoice-refusal\n  zhijian lexicon show --lexicon our-rules/ --allow",
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.literals, "literals", false, a.say("改为列出生效词库的全部字面词，每行一个", "list every literal in force instead, one a line"))
	flags.BoolVar(&f.origins, "origins", false, a.say("列出每一部分的出处，以及何处替换、扩充、停用", "list where each part comes from, and what replaced, extended or disabled it"))
	flags.BoolVar(&f.allow, "allow", false, a.say("改为列出放行条目（allow），每行一条", "list the allow entries instead, one a line"))
	flags.StringVar(&f.format, "format", "text", a.say("--origins 的输出 `text|json`", "output of --origins, `text|json`"))
	suggest(cmd, "format", "text", "json")
	f.lexicons.add(flags, a.language)
	f.filter.add(flags, "rule", a.language)
	return a.command(cmd, exactly(0), []int{exitDone, exitUsage, exitFailed}, func(*cobra.Command, []string) error {
		return a.showLexicon(f)
	})
}

func (a *app) showLexicon(f *showFlags) error {
	if f.format != "text" && f.format != "json" || f.format == "json" && !f.origins {
		return usage(a.errorf("--format %q 无效，--origins 可用 text 或 json", "--format %q: --origins has text and json", f.format))
	}
	if f.origins && f.literals || f.allow && (f.origins || f.literals) {
		return usage(a.errorf("--origins、--literals、--allow 不能同时用", "--origins, --literals and --allow exclude one another"))
	}
	set, err := f.lexicons.load(a.language)
	if err != nil {
		return err
	}
	var lines []string
	switch {
	case f.origins:
		return a.showOrigins(set, &f.filter, f.format == "json")
	case f.literals:
		lines = set.Literals()
	case f.allow:
		lines = a.describeAllowances(set, &f.filter)
	default:
		for _, r := range set.Rules {
			if f.filter.wants(r.ID) {
				lines = append(lines, a.describeRule(r))
			}
		}
	}
	out := bufio.NewWriter(a.out)
	for _, line := range lines {
		_, _ = fmt.Fprintln(out, line)
	}
	return out.Flush() // holds the first error of all the writes
}

func (a *app) describeRule(r *lexicon.Rule) string {
	fatal := "-"
	if r.Fatal {
		fatal = a.say("一票否决", "fatal")
	}
	return strings.Join([]string{r.ID, r.Title, string(r.Kind), r.Severity, fmt.Sprint(r.Deduct), fatal, r.Position.String()}, "\t")
}

// describeAllowances lists the allow entries of the rules that are asked for, in the order of layers, files and lines.
func (a *app) describeAllowances(set *lexicon.Set, filter *ruleFilter) []string {
	var lines []string
	today := time.Now()
	for _, e := range set.Allowances() {
		if !filter.wants(e.Rule) {
			continue
		}
		state := a.say("生效", "in force")
		if e.Expired(today) {
			state = a.say("已到期", "expired")
		}
		cells := []string{e.Fingerprint, e.Rule, cmp.Or(e.Until(), "-"), state, cmp.Or(e.Author, "-"), e.Reason, e.Position.String()}
		for i := range cells {
			cells[i] = strings.Join(strings.Fields(cells[i]), " ")
		}
		lines = append(lines, strings.Join(cells, "\t"))
	}
	return lines
}
