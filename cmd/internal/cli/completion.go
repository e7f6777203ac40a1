package cli

import (
	"strings"

	"github.com/spf13/cobra"
)

// suggest lets shells complete the value of a flag.
func suggest(cmd *cobra.Command, flag string, values ...string) {
	// The only error is a flag that does not exist, or twice the same: a slip in this package that its tests would show.
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
}

func newCompletionCmd(a *app) *cobra.Command {
	shells := []string{"bash", "fish", "powershell", "zsh"}
	cmd := &cobra.Command{
		Use:       "completion SHELL",
		Short:     a.say("生成命令行补全脚本", "write a completion script for a shell"),
		Long:      a.say("为 SHELL（bash、fish、powershell、zsh）生成补全脚本，写到标准输出。", "Writes the completion script for SHELL (bash, fish, powershell, zsh) to standard output."),
		Example:   "  source <(zhijian completion bash)",
		ValidArgs: shells,
	}
	return a.command(cmd, exactly(1), []int{exitDone, exitUsage, exitFailed}, func(cmd *cobra.Command, args []string) error {
		root := cmd.Root()
		switch args[0] {
		case "bash":
			return root.GenBashCompletionV2(a.out, true)
		case "fish":
			return root.GenFishCompletion(a.out, true)
		case "powershell":
			return root.GenPowerShellCompletionWithDesc(a.out)
		case "zsh":
			return root.GenZshCompletion(a.out)
		}
		return usage(a.errorf("不认识 shell %q，可用：%s", "unknown shell %q; there are: %s", args[0], strings.Join(shells, " ")))
	})
}
