package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"zhijian/audit"
	"zhijian/audit/accuracy"
	"zhijian/audit/redact"
	"zhijian/transcripts"
)

// evalFlags are the flags of eval as they were given.
type evalFlags struct {
	lexicon lexiconFlags
	corpus  corpusFlags
	rules   ruleFilter
	mask    maskFlags
	format  string
	errors  bool
	golden  string
	check   bool
	update  bool
	set     string
	jobs    int
}

func newEvalCmd(a *app) *cobra.Command {
	f := &evalFlags{}
	cmd := &cobra.Command{
		Use:   "eval LABELLED…",
		Short: a.say("对照标注会话计算每条规则的准确率与召回率", "measure precision and recall of every rule against labelled sessions"),
		Long: a.say(
			`对照标注会话（带 expect 字段的会话记录）计算准确率、召回率和 F1：逐规则、逐组、总计，会话级与话轮级。
规则与话轮都相同才算命中；会话级只看规则，每通会话记一次。疑似项不算预测，另行统计。`,
			`Measures precision, recall and F1 against labelled sessions (records with an expect field): for every rule, group
and all, by session and by turn. A finding is a hit where rule and turn are the same; by session the rule is enough
and counts once. Suspects are no predictions and are counted apart.`),
		Example: "  zhijian eval labelled/\n  zhijian eval --errors --rule language. labelled/*.jsonl\n  zhijian eval labelled/ --golden testdata/golden/accuracy.json --check",
	}
	flags := cmd.Flags()
	f.lexicon.add(flags, a.language)
	f.corpus.add(cmd, a.language)
	f.rules.add(flags, "rule", a.language)
	f.mask.add(flags, a.language)
	flags.StringVar(&f.format, "format", "table", a.say("输出 `table|json`", "output, `table|json`"))
	flags.BoolVar(&f.errors, "errors", false, a.say("在对话中标出每处漏报与误报", "show every miss and false alarm on its dialogue"))
	flags.StringVar(&f.golden, "golden", "", a.say("记录结果的 `FILE`", "the `FILE` that keeps the figures"))
	flags.BoolVar(&f.check, "check", false, a.say("与 --golden 比较，变差则退出码为 1", "compare with --golden; exit with 1 where something got worse"))
	flags.BoolVar(&f.update, "update", false, a.say("把结果写入 --golden", "write the figures to --golden"))
	flags.StringVar(&f.set, "set", "", a.say("标注集在 --golden 中的名称 `NAME`，默认取文件夹名", "the `NAME` of the labelled set in --golden; by default that of its folder"))
	flags.IntVar(&f.jobs, "jobs", 0, a.say("并行数 `N`，0 为处理器核数", "workers, `N`; 0 for one a core"))
	codes := []int{exitDone, exitThreshold, exitUsage, exitRejected, exitFailed, exitInterrupted}
	return a.command(cmd, oneOrMore(), codes, func(cmd *cobra.Command, args []string) error {
		o, err := f.resolve(a.language, args)
		if err != nil {
			return err
		}
		return a.eval(cmd.Context(), o)
	})
}

// evalOptions is what eval does, checked.
type evalOptions struct {
	paths   []string
	corpus  corpusFlags
	lexicon lexiconFlags
	rules   ruleFilter
	mask    *redact.Masker
	json    bool
	errors  bool
	golden  string
	check   bool
	update  bool
	set     string
	jobs    int
}

func (f *evalFlags) resolve(lang language, paths []string) (*evalOptions, error) {
	o := &evalOptions{
		paths: paths, corpus: f.corpus, lexicon: f.lexicon, rules: f.rules, json: f.format == "json", errors: f.errors,
		golden: f.golden, check: f.check, update: f.update, set: f.set, jobs: f.jobs,
	}
	masker, err := f.mask.masker(lang)
	if err := errors.Join(f.conflicts(lang), err); err != nil {
		return nil, err
	}
	o.mask = masker
	if o.set == "" && f.golden != "" {
		name, ok := setName(paths, &f.rules)
		if !ok {
			return nil, usage(lang.errorf("这些文件不在同一个文件夹，请用 --set NAME 命名", "these files share no folder; name the set with --set NAME"))
		}
		o.set = name
	}
	return o, nil
}

// conflicts is the error of flags that do not go together.
func (f *evalFlags) conflicts(lang language) error {
	switch {
	case f.format != "table" && f.format != "json":
		return usage(lang.errorf("--format %q 无效，可用 table 或 json", "--format %q: there are table and json", f.format))
	case f.check && f.update:
		return usage(lang.errorf("--check 与 --update 不能同时用", "--check and --update exclude each other"))
	case (f.check || f.update) && f.golden == "":
		return usage(lang.errorf("--check 和 --update 需要 --golden FILE", "--check and --update need --golden FILE"))
	case f.errors && f.format == "json":
		return usage(lang.errorf("--errors 只用于表格输出", "--errors goes with the table only"))
	}
	return nil
}

// labels are the labels of a session that are to be looked at; nil where it is not labelled.
func (o *evalOptions) labels(s *transcripts.Session) []transcripts.Expectation {
	if s.Expect == nil {
		return nil
	}
	kept := make([]transcripts.Expectation, 0, len(s.Expect))
	for _, e := range s.Expect {
		if o.rules.wants(e.Rule) {
			kept = append(kept, e)
		}
	}
	return kept
}

// observe measures one result, and returns where it differs from the labels.
func (o *evalOptions) observe(m *accuracy.Meter, r *audit.Result) []accuracy.Difference {
	s := *r.Session
	s.Expect = o.labels(&s)
	return m.Observe(&s, r)
}
