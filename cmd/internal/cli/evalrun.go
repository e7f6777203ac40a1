package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"slices"

	"zhijian/audit"
	"zhijian/audit/accuracy"
	"zhijian/audit/report"
	"zhijian/lexicon"
	"zhijian/transcripts"
)

// eval judges the labelled sessions, prints how findings and labels meet, and keeps or checks the record.
func (a *app) eval(ctx context.Context, o *evalOptions) error {
	set, err := o.lexicon.loadRules(a.language)
	if err != nil {
		return err
	}
	// What rules learn from the examples of all of them must not depend on which are asked for.
	if set, err = audit.Learned(set); err != nil {
		return err
	}
	set.Rules = slices.DeleteFunc(set.Rules, func(r *lexicon.Rule) bool { return !o.rules.wants(r.ID) })
	auditor, err := audit.Compile(set)
	if err != nil {
		return err
	}
	auditor.Mask(o.mask)
	corpus, err := o.corpus.open(ctx, a, o.paths, a.in)
	if err != nil {
		return err
	}
	meter := accuracy.NewMeter()
	out := bufio.NewWriter(a.out)
	rejected := 0
	err = judge(ctx, corpus, auditor, audit.Options{Jobs: o.jobs}, receiver{
		reject: func(r *transcripts.Reject) error {
			rejected++
			a.tell("%s", a.describeReject(r))
			return nil
		},
		result: func(r *audit.Result) error {
			differences := o.observe(meter, r)
			if !o.errors || len(differences) == 0 {
				return nil
			}
			return printDifferences(out, a.language, r, differences, o.mask.Mask)
		},
	})
	if err != nil {
		return err
	}
	measure := meter.Measure()
	if err := a.printMeasure(out, o, measure); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if measure.Sessions.Labelled == 0 {
		return usage(a.errorf("没有带标注（expect）的会话", "no session carries labels (expect)"))
	}
	switch {
	case rejected > 0:
		// Figures of a set that was read in part are neither kept nor compared.
		return a.rejection(rejected, "")
	case o.update:
		return keepGolden(o.golden, o.set, measure)
	case o.check:
		return a.checkGolden(o.golden, o.set, measure)
	}
	return nil
}

func (a *app) printMeasure(w io.Writer, o *evalOptions, m *accuracy.Measure) error {
	if o.json {
		e := json.NewEncoder(w)
		e.SetIndent("", " ")
		return e.Encode(m)
	}
	options := report.Options{Lang: string(a.language), Color: a.outIsTerminal}
	if a.outIsTerminal {
		options.Width = a.width
	}
	return report.Accuracy(w, m, options)
}
