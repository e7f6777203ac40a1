package cli

import (
	"fmt"
	"strings"

	mcobra "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func newManCmd(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "man",
		Short:   a.say("生成手册页（roff）", "write the manual page (roff)"),
		Example: "  zhijian man > zhijian.1 && man ./zhijian.1",
	}
	return a.command(cmd, exactly(0), []int{exitDone, exitUsage, exitFailed}, func(cmd *cobra.Command, _ []string) error {
		unquoteFlags(cmd.Root())
		page, err := mcobra.NewManPage(1, cmd.Root())
		if err != nil {
			return fmt.Errorf("man page: %w", err)
		}
		codes := a.describeCodes(exitDone, exitThreshold, exitUsage, exitRejected, exitFailed, exitInterrupted)
		page = page.WithSection(a.say("退出码", "Exit codes"), codes)
		_, err = fmt.Fprint(a.out, page.Build(roff.NewDocument()))
		return err
	})
}

// unquoteFlags takes the marks around the names of values out of the flags' descriptions: only --help understands them.
func unquoteFlags(cmd *cobra.Command) {
	unquote := func(f *pflag.Flag) { f.Usage = strings.ReplaceAll(f.Usage, "`", "") }
	cmd.Flags().VisitAll(unquote)
	cmd.PersistentFlags().VisitAll(unquote)
	for _, sub := range cmd.Commands() {
		unquoteFlags(sub)
	}
}
