package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/testscript"
)

// steps writes the commands of an example workflow, or of the hooks of pre-commit, as shell scripts into a folder, so that
// a script runs what people copy: steps FILE FOLDER.
func steps(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: steps file folder")
	}
	data, err := os.ReadFile(filepath.Join(ts.Getenv("ROOT"), args[0]))
	ts.Check(err)
	commands, err := commandsOf(args[0], data)
	ts.Check(err)
	if len(commands) == 0 {
		ts.Fatalf("%s holds no commands", args[0])
	}
	folder := ts.MkAbs(args[1])
	ts.Check(os.MkdirAll(folder, 0o755))
	for _, c := range commands {
		ts.Check(os.WriteFile(filepath.Join(folder, c.name+".sh"), []byte(c.text+"\n"), 0o644))
	}
}

type command struct{ name, text string }

func commandsOf(name string, data []byte) ([]command, error) {
	var out []command
	switch filepath.Base(name) {
	case "github.yml":
		var workflow struct {
			Defaults struct{ Run struct{ Shell string } }
			Jobs     map[string]struct {
				Env   map[string]string
				Steps []struct{ Name, Run string }
			}
		}
		if err := yaml.Unmarshal(data, &workflow); err != nil {
			return nil, err
		}
		head := "set -e\n"
		if workflow.Defaults.Run.Shell == "bash" { // as the service runs it
			head = "set -eo pipefail\n"
		}
		for _, job := range workflow.Jobs {
			for key, value := range job.Env {
				head += fmt.Sprintf("export %s=%q\n", key, value)
			}
			for _, step := range job.Steps {
				if step.Run != "" {
					out = append(out, command{strings.ReplaceAll(step.Name, " ", "-"), head + step.Run})
				}
			}
		}
	case "gitlab.yml":
		var jobs map[string]struct{ Script []string }
		if err := yaml.Unmarshal(data, &jobs); err != nil {
			return nil, err
		}
		for job, j := range jobs {
			out = append(out, command{job, "set -eo pipefail\n" + strings.Join(j.Script, "\n")})
		}
	default:
		var hooks []struct{ ID, Entry string }
		if err := yaml.Unmarshal(data, &hooks); err != nil {
			return nil, err
		}
		for _, h := range hooks {
			out = append(out, command{h.ID, h.Entry})
		}
	}
	slices.SortFunc(out, func(a, b command) int { return strings.Compare(a.name, b.name) })
	return out, nil
}
