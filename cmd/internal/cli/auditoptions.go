package cli

import (
	"errors"
	"io"

	"zhijian/audit/gate"
	"zhijian/audit/redact"
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
	masker     *redact.Masker
	forget     bool
	profile    string // file of a CPU profile; "" for none
	by         score.Key
	top        int
	sort       string
	compact    bool
	quarantine string
	agents     []string       // whom scorecards are for; empty for everybody
	previous   *report.Period // nil for none
	newWriter  newWriter
	baseline   baselineRun
}

// newWriter makes the writer of one report.
type newWriter func(report.Kind, io.Writer, report.Options) (report.Writer, error)

// resolve checks the flags and loads what they name. Every mistake in the flags is reported, not only the first.
func (f *auditFlags) resolve(a *app, paths []string) (*auditOptions, error) {
	o := &auditOptions{
		paths: paths, corpus: f.corpus, reveal: f.reveal, forget: f.forget, profile: f.profile, by: score.By(f.by), top: f.top, sort: f.sort,
		compact: f.compact, quarantine: f.quarantine, newWriter: report.New,
	}
	var errs [5]error
	o.outputs, errs[0] = parseOutputs(f.formats, f.out, report.Kinds(), a.language)
	o.thresholds, errs[1] = parseThresholds(f.failOn, a.language)
	errs[2] = f.check(a, o)
	if f.top < 0 {
		errs[3] = usage(a.errorf("--top %d: 不能为负", "--top %d: must not be negative", f.top))
	}
	o.baseline, errs[4] = f.baseline.resolve(a.language)
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	if err := f.load(a, o); err != nil {
		return nil, err
	}
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
