package cli

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"zhijian/audit/report"
	"zhijian/audit/score"
)

// scorecardFlags are the flags of scorecard as they were given.
type scorecardFlags struct {
	judgingFlags
	from    []string
	formats []string
	out     string
	by      string
}

func newScorecardCmd(a *app) *cobra.Command {
	f := &scorecardFlags{}
	cmd := &cobra.Command{
		Use:   "scorecard [AGENT…] --from PATH",
		Short: a.say("客服或团队的成绩单：分数、扣分原因、示例会话与推荐话术", "scorecards of agents or teams: scores, what cost points, dialogues to learn from"),
		Long: a.say(
			`质检 PATH 中的全部会话，给出 AGENT 的成绩单（--by team 时 AGENT 为团队；不写则人人都有，最差的在前）：
均分与星级，与团队、全体及上一次相比；合格率；一票否决、平台扣分与负激励；扣分原因；逐条规则；每日变化；
推荐话术；示例会话。其他人的会话计入对照的均分，但不出现在成绩单里。
文件名里的 {agent} 换成各 AGENT 的名字，一次给每人各写一份。`,
			`Audits all sessions in PATH and writes the scorecards of AGENT (a team with --by team; of everybody where none is
named, worst first): mean and stars against team, everybody and the last run; pass rate; fatal findings, platform points
and fines; what cost points; every rule; the days; better wording; dialogues to learn from. The sessions of others count
in the means that agents are set against, but do not appear. In a file name, {agent} stands for each AGENT, so that one
run writes a file of their own for all of them.`),
		Example: `  zhijian scorecard xiaomei --from logs/
  zhijian scorecard xiaomei --from logs/ --format html=xiaomei.html --previous last-week.jsonl
  zhijian scorecard xiaomei dawei --from logs/ --format 'html=pages/{agent}.html'
  zhijian scorecard --by team --from logs/ --format xlsx=teams.xlsx`,
	}
	f.add(cmd, a.language)
	flags := cmd.Flags()
	flags.StringSliceVar(&f.from, "from", nil, a.say("质检 `PATH` 中的会话，可重复", "audit the sessions in `PATH`; repeatable"))
	addOutputs(flags, &f.formats, &f.out, report.ScorecardKinds(), a.language)
	flags.StringVar(&f.by, "by", score.KeyAgent, a.say("成绩单属于谁，`KEY`：agent 或 team", "whose scorecards, `KEY`: agent or team"))
	// What zhijian.yaml says of these is meant for audit: other kinds, other groups, and files of its own.
	notSettings(flags, "format", "out", "by")
	suggest(cmd, "format", kindNames(report.ScorecardKinds())...)
	suggest(cmd, "by", score.KeyAgent, score.KeyTeam)
	codes := []int{exitDone, exitUsage, exitRejected, exitFailed, exitInterrupted}
	return a.command(cmd, anyNumber(), codes, func(cmd *cobra.Command, args []string) error {
		o, err := f.resolve(a, args)
		if err != nil {
			return err
		}
		return a.audit(cmd.Context(), o)
	})
}

// resolve checks the flags and loads what they name. A run of scorecard is one of audit that writes other reports.
func (f *scorecardFlags) resolve(a *app, agents []string) (*auditOptions, error) {
	agents = slices.Compact(slices.Sorted(slices.Values(agents))) // nobody twice
	o := &auditOptions{
		paths: f.from, corpus: f.corpus, reveal: f.reveal, by: score.By(f.by), quarantine: f.quarantine,
		agents: agents, newWriter: report.NewScorecard,
	}
	var errs []error
	if len(f.from) == 0 {
		errs = append(errs, usage(a.errorf("请用 --from PATH 指明会话所在的文件", "say with --from PATH where the sessions are")))
	}
	if !slices.Contains([]string{score.KeyAgent, score.KeyTeam}, f.by) {
		errs = append(errs, usage(a.errorf("--by %q: 成绩单只能按 agent 或 team", "--by %q: scorecards are by agent or team", f.by)))
	}
	var err error
	o.outputs, err = parseOutputs(f.formats, f.out, report.ScorecardKinds(), a.language)
	if err == nil {
		o.outputs, err = eachAgent(o.outputs, agents, a.language)
	}
	if err := errors.Join(append(errs, err, f.check(a, o))...); err != nil {
		return nil, err
	}
	return o, f.load(a, o)
}
