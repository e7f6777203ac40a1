package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/pflag"
)

// language is the one that a person is spoken to in.
type language string

const (
	chinese language = "zh"
	english language = "en"
)

// say picks the wording in the language. Both stand side by side where they are used, so that neither is forgotten.
func (l language) say(zh, en string) string {
	if l == english {
		return en
	}
	return zh
}

// errorf is fmt.Errorf in the language; both formats take the same arguments in the same order.
func (l language) errorf(zh, en string, args ...any) error {
	return fmt.Errorf(l.say(zh, en), args...)
}

// parseLanguage reads a value of --lang and its kin; origin says where it stood.
func parseLanguage(value, origin string) (language, error) {
	switch language(value) {
	case chinese, english:
		return language(value), nil
	}
	return chinese, usage(chinese.errorf("%s: 语言 %q 无效，可用 zh 或 en", "", origin, value))
}

// languageFromArgs looks for --lang before any command is built, since help texts depend on it. Everything else on the
// command line is left for the commands to judge.
func languageFromArgs(p *process) (language, error) {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.ParseErrorsAllowlist.UnknownFlags = true
	flags.SetOutput(io.Discard)
	flags.BoolP("help", "h", false, "")
	value := flags.String("lang", "", "")
	if err := flags.Parse(p.args); err != nil || !flags.Changed("lang") {
		return chinese, nil //nolint:nilerr // a mistake in the flags is found again, and reported, by the command
	}
	return parseLanguage(*value, "--lang")
}

// translate words an error in the language, as far as it comes from the flag library, which speaks English only.
func (l language) translate(err error) string {
	if l == english {
		return err.Error()
	}
	var (
		unknown *pflag.NotExistError
		value   *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
	)
	switch {
	case errors.As(err, &unknown):
		return fmt.Sprintf("没有 %s 这个选项，请看 --help", dashed(unknown.GetSpecifiedName()))
	case errors.As(err, &value):
		return fmt.Sprintf("选项 %s 后面要写一个值", dashed(value.GetSpecifiedName()))
	case errors.As(err, &invalid):
		return fmt.Sprintf("选项 --%s 的值 %q 无效：应为%s", invalid.GetFlag().Name, invalid.GetValue(), wanted(invalid.GetFlag()))
	case errors.As(err, &syntax):
		return fmt.Sprintf("选项写法有误：%s", syntax.GetSpecifiedFlag())
	}
	return err.Error()
}

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

func wanted(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "int", "uint":
		return "整数"
	case "bool":
		return " true 或 false"
	}
	return f.Value.Type()
}
