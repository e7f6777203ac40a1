package cli

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/google/renameio/v2"
	"github.com/spf13/cobra"

	"zhijian/lexicon"
	"zhijian/lexicon/exchange/sheet"
)

func newLexiconExportCmd(a *app) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "export [PATH…]",
		Short: a.say("把词库写成表格（XLSX、CSV）", "write lexicons as tables (XLSX, CSV)"),
		Long: a.say(
			`把词库文件（文件或文件夹；不写则为内置词库）写成表格，供在 Excel 里审阅和修改；lexicon import 读回同样的规则。
一条短语一行；列里写不下的（语境、量值、关系）原样写在“规则定义”列。注释只在定义列里保留。--out 的扩展名决定 XLSX 还是 CSV。`,
			`Writes lexicon files (files or folders; the built-in set where none is given) as tables, to be read and changed in a
spreadsheet; lexicon import gives the same rules again. There is a row for every pattern; what columns cannot carry
(context, measures, relations) stands in a column of definitions as it is written. Comments are kept there alone. The end
of --out decides between XLSX and CSV.`),
		Example: "  zhijian lexicon export our-rules/ --out our-rules.xlsx\n  zhijian lexicon import our-rules.xlsx --out our-rules/",
	}
	cmd.Flags().StringVar(&out, "out", "", a.say("写到 `FILE`（.xlsx 或 .csv）；不写则为 CSV，到标准输出", "write to `FILE` (.xlsx or .csv); where not given, CSV to standard output"))
	codes := []int{exitDone, exitUsage, exitFailed}
	return a.command(cmd, anyNumber(), codes, func(_ *cobra.Command, args []string) error { return a.export(args, out) })
}

// export writes the files of the paths as tables.
func (a *app) export(paths []string, out string) error {
	if len(paths) == 0 {
		paths = []string{builtinWord}
	}
	var sources []lexicon.Source
	for _, path := range paths {
		read, err := readLayer(path, 0)
		if err != nil {
			return usage(a.errorf("读不了词库: %w", "cannot read the lexicon: %w", err))
		}
		sources = append(sources, read...)
	}
	sheets, err := sheet.Export(sources)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	switch ext := strings.ToLower(filepath.Ext(out)); {
	case out == "" || ext == ".csv":
		err = sheet.WriteCSV(&text, sheets)
	case ext == ".xlsx":
		err = sheet.WriteXLSX(&text, sheets)
	default:
		return usage(a.errorf("--out %q 的扩展名应为 .xlsx 或 .csv", "--out %q is to end in .xlsx or .csv", out))
	}
	if err != nil {
		return err
	}
	if out == "" {
		_, err = a.out.Write(text.Bytes())
		return err
	}
	return renameio.WriteFile(out, text.Bytes(), 0o644)
}
