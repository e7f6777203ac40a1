package cli

import (
	"github.com/spf13/cobra"

	"zhijian/lexicon"
)

func newLexiconSchemaCmd(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "schema",
		Short: a.say("输出词库文件的 JSON Schema，供编辑器补全与检查", "write the JSON Schema of lexicon files, for editors"),
		Example: a.say(
			"  zhijian lexicon schema > lexicon.schema.json\n  # 词库文件的第一行：\n  # yaml-language-server: $schema=./lexicon.schema.json",
			"  zhijian lexicon schema > lexicon.schema.json\n  # the first line of a lexicon file:\n  # yaml-language-server: $schema=./lexicon.schema.json"),
	}
	return a.command(cmd, exactly(0), []int{exitDone, exitUsage, exitFailed}, func(*cobra.Command, []string) error {
		schema, err := lexicon.JSONSchema()
		if err != nil {
			return err
		}
		_, err = a.out.Write(schema)
		return err
	})
}
