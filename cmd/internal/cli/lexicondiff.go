package cli

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"zhijian/audit"
	"zhijian/audit/baseline"
	"zhijian/audit/shift"
	"zhijian/lexicon"
	"zhijian/lexicon/meaning"
	"zhijian/transcripts"
)

// lexiconDiffFlags are the flags of lexicon diff as they were given.
type lexiconDiffFlags struct {
	corpus    corpusFlags
	on        []string
	noBuiltin bool
	failOn    []string
	format    string
	scorecard string
	jobs      int
}

func newLexiconDiffCmd(a *app) *cobra.Command {
	f := &lexiconDiffFlags{}
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: a.say("比较两版词库：规则的含义，以及对会话的影响", "compare two lexicons: what rules mean, and what that does to sessions"),
		Long: a.say(
			`列出增加、删除和含义有变的规则；排版、顺序、注释不算变化。--on 给出会话时，同时质检两版：每条规则多出和少了的命中、
合格与否有变的会话、客服得分与名次的变动。OLD、NEW 可以是 builtin、文件或文件夹、git:版本[:路径]。`,
			`Lists rules that were added, removed or changed in meaning; layout, order and comments make no difference. With
--on, both audit the sessions: findings gained and lost by each rule, sessions that pass or fail otherwise, and how
scores and ranks of agents move. OLD and NEW are builtin, a file or folder, or git:REV[:PATH].`),
		Example: "  zhijian lexicon diff git:HEAD~1:our-rules our-rules/ --on transcripts/\n  zhijian lexicon diff builtin our-rules/ --on transcripts/ --format markdown --fail-on 'fatal+>0' --fail-on 'score>2'",
	}
	flags := cmd.Flags()
	f.corpus.add(cmd, a.language)
	flags.StringSliceVar(&f.on, "on", nil, a.say("在这些会话上比较 `PATH`，可重复", "compare on the sessions at `PATH`, repeatable"))
	flags.BoolVar(&f.noBuiltin, "no-builtin", false, a.say("两版之下都不垫内置词库", "leave out the built-in lexicon below both"))
	flags.StringSliceVar(&f.failOn, "fail-on", nil, a.say("变动超出时退出码为 1，`EXPR`：主语>数，主语有 ", "exit with 1 where the change goes past `EXPR`, SUBJECT>NUMBER with ")+shift.Subjects)
	flags.StringVar(&f.format, "format", "text", a.say("输出 `text|markdown`", "output, `text|markdown`"))
	flags.StringVar(&f.scorecard, "scorecard", "", a.say("评分卡 `FILE`，两版共用", "scorecard `FILE` for both"))
	flags.IntVar(&f.jobs, "jobs", 0, a.say("并行数 `N`，0 为处理器核数", "workers, `N`; 0 for one a core"))
	codes := []int{exitDone, exitThreshold, exitUsage, exitRejected, exitFailed, exitInterrupted}
	return a.command(cmd, exactly(2), codes, func(cmd *cobra.Command, args []string) error {
		thresholds, err := f.resolve(a)
		if err != nil {
			return err
		}
		return a.diffLexicons(cmd.Context(), f, thresholds, args[0], args[1])
	})
}

// resolve checks the flags.
func (f *lexiconDiffFlags) resolve(a *app) ([]*shift.Threshold, error) {
	var (
		errs       []error
		thresholds []*shift.Threshold
	)
	if f.format != "text" && f.format != "markdown" {
		errs = append(errs, usage(a.errorf("--format %q 无效，可用 text 或 markdown", "--format %q: there are text and markdown", f.format)))
	}
	if _, err := parseJobs(f.jobs, a.language); err != nil {
		errs = append(errs, err)
	}
	for _, expr := range f.failOn {
		t, err := shift.ParseThreshold(expr)
		if err != nil {
			errs = append(errs, usage(a.errorf("--fail-on %q 无效，应为 主语>数，主语有 %s", "--fail-on %q: want SUBJECT>NUMBER with %s", expr, shift.Subjects)))
			continue
		}
		thresholds = append(thresholds, t)
	}
	if len(f.failOn) > 0 && len(f.on) == 0 {
		errs = append(errs, usage(a.errorf("--fail-on 需要 --on PATH", "--fail-on needs --on PATH")))
	}
	return thresholds, errors.Join(errs...)
}

// diffLexicons compares the two sides, by their rules and on the sessions, and reports.
func (a *app) diffLexicons(ctx context.Context, f *lexiconDiffFlags, thresholds []*shift.Threshold, before, after string) error {
	older, err := a.side(ctx, before, f.noBuiltin)
	if err != nil {
		return err
	}
	newer, err := a.side(ctx, after, f.noBuiltin)
	if err != nil {
		return err
	}
	// Judging by a part of the newer rules needs what was learnt from the examples of all.
	if older, err = audit.Learned(older); err != nil {
		return err
	}
	if newer, err = audit.Learned(newer); err != nil {
		return err
	}
	relearnt, err := audit.LearntOtherwise(older, newer)
	if err != nil {
		return err
	}
	report := &diffReport{
		app: a, relearnt: relearnt, before: before, after: after, markdown: f.format == "markdown",
		changes: meaning.Compare(older, newer), allow: meaning.CompareAllowances(older, newer, time.Now()),
	}
	rejected := 0
	if len(f.on) > 0 {
		if report.shift, rejected, err = a.shiftOn(ctx, f, older, newer, report); err != nil {
			return err
		}
	}
	if err := report.write(); err != nil {
		return err
	}
	var errs []error
	for _, t := range thresholds {
		if value, passed := t.Passed(report.shift); passed {
			errs = append(errs, &thresholdError{fmt.Sprintf(a.say("超出阈值 %s：实为 %v", "threshold %s passed: it is %v"), t.Expr, value)})
		}
	}
	return errors.Join(append(errs, a.rejection(rejected, ""))...)
}

// shiftOn audits the sessions by both lexicons. Each session is decoded once: the worker that judged it by the older
// lexicon judges it at once by those rules of the newer one that changed; what the others find is known.
func (a *app) shiftOn(ctx context.Context, f *lexiconDiffFlags, older, newer *lexicon.Set, report *diffReport) (*shift.Shift, int, error) {
	card, err := loadCard(f.scorecard, nil, a.language)
	if err != nil {
		return nil, 0, err
	}
	first, err := audit.Compile(older)
	if err != nil {
		return nil, 0, err
	}
	changed := shift.Changed{}
	for i := range report.changes {
		changed[report.changes[i].Rule] = true
	}
	for _, id := range report.relearnt {
		changed[id] = true
	}
	second, err := audit.Compile(onlyRules(newer, changed))
	if err != nil {
		return nil, 0, err
	}
	corpus, err := f.corpus.open(ctx, a, f.on, a.in)
	if err != nil {
		return nil, 0, err
	}
	oldInfos, newInfos := ruleInfos(older), ruleInfos(newer)
	oldAllowed, newAllowed := baseline.Allowed(older, time.Now()), baseline.Allowed(newer, time.Now())
	out := shift.New(oldInfos, newInfos)
	var pairs sync.Map // of results by the newer lexicon, by those of the older one
	options := audit.Options{Jobs: f.jobs, Finish: func(r *audit.Result) {
		now := changed.Merge(r, second.Audit(r.Session)) // before anything is held back: what is may differ
		oldAllowed.Apply(r)
		card.Apply(r, oldInfos)
		newAllowed.Apply(now)
		card.Apply(now, newInfos)
		pairs.Store(r, now)
	}}
	rejected := 0
	err = judge(ctx, corpus, first, options, receiver{
		result: func(r *audit.Result) error {
			now, ok := pairs.LoadAndDelete(r)
			if !ok {
				return fmt.Errorf("session %q was not judged by the newer lexicon", r.SessionID)
			}
			out.Observe(r, now.(*audit.Result)) //nolint:forcetypeassert // nothing else is stored
			return nil
		},
		reject: func(reject *transcripts.Reject) error {
			rejected++
			a.tell("%s", a.describeReject(reject))
			return nil
		},
	})
	return out, rejected, err
}

// onlyRules is the set with the rules of the ids alone.
func onlyRules(set *lexicon.Set, ids map[string]bool) *lexicon.Set {
	out := *set
	out.Rules = nil
	for _, r := range set.Rules {
		if ids[r.ID] {
			out.Rules = append(out.Rules, r)
		}
	}
	return &out
}
