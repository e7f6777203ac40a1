package cli

import (
	"fmt"
	"io"
	"strings"

	"zhijian/audit/redact"
	"zhijian/lexicon/annotate"
	"zhijian/lexicon/check"
	"zhijian/transcripts"
)

// report writes what the run came to; the error says how much of it is not as it should be.
func (t *lexiconTest) report(f *lexiconTestFlags) error {
	var err error
	switch annotate.Format(f.format) {
	case annotate.Text:
		err = t.writeText(f)
	case annotate.JUnit:
		err = annotate.WriteJUnit(t.out, "zhijian lexicon test", t.cases())
	default:
		err = annotate.Write(t.out, annotate.Format(f.format), t.annotator("lexicon test"), t.failureNotes())
	}
	switch {
	case err != nil:
		return err
	case t.failures() > 0:
		return &thresholdError{t.say("有例子不符", "examples came out otherwise than they should")}
	default:
		return t.rejection(t.rejected, "")
	}
}

func (t *lexiconTest) failures() int {
	n := 0
	for i := range t.outcomes {
		if !t.outcomes[i].OK() {
			n++
		}
	}
	for i := range t.verdicts {
		if !t.verdicts[i].OK() {
			n++
		}
	}
	return n
}

func (t *lexiconTest) writeText(f *lexiconTestFlags) error {
	rules := map[string]bool{}
	for i := range t.outcomes {
		o := &t.outcomes[i]
		rules[o.Rule.ID] = true
		if o.OK() {
			continue
		}
		if _, err := fmt.Fprintln(t.out, t.describeOutcome(o)); err != nil {
			return err
		}
		if f.diff {
			if err := t.explainExample(o); err != nil {
				return err
			}
		}
	}
	for i := range t.verdicts {
		if err := t.writeVerdict(&t.verdicts[i], f.diff); err != nil {
			return err
		}
	}
	if f.coverage {
		if err := t.writeCoverage(f); err != nil {
			return err
		}
	}
	if f.mutants {
		if err := t.writeMutants(t.set, f); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(t.out, t.say("%d 条规则，%d 个例子，%d 个不符\n", "%d rules, %d examples, %d came out otherwise\n"),
		len(rules), len(t.outcomes)+len(t.verdicts), t.failures())
	if err != nil {
		return err
	}
	return t.writeUntested()
}

// writeUntested tells how many examples only teach, and how many of them come out right by now and could be tested.
func (t *lexiconTest) writeUntested() error {
	untested, right := 0, 0
	for i := range t.outcomes {
		if o := &t.outcomes[i]; o.Example.Untested {
			untested++
			if o.Right() {
				right++
			}
		}
	}
	if untested == 0 {
		return nil
	}
	_, err := fmt.Fprintf(t.out, t.say("%d 个例子只学不测（untested），其中 %d 个已相符，可改为要测\n", "%d examples only teach (untested); %d of them come out right by now and could be tested\n"),
		untested, right)
	return err
}

// explainExample shows the dialogue of an example and what its rule says of it.
func (t *lexiconTest) explainExample(o *check.Outcome) error {
	session, err := check.Session(o.Rule, o.Example)
	if err != nil {
		return nil //nolint:nilerr // the example's line tells the error already
	}
	return t.explainRules(session, o.Rule.ID)
}

// explainRules shows a dialogue and what the rules say of it.
func (t *lexiconTest) explainRules(session *transcripts.Session, rules ...string) error {
	why, err := t.reasons()
	if err != nil {
		return err
	}
	x := &explainer{app: t.app, session: session, masker: redact.New(), why: why}
	if err := printDialogue(t.out, t.language, session, x.masker.Mask); err != nil {
		return err
	}
	for _, rule := range rules {
		e := t.auditor.Explain(session, rule)
		if e == nil {
			continue
		}
		if _, err := fmt.Fprintln(t.out, x.describe(e)); err != nil {
			return err
		}
	}
	return nil
}

func (t *lexiconTest) describeOutcome(o *check.Outcome) string {
	if t.language == english {
		return o.String()
	}
	return fmt.Sprintf("%s: %s: %s：%s", o.Example.Position, o.Rule.ID, t.verdict(o), strings.TrimSpace(o.Example.Source))
}

// verdict words what an example came to.
func (t *lexiconTest) verdict(o *check.Outcome) string {
	switch {
	case o.Problem != "":
		return o.Problem
	default:
		return fmt.Sprintf(t.say("应%s，却%s", "should be %s, is %s"), t.tier(o.Want), t.tier(o.Got))
	}
}

// tier words how certainly a rule finds something.
func (t *lexiconTest) tier(tier check.Tier) string {
	switch tier {
	case check.Hit:
		return t.say("命中", "a hit")
	case check.Suspect:
		return t.say("只算疑似", "only a suspect")
	default:
		return t.say("不命中", "a miss")
	}
}

// differences words what a golden session came to, a line each.
func (t *lexiconTest) differences(v *check.Verdict) (lines, rules []string) {
	for _, part := range []struct {
		list []transcripts.Expectation
		what string
	}{{v.Missing, t.say("应命中，却没有命中", "expected, not found")}, {v.Unexpected, t.say("命中了，却不在 expect 中", "found, not expected")}} {
		for _, e := range part.list {
			where := t.say("整通会话", "session")
			if e.Turn != transcripts.NoTurn {
				where = fmt.Sprintf(t.say("第 %d 句", "turn %d"), e.Turn)
			}
			lines = append(lines, fmt.Sprintf("%s, %s: %s", e.Rule, where, part.what))
			rules = append(rules, e.Rule)
		}
	}
	return lines, rules
}

func (t *lexiconTest) writeVerdict(v *check.Verdict, diff bool) error {
	lines, rules := t.differences(v)
	for _, line := range lines {
		if _, err := fmt.Fprintf(t.out, "%s:%d: %s: %s\n", v.Session.Source.Name, v.Session.Source.Record, v.Session.ID, line); err != nil {
			return err
		}
	}
	if !diff || len(rules) == 0 {
		return nil
	}
	return t.explainRules(v.Session, rules...)
}

// writeCoverage lists what no example makes use of, then how much of each rule is proven.
func (t *lexiconTest) writeCoverage(f *lexiconTestFlags) error {
	coverage, unproven := check.Cover(t.auditor, f.rules.wants)
	var trials []check.Trial
	if f.suggest {
		var err error
		if trials, err = check.Suggest(t.set, unproven, mutantTries); err != nil {
			return err
		}
	}
	var out strings.Builder
	for i := range unproven {
		u := &unproven[i]
		owner := u.Rule
		if u.Term != "" {
			owner = "<" + u.Term + ">"
		}
		fmt.Fprintf(&out, t.say("%s: %s: 没有例子用到 %s %s\n", "%s: %s: no example makes use of %s %s\n"), u.Pattern.Position, owner, u.Part, u.Pattern.Source)
		if f.suggest {
			out.WriteString(t.suggestion(&trials[i]))
		}
	}
	patterns, proven := 0, 0
	for _, c := range coverage {
		fmt.Fprintf(&out, "%s\t%d/%d\n", c.Rule, c.Proven, c.Patterns)
		patterns, proven = patterns+c.Patterns, proven+c.Proven
	}
	fmt.Fprintf(&out, t.say("例子用到 %d/%d 条短语\n", "examples make use of %d/%d patterns\n"), proven, patterns)
	_, err := io.WriteString(t.out, out.String())
	return err
}

// cases are the examples and sessions as test cases.
func (t *lexiconTest) cases() []annotate.Case {
	out := make([]annotate.Case, 0, len(t.outcomes)+len(t.verdicts))
	for i := range t.outcomes {
		o := &t.outcomes[i]
		c := annotate.Case{Class: o.Rule.ID, Name: strings.TrimSpace(o.Example.Source), File: o.Example.File, Line: o.Example.Line}
		if !o.OK() {
			c.Failure = t.verdict(o)
			c.Text = t.describeOutcome(o)
		}
		out = append(out, c)
	}
	for i := range t.verdicts {
		v := &t.verdicts[i]
		c := annotate.Case{Class: v.Session.Source.Name, Name: v.Session.ID, File: v.Session.Source.Name, Line: v.Session.Source.Record}
		if lines, _ := t.differences(v); len(lines) > 0 {
			c.Failure, c.Text = lines[0], strings.Join(lines, "\n")
		}
		out = append(out, c)
	}
	return out
}

// failureNotes are what came out otherwise, as annotations.
func (t *lexiconTest) failureNotes() []annotate.Note {
	var out []annotate.Note
	for i := range t.outcomes {
		if o := &t.outcomes[i]; !o.OK() {
			out = append(out, annotate.Note{
				File: o.Example.File, Line: o.Example.Line, Column: o.Example.Column, Level: annotate.Error, Code: o.Rule.ID,
				Message: fmt.Sprintf("%s: %s", t.verdict(o), strings.TrimSpace(o.Example.Source)),
			})
		}
	}
	for i := range t.verdicts {
		v := &t.verdicts[i]
		lines, rules := t.differences(v)
		for k, line := range lines {
			out = append(out, annotate.Note{
				File: v.Session.Source.Name, Line: v.Session.Source.Record, Column: 1, Level: annotate.Error, Code: rules[k],
				Message: v.Session.ID + ": " + line,
			})
		}
	}
	return out
}
