// Package cli is zhijian's command line: it turns flags, environment and zhijian.yaml into options, wires the other
// packages together, owns the streams, and maps errors to exit codes.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/mattn/go-isatty"
	"golang.org/x/term"

	"zhijian/lexicon"
)

// Main runs the command line of this process and returns its exit code. The first interrupt asks the work to stop, the
// second one ends the process.
func Main() int {
	collectLate()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return run(ctx, thisProcess())
}

// defaultWidth is the width of lines where standard output is no terminal: that of paper and of most terminals.
const defaultWidth = 80

// process is what commands see of the process they run in.
type process struct {
	args      []string
	environ   []string // "NAME=value"
	in        io.Reader
	out, err  io.Writer
	workDir   string
	configDir string // the user's folder for zhijian's settings; "" where there is none
	// outIsTerminal and errIsTerminal decide about colours and progress.
	outIsTerminal, errIsTerminal bool
	width                        int // cells of a line on standard output
}

func thisProcess() *process {
	p := &process{
		args: os.Args[1:], environ: os.Environ(),
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		workDir:       ".",
		outIsTerminal: isatty.IsTerminal(os.Stdout.Fd()),
		errIsTerminal: isatty.IsTerminal(os.Stderr.Fd()),
		width:         defaultWidth,
	}
	if width, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil && width > 0 {
		p.width = width
	}
	// Without a home folder there are no settings of the user; that is no error.
	if dir, err := os.UserConfigDir(); err == nil {
		p.configDir = filepath.Join(dir, "zhijian")
	}
	return p
}

// run is Main for any process: the one place where errors become messages and exit codes.
func run(ctx context.Context, p *process) int {
	lang, err := execute(ctx, p)
	if err == nil {
		return exitDone
	}
	p.complain(lang, err)
	return exitCode(err)
}

func execute(ctx context.Context, p *process) (language, error) {
	lang, err := languageFromArgs(p)
	if err != nil {
		return lang, err
	}
	stored, err := readSettings(p, lang)
	if err != nil {
		return lang, err
	}
	if lang, err = stored.language(p, lang); err != nil {
		return lang, err
	}
	patient := *p
	patient.in = newCancelReader(ctx, p.in)
	root := newRootCmd(&app{process: &patient, language: lang, stored: stored})
	root.SetArgs(p.args)
	root.SetIn(patient.in)
	root.SetOut(p.out)
	root.SetErr(p.err)
	err = root.ExecuteContext(ctx)
	if err != nil && ctx.Err() != nil {
		err = errors.Join(ctx.Err(), err)
	}
	return lang, err
}

// app is what every command is built with.
type app struct {
	*process
	language
	stored *settings
}

// tell writes a line for a person on the error stream. Where that fails there is nowhere left to say so.
func (p *process) tell(format string, args ...any) {
	_, _ = fmt.Fprintf(p.err, format+"\n", args...)
}

// complain tells an error: the mistakes of a lexicon one a line in a form that editors jump to, anything else after the
// program's name.
func (p *process) complain(lang language, err error) {
	if errors.Is(err, context.Canceled) {
		p.tell("zhijian: %s", lang.say("已中断", "interrupted"))
		return
	}
	var problems lexicon.Problems
	if errors.As(err, &problems) {
		for _, problem := range problems {
			p.tell("%s", problem.Error())
		}
		p.tell(lang.say("zhijian: 词库有 %d 处错误", "zhijian: the lexicon has %d mistakes"), len(problems))
		return
	}
	for line := range strings.SplitSeq(lang.translate(err), "\n") {
		p.tell("zhijian: %s", line)
	}
}
