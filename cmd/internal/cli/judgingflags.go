package cli

import (
	"errors"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"zhijian/audit/baseline"
	"zhijian/audit/report"
	"zhijian/audit/score"
	"zhijian/transcripts"
)

// judgingFlags are the flags of every command that judges transcripts and reports on them, as they were given.
type judgingFlags struct {
	lexicon    lexiconFlags
	corpus     corpusFlags
	scorecard  string
	jobs       int
	quarantine string
	previous   []string
	reveal     bool
	mask       maskFlags
}

func (f *judgingFlags) add(cmd *cobra.Command, lang language) {
	flags := cmd.Flags()
	f.lexicon.add(flags, lang)
	f.corpus.add(cmd, lang)
	flags.StringVar(&f.scorecard, "scorecard", "", lang.say("评分卡 `FILE`，默认 100 分起扣、60 分合格", "scorecard `FILE`; by default 100 points, passed from 60"))
	flags.IntVar(&f.jobs, "jobs", 0, lang.say("并行数 `N`，0 为处理器核数；结果与它无关", "workers, `N`; 0 for one a core; results do not depend on it"))
	flags.StringVar(&f.quarantine, "quarantine", transcripts.QuarantineName, lang.say("读不了的记录写入 `FILE`；没有则不建", "write records that cannot be read to `FILE`; there is none without such records"))
	flags.StringSliceVar(&f.previous, "previous", nil, lang.say("与上一次相比：那次的 json 或 jsonl 输出 `FILE`；可重复，其余的只用来延长每日走势", "compare with an earlier run: its output `FILE` of the kind json or jsonl; repeatable, further ones extend the trend by day"))
	f.mask.add(flags, lang)
	flags.BoolVar(&f.reveal, "reveal", false, lang.say("不遮盖个人信息；只用于本机文件，文件仅本人可读", "do not mask personal data; for local files, which only their owner may read"))
}

// check looks for mistakes in the flags that need no file to be read, and puts what it finds right into o.
func (f *judgingFlags) check(a *app, o *auditOptions) error {
	var errs []error
	var err error
	if o.jobs, err = parseJobs(f.jobs, a.language); err != nil {
		errs = append(errs, err)
	}
	if o.masker, err = f.mask.masker(a.language); err != nil {
		errs = append(errs, err)
	}
	if f.reveal && len(f.mask.kinds) > 0 {
		errs = append(errs, usage(a.errorf("--reveal 与 --mask 不能同时用", "--reveal and --mask exclude each other")))
	}
	if score.CheckSort(o.sort) != nil {
		errs = append(errs, usage(a.errorf("--sort %q: 没有这种顺序，可用：%s", "--sort %q: there is no such order; there are: %s",
			o.sort, strings.Join(score.Sorts(), " "))))
	}
	if f.reveal && slices.ContainsFunc(o.outputs, func(out output) bool { return out.file == "" }) {
		errs = append(errs, usage(a.errorf("--reveal 只能用于文件：请写 --out FILE 或 --format KIND=FILE", "--reveal is for files only: use --out FILE or --format KIND=FILE")))
	}
	if a.outIsTerminal && slices.Contains(o.outputs, output{kind: report.XLSX}) {
		errs = append(errs, usage(a.errorf("xlsx 不能显示在终端：请写 --format xlsx=FILE", "a terminal cannot show xlsx: use --format xlsx=FILE")))
	}
	return errors.Join(errs...)
}

// parseJobs reads the value of --jobs: how many sessions are judged at a time.
func parseJobs(jobs int, lang language) (int, error) {
	switch {
	case jobs < 0:
		return 0, usage(lang.errorf("--jobs %d: 不能为负", "--jobs %d: must not be negative", jobs))
	case jobs == 0:
		return runtime.GOMAXPROCS(0), nil
	}
	return jobs, nil
}

// load reads what the flags name into o. The scorecard comes after the lexicon, whose rules it names.
func (f *judgingFlags) load(a *app, o *auditOptions) error {
	var err error
	if o.set, err = f.lexicon.loadRules(a.language); err != nil {
		return err
	}
	o.rules = ruleInfos(o.set)
	o.baseline.allowed = baseline.Allowed(o.set, time.Now())
	if o.card, err = loadCard(f.scorecard, o.rules, a.language); err != nil {
		return err
	}
	o.previous, err = loadPrevious(f.previous, o.rules, a.language)
	return err
}

// loadCard reads the scorecard; the default one where no file is named.
func loadCard(file string, rules map[string]score.RuleInfo, lang language) (*score.Card, error) {
	if file == "" {
		return score.Default(), nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, usage(lang.errorf("读不了评分卡: %w", "cannot read the scorecard: %w", err))
	}
	card, err := score.Load(file, data, rules)
	if err != nil {
		return nil, usage(lang.faults(err))
	}
	return card, nil
}

// loadPrevious reads the reports of earlier runs, the first of which is compared with; nil where no file is named.
func loadPrevious(files []string, rules map[string]score.RuleInfo, lang language) (*report.Period, error) {
	var first *report.Period
	for _, file := range files {
		period, err := readPrevious(file, rules, lang)
		switch {
		case err != nil:
			return nil, err
		case first == nil:
			first = period
		default:
			first.More = append(first.More, period)
		}
	}
	return first, nil
}

func readPrevious(file string, rules map[string]score.RuleInfo, lang language) (period *report.Period, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, usage(lang.errorf("读不了上一次的结果: %w", "cannot read the earlier run: %w", err))
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if period, err = report.ReadPeriod(file, f, rules); err != nil {
		return nil, usage(lang.errorf("--previous: 不能与它比较: %w", "--previous: cannot compare with it: %w", err))
	}
	return period, nil
}
