package cli

import (
	"cmp"
	"context"
	"slices"

	"github.com/spf13/cobra"

	"zhijian/audit"
	"zhijian/lexicon"
	"zhijian/lexicon/annotate"
	"zhijian/lexicon/check"
	"zhijian/transcripts"
)

// lexiconTestFlags are the flags of lexicon test as they were given.
type lexiconTestFlags struct {
	lexicon  lexiconFlags
	corpus   corpusFlags
	rules    ruleFilter
	diff     bool
	coverage bool
	suggest  bool
	mutants  bool
	format   string
}

func newLexiconTestCmd(a *app) *cobra.Command {
	f := &lexiconTestFlags{}
	cmd := &cobra.Command{
		Use:   "test [SESSIONS…]",
		Short: a.say("运行规则旁的正例与反例，以及标准会话", "run the examples that stand beside the rules, and golden sessions"),
		Long: a.say(
			`运行每条规则旁的例子：hit 下的都应命中，suspect 下的都只应算疑似，miss 下的都不应命中；ordinary 下的日常对话，
任何用语规则都不应命中。默认关闭的规则也一并运行。命名条件旁的例子同样运行：hit 下的应成立，miss 下的应不成立。
SESSIONS 是带 expect 字段的会话记录（JSONL）：expect 列出的都应命中，此外不应有别的命中。不符的逐条列出，带位置。`,
			`Runs the examples beside every rule: those under hit must hit, those under suspect must be suspects, those under miss
must come to nothing; ordinary dialogues must come to nothing by any rule about wording. Rules that are off by default
run too, and so do those beside named conditions, which must hold under hit and not under miss. SESSIONS are session records (JSONL) with an expect field: what it lists must be found, and nothing
else. Each that comes out otherwise is listed with its place.`),
		Example: "  zhijian lexicon test\n  zhijian lexicon test --lexicon our-rules/ --run our. --diff\n  zhijian lexicon test --lexicon our-rules/ golden/*.jsonl --format junit > junit.xml",
	}
	flags := cmd.Flags()
	f.lexicon.add(flags, a.language)
	f.corpus.add(cmd, a.language)
	f.rules.add(flags, "run", a.language)
	flags.BoolVar(&f.diff, "diff", false, a.say("不符的例子附上对话与规则的说明", "show the dialogue of what came out otherwise, and what the rule says of it"))
	flags.BoolVar(&f.coverage, "coverage", false, a.say("列出没有例子用到的短语、词和例外", "list the patterns, words and exceptions that no example makes use of"))
	flags.BoolVar(&f.suggest, "suggest", false, a.say("与 --coverage 同用：各附一句只有它命中的话，供改写成例子", "with --coverage: for each a sentence that it alone matches, to be turned into an example"))
	flags.BoolVar(&f.mutants, "mutants", false, a.say("逐处改坏规则，列出没有例子察觉的改动，各附一句可补的例子", "change rules for the worse, part by part; list the changes that no example notices, each with a sentence that would"))
	flags.StringVar(&f.format, "format", string(annotate.Text), a.say("输出形式 `text|junit|github|gitlab|sarif|json`", "form of output, `text|junit|github|gitlab|sarif|json`"))
	suggest(cmd, "format", annotationForms()...)
	codes := []int{exitDone, exitThreshold, exitUsage, exitRejected, exitFailed, exitInterrupted}
	return a.command(cmd, anyNumber(), codes, func(cmd *cobra.Command, args []string) error {
		if err := checkAnnotationForm(f.format, a.language); err != nil {
			return err
		}
		if f.format != string(annotate.Text) && (f.diff || f.coverage || f.mutants) {
			return usage(a.errorf("--diff、--coverage 和 --mutants 只用于文字输出", "--diff, --coverage and --mutants go with text only"))
		}
		if f.suggest && !f.coverage {
			return usage(a.errorf("--suggest 须与 --coverage 同用", "--suggest goes with --coverage"))
		}
		return a.testLexicon(cmd.Context(), f, args)
	})
}

// testLexicon runs the examples and the golden sessions and reports on them.
func (a *app) testLexicon(ctx context.Context, f *lexiconTestFlags, sessions []string) error {
	set, err := f.lexicon.loadWhole(a.language)
	if err != nil {
		return err
	}
	whole := withOff(set)
	auditor, err := audit.Compile(withConditions(whole))
	if err != nil {
		return err
	}
	run := &lexiconTest{app: a, set: whole, auditor: auditor, outcomes: check.Examples(auditor, f.rules.wants)}
	run.outcomes = append(run.outcomes, check.Ordinary(run.set, auditor, f.rules.wants)...)
	if len(sessions) > 0 {
		// Golden sessions are judged as audits judge: without the rules that are off.
		inForce, err := audit.Compile(set)
		if err != nil {
			return err
		}
		if err := run.golden(ctx, inForce, f, sessions); err != nil {
			return err
		}
	}
	if len(run.outcomes)+len(run.verdicts) == 0 && !f.coverage && !f.mutants {
		return usage(a.errorf("没有可运行的例子", "there is no example to run"))
	}
	return run.report(f)
}

// withOff adds the rules that are off by default, since their examples are to hold as well.
func withOff(set *lexicon.Set) *lexicon.Set {
	if len(set.Off) == 0 {
		return set
	}
	out := *set
	out.Rules = slices.Concat(set.Rules, set.Off)
	slices.SortFunc(out.Rules, func(x, y *lexicon.Rule) int { return cmp.Compare(x.ID, y.ID) })
	return &out
}

// withConditions adds a rule for each named condition that has examples, since these are to hold as well.
func withConditions(set *lexicon.Set) *lexicon.Set {
	out := *set
	out.Rules = slices.Concat(set.Rules, set.ConditionRules())
	return &out
}

// lexiconTest is one run of lexicon test.
type lexiconTest struct {
	*app
	set      *lexicon.Set   // with the rules that are off
	auditor  *audit.Auditor // of the set and its conditions
	outcomes []check.Outcome
	verdicts []check.Verdict
	rejected int
}

// golden judges the sessions that say what is expected of them; one that does not say is a mistake.
func (t *lexiconTest) golden(ctx context.Context, auditor *audit.Auditor, f *lexiconTestFlags, paths []string) error {
	corpus, err := f.corpus.open(ctx, t.app, paths, t.in)
	if err != nil {
		return err
	}
	t.rejected, err = t.readAll(ctx, corpus, func(s *transcripts.Session) error {
		if s.Expect == nil {
			return usage(t.errorf("%s 第 %d 条记录 %q 没有 expect 字段", "%s, record %d: session %q has no expect field", s.Source.Name, s.Source.Record, s.ID))
		}
		t.verdicts = append(t.verdicts, check.Golden(auditor, s, f.rules.wants))
		return nil
	})
	return err
}
