// Package builtin carries the lexicon that every audit uses unless told otherwise.
package builtin

//go:generate go run zhijian/lexicon/builtin/internal/trees
//go:generate go run zhijian/cmd/zhijian lexicon train . --no-builtin

import (
	"embed"
	"path"

	"zhijian/lexicon"
)

//go:embed *.yaml *.model *.trees
var files embed.FS

// Sources returns the files of the built-in lexicon, as the lowest layer, with the kept trees of those that have not
// changed since.
func Sources() ([]lexicon.Source, error) {
	sources, err := lexicon.ReadFS(files, "builtin", 0)
	if err != nil {
		return nil, err
	}
	packed, err := files.ReadFile("rules.trees")
	if err != nil {
		return nil, err
	}
	kept, err := unpack(packed)
	if err != nil {
		return nil, err
	}
	for i := range sources {
		if k, ok := kept[path.Base(sources[i].Name)]; ok && k.fits(sources[i].Data) {
			sources[i].Rules = k.Tree
		}
	}
	return sources, nil
}
