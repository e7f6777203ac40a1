// Package builtin carries the lexicon that every audit uses unless told otherwise.
package builtin

//go:generate go run zhijian/cmd/zhijian lexicon train . --no-builtin

import (
	"embed"

	"zhijian/lexicon"
)

//go:embed *.yaml *.model
var files embed.FS

// Sources returns the files of the built-in lexicon, as the lowest layer.
func Sources() ([]lexicon.Source, error) {
	return lexicon.ReadFS(files, "builtin", 0)
}
