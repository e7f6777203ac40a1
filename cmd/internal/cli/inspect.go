package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"zhijian/audit/redact"
	"zhijian/audit/report"
	"zhijian/transcripts"
)

func newInspectCmd(a *app) *cobra.Command {
	var (
		f        corpusFlags
		examples int
		asJSON   bool
	)
	cmd := &cobra.Command{
		Use:   "inspect PATH…",
		Short: a.say("看看文件被当作什么读：格式、列、角色、时间、读不了的", "see what files are taken for: format, columns, roles, times, what cannot be read"),
	}
	f.add(cmd, a.language)
	cmd.Flags().IntVar(&examples, "examples", 1, a.say("每个来源显示前 `N` 通会话与前 N 条读不了的记录", "show the first `N` sessions and rejects of each source"))
	cmd.Flags().BoolVar(&asJSON, "json", false, a.say("输出 JSON，不含会话内容", "write JSON, without what was said"))
	codes := []int{exitDone, exitUsage, exitRejected, exitFailed, exitInterrupted}
	return a.command(cmd, oneOrMore(), codes, func(cmd *cobra.Command, args []string) error {
		if examples < 0 {
			return usage(a.errorf("--examples %d: 不能为负", "--examples %d: must not be negative", examples))
		}
		options, err := f.options(cmd.Context(), a, args, a.in)
		if err != nil {
			return err
		}
		found, err := transcripts.Inspect(cmd.Context(), args, options, examples)
		if err != nil {
			return openError(err)
		}
		if asJSON {
			err = writeInspection(a.out, found)
		} else {
			err = a.printInspection(found)
		}
		if err != nil {
			return err
		}
		return a.rejection(rejectsIn(found), "")
	})
}

// rejectsIn counts records and sources that could not be read.
func rejectsIn(found *transcripts.Inspection) int {
	n := int64(0)
	for i := range found.Reports {
		n += found.Reports[i].Counts.Rejected + found.Reports[i].Counts.Broken
	}
	return int(n)
}

func writeInspection(w io.Writer, found *transcripts.Inspection) error {
	passed := make([]report.PassedOver, 0, len(found.Passed))
	for _, p := range found.Passed {
		passed = append(passed, report.PassedOver{File: p.Name, Why: p.Reason})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		Sources    []transcripts.Report `json:"sources"`
		PassedOver []report.PassedOver  `json:"passed_over"`
	}{found.Reports, passed})
}

func (a *app) printInspection(found *transcripts.Inspection) error {
	why, err := a.reasons()
	if err != nil {
		return err
	}
	p := &inspectionPrinter{app: a, mask: redact.New().Mask}
	for i := range found.Reports {
		p.report(&found.Reports[i])
	}
	for _, passed := range found.Passed {
		p.line(passed.Name)
		p.line(a.say("  已略过：%s", "  passed over: %s"), why(passed.Reason))
	}
	_, err = io.WriteString(a.out, p.text.String())
	return err
}

// inspectionPrinter words reports on sources.
type inspectionPrinter struct {
	*app
	text strings.Builder
	mask func(string) string
}

func (p *inspectionPrinter) line(format string, args ...any) {
	fmt.Fprintf(&p.text, format+"\n", args...)
}

func (p *inspectionPrinter) report(r *transcripts.Report) {
	p.line("%s", r.Source)
	if r.Format != "" {
		p.line(p.say("  格式 %s（%s；%s），字符集 %s", "  format %s (%s; %s), character set %s"), r.Format, r.Title, r.Why, r.Encoding)
	}
	for _, c := range r.Columns {
		p.line("    %s ← %s", c.Field, c.Header)
	}
	n := r.Counts
	p.line(p.say("  记录 %d：可用 %d，读不了 %d，略去 %d%s", "  records %d: good %d, rejected %d, skipped %d%s"), n.Records, n.Accepted, n.Rejected, n.Skipped, skips(n.Skips))
	p.line(p.say("  会话 %d %s", "  sessions %d %s"), n.Sessions, tallies(r.Channels))
	p.line(p.say("  句子 %d（有时间 %d） %s", "  turns %d (timed %d) %s"), n.Turns, r.Timed, tallies(r.Roles))
	p.line(p.say("  客服 %d", "  agents %d"), r.Agents)
	if !r.From.IsZero() {
		p.line(p.say("  时间 %s 至 %s，时区 %s", "  from %s to %s, zones %s"), r.From.Format(time.RFC3339), r.To.Format(time.RFC3339), tallies(r.Zones))
	}
	for _, g := range r.Guesses {
		p.line(p.say("  角色由 %s 推断：%d 通，其中 %d 通足够确定（置信度 %.2f 至 %.2f）", "  roles guessed by %s: %d sessions, of which %d surely enough (confidence %.2f to %.2f)"),
			g.Source, g.Sessions, g.Used, g.Least, g.Most)
	}
	for i := range r.Rejects {
		p.line("  ✗ %s", p.describeReject(&r.Rejects[i]))
	}
	for _, s := range r.First {
		p.session(s)
	}
}

func (p *inspectionPrinter) session(s *transcripts.Session) {
	p.line(p.say("  例：%s，客服 %s", "  example: %s, agent %s"), s.ID, s.Agent.ID)
	for i := range s.Turns {
		p.line("  %s", p.utterance(i, &s.Turns[i], p.mask))
	}
}

func tallies(list []transcripts.Tally) string {
	parts := make([]string, 0, len(list))
	for _, t := range list {
		parts = append(parts, fmt.Sprintf("%s %d", t.Name, t.Count))
	}
	return strings.Join(parts, " ")
}

// skips lists why records were left out, in brackets.
func skips(list []transcripts.SkipCount) string {
	parts := make([]string, 0, len(list))
	for _, s := range list {
		parts = append(parts, fmt.Sprintf("%s %d", s.Reason, s.Count))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, " ") + ")"
}
