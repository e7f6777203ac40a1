package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func newLexiconCmd(a *app) *cobra.Command {
	return newGroupCmd(a, "lexicon", a.say("检验与查看词库", "prove lexicons and look into them"),
		newLexiconDiffCmd(a), newLexiconExportCmd(a), newLexiconFmtCmd(a), newLexiconImportCmd(a), newLexiconLintCmd(a), newLexiconSchemaCmd(a), newLexiconShowCmd(a), newLexiconTestCmd(a),
		newLexiconTrainCmd(a))
}

// ruleFilter is the flag that picks rules by the beginning of their ids.
type ruleFilter struct{ prefixes []string }

func (f *ruleFilter) add(flags *pflag.FlagSet, name string, lang language) {
	flags.StringSliceVar(&f.prefixes, name, nil, lang.say("只看编号以 `PREFIX` 开头的规则，可重复", "look only at rules whose id starts with `PREFIX`, repeatable"))
}

// wants says whether a rule is among those to be looked at: all of them where no prefix is given.
func (f *ruleFilter) wants(rule string) bool {
	for _, prefix := range f.prefixes {
		if strings.HasPrefix(rule, prefix) {
			return true
		}
	}
	return len(f.prefixes) == 0
}
