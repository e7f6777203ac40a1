package cli

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/spf13/cobra"

	"zhijian/transcripts"
)

// corpusFlags say how transcripts are to be read where their files do not.
type corpusFlags struct {
	format   string
	encoding string
	columns  map[string]string
	mapping  string
	idle     time.Duration
}

func (f *corpusFlags) add(cmd *cobra.Command, lang language) {
	flags := cmd.Flags()
	flags.StringVar(&f.format, "input-format", "", lang.say("输入格式 `NAME`，默认自动识别，见 docs/formats.md", "format of the input, `NAME`; by default it is detected; see docs/formats.md"))
	flags.StringVar(&f.encoding, "encoding", "", lang.say("文本文件的字符集 `NAME`（如 gb18030），默认自动识别", "character set of text files, `NAME` (such as gb18030); by default it is detected"))
	flags.StringToStringVar(&f.columns, "map", nil, lang.say("列对应 `FIELD=COLUMN`，如 text=内容，可重复", "`FIELD=COLUMN` says which column holds a field, such as text=content; repeatable"))
	flags.StringVar(&f.mapping, "mapping", "", lang.say("映射文件 `FILE`：列、角色、时区等，说明某一种导出文件怎么读", "mapping `FILE`: columns, roles, time zone … of one kind of export"))
	flags.DurationVar(&f.idle, "idle", 0, lang.say("没有会话编号时，间隔超过 `DURATION` 算另一通，默认 30m", "where there are no session ids, a gap of `DURATION` parts sessions; by default 30m"))
	suggest(cmd, "input-format", transcripts.FormatNames()...)
}

// open finds the sources of the paths; stdin is what "-" reads.
func (f *corpusFlags) open(paths []string, stdin io.Reader) (*transcripts.Corpus, error) {
	options, err := f.options(stdin)
	if err != nil {
		return nil, err
	}
	corpus, err := transcripts.OpenCorpus(paths, options)
	if err != nil {
		return nil, openError(err)
	}
	return corpus, nil
}

func (f *corpusFlags) options(stdin io.Reader) (transcripts.Options, error) {
	options := transcripts.Options{Stdin: stdin, Format: f.format, Encoding: f.encoding, Map: f.columns, Idle: f.idle}
	if f.mapping == "" {
		return options, nil
	}
	mapping, err := transcripts.LoadMapping(f.mapping)
	if err != nil {
		return options, usage(err)
	}
	options.Mapping = mapping
	return options, nil
}

// openError is the error of opening a corpus: a mistake in paths or options, unless the run was interrupted.
func openError(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return usage(err)
}
