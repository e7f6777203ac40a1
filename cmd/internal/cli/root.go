package cli

import (
	"math"
	"strings"

	"github.com/spf13/cobra"
)

func newRootCmd(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "zhijian",
		Short: a.say("批量质检客服会话", "audit the quality of customer-service conversations"),
		Long: a.say(
			"zhijian（质检）按词库与评分卡批量质检客服聊天和通话记录：平台违规、服务禁语、礼貌用语、处理流程与响应时效。\n全程离线，转写记录不离开本机。",
			"zhijian audits chats and calls of customer service against a lexicon and a scorecard: platform violations, banned\nwording, courtesy, process and timing. It works offline: transcripts never leave the machine."),
		Args:              a.noSuchCommand,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	flags := cmd.PersistentFlags()
	flags.BoolP("help", "h", false, a.say("显示帮助", "show this help"))
	flags.Bool("print-config", false, a.say("显示每项设置的值和来源，不做别的", "show the value and origin of each setting, and do nothing else"))
	flags.String("lang", string(a.language), a.say("语言 `zh|en`", "language, `zh|en`"))
	suggest(cmd, "lang", string(chinese), string(english))
	cmd.SetUsageFunc(a.printUsage)
	cmd.SetHelpFunc(a.printHelp)
	cmd.SetHelpCommand(newHelpCmd(a))
	cmd.AddCommand(
		newAuditCmd(a),
		newEvalCmd(a),
		newExplainCmd(a),
		newScorecardCmd(a),
		newLexiconCmd(a),
		newTranscriptsCmd(a),
		newVersionCmd(a),
		newCompletionCmd(a),
		newManCmd(a),
	)
	return cmd
}

// noSuchCommand refuses words that name no command, with the commands that are spelled alike.
func (a *app) noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	cmd.SuggestionsMinimumDistance = 2
	hint := ""
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = a.say("，是否想用 ", "; did you mean ") + strings.Join(near, a.say(" 或 ", " or ")) + a.say("？", "?")
	}
	return usage(a.errorf("%s 没有 %q 这个命令%s", "%s has no command %q%s", cmd.CommandPath(), args[0], hint))
}

// newGroupCmd makes a command that only holds others.
func newGroupCmd(a *app, use, short string, subs ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{
		Use: use, Short: short,
		Args: a.noSuchCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(subs...)
	return cmd
}

// command completes a command that works: it lays the settings under its flags, answers --print-config, checks how many
// arguments there are, and runs it. The codes are listed in its help.
func (a *app) command(cmd *cobra.Command, args arity, codes []int, run func(cmd *cobra.Command, args []string) error) *cobra.Command {
	cmd.Args = cobra.ArbitraryArgs
	cmd.DisableFlagsInUseLine = true
	cmd.Annotations = map[string]string{codesAnnotation: a.describeCodes(codes...)}
	cmd.RunE = func(cmd *cobra.Command, given []string) error {
		if err := a.stored.apply(cmd.Flags(), a.language); err != nil {
			return err
		}
		wanted, err := cmd.Flags().GetBool("print-config")
		if err != nil {
			return err
		}
		if wanted {
			return printConfig(a.out, cmd.Flags(), a.stored, a.language)
		}
		if err := args.check(a.language, cmd, given); err != nil {
			return err
		}
		return run(cmd, given)
	}
	return cmd
}

// arity bounds the number of arguments of a command.
type arity struct{ least, most int }

// oneOrMore is the arity of commands that take paths.
func oneOrMore() arity { return arity{1, math.MaxInt} }

// anyNumber is the arity of commands that can do without paths.
func anyNumber() arity { return arity{0, math.MaxInt} }

func exactly(n int) arity { return arity{n, n} }

func (n arity) check(lang language, cmd *cobra.Command, args []string) error {
	switch {
	case len(args) < n.least:
		return usage(lang.errorf("缺少参数，用法：%s", "an argument is missing; usage: %s", cmd.UseLine()))
	case len(args) > n.most:
		return usage(lang.errorf("多余的参数 %q，用法：%s", "superfluous argument %q; usage: %s", args[n.most], cmd.UseLine()))
	}
	return nil
}
