package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"zhijian/cmd/internal/cli"
)

var update = flag.Bool("update", false, "rewrite expected output in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"zhijian": func() { os.Exit(cli.Main()) },
	})
}

// TestScript runs the binary as its users do: each script is one behaviour, with its input and expected output.
func TestScript(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(root, "testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("ROOT", root)
			env.Setenv("XDG_CONFIG_HOME", filepath.Join(env.WorkDir, ".config"))
			return nil
		},
		Condition: func(name string) (bool, error) {
			switch name {
			case "cloud":
				return builtWithStores, nil
			case "race":
				return underRace, nil
			default:
				return false, fmt.Errorf("unknown condition %q", name)
			}
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"cells": cells,
			"exits": exits,
			"mode":  mode,
			"steps": steps,
		},
	})
}
