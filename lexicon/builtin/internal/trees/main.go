// Trees keeps what the YAML library makes of the built-in lexicon's files, so that an audit of a few sessions does not
// spend most of its time on parsing them again. Run it by go generate ./lexicon/builtin.
package main

import (
	"log"
	"os"
	"path/filepath"

	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
)

func main() {
	names, err := filepath.Glob("*.yaml")
	if err != nil {
		log.Fatal(err)
	}
	var kept []builtin.Kept
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			log.Fatal(err)
		}
		tree, err := lexicon.RulesTree(data)
		if err != nil {
			log.Fatalf("%s: %v", name, err)
		}
		kept = append(kept, builtin.Keep(name, data, tree))
	}
	packed, err := builtin.Pack(kept)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("rules.trees", packed, 0o644); err != nil {
		log.Fatal(err)
	}
}
