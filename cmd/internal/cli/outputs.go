package cli

import (
	"bufio"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"zhijian/audit/report"
)

// output is one form of report and where it goes.
type output struct {
	kind  report.Kind
	file  string // "" for standard output
	agent string // whom it tells of; "" for all of the run
}

func kindNames(kinds []report.Kind) []string {
	names := make([]string, 0, len(kinds))
	for _, kind := range kinds {
		names = append(names, string(kind))
	}
	return names
}

// addOutputs adds the flags that say what to write and where; the first of kinds is the default.
func addOutputs(flags *pflag.FlagSet, formats *[]string, out *string, kinds []report.Kind, lang language) {
	names := kindNames(kinds)
	flags.StringSliceVar(formats, "format", names[:1], lang.say(
		"输出形式 `KIND[=FILE]`，可重复；不写 FILE 则到标准输出。KIND："+strings.Join(names, " "),
		"form of output, `KIND[=FILE]`, repeatable; to standard output where no FILE is given. KIND: "+strings.Join(names, " ")))
	flags.StringVar(out, "out", "", lang.say("把没有写 FILE 的那种输出写到 `FILE`", "write the output that names no FILE to `FILE`"))
}

// parseOutputs reads the values of --format (KIND or KIND=FILE, KIND one of kinds); out is where the one without a file goes, "" for
// standard output. Two reports cannot share a place.
func parseOutputs(formats []string, out string, kinds []report.Kind, lang language) ([]output, error) {
	var outputs []output
	for _, format := range formats {
		kind, file, named := strings.Cut(format, "=")
		if !slices.Contains(kinds, report.Kind(kind)) {
			return nil, usage(lang.errorf("--format %q: 没有 %q 这种输出，可用：%s", "--format %q: there is no %q; there are: %s", format, kind, strings.Join(kindNames(kinds), " ")))
		}
		if named && file == "" {
			return nil, usage(lang.errorf("--format %q: = 后面缺文件名", "--format %q: the file name after = is missing", format))
		}
		if !named {
			file = out
		}
		if slices.ContainsFunc(outputs, func(o output) bool { return o.file == file }) {
			return nil, usage(lang.errorf("--format %q: 已有一种输出到%s，请写成 KIND=FILE", "--format %q: another one goes to %s already; use KIND=FILE",
				format, placeName(file, lang)))
		}
		outputs = append(outputs, output{kind: report.Kind(kind), file: file})
	}
	if out != "" && !slices.ContainsFunc(outputs, func(o output) bool { return o.file == out }) {
		return nil, usage(lang.errorf("--out %q 没有用上：每个 --format 都写了文件", "--out %q is of no use: every --format names a file", out))
	}
	return outputs, nil
}

func placeName(file string, lang language) string {
	if file == "" {
		return lang.say("标准输出", "standard output")
	}
	return " " + file
}

// reports are the open reports of a run. Files appear when committed, all of them or none.
type reports struct {
	writer report.Writer
	files  []*report.File
	stdout *bufio.Writer
}

// openReports starts every report. Files with unmasked personal data are made readable by their owner alone.
func openReports(outputs []output, stdout io.Writer, options report.Options, create newWriter) (*reports, error) {
	r := &reports{stdout: bufio.NewWriterSize(stdout, 1<<16)}
	writers := make([]report.Writer, 0, len(outputs))
	for _, o := range outputs {
		var w io.Writer = r.stdout
		opts := options
		if o.agent != "" {
			opts.Agents = []string{o.agent}
		}
		if o.file != "" {
			f, err := report.Create(o.file, options.Reveal)
			if err != nil {
				return nil, errors.Join(err, r.discard())
			}
			r.files = append(r.files, f)
			w = f
			opts.Color, opts.Width = false, 0
		}
		writer, err := create(o.kind, w, opts)
		if err != nil {
			return nil, errors.Join(usage(err), r.discard())
		}
		writers = append(writers, writer)
	}
	r.writer = report.Multi(writers...)
	return r, nil
}

// finish closes the reports with the summary of the run and puts the files in their places.
func (r *reports) finish(s *report.Summary) error {
	if err := errors.Join(r.writer.Close(s), r.stdout.Flush()); err != nil {
		return errors.Join(err, r.discard())
	}
	for _, f := range r.files {
		if err := f.Commit(); err != nil {
			return errors.Join(err, r.discard())
		}
	}
	return nil
}

// discard drops the files that were not committed.
func (r *reports) discard() error {
	var errs []error
	for _, f := range r.files {
		errs = append(errs, f.Discard())
	}
	return errors.Join(errs...)
}
