package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/renameio/v2"
	"github.com/spf13/cobra"

	"zhijian/audit"
	"zhijian/lexicon"
	"zhijian/lexicon/exchange"
	"zhijian/lexicon/exchange/detect"
	"zhijian/lexicon/exchange/sheet"
)

// importFlags are the flags of lexicon import as they were given.
type importFlags struct {
	options detect.Options
	from    string
	out     string
	notes   string
}

func newLexiconImportCmd(a *app) *cobra.Command {
	f := &importFlags{}
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: a.say("把别家系统的规则译成词库", "turn rules of other systems into a lexicon"),
		Long: a.say(
			`读入短语表（CSV、XLSX）、阿里云 SCA 规则 JSON、AWS Contact Lens 规则、百度语音质检表达式，写出词库 YAML。
格式自动辨认，也可用 --from 指定；FILE 写 - 时读标准输入。译不了的逐条列在标准错误，带位置和原因；有译不了的，退出码为 3。
表达方式有出入但仍译出的，也列出。详见 docs/lexicon-exchange.md。`,
			`Reads phrase tables (CSV, XLSX), rules of Alibaba SCA (JSON), rules of AWS Contact Lens (JSON) and expressions of
Baidu, and writes a lexicon. The form is told by the file, or by --from; - reads standard input. What cannot be taken over
is listed on standard error with its place and the reason, and makes the exit code 3; what is taken over with a somewhat
different meaning is listed too. See docs/lexicon-exchange.md.`),
		Example: "  zhijian lexicon import phrases.xlsx --out our-rules/banned.yaml\n  zhijian lexicon import sca-rules.json --notes notes.json > sca.yaml",
	}
	forms := make([]string, 0, len(detect.Forms()))
	for _, form := range detect.Forms() {
		forms = append(forms, string(form))
	}
	flags := cmd.Flags()
	flags.StringVar(&f.from, "from", "", a.say("来源格式 `FORM`：", "form of the file, `FORM`: ")+strings.Join(forms, "|"))
	flags.StringVar(&f.out, "out", "", a.say("写到 `FILE`；表格里有多个词库时为文件夹", "write to `FILE`; a folder where the tables hold several lexicons"))
	flags.StringVar(&f.notes, "notes", "", a.say("把译不了和有出入之处写成 JSON 到 `FILE`", "write what could not be taken over, and what changed, to `FILE` as JSON"))
	flags.StringVar(&f.options.Prefix, "prefix", "", a.say("规则编号的前缀 `PREFIX`", "what rule ids begin with, `PREFIX`"))
	flags.StringVar(&f.options.Charset, "encoding", "", a.say("文本的字符集 `NAME`，默认自动辨认", "character set of text files, `NAME`; told by the file where not given"))
	flags.StringVar(&f.options.Speaker, "speaker", "", a.say("短语表与表达式检查谁的话 `agent|customer|anyone`", "whose words phrase tables and expressions are about, `agent|customer|anyone`"))
	flags.BoolVar(&f.options.Patterns, "patterns", false, a.say("短语列按句式语言解读，而不是原样的字", "read phrases as patterns, not as characters that stand for themselves"))
	flags.BoolVar(&f.options.Session, "session", false, a.say("百度表达式按整通会话判断，而不是一句话", "Baidu's expressions are about the whole session, not one utterance"))
	suggest(cmd, "from", forms...)
	codes := []int{exitDone, exitUsage, exitRejected, exitFailed}
	return a.command(cmd, exactly(1), codes, func(_ *cobra.Command, args []string) error {
		if f.from != "" && !slices.Contains(forms, f.from) {
			return usage(a.errorf("--from %q 无效，可用 %s", "--from %q: there are %s", f.from, strings.Join(forms, " ")))
		}
		if s := f.options.Speaker; s != "" && !slices.Contains([]string{"agent", "customer", "anyone"}, s) {
			return usage(a.errorf("--speaker %q 无效", "--speaker %q: there are agent, customer and anyone", s))
		}
		f.options.Form = detect.Form(f.from)
		return a.importRules(f, args[0])
	})
}

// importRules reads a file of rules and writes the lexicon that they make.
func (a *app) importRules(f *importFlags, path string) error {
	data, err := a.readBounded(path, exchange.MaxSize)
	if err != nil {
		return err
	}
	book, form, err := detect.Import(path, data, f.options)
	if err != nil {
		return usage(fmt.Errorf("%s (%s): %w", path, form, err))
	}
	texts := make([][]byte, len(book))
	for i, file := range book {
		if texts[i], err = file.YAML(); err != nil {
			return usage(a.errorf("%s 译出的词库写不成: %w", "%s: the lexicon cannot be written: %w", path, err))
		}
	}
	notes := book[0].Notes
	notes = append(notes, proveImport(book, texts)...)
	if err := a.putLexicons(f.out, book, texts); err != nil {
		return err
	}
	if f.notes != "" {
		text, err := json.MarshalIndent(append([]exchange.Note{}, notes...), "", "  ")
		if err == nil {
			err = renameio.WriteFile(f.notes, append(text, '\n'), 0o644)
		}
		if err != nil {
			return err
		}
	}
	return a.tellImport(path, book, notes)
}

// readBounded reads a file, or standard input, of at most so many bytes.
func (a *app) readBounded(path string, most int64) ([]byte, error) {
	in := a.in
	if path != stdinWord {
		file, err := os.Open(path)
		if err != nil {
			return nil, usage(err)
		}
		defer file.Close() //nolint:errcheck // it was only read
		in = file
	}
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	if err == nil && int64(len(data)) > most {
		err = usage(a.errorf("%s 超过 %d MiB", "%s is larger than %d MiB", path, most>>20))
	}
	return data, err
}

// proveImport loads what was made, over the built-in lexicon: what names classes that stand elsewhere does not load by
// itself, and is told.
func proveImport(book sheet.Book, texts [][]byte) []exchange.Note {
	sources, err := readLayer(builtinWord, 0)
	if err != nil {
		return nil
	}
	for i, text := range texts {
		sources = append(sources, lexicon.Source{Name: lexiconFileName(book[i], i), Data: text, Layer: 1})
	}
	set, err := lexicon.LoadRules(sources)
	if err == nil {
		_, err = audit.Compile(set)
	}
	var problems lexicon.Problems
	if !errors.As(err, &problems) {
		return nil
	}
	out := make([]exchange.Note, 0, len(problems))
	for _, p := range problems {
		out = append(out, exchange.Note{Place: p.Position.String(), Effect: exchange.Lost, Zh: "译出的词库载入不了：" + p.Message, En: "the lexicon does not load: " + p.Message})
	}
	return out
}

// lexiconFileName is the name of a lexicon's file.
func lexiconFileName(f *sheet.File, i int) string {
	name := filepath.Base(filepath.FromSlash(f.Name))
	switch {
	case f.Name == "" || name == "." || name == string(filepath.Separator):
		return fmt.Sprintf("import-%d.yaml", i+1)
	case strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml"):
		return name
	}
	return name + ".yaml"
}

// putLexicons writes the lexicons: one to standard output or a file, several into a folder.
func (a *app) putLexicons(out string, book sheet.Book, texts [][]byte) error {
	if len(book) == 1 {
		if out == "" {
			_, err := a.out.Write(texts[0])
			return err
		}
		return renameio.WriteFile(out, texts[0], 0o644)
	}
	if out == "" {
		return usage(a.errorf("表格里有 %d 个词库，请用 --out 指定文件夹", "the tables hold %d lexicons; name a folder with --out", len(book)))
	}
	if err := os.MkdirAll(out, 0o750); err != nil {
		return err
	}
	seen := map[string]bool{}
	for i, text := range texts {
		name := lexiconFileName(book[i], i)
		if seen[name] {
			return usage(a.errorf("两个词库都叫 %s", "two lexicons are named %s", name))
		}
		seen[name] = true
		if err := renameio.WriteFile(filepath.Join(out, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// tellImport lists the notes and counts what was made. The error says that something was lost.
func (a *app) tellImport(path string, book sheet.Book, notes []exchange.Note) error {
	effects := map[exchange.Effect]string{exchange.Lost: a.say("未译出", "lost"), exchange.Changed: a.say("有出入", "changed")}
	lost := 0
	var told bytes.Buffer
	for _, n := range notes {
		if n.Effect == exchange.Lost {
			lost++
		}
		about := ""
		if n.Rule != "" {
			about = n.Rule + ": "
		}
		fmt.Fprintf(&told, "%s: %s: %s: %s%s\n", path, n.Place, effects[n.Effect], about, a.say(n.Zh, n.En))
	}
	if _, err := a.err.Write(told.Bytes()); err != nil {
		return err
	}
	rules := 0
	for _, file := range book {
		rules += len(file.Rules)
	}
	a.tell(a.say("译出 %d 条规则；%d 处有出入，%d 处未译出", "%d rules; %d changed, %d lost"), rules, len(notes)-lost, lost)
	if lost > 0 {
		return &rejectedError{fmt.Sprintf(a.say("%d 处未译出", "%d things could not be taken over"), lost)}
	}
	return nil
}
