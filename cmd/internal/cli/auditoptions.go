package cli

import (
	"errors"
	"os"
	"runtime"
	"slices"

	"zhijian/audit/gate"
	"zhijian/audit/report"
	"zhijian/audit/score"
	"zhijian/lexicon"
)

// auditOptions is what audit does, checked.
type auditOptions struct {
	set        *lexicon.Set
	rules      map[string]score.RuleInfo
	card       *score.Card
	corpus     corpusFlags
	paths      []string
	outputs    []output
	thresholds []*gate.Threshold
	jobs       int
	reveal     bool
	by         score.Key
	top        int
	sort       string
	compact    bool
	quarantine string
}

// resolve checks the flags and loads what they name. Every mistake in the flags is reported, not only the first.
func (f *auditFlags) resolve(a *app, paths []string) (*auditOptions, error) {
	o := &auditOptions{
		paths: paths, corpus: f.corpus, reveal: f.reveal, by: score.By(f.by), top: f.top, sort: f.sort,
		compact: f.compact, quarantine: f.quarantine,
	}
	var errs [6]error
	o.outputs, errs[0] = parseOutputs(f.formats, f.out, a.language)
	o.thresholds, errs[1] = parseThresholds(f.failOn, a.language)
	o.jobs, errs[2] = parseJobs(f.jobs, a.language)
	if f.top < 0 {
		errs[3] = usage(a.errorf("--top %d: 不能为负", "--top %d: must not be negative", f.top))
	}
	if f.reveal && slices.ContainsFunc(o.outputs, func(out output) bool { return out.file == "" }) {
		errs[4] = usage(a.errorf("--reveal 只能用于文件：请写 --out FILE 或 --format KIND=FILE", "--reveal is for files only: use --out FILE or --format KIND=FILE"))
	}
	if a.outIsTerminal && slices.Contains(o.outputs, output{kind: report.XLSX}) {
		errs[5] = usage(a.errorf("xlsx 不能显示在终端：请写 --format xlsx=FILE", "a terminal cannot show xlsx: use --format xlsx=FILE"))
	}
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	var err error
	if o.card, err = loadCard(f.scorecard, a.language); err != nil {
		return nil, err
	}
	if o.set, err = f.lexicon.loadRules(a.language); err != nil {
		return nil, err
	}
	o.rules = ruleInfos(o.set)
	return o, o.checkThresholds(a.language)
}

// checkThresholds refuses thresholds on rules that are not in force: they could never be passed.
func (o *auditOptions) checkThresholds(lang language) error {
	var errs []error
	for _, t := range o.thresholds {
		if _, ok := o.rules[t.Rule()]; t.Rule() != "" && !ok {
			errs = append(errs, usage(lang.errorf("--fail-on: 词库里没有规则 %q，可用 zhijian lexicon show 查看", "--fail-on: the lexicon has no rule %q; see zhijian lexicon show", t.Rule())))
		}
	}
	return errors.Join(errs...)
}

func parseJobs(jobs int, lang language) (int, error) {
	switch {
	case jobs < 0:
		return 0, usage(lang.errorf("--jobs %d: 不能为负", "--jobs %d: must not be negative", jobs))
	case jobs == 0:
		return runtime.GOMAXPROCS(0), nil
	}
	return jobs, nil
}

func parseThresholds(exprs []string, lang language) ([]*gate.Threshold, error) {
	var (
		thresholds []*gate.Threshold
		errs       []error
	)
	for _, expr := range exprs {
		t, err := gate.Parse(expr)
		if err != nil {
			errs = append(errs, usage(lang.describeThresholdError(err)))
			continue
		}
		thresholds = append(thresholds, t)
	}
	return thresholds, errors.Join(errs...)
}

func (l language) describeThresholdError(err error) error {
	var syntax *gate.SyntaxError
	if !errors.As(err, &syntax) {
		return err
	}
	why := map[gate.Reason]string{
		gate.UnknownSubject:  l.say("应为 fatal、score、findings、suspects 或 rule=ID", "want fatal, score, findings, suspects or rule=ID"),
		gate.MissingRule:     l.say("rule 后面应为 =规则编号", "want =ID after rule"),
		gate.MissingOperator: l.say("应为 <、<=、>、>= 或 =", "want <, <=, >, >= or ="),
		gate.MissingNumber:   l.say("缺少数字", "a number is missing"),
		gate.BadNumber:       l.say("应为不小于 0 的数字", "want a number of 0 or more"),
	}[syntax.Reason]
	if syntax.Near == "" {
		return l.errorf("--fail-on %q: 第 %d 个字符处：%s", "--fail-on %q: character %d: %s", syntax.Expr, syntax.Column, why)
	}
	return l.errorf("--fail-on %q: 第 %d 个字符 %q 处：%s", "--fail-on %q: character %d, at %q: %s", syntax.Expr, syntax.Column, syntax.Near, why)
}

// loadCard reads the scorecard; the default one where no file is named.
func loadCard(file string, lang language) (*score.Card, error) {
	if file == "" {
		return score.Default(), nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, usage(lang.errorf("读不了评分卡: %w", "cannot read the scorecard: %w", err))
	}
	card, err := score.Load(file, data)
	if err != nil {
		return nil, usage(err)
	}
	return card, nil
}
