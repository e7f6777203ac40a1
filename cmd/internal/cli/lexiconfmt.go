package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/google/renameio/v2"
	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"zhijian/lexicon"
	"zhijian/lexicon/layout"
)

// stdinWord names standard input among paths.
const stdinWord = "-"

// fmtFlags are the flags of lexicon fmt as they were given.
type fmtFlags struct {
	check bool
	diff  bool
}

func newLexiconFmtCmd(a *app) *cobra.Command {
	f := &fmtFlags{}
	cmd := &cobra.Command{
		Use:   "fmt [PATH…]",
		Short: a.say("把词库文件改写成统一的排版", "write lexicon files in the canonical layout"),
		Long: a.say(
			`就地改写词库文件（文件或文件夹）的排版：键的次序、缩进、引号、方括号列表。注释与含义不变。
不写 PATH 或写 - 时从标准输入读，写到标准输出。--check 只列出排版不合的文件，有则退出码为 1；--diff 显示差异，不改写。`,
			`Writes lexicon files (files or folders) anew in place: the order of keys, indentation, quotes, lists in brackets.
Comments and meaning stay. Without a PATH, or with -, reads standard input and writes to standard output. --check
only lists files of another layout, and exits with 1 where there are any; --diff shows the differences and writes nothing.`),
		Example: "  zhijian lexicon fmt our-rules/\n  zhijian lexicon fmt --check --diff our-rules/",
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.check, "check", false, a.say("不改写，有文件排版不合时退出码为 1", "write nothing, and exit with 1 where a file is of another layout"))
	flags.BoolVar(&f.diff, "diff", false, a.say("不改写，显示差异", "write nothing, and show the differences"))
	codes := []int{exitDone, exitThreshold, exitUsage, exitFailed}
	return a.command(cmd, anyNumber(), codes, func(_ *cobra.Command, args []string) error { return a.format(f, args) })
}

// format lays out the files of the paths. A file that cannot be laid out leaves the others to be.
func (a *app) format(f *fmtFlags, paths []string) error {
	if len(paths) == 0 {
		paths = []string{stdinWord}
	}
	var (
		problems lexicon.Problems
		changed  int
	)
	for _, path := range paths {
		sources, err := a.toFormat(path)
		if err != nil {
			return err
		}
		for _, src := range sources {
			if src.IsModel() {
				continue
			}
			out, err := layout.Format(src.Name, src.Data)
			if err != nil {
				more, ok := err.(lexicon.Problems) //nolint:errorlint // what the package promises
				if !ok {
					return usage(err)
				}
				problems = append(problems, more...)
				continue
			}
			if !bytes.Equal(out, src.Data) {
				changed++
			}
			if err := a.putFormatted(f, path == stdinWord, src, out); err != nil {
				return err
			}
		}
	}
	switch {
	case len(problems) > 0:
		return problems.Err()
	case f.check && changed > 0:
		return &thresholdError{fmt.Sprintf(a.say("%d 个文件的排版不合，用 lexicon fmt 改写", "%d files are of another layout; lexicon fmt mends them"), changed)}
	case !f.check && !f.diff && paths[0] != stdinWord:
		a.tell(a.say("改写了 %d 个文件", "%d files written"), changed)
	}
	return nil
}

// toFormat reads what a path names.
func (a *app) toFormat(path string) ([]lexicon.Source, error) {
	switch path {
	case builtinWord:
		return nil, usage(a.errorf("内置词库不能改写", "the built-in lexicon is not to be written to"))
	case stdinWord:
		data, err := io.ReadAll(io.LimitReader(a.in, lexicon.MaxFileSize+1))
		if err != nil {
			return nil, err
		}
		if len(data) > lexicon.MaxFileSize {
			return nil, usage(a.errorf("标准输入超过 %d MiB", "standard input is larger than %d MiB", lexicon.MaxFileSize>>20))
		}
		return []lexicon.Source{{Name: a.say("标准输入", "standard input"), Data: data}}, nil
	}
	sources, err := lexicon.ReadPath(path, 0)
	if err != nil {
		return nil, usage(a.errorf("读不了词库: %w", "cannot read the lexicon: %w", err))
	}
	return sources, nil
}

// putFormatted writes, shows or names a file that was laid out.
func (a *app) putFormatted(f *fmtFlags, stream bool, src lexicon.Source, out []byte) error {
	same := bytes.Equal(out, src.Data)
	switch {
	case f.diff && !same:
		if _, err := a.out.Write(diff.Diff(src.Name+a.say("（现在）", " (now)"), src.Data, src.Name+a.say("（统一排版）", " (canonical)"), out)); err != nil {
			return err
		}
	case f.diff:
	case f.check && !same:
		if _, err := fmt.Fprintln(a.out, src.Name); err != nil {
			return err
		}
	case f.check:
	case stream:
		_, err := a.out.Write(out)
		return err
	case !same:
		info, err := os.Stat(src.Name)
		if err != nil {
			return fmt.Errorf("lexicon fmt: %w", err)
		}
		if err := renameio.WriteFile(src.Name, out, info.Mode().Perm()); err != nil {
			return fmt.Errorf("lexicon fmt: %w", err)
		}
	}
	return nil
}
