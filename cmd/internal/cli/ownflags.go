package cli

import (
	"slices"

	"github.com/spf13/pflag"
)

// ownAnnotation marks the flags of a command that share only their names with a setting.
const ownAnnotation = "not-a-setting"

// notSettings keeps environment and settings files away from flags of a command.
func notSettings(flags *pflag.FlagSet, names ...string) {
	for _, name := range names {
		// The only error is a flag that does not exist: a slip in this package that its tests would show.
		if err := flags.SetAnnotation(name, ownAnnotation, nil); err != nil {
			panic(err)
		}
	}
}

// isSetting says whether the flag may be set by environment and settings files too.
func isSetting(f *pflag.Flag) bool {
	_, own := f.Annotations[ownAnnotation]
	return slices.Contains(settingNames(), f.Name) && !own
}
