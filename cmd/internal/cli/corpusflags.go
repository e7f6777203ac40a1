package cli

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"zhijian/transcripts"
)

// corpusFlags say how transcripts are to be read where their files do not. The zero value leaves everything to them.
type corpusFlags struct {
	format   string
	encoding string
	maps     []string // FIELD=COLUMN, or the name of a mapping file
	profile  string
	zone     string
	speakers []string // LABEL=ROLE
	idle     time.Duration
	join     bool
	memory   string // bytes with a unit; "" for the default
	tempDir  string
}

func (f *corpusFlags) add(cmd *cobra.Command, lang language) {
	flags := cmd.Flags()
	flags.StringVar(&f.format, "input-format", "", lang.say("输入格式 `NAME`，默认自动识别，见 docs/formats.md", "format of the input, `NAME`; by default it is detected; see docs/formats.md"))
	flags.StringVar(&f.encoding, "encoding", "", lang.say("文本文件的字符集 `NAME`（如 gb18030），默认自动识别", "character set of text files, `NAME` (such as gb18030); by default it is detected"))
	flags.StringArrayVar(&f.maps, "map", nil, lang.say("`FIELD=COLUMN|FILE`：列对应（如 text=内容，可重复），或映射文件（列、角色、时区等）",
		"`FIELD=COLUMN|FILE`: the column that holds a field (such as text=content; repeatable), or a mapping file (columns, roles, zone …)"))
	flags.StringArrayVar(&f.speakers, "speaker", nil, lang.say("`LABEL=ROLE`：声道、说话人标签或昵称是谁，如 0=agent、1=customer，可重复",
		"`LABEL=ROLE`: who a channel, speaker label or nick is, such as 0=agent, 1=customer; repeatable"))
	flags.StringVar(&f.profile, "profile", "", lang.say("用 zhijian.yaml 的 profiles 中名为 `NAME` 的映射", "use the mapping called `NAME` among the profiles of zhijian.yaml"))
	flags.StringVar(&f.zone, "zone", "", lang.say("没写时区的时间属于哪个时区，`NAME`，默认 Asia/Shanghai", "time zone of times that name none, `NAME`; by default Asia/Shanghai"))
	flags.DurationVar(&f.idle, "idle", 0, lang.say("没有会话编号时，间隔超过 `DURATION` 算另一通，默认 30m", "where there are no session ids, a gap of `DURATION` parts sessions; by default 30m"))
	flags.BoolVar(&f.join, "join-files", false, lang.say("同一会话可能跨文件（如按小时导出）：合起来读", "sessions may go on from file to file, as in hourly exports: read all files as one"))
	flags.StringVar(&f.memory, "memory", "", lang.say("拼会话时最多占用的内存 `SIZE`，超出则写临时文件，默认 128MiB", "memory for grouping messages, `SIZE`; what is beyond goes to temporary files; by default 128MiB"))
	flags.StringVar(&f.tempDir, "temp-dir", "", lang.say("临时文件放在 `DIR`，默认为系统的", "keep temporary files in `DIR`; by default the system's"))
	suggest(cmd, "input-format", transcripts.FormatNames()...)
}

// open finds the sources of the paths; stdin is what "-" reads.
func (f *corpusFlags) open(ctx context.Context, a *app, paths []string, stdin io.Reader) (*transcripts.Corpus, error) {
	options, err := f.options(ctx, a, paths, stdin)
	if err != nil {
		return nil, err
	}
	corpus, err := transcripts.OpenCorpus(paths, options)
	if err != nil {
		return nil, openError(a.faults(err))
	}
	return corpus, nil
}

// options checks the flags and reads the mapping that they name. Every mistake is reported, not only the first.
func (f *corpusFlags) options(ctx context.Context, a *app, paths []string, stdin io.Reader) (transcripts.Options, error) {
	options := transcripts.Options{
		Stdin: stdin, Format: f.format, Encoding: f.encoding, Idle: f.idle, JoinFiles: f.join, TempDir: f.tempDir,
		OpenStore: openStore(), Context: ctx,
	}
	problems := []error{f.checkFormat(a.language), f.checkIdle(a.language), checkStores(paths, a.language)}
	var err error
	options.Zone, err = parseZone(f.zone, a.language)
	problems = append(problems, err)
	options.MemoryBudget, err = parseMemory(f.memory, a.language)
	problems = append(problems, err)
	options.Mapping, options.Map, err = f.mapping(a)
	problems = append(problems, err)
	options.Speakers, err = parseSpeakers(f.speakers, a.language)
	problems = append(problems, err)
	if err := errors.Join(problems...); err != nil {
		return options, usage(err)
	}
	return options, nil
}

// parseSpeakers reads the values of --speaker: who is meant by a label.
func parseSpeakers(values []string, lang language) (map[string]string, error) {
	var problems []error
	speakers := make(map[string]string, len(values))
	for _, value := range values {
		at := strings.LastIndexByte(value, '=') // labels may hold one, roles do not
		if at <= 0 {
			problems = append(problems, lang.errorf("--speaker %q: 应为 LABEL=ROLE，如 0=agent", "--speaker %q: want LABEL=ROLE, such as 0=agent", value))
			continue
		}
		if _, ok := transcripts.ParseRole(value[at+1:]); !ok {
			problems = append(problems, lang.errorf("--speaker %q: 角色 %q 应为 agent、customer、robot 或 system", "--speaker %q: the role %q should be agent, customer, robot or system", value, value[at+1:]))
			continue
		}
		speakers[value[:at]] = value[at+1:]
	}
	return speakers, errors.Join(problems...)
}

// mapping is the profile or the mapping file that the flags name, nil for none, and the columns named one by one, which
// go before it.
func (f *corpusFlags) mapping(a *app) (*transcripts.Mapping, map[string]string, error) {
	columns := map[string]string{}
	var file string
	for _, value := range f.maps {
		field, column, isColumn := strings.Cut(value, "=")
		switch {
		case isColumn && field != "" && column != "":
			columns[field] = column
		case isColumn:
			return nil, nil, a.errorf("--map %q: 应为 FIELD=COLUMN，如 text=内容", "--map %q: want FIELD=COLUMN, such as text=content", value)
		case file != "":
			return nil, nil, a.errorf("--map: 只能用一个映射文件，却有 %s 和 %s", "--map: there can be one mapping file, not both %s and %s", file, value)
		default:
			file = value
		}
	}
	switch {
	case file != "" && f.profile != "":
		return nil, nil, a.errorf("--profile %s 与 --map %s 只能用一个", "--profile %s and --map %s exclude each other", f.profile, file)
	case f.profile != "":
		mapping, err := a.stored.profile(f.profile, a.language)
		return mapping, columns, err
	case file != "":
		mapping, err := loadMapping(file, a.language)
		return mapping, columns, err
	}
	return nil, columns, nil
}

// loadMapping reads a mapping file.
func loadMapping(file string, lang language) (*transcripts.Mapping, error) {
	mapping, err := transcripts.LoadMapping(file)
	if err != nil {
		return nil, lang.errorf("映射文件有误: %w", "the mapping file is wrong: %w", lang.faults(err))
	}
	return mapping, nil
}

// parseMemory reads a number of bytes with a unit, such as 512MB or 1GiB; 0 for "".
func parseMemory(size string, lang language) (int, error) {
	if size == "" {
		return 0, nil
	}
	const least, most = 1 << 20, 1 << 40
	n, err := humanize.ParseBytes(size)
	if err != nil || n < least || n > most {
		return 0, lang.errorf("--memory %q: 应为 1MiB 到 1TiB 的大小，如 512MiB", "--memory %q: want a size from 1MiB to 1TiB, such as 512MiB", size)
	}
	return int(n), nil
}

// openError is the error of opening a corpus: a mistake in paths or options, unless the run was interrupted.
func openError(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return usage(err)
}
