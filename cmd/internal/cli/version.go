package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersionCmd(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "version",
		Short: a.say("显示版本", "show the version"),
	}
	return a.command(cmd, exactly(0), []int{exitDone, exitUsage}, func(*cobra.Command, []string) error {
		_, err := fmt.Fprintf(a.out, "zhijian %s %s %s/%s\n", toolVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
		return err
	})
}

// toolVersion is the module's version, as the Go tool recorded it: a tag, "(devel)" for a build in the source tree.
func toolVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
