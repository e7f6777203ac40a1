package builtin_test

import (
	"bytes"
	"crypto/sha256"
	"testing"

	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
)

// TestTreesAreThoseOfTheFiles keeps the kept trees in step with the files: without them every start parses YAML.
func TestTreesAreThoseOfTheFiles(t *testing.T) {
	sources, err := builtin.Sources()
	if err != nil {
		t.Fatal(err)
	}
	if err := lexicon.Fetch(sources); err != nil {
		t.Fatal(err)
	}
	for _, src := range sources {
		if src.IsModel() {
			continue
		}
		if src.Rules == nil || src.Sum != sha256.Sum256(src.Data) {
			t.Errorf("%s was changed since its tree was kept; run: go generate ./lexicon/builtin", src.Name)
			continue
		}
		want, err := lexicon.RulesTree(src.Data)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(src.Rules, want) {
			t.Errorf("%s: its kept tree is another's; run: go generate ./lexicon/builtin", src.Name)
		}
	}
}
