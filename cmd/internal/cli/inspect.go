package cli

import (
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"zhijian/audit/report"
	"zhijian/transcripts"
)

func newInspectCmd(a *app) *cobra.Command {
	var (
		f        corpusFlags
		mask     maskFlags
		examples int
		asJSON   bool
	)
	cmd := &cobra.Command{
		Use:   "inspect PATH…",
		Short: a.say("看看文件被当作什么读：格式、列、角色、时间、读不了的", "see what files are taken for: format, columns, roles, times, what cannot be read"),
	}
	f.add(cmd, a.language)
	mask.add(cmd.Flags(), a.language)
	cmd.Flags().IntVar(&examples, "examples", 1, a.say("每个来源显示前 `N` 通会话与前 N 条读不了的记录", "show the first `N` sessions and rejects of each source"))
	cmd.Flags().BoolVar(&asJSON, "json", false, a.say("输出 JSON，不含会话内容", "write JSON, without what was said"))
	codes := []int{exitDone, exitUsage, exitRejected, exitFailed, exitInterrupted}
	return a.command(cmd, oneOrMore(), codes, func(cmd *cobra.Command, args []string) error {
		if examples < 0 {
			return usage(a.errorf("--examples %d: 不能为负", "--examples %d: must not be negative", examples))
		}
		masker, err := mask.masker(a.language)
		if err != nil {
			return err
		}
		options, err := f.options(cmd.Context(), a, args, a.in)
		if err != nil {
			return err
		}
		found, err := transcripts.Inspect(cmd.Context(), args, options, examples)
		if err != nil {
			return openError(a.faults(err))
		}
		if asJSON {
			err = writeInspection(a.out, found)
		} else {
			err = a.printInspection(found, masker.Mask)
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

func (a *app) printInspection(found *transcripts.Inspection, mask func(string) string) error {
	why, err := a.reasons()
	if err != nil {
		return err
	}
	p := &inspectionPrinter{app: a, mask: mask}
	for i := range found.Reports {
		p.report(&found.Reports[i])
	}
	p.passed(found.Passed, why)
	_, err = io.WriteString(a.out, p.text.String())
	return err
}
