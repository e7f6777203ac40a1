package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"zhijian/audit/report"
	"zhijian/audit/score"
)

// auditFlags are the flags of audit as they were given.
type auditFlags struct {
	judgingFlags
	baseline baselineFlags
	formats  []string
	out      string
	failOn   []string
	by       string
	top      int
	sort     string
	compact  bool
	forget   bool
	profile  string
}

func newAuditCmd(a *app) *cobra.Command {
	f := &auditFlags{}
	cmd := &cobra.Command{
		Use:   "audit PATH…",
		Short: a.say("质检会话记录，输出每位客服的成绩", "audit transcripts and print a table of agents"),
		Long: a.say(
			`读取会话记录（文件、文件夹、通配符，- 为标准输入），逐通质检，按客服汇总，最差的排在最前。
读不了的记录写入隔离文件，其余照常质检。`,
			`Reads transcripts (files, folders, globs, - for standard input), judges every session and sums up by agent, worst
first. Records that cannot be read go to a quarantine file; the rest is audited.`),
		Example: `  zhijian audit transcripts/
  zhijian audit 'logs/**/*.jsonl.gz' --format table --format xlsx=report.xlsx
  zhijian audit night.jsonl --lexicon our-rules/ --fail-on fatal --fail-on 'score<60'
  zhijian audit transcripts/ --format jsonl | jq .score`,
	}
	f.judgingFlags.add(cmd, a.language)
	f.baseline.add(cmd.Flags(), a.language)
	f.addOwn(cmd.Flags(), a.language)
	suggest(cmd, "format", kindNames(report.Kinds())...)
	suggest(cmd, "by", score.KeyAgent, score.KeyTeam, score.KeyRule, score.KeyDay, score.KeyChannel)
	suggest(cmd, "sort", score.Sorts()...)
	codes := []int{exitDone, exitThreshold, exitUsage, exitRejected, exitFailed, exitInterrupted}
	return a.command(cmd, oneOrMore(), codes, func(cmd *cobra.Command, args []string) error {
		o, err := f.resolve(a, args)
		if err != nil {
			return err
		}
		return a.audit(cmd.Context(), o)
	})
}

func (f *auditFlags) addOwn(flags *pflag.FlagSet, lang language) {
	addOutputs(flags, &f.formats, &f.out, report.Kinds(), lang)
	flags.StringSliceVar(&f.failOn, "fail-on", nil, lang.say(
		"超出阈值时退出码为 1，`EXPR`：fatal、score<80、rule=ID、rule=ID>3、findings>10、suspects>5，可重复",
		"exit with 1 past a threshold, `EXPR`: fatal, score<80, rule=ID, rule=ID>3, findings>10, suspects>5; repeatable"))
	flags.StringVar(&f.by, "by", "agent", lang.say("主表按 `KEY` 汇总：agent、team、rule、shop、day、channel 或任一会话属性", "sum up by `KEY`: agent, team, rule, shop, day, channel or any attribute of sessions"))
	flags.IntVar(&f.top, "top", 0, lang.say("主表最多 `N` 行，0 为全部", "at most `N` rows in the main table, 0 for all"))
	flags.StringVar(&f.sort, "sort", "", lang.say(
		"主表的顺序 `ORDER`，默认 worst（最差的在前）："+strings.Join(score.Sorts(), " "),
		"order of the main table, `ORDER`, by default worst: "+strings.Join(score.Sorts(), " ")))
	flags.BoolVar(&f.compact, "compact", false, lang.say("只输出主表和总结", "the main table and the closing words only"))
	// For measuring: what an audit costs on texts that never come again.
	flags.BoolVar(&f.forget, "forget", false, lang.say("不记住相同的话，每句都重新判断；结果不变，只是更慢", "judge every text anew, even one that was judged before; slower, with the same results"))
	flags.StringVar(&f.profile, "cpu-profile", "", lang.say("把这次运行的 CPU 剖析写入 `FILE`", "write a CPU profile of the run to `FILE`"))
	for _, name := range []string{"forget", "cpu-profile"} {
		_ = flags.MarkHidden(name) // fails only for a flag that is not there
	}
}
