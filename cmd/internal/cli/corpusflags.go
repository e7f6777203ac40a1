package cli

import (
	"github.com/spf13/pflag"

	"zhijian/transcripts"
)

// corpusFlags say how transcripts are to be read where their files do not.
type corpusFlags struct {
	encoding string
	columns  map[string]string
}

func (f *corpusFlags) add(flags *pflag.FlagSet, lang language) {
	flags.StringVar(&f.encoding, "encoding", "", lang.say("文本文件的字符集 `NAME`（如 gb18030），默认自动识别", "character set of text files, `NAME` (such as gb18030); by default it is detected"))
	flags.StringToStringVar(&f.columns, "map", nil, lang.say("列对应 `FIELD=COLUMN`，如 text=内容，可重复", "`FIELD=COLUMN` says which column holds a field, such as text=content; repeatable"))
}

// open finds the sources of the paths.
func (f *corpusFlags) open(a *app, paths []string) (*transcripts.Corpus, error) {
	corpus, err := transcripts.OpenCorpus(paths, transcripts.Options{Stdin: a.in, Encoding: f.encoding, Map: f.columns})
	if err != nil {
		return nil, usage(err)
	}
	return corpus, nil
}
