// Package builtin carries the lexicon that every audit uses unless told otherwise.
package builtin

//go:generate go run zhijian/lexicon/builtin/internal/trees
//go:generate go run zhijian/cmd/zhijian lexicon train . --no-builtin

import (
	"crypto/sha256"
	"embed"
	"io"
	"io/fs"
	"path"

	"zhijian/lexicon"
)

//go:embed *.yaml examples/*.yaml *.model *.trees
var files embed.FS

// Which files hold rules, and which hold nothing but examples of them.
const (
	RulesGlob    = "*.yaml"
	ExamplesGlob = "examples/*.yaml"
)

// Sources returns the files of the built-in lexicon, as the lowest layer, with the kept trees of those that have not
// changed since.
func Sources() ([]lexicon.Source, error) {
	packed, err := files.ReadFile("rules.trees")
	if err != nil {
		return nil, err
	}
	kept, err := unpack(packed)
	if err != nil {
		return nil, err
	}
	var sources []lexicon.Source
	for _, glob := range []string{RulesGlob, ExamplesGlob, lexicon.ModelName} {
		names, err := fs.Glob(files, glob)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			src, err := source(name, kept[path.Base(name)], glob == ExamplesGlob)
			if err != nil {
				return nil, err
			}
			sources = append(sources, src)
		}
	}
	return sources, nil
}

// source is one file. Of a file of examples whose tree is kept nothing is read but its digest: examples are most of the
// lexicon's text, and no audit asks for them.
func source(name string, kept *Kept, putOff bool) (lexicon.Source, error) {
	src := lexicon.Source{Name: path.Join("builtin", name)}
	read := func() ([]byte, error) { return files.ReadFile(name) }
	if kept != nil {
		f, err := files.Open(name)
		if err != nil {
			return src, err
		}
		defer func() { _ = f.Close() }()
		sum := sha256.New()
		if _, err := io.Copy(sum, f); err != nil {
			return src, err
		}
		src.Sum = [sha256.Size]byte(sum.Sum(nil))
		if src.Sum == kept.Sum {
			src.Rules = kept.Tree
		}
	}
	if putOff && src.Rules != nil {
		src.Later = read
		return src, nil
	}
	var err error
	src.Data, err = read()
	return src, err
}
