package cli

import (
	"context"
	"errors"
	"fmt"

	"zhijian/audit"
	"zhijian/audit/gate"
	"zhijian/audit/report"
	"zhijian/transcripts"
)

// audit judges the transcripts, writes the reports, and says by its error whether thresholds were passed or input was
// rejected.
func (a *app) audit(ctx context.Context, o *auditOptions) (err error) {
	stop, err := startProfile(o.profile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	auditor, err := audit.Compile(o.set)
	if err != nil {
		return err
	}
	auditor.Mask(o.masker)
	if o.reveal {
		auditor.Reveal()
	}
	if o.forget {
		auditor.Forget()
	}
	digests := newInputDigests()
	corpus, err := o.corpus.open(ctx, a, o.paths, digests.through(a.in))
	if err != nil {
		return err
	}
	reports, err := openReports(o.outputs, a.out, a.reportOptions(o), o.newWriter)
	if err != nil {
		return err
	}
	run := &auditRun{
		app: a, options: o, reports: reports,
		quarantine: transcripts.CreateQuarantine(o.quarantine),
		summary:    report.NewSummary("zhijian " + toolVersion()),
		gate:       gate.New(o.thresholds...),
		roster:     newRoster(o.by, o.agents),
		digests:    digests,
	}
	// Whatever ends the run early, nothing half-written stays behind.
	defer func() { err = errors.Join(err, reports.discard(), run.quarantine.Discard()) }()
	if err := run.judge(ctx, corpus, auditor); err != nil {
		return err
	}
	if err := run.close(corpus); err != nil {
		return err
	}
	return run.verdict()
}

// auditRun is one run of audit on its way.
type auditRun struct {
	*app
	options    *auditOptions
	reports    *reports
	quarantine *transcripts.Quarantine
	summary    *report.Summary
	gate       *gate.Gate
	roster     *roster
	digests    *inputDigests
}

func (r *auditRun) judge(ctx context.Context, corpus *transcripts.Corpus, auditor *audit.Auditor) error {
	collectOften()
	r.digests.start(ctx, corpus)
	progress := r.startProgress(corpus.Progress)
	defer progress.end()
	options := audit.Options{Jobs: r.options.jobs, Finish: func(result *audit.Result) {
		r.options.baseline.apply(result)
		r.options.card.Apply(result, r.options.rules)
		progress.session()
	}}
	return judge(ctx, corpus, auditor, options, receiver{result: r.result, reject: r.reject})
}

func (r *auditRun) result(result *audit.Result) error {
	keepLow()
	r.summary.Count(result)
	r.options.baseline.observe(result)
	r.gate.Observe(result)
	r.roster.note(result)
	return r.reports.writer.Result(result)
}

func (r *auditRun) reject(reject *transcripts.Reject) error {
	r.summary.Reject(audit.Source{File: reject.Source, Record: reject.Record}, r.rejectReason(reject))
	return r.quarantine.Write(reject)
}

// close writes the reports and the quarantine file.
func (r *auditRun) close(corpus *transcripts.Corpus) error {
	if err := r.roster.check(r.language); err != nil {
		return err
	}
	s := r.summary
	var err error
	if s.Digests.Inputs, err = r.digests.wait(corpus); err != nil {
		return err
	}
	for _, p := range corpus.Passed() {
		s.PassedOver = append(s.PassedOver, report.PassedOver{File: p.Name, Why: p.Reason})
	}
	records := corpus.Counts()
	s.Records = &records
	s.Digests.Lexicon = "sha256:" + r.options.set.Digest
	s.Digests.Scorecard = r.options.card.Digest()
	if err := r.quarantine.Close(); err != nil {
		return err
	}
	if err := r.reports.finish(s); err != nil {
		return err
	}
	return r.options.baseline.finish(r.app)
}

// verdict is the error that thresholds and rejected input lead to.
func (r *auditRun) verdict() error {
	var errs []error
	for _, b := range r.gate.Breaches() {
		errs = append(errs, &thresholdError{fmt.Sprintf(r.say("超出阈值 %s：实为 %v", "threshold %s passed: it is %v"), b.Expr, b.Value)})
	}
	errs = append(errs, r.rejection(r.quarantine.Count(), r.options.quarantine))
	return errors.Join(errs...)
}

func (a *app) reportOptions(o *auditOptions) report.Options {
	return report.Options{
		Lang: string(a.language), Width: a.width, Color: a.outIsTerminal, By: o.by, Sort: o.sort, Top: o.top,
		Compact: o.compact, Rules: o.rules, Card: o.card, Mask: o.masker.Mask, Reveal: o.reveal,
		Agents: o.agents, Previous: o.previous,
	}
}
