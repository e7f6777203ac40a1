package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"
)

// printConfig writes the settings of a command as a zhijian.yaml, each with its origin as a comment.
func printConfig(w io.Writer, flags *pflag.FlagSet, s *settings, lang language) error {
	for _, name := range settingNames() {
		f := flags.Lookup(name)
		if f == nil || !isSetting(f) {
			continue
		}
		value, err := written(f)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s: %s # %s\n", name, value, s.origin(f, lang)); err != nil {
			return err
		}
	}
	return nil
}

// written is a flag's value as YAML: JSON strings and lists are YAML too.
func written(f *pflag.Flag) (string, error) {
	var value any = f.Value.String()
	switch list, ok := f.Value.(pflag.SliceValue); {
	case ok:
		value = append([]string{}, list.GetSlice()...)
	case f.Value.Type() != "string":
		return f.Value.String(), nil
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return strings.TrimSpace(b.String()), err
}
