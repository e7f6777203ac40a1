// Trees keeps what the YAML library makes of the built-in lexicon's files, so that an audit of a few sessions does not
// spend most of its time on parsing them again. Run it by go generate ./lexicon/builtin.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	var names []string
	for _, glob := range []string{builtin.RulesGlob, builtin.ExamplesGlob} {
		found, err := filepath.Glob(glob)
		if err != nil {
			return err
		}
		names = append(names, found...)
	}
	var kept []builtin.Kept
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		tree, err := lexicon.RulesTree(data)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		kept = append(kept, builtin.Keep(filepath.Base(name), data, tree))
	}
	packed, err := builtin.Pack(kept)
	if err != nil {
		return err
	}
	return os.WriteFile("rules.trees", packed, 0o644)
}
