package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/google/renameio/v2"
	"github.com/spf13/pflag"

	"zhijian/audit"
	"zhijian/audit/baseline"
)

// baselineFlags say which findings were looked at before.
type baselineFlags struct {
	file    string
	update  bool
	reason  string
	author  string
	expires string
}

func (f *baselineFlags) add(flags *pflag.FlagSet, lang language) {
	flags.StringVar(&f.file, "baseline", "", lang.say("基线 `FILE`：其中的命中不再计分，只算新的", "baseline `FILE`: findings in it do not count, only new ones do"))
	flags.BoolVar(&f.update, "update-baseline", false, lang.say("把本次的命中写入 --baseline，删去不再出现的条目", "write the findings of this run to --baseline, and drop entries that met none"))
	flags.StringVar(&f.reason, "baseline-reason", "", lang.say("新条目的理由 `TEXT`", "reason of new entries, `TEXT`"))
	flags.StringVar(&f.author, "baseline-author", "", lang.say("新条目的作者 `NAME`", "author of new entries, `NAME`"))
	flags.StringVar(&f.expires, "baseline-expires", "", lang.say("新条目的到期日 `DAY`，如 2027-01-31", "last `DAY` of new entries, such as 2027-01-31"))
}

// baselineRun is a baseline in use, and the allow entries of the lexicon; its zero value holds nothing back.
type baselineRun struct {
	file    string
	loaded  *baseline.Baseline // nil where no file is named
	update  *baseline.Update   // nil where none is to be written
	allowed *baseline.Baseline // nil until the lexicon is loaded
}

// resolve reads the file. One that is to be updated need not be there yet.
func (f *baselineFlags) resolve(lang language) (baselineRun, error) {
	run := baselineRun{file: f.file}
	switch {
	case f.file == "" && f.update:
		return run, usage(lang.errorf("--update-baseline 需要 --baseline FILE", "--update-baseline needs --baseline FILE"))
	case !f.update && f.reason+f.author+f.expires != "":
		return run, usage(lang.errorf("--baseline-reason、--baseline-author、--baseline-expires 要与 --update-baseline 一起用", "--baseline-reason, --baseline-author and --baseline-expires go with --update-baseline"))
	case f.update && f.reason == "":
		return run, usage(lang.errorf("--update-baseline 需要 --baseline-reason：说明为何容忍这些命中", "--update-baseline needs --baseline-reason: say why the findings are put up with"))
	case f.file == "":
		return run, nil
	}
	if _, err := time.Parse(time.DateOnly, f.expires); err != nil && f.expires != "" {
		return run, usage(lang.errorf("--baseline-expires %q: 应为 2027-01-31 这样的日期", "--baseline-expires %q: want a day such as 2027-01-31", f.expires))
	}
	data, err := os.ReadFile(f.file)
	switch {
	case err == nil:
		if run.loaded, err = baseline.Load(f.file, data, time.Now()); err != nil {
			return run, usage(err)
		}
	case !f.update || !errors.Is(err, fs.ErrNotExist):
		return run, usage(lang.errorf("读不了基线: %w", "cannot read the baseline: %w", err))
	}
	if f.update {
		run.update = baseline.NewUpdate(run.loaded, f.reason, f.author, f.expires)
	}
	return run, nil
}

// apply holds back what the baseline knows or the lexicon allows; of what both name, the reason is that of the file, since
// it was given for this run. It comes before the scorecard, and may run on several goroutines.
func (b *baselineRun) apply(r *audit.Result) {
	for _, known := range []*baseline.Baseline{b.loaded, b.allowed} {
		if known != nil {
			known.Apply(r)
		}
	}
}

// observe gathers findings for the new file.
func (b *baselineRun) observe(r *audit.Result) {
	if b.update != nil {
		b.update.Observe(r)
	}
}

// finish tells of entries that are of no use any more, or writes the new file without them.
func (b *baselineRun) finish(a *app) error {
	if b.allowed != nil {
		a.tellAllowances(b.allowed)
	}
	if b.update != nil {
		var text bytes.Buffer
		if _, err := b.update.WriteTo(&text); err != nil {
			return err
		}
		if err := renameio.WriteFile(b.file, text.Bytes(), 0o644); err != nil {
			return fmt.Errorf("baseline %s: %w", b.file, err)
		}
		return nil
	}
	if b.loaded == nil {
		return nil
	}
	for _, e := range b.loaded.Expired() {
		a.tell(a.say("基线 %s：条目 %s（%s，%s）已于 %s 到期，不再生效", "baseline %s: entry %s (%s, %s) expired on %s and holds nothing back"), b.file, e.Fingerprint, e.Rule, e.Reason, e.Expires)
	}
	for _, e := range b.loaded.Unused() {
		a.tell(a.say("基线 %s：条目 %s（%s，%s）没有对上任何命中，可以删去", "baseline %s: entry %s (%s, %s) met no finding; drop it"), b.file, e.Fingerprint, e.Rule, e.Reason)
	}
	return nil
}

// tellAllowances tells of allow entries that are of no use any more, as finish does of a baseline's.
func (a *app) tellAllowances(allowed *baseline.Baseline) {
	for _, e := range allowed.Expired() {
		a.tell(a.say("%s: 放行条目 %s（%s，%s）已于 %s 到期，不再生效", "%s: allow entry %s (%s, %s) expired on %s and holds nothing back"), e.Position, e.Fingerprint, e.Rule, e.Reason, e.Expires)
	}
	for _, e := range allowed.Unused() {
		a.tell(a.say("%s: 放行条目 %s（%s，%s）没有对上任何命中，可以删去", "%s: allow entry %s (%s, %s) met no finding; drop it"), e.Position, e.Fingerprint, e.Rule, e.Reason)
	}
}
