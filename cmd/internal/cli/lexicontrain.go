package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
	"github.com/spf13/cobra"

	"zhijian/audit"
	"zhijian/lexicon"
)

func newLexiconTrainCmd(a *app) *cobra.Command {
	var (
		noBuiltin bool
		check     bool
	)
	cmd := &cobra.Command{
		Use:   "train FOLDER",
		Short: a.say("由例子学出 resembles 用的模型", "learn from the examples what resembles asks for"),
		Long: a.say(
			`规则里写了 resembles 的，由例子学出一个分类器，写到词库文件夹 FOLDER 里的 `+lexicon.ModelName+`。
不运行本命令也能用：没有模型，或例子改过之后，每次启动会现学，几千个例子约要一秒；只改短语不必重学。同样的例子总得出同样的文件。`,
			`Fits a classifier to the examples of the rules that use resembles, and writes it to `+lexicon.ModelName+` in the
lexicon folder FOLDER. Everything works without it too: where the model is missing, or the examples have changed since,
it is learnt anew at every start, which takes about a second for a few
thousand examples; patterns can change without it. The same examples always give the same file.`),
		Example: "  zhijian lexicon train our-rules/\n  zhijian lexicon train our-rules/ --check",
	}
	cmd.Flags().BoolVar(&noBuiltin, "no-builtin", false, a.say("不垫内置词库", "leave out the built-in lexicon below it"))
	cmd.Flags().BoolVar(&check, "check", false, a.say("只检查模型是否与例子相符，不写", "only check that the model fits the examples, write nothing"))
	return a.command(cmd, exactly(1), []int{exitDone, exitThreshold, exitUsage, exitFailed}, func(_ *cobra.Command, args []string) error {
		return a.trainLexicon(args[0], noBuiltin, check)
	})
}

// trainLexicon fits the classes of the lexicon in the folder and writes them beside it.
func (a *app) trainLexicon(folder string, noBuiltin, check bool) error {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return usage(a.errorf("%s 不是文件夹", "%s is no folder", folder))
	}
	flags := lexiconFlags{paths: []string{folder}, noBuiltin: noBuiltin}
	set, err := flags.loadWhole(a.language)
	if err != nil {
		return err
	}
	top := set.Layers[len(set.Layers)-1]
	target := filepath.Join(folder, lexicon.ModelName)
	if check {
		if top.Model == nil && set.AsksLikeness(top.Number) {
			return &thresholdError{a.say(target+" 与例子不符，请运行 zhijian lexicon train "+folder, target+" does not fit the examples; run zhijian lexicon train "+folder)}
		}
		return nil
	}
	model, classes, err := audit.Fit(set, top.Number)
	if err != nil {
		return err
	}
	if classes == 0 {
		return usage(a.errorf("%s 里没有规则用到 resembles", "no rule in %s uses resembles", folder))
	}
	if err := renameio.WriteFile(target, lexicon.FramedModel(top.Digest, model), 0o644); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, a.say("%s：学了 %d 条规则的例子\n", "%s: learnt the examples of %d rules\n"), target, classes)
	return err
}
