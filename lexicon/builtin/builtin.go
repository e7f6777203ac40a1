// Package builtin carries the lexicon that every audit uses unless told otherwise.
package builtin

//go:generate go run zhijian/lexicon/builtin/internal/trees
//go:generate go run zhijian/cmd/zhijian lexicon train . --no-builtin

import (
	"crypto/sha256"
	"embed"
	"io/fs"
	"path"

	"zhijian/lexicon"
)

//go:embed *.yaml examples/*.yaml
var files embed.FS

// What is made of the files stands apart from them, since a file that is read from an embed.FS is a copy.
var (
	//go:embed rules.trees
	trees []byte
	//go:embed resemblance.model
	model []byte
)

// Which files hold rules, and which hold nothing but examples of them.
const (
	RulesGlob    = "*.yaml"
	ExamplesGlob = "examples/*.yaml"
)

// Sources returns the files of the built-in lexicon, as the lowest layer, with the kept trees of those that have not
// changed since.
func Sources() ([]lexicon.Source, error) {
	kept, err := unpack(trees)
	if err != nil {
		return nil, err
	}
	var sources []lexicon.Source
	for _, glob := range []string{RulesGlob, ExamplesGlob} {
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
	return append(sources, lexicon.Source{Name: path.Join("builtin", lexicon.ModelName), Data: model}), nil
}

// source is one file. Of a file of examples whose tree is kept nothing is read: examples are most of the lexicon's text, no
// audit asks for them, and even a digest would bring all of it into memory. Whether the file has its size still is all that
// is asked of it; that it is the same to the byte is up to a test.
func source(name string, kept *Kept, examples bool) (lexicon.Source, error) {
	src := lexicon.Source{Name: path.Join("builtin", name)}
	read := func() ([]byte, error) { return files.ReadFile(name) }
	if examples && kept != nil {
		info, err := fs.Stat(files, name)
		if err != nil {
			return src, err
		}
		if info.Size() == kept.Size {
			src.Rules, src.Sum, src.Later = kept.Tree, kept.Sum, read
			return src, nil
		}
	}
	var err error
	if src.Data, err = read(); err == nil && kept != nil {
		if src.Sum = sha256.Sum256(src.Data); src.Sum == kept.Sum {
			src.Rules = kept.Tree
		}
	}
	return src, err
}
