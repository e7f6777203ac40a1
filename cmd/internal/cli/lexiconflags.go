package cli

import (
	"slices"

	"github.com/spf13/pflag"

	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
)

// builtinWord names the built-in lexicon among the paths of --lexicon.
const builtinWord = "builtin"

// lexiconFlags are the flags that say which rules are in force.
type lexiconFlags struct {
	paths     []string
	noBuiltin bool
}

func (f *lexiconFlags) add(flags *pflag.FlagSet, lang language) {
	flags.StringSliceVar(&f.paths, "lexicon", nil, lang.say(
		"词库文件或文件夹 `PATH`，可重复，后者覆盖前者；builtin 指内置词库，不写则垫在最底层",
		"lexicon file or folder `PATH`, repeatable, later ones override earlier ones; builtin names the built-in set, which lies below all where it is not named"))
	flags.BoolVar(&f.noBuiltin, "no-builtin", false, lang.say("不用内置词库", "leave out the built-in lexicon"))
}

// load reads the lexicon files in force, without the examples beside their rules, which only lexicon test looks at. The
// error is a lexicon.Problems where their text is at fault.
func (f *lexiconFlags) load(lang language) (*lexicon.Set, error) {
	sources, err := f.sources(lang)
	if err != nil {
		return nil, err
	}
	return lexicon.LoadRules(sources)
}

// loadWhole is load with the examples.
func (f *lexiconFlags) loadWhole(lang language) (*lexicon.Set, error) {
	sources, err := f.sources(lang)
	if err != nil {
		return nil, err
	}
	return lexicon.Load(sources)
}

// loadRules is load for commands that judge sessions and run no examples.
func (f *lexiconFlags) loadRules(lang language) (*lexicon.Set, error) {
	sources, err := f.sources(lang)
	if err != nil {
		return nil, err
	}
	return lexicon.LoadRules(sources)
}

func (f *lexiconFlags) sources(lang language) ([]lexicon.Source, error) {
	paths := slices.Clone(f.paths)
	named := slices.Contains(paths, builtinWord)
	switch {
	case f.noBuiltin && named:
		return nil, usage(lang.errorf("--no-builtin 与 --lexicon builtin 不能同时用", "--no-builtin and --lexicon builtin exclude each other"))
	case !f.noBuiltin && !named:
		paths = slices.Insert(paths, 0, builtinWord)
	}
	if len(paths) == 0 {
		return nil, usage(lang.errorf("--no-builtin 之后没有词库了，请用 --lexicon PATH 指定", "--no-builtin leaves no lexicon; name one with --lexicon PATH"))
	}
	var sources []lexicon.Source
	for layer, path := range paths {
		read, err := readLayer(path, layer)
		if err != nil {
			return nil, usage(lang.errorf("读不了词库: %w", "cannot read the lexicon: %w", err))
		}
		sources = append(sources, read...)
	}
	return sources, nil
}

func readLayer(path string, layer int) ([]lexicon.Source, error) {
	if path != builtinWord {
		return lexicon.ReadPath(path, layer)
	}
	sources, err := builtin.Sources()
	for i := range sources {
		sources[i].Layer = layer
	}
	return sources, err
}
