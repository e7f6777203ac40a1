package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"zhijian/audit/score"
)

// auditFlags are the flags of audit as they were given.
type auditFlags struct {
	lexicon    lexiconFlags
	corpus     corpusFlags
	formats    []string
	out        string
	jobs       int
	failOn     []string
	reveal     bool
	by         string
	top        int
	sort       string
	compact    bool
	quarantine string
	scorecard  string
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
	f.add(cmd.Flags(), a)
	f.corpus.add(cmd, a.language)
	suggest(cmd, "format", kinds()...)
	suggest(cmd, "by", score.KeyAgent, score.KeyTeam, score.KeyRule, score.KeyDay, score.KeyChannel)
	codes := []int{exitDone, exitThreshold, exitUsage, exitRejected, exitFailed, exitInterrupted}
	return a.command(cmd, oneOrMore(), codes, func(cmd *cobra.Command, args []string) error {
		o, err := f.resolve(a, args)
		if err != nil {
			return err
		}
		return a.audit(cmd.Context(), o)
	})
}

func (f *auditFlags) add(flags *pflag.FlagSet, a *app) {
	f.lexicon.add(flags, a.language)
	flags.StringSliceVar(&f.formats, "format", []string{"table"}, a.say(
		"输出形式 `KIND[=FILE]`，可重复；不写 FILE 则到标准输出。KIND："+strings.Join(kinds(), " "),
		"form of output, `KIND[=FILE]`, repeatable; to standard output where no FILE is given. KIND: "+strings.Join(kinds(), " ")))
	flags.StringVar(&f.out, "out", "", a.say("把没有写 FILE 的那种输出写到 `FILE`", "write the output that names no FILE to `FILE`"))
	flags.IntVar(&f.jobs, "jobs", 0, a.say("并行数 `N`，0 为处理器核数；结果与它无关", "workers, `N`; 0 for one a core; results do not depend on it"))
	flags.StringSliceVar(&f.failOn, "fail-on", nil, a.say(
		"超出阈值时退出码为 1，`EXPR`：fatal、score<80、rule=ID、rule=ID>3、findings>10、suspects>5，可重复",
		"exit with 1 past a threshold, `EXPR`: fatal, score<80, rule=ID, rule=ID>3, findings>10, suspects>5; repeatable"))
	flags.BoolVar(&f.reveal, "reveal", false, a.say("不遮盖个人信息；只用于本机文件，文件仅本人可读", "do not mask personal data; for local files, which only their owner may read"))
	flags.StringVar(&f.by, "by", "agent", a.say("主表按 `KEY` 汇总：agent、team、rule、shop、day、channel 或任一会话属性", "sum up by `KEY`: agent, team, rule, shop, day, channel or any attribute of sessions"))
	flags.IntVar(&f.top, "top", 0, a.say("主表最多 `N` 行，0 为全部", "at most `N` rows in the main table, 0 for all"))
	flags.StringVar(&f.sort, "sort", "", a.say("主表按 `COLUMN` 排序，默认最差的在前", "sort the main table by `COLUMN`; by default worst first"))
	flags.BoolVar(&f.compact, "compact", false, a.say("只输出主表和总结", "the main table and the closing words only"))
	flags.StringVar(&f.quarantine, "quarantine", "zhijian-quarantine.jsonl", a.say("读不了的记录写入 `FILE`；没有则不建", "write records that cannot be read to `FILE`; there is none without such records"))
	flags.StringVar(&f.scorecard, "scorecard", "", a.say("评分卡 `FILE`，默认 100 分起扣、60 分合格", "scorecard `FILE`; by default 100 points, passed from 60"))
}
