package cli

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"text/template"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// codesAnnotation is the annotation of a command that holds the list of its exit codes.
const codesAnnotation = "exit-codes"

const helpTemplate = `{{with or .Long .Short}}{{.}}

{{end}}`

const usageTemplate = `{{say "用法：" "Usage:"}}
  {{if .HasAvailableSubCommands}}{{.CommandPath}} {{say "<命令>" "<command>"}}{{else}}{{.UseLine}}{{end}}
{{- if .HasExample}}

{{say "例：" "Examples:"}}
{{.Example}}{{end}}
{{- if .HasAvailableSubCommands}}

{{say "命令：" "Commands:"}}{{range .Commands}}{{if .IsAvailableCommand}}
  {{pad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}
{{- if .HasAvailableLocalFlags}}

{{say "选项：" "Flags:"}}
{{flags .LocalFlags}}{{end}}
{{- if .HasAvailableInheritedFlags}}

{{say "通用选项：" "Common flags:"}}
{{flags .InheritedFlags}}{{end}}
{{- with index .Annotations "exit-codes"}}

{{say "退出码：" "Exit codes:"}}
{{.}}{{end}}
{{- if .HasAvailableSubCommands}}

{{say "“" "'"}}{{.CommandPath}} {{say "<命令>" "<command>"}} --help{{say "”显示该命令的帮助。" "' shows the help of a command."}}{{end}}
`

func (a *app) printUsage(cmd *cobra.Command) error {
	return a.fill(cmd.OutOrStdout(), cmd, usageTemplate)
}

func (a *app) printHelp(cmd *cobra.Command, _ []string) {
	if err := a.fill(cmd.OutOrStdout(), cmd, helpTemplate+usageTemplate); err != nil {
		a.tell("zhijian: %v", err)
	}
}

func (a *app) fill(w io.Writer, cmd *cobra.Command, text string) error {
	t, err := template.New("help").Funcs(template.FuncMap{
		"say":   a.say,
		"pad":   func(s string, n int) string { return fmt.Sprintf("%-*s", n, s) },
		"flags": a.describeFlags,
	}).Parse(text)
	if err != nil {
		return fmt.Errorf("help template: %w", err)
	}
	return t.Execute(w, cmd)
}

// describeFlags lists flags as the flag library does, which knows only English for defaults.
func (a *app) describeFlags(flags *pflag.FlagSet) string {
	text := strings.ReplaceAll(strings.TrimRight(flags.FlagUsages(), " \n"), " (default [])", "")
	if a.language == english {
		return text
	}
	return regexp.MustCompile(`(?m) \(default (.*)\)$`).ReplaceAllString(text, "（默认 $1）")
}

func newHelpCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   a.say("help [命令]", "help [command]"),
		Short: a.say("显示命令的帮助", "show the help of a command"),
		RunE: func(cmd *cobra.Command, args []string) error {
			target, rest, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return a.noSuchCommand(target, rest)
			}
			return target.Help()
		},
	}
}
