package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/renameio/v2"
	"github.com/spf13/cobra"

	"zhijian/audit"
	"zhijian/audit/baseline"
	"zhijian/lexicon"
	"zhijian/lexicon/annotate"
	"zhijian/lexicon/lint"
)

// lintFlags are the flags of lexicon lint as they were given.
type lintFlags struct {
	noBuiltin bool
	strict    bool
	fix       bool
	format    string
	baseline  string
}

func newLexiconLintCmd(a *app) *cobra.Command {
	f := &lintFlags{}
	cmd := &cobra.Command{
		Use:   "lint [PATH…]",
		Short: a.say("检查词库文件中的错误与疏漏", "look for mistakes and oversights in lexicon files"),
		Long: a.say(
			`检查词库文件（文件或文件夹；不写则检查内置词库），每个问题给出 文件:行:列、代码和改法。
多个 PATH 与 --lexicon 一样逐层叠加；内置词库垫在最底层，只供引用，本身不检查。代码逐条说明见 docs/lint.md。`,
			`Looks at lexicon files (files or folders; the built-in set where none is given) and tells file:line:column, code and
remedy of each problem. Several PATHs lie upon one another as those of --lexicon do; the built-in set lies below all and
is not looked at itself. docs/lint.md explains every code.`),
		Example: "  zhijian lexicon lint our-rules/\n  zhijian lexicon lint our-rules/ --fix\n  zhijian lexicon lint our-rules/ --format sarif > lint.sarif",
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.noBuiltin, "no-builtin", false, a.say("不垫内置词库", "leave out the built-in lexicon"))
	flags.BoolVar(&f.strict, "strict", false, a.say("有警告时退出码为 1", "exit with 1 where there are warnings"))
	flags.BoolVar(&f.fix, "fix", false, a.say("就地改正可机械改正的问题，保留注释", "mend in place what a program can mend, and keep comments"))
	flags.StringVar(&f.baseline, "baseline", "", a.say("也检查基线 `FILE` 中到期的条目", "look for expired entries of the baseline `FILE` too"))
	flags.StringVar(&f.format, "format", string(annotate.Text), a.say("输出形式 `FORM`：", "form of output, `FORM`: ")+strings.Join(annotationForms(), "|"))
	suggest(cmd, "format", annotationForms()...)
	codes := []int{exitDone, exitThreshold, exitUsage, exitFailed}
	return a.command(cmd, anyNumber(), codes, func(_ *cobra.Command, args []string) error { return a.lint(f, args) })
}

func annotationForms() []string {
	forms := make([]string, 0, len(annotate.Formats()))
	for _, f := range annotate.Formats() {
		forms = append(forms, string(f))
	}
	return forms
}

func checkAnnotationForm(form string, lang language) error {
	if slices.Contains(annotationForms(), form) {
		return nil
	}
	return usage(lang.errorf("--format %q 无效，可用 %s", "--format %q: there are %s", form, strings.Join(annotationForms(), " ")))
}

// lint reports on the files of the paths; with --fix it mends them first and reports what is left.
func (a *app) lint(f *lintFlags, paths []string) error {
	if err := checkAnnotationForm(f.format, a.language); err != nil {
		return err
	}
	if f.fix && len(paths) == 0 {
		return usage(a.errorf("--fix 需要 PATH：内置词库不能就地改", "--fix needs a PATH: the built-in lexicon is not to be written to"))
	}
	problems, err := a.lintPaths(f, paths)
	if err != nil {
		return err
	}
	if f.fix {
		mended, err := mend(problems)
		if err != nil {
			return err
		}
		a.tell(a.say("已改正 %d 处", "mended %d places"), mended)
		if problems, err = a.lintPaths(f, paths); err != nil {
			return err
		}
	}
	if err := annotate.Write(a.out, annotate.Format(f.format), a.annotator("lexicon lint"), a.notes(problems)); err != nil {
		return err
	}
	return a.lintVerdict(problems, f.strict)
}

func (a *app) annotator(run string) annotate.Tool {
	return annotate.Tool{Name: "zhijian", Version: toolVersion(), Run: run}
}

// lintPaths looks at the files of the paths, or at the built-in set where there are none.
func (a *app) lintPaths(f *lintFlags, paths []string) ([]lint.Problem, error) {
	if len(paths) == 0 {
		paths = []string{builtinWord}
	}
	named := lexiconFlags{paths: paths, noBuiltin: f.noBuiltin}
	sources, err := named.sources(a.language)
	if err != nil {
		return nil, err
	}
	lowest := 0 // the layer of the first path
	if !f.noBuiltin && !slices.Contains(paths, builtinWord) {
		lowest = 1
	}
	wanted := map[string]bool{}
	for _, s := range sources {
		wanted[s.Name] = wanted[s.Name] || s.Layer >= lowest
	}
	problems, err := lint.Run(sources, lint.Options{
		Compile: func(set *lexicon.Set) error { _, err := audit.Compile(set); return err },
		Today:   time.Now(),
		Wants:   func(file string) bool { return wanted[file] },
	})
	if err != nil || f.baseline == "" {
		return problems, err
	}
	old, err := oldSuppressions(f.baseline, a.language)
	return append(problems, old...), err
}

// oldSuppressions finds the entries of a baseline file that have expired.
func oldSuppressions(file string, lang language) ([]lint.Problem, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, usage(lang.errorf("读不了基线: %w", "cannot read the baseline: %w", err))
	}
	loaded, err := baseline.Load(file, data, time.Now())
	if err != nil {
		return nil, usage(err)
	}
	var out []lint.Problem
	for _, e := range loaded.Expired() {
		at := lexicon.Position{File: file, Line: 1, Column: 1}
		if before, _, found := bytes.Cut(data, []byte(strconv.Quote(e.Fingerprint))); found {
			at.Line += bytes.Count(before, []byte("\n"))
			at.Column = utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
		}
		out = append(out, lint.Problem{Position: at, Code: lint.OldSuppression, Args: []any{e.Fingerprint, e.Rule, e.Expires}})
	}
	return out, nil
}

func (a *app) notes(problems []lint.Problem) []annotate.Note {
	notes := make([]annotate.Note, 0, len(problems))
	for i := range problems {
		p := &problems[i]
		notes = append(notes, annotate.Note{
			File: p.File, Line: p.Line, Column: p.Column, Level: annotate.Level(p.Code.Severity()), Code: string(p.Code),
			Name: p.Code.Name(), Message: p.Message(string(a.language)), Advice: p.Advice(string(a.language)), Fixable: len(p.Fix) > 0,
		})
	}
	return notes
}

// mend carries out what can be mended, file by file, and returns how many problems that were.
func mend(problems []lint.Problem) (int, error) {
	byFile := map[string][]lint.Problem{}
	for i := range problems {
		if p := &problems[i]; len(p.Fix) > 0 {
			byFile[p.File] = append(byFile[p.File], *p)
		}
	}
	total := 0
	for _, name := range sortedNames(byFile) {
		info, err := os.Stat(name)
		if err != nil {
			return total, fmt.Errorf("lexicon lint: %w", err)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return total, fmt.Errorf("lexicon lint: %w", err)
		}
		text, mended := lint.Apply(data, byFile[name])
		if err := renameio.WriteFile(name, text, info.Mode().Perm()); err != nil {
			return total, fmt.Errorf("lexicon lint: %w", err)
		}
		total += mended
	}
	return total, nil
}

func sortedNames[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// lintVerdict tells how many problems there are, and is the error that they lead to.
func (a *app) lintVerdict(problems []lint.Problem, strict bool) error {
	errs, warnings := 0, 0
	for i := range problems {
		if problems[i].Code.Severity() == lint.Error {
			errs++
		} else {
			warnings++
		}
	}
	message := fmt.Sprintf(a.say("词库检查：%d 个错误，%d 个警告", "lexicon lint: %d errors, %d warnings"), errs, warnings)
	switch {
	case errs > 0:
		return usage(errors.New(message))
	case warnings > 0 && strict:
		return &thresholdError{message}
	}
	a.tell("%s", message)
	return nil
}
