package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"zhijian/audit"
	"zhijian/audit/baseline"
	"zhijian/audit/report/message"
	"zhijian/transcripts"
)

// explainFlags are the flags of explain as they were given.
type explainFlags struct {
	lexicon lexiconFlags
	corpus  corpusFlags
	rules   ruleFilter
	from    []string
	mask    maskFlags
}

func newExplainCmd(a *app) *cobra.Command {
	f := &explainFlags{}
	cmd := &cobra.Command{
		Use:   "explain SESSION --from PATH",
		Short: a.say("说明规则为何命中、为何没有命中", "say why rules hit a session, or why they did not"),
		Long: a.say("在对话原文上逐条说明：命中在哪里；没有命中的，哪一处用语最接近，又是被哪个条件挡下。用于申诉与调词库。",
			"Tells for each rule where it hit; and where it did not, which wording came closest and which condition stood in its\nway. For appeals, and for work on lexicons."),
		Example: "  zhijian explain c-1001 --from transcripts/ --rule platform.invoice-refusal",
	}
	flags := cmd.Flags()
	f.lexicon.add(flags, a.language)
	f.corpus.add(cmd, a.language)
	f.rules.add(flags, "rule", a.language)
	f.mask.add(flags, a.language)
	flags.StringSliceVar(&f.from, "from", nil, a.say("在 `PATH` 中找这通会话，可重复", "look for the session in `PATH`, repeatable"))
	codes := []int{exitDone, exitUsage, exitFailed, exitInterrupted}
	return a.command(cmd, exactly(1), codes, func(cmd *cobra.Command, args []string) error {
		if len(f.from) == 0 {
			return usage(a.errorf("请用 --from PATH 指明会话所在的文件", "say with --from PATH where the session is"))
		}
		return a.explain(cmd.Context(), f, args[0])
	})
}

// errFound ends the search for a session.
var errFound = errors.New("found")

// explain prints the session and, below it, what the rules say of it.
func (a *app) explain(ctx context.Context, f *explainFlags, id string) error {
	masker, err := f.mask.masker(a.language)
	if err != nil {
		return err
	}
	set, err := f.lexicon.loadRules(a.language)
	if err != nil {
		return err
	}
	auditor, err := audit.Compile(set)
	if err != nil {
		return err
	}
	auditor.Mask(masker)
	session, err := a.findSession(ctx, f, id)
	if err != nil {
		return err
	}
	why, err := a.reasons()
	if err != nil {
		return err
	}
	x := &explainer{app: a, session: session, masker: masker, why: why, allowed: baseline.Allowed(set, time.Now())}
	if err := printDialogue(a.out, a.language, session, x.masker.Mask); err != nil {
		return err
	}
	return x.printRules(auditor, &f.rules)
}

// printRules prints what every wanted rule says of the session. A rule that neither hit nor was kept from being judged is
// passed over unless the rules were picked.
func (x *explainer) printRules(auditor *audit.Auditor, wanted *ruleFilter) error {
	a, picked := x.app, len(wanted.prefixes) > 0
	explained := 0
	for _, rule := range auditor.Rules() {
		if !wanted.wants(rule.ID) {
			continue
		}
		e := auditor.Explain(x.session, rule.ID)
		if !picked && len(e.Findings) == 0 && e.NotEvaluated == "" {
			continue
		}
		explained++
		if _, err := fmt.Fprintln(a.out, x.describe(e)); err != nil {
			return err
		}
	}
	switch {
	case explained > 0:
		return nil
	case picked:
		return usage(a.errorf("词库里没有编号以 %s 开头的规则", "the lexicon has no rule whose id starts with %s", strings.Join(wanted.prefixes, ", ")))
	}
	_, err := fmt.Fprintln(a.out, a.say("没有规则命中", "no rule hit"))
	return err
}

// reasons words the codes of what could not be evaluated or read, as reports do.
func (a *app) reasons() (func(code string) string, error) {
	catalogue, err := message.For(string(a.language))
	if err != nil {
		return nil, err
	}
	return func(code string) string { return catalogue.TextOr("why."+code, code) }, nil
}

// findSession looks for the session with the id; the first one in the order of sources.
func (a *app) findSession(ctx context.Context, f *explainFlags, id string) (*transcripts.Session, error) {
	corpus, err := f.corpus.open(ctx, a, f.from, a.in)
	if err != nil {
		return nil, err
	}
	var session *transcripts.Session
	_, err = a.readAll(ctx, corpus, func(s *transcripts.Session) error {
		if s.ID == id {
			session = s
			return errFound
		}
		return nil
	})
	switch {
	case err != nil && !errors.Is(err, errFound):
		return nil, err
	case session == nil:
		return nil, usage(a.errorf("没有编号为 %q 的会话", "there is no session %q", id))
	}
	return session, nil
}

func printDialogue(w io.Writer, lang language, s *transcripts.Session, mask func(string) string) error {
	for i := range s.Turns {
		if _, err := fmt.Fprintln(w, lang.utterance(i, &s.Turns[i], mask)); err != nil {
			return err
		}
	}
	return nil
}
