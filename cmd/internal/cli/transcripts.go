package cli

import (
	"bufio"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"zhijian/transcripts"
)

func newTranscriptsCmd(a *app) *cobra.Command {
	return newGroupCmd(a, "transcripts", a.say("检查与转换会话记录", "look into transcripts and convert them"),
		newConvertCmd(a), newInspectCmd(a), newValidateCmd(a))
}

func newConvertCmd(a *app) *cobra.Command {
	f := &corpusFlags{}
	cmd := &cobra.Command{
		Use:   "convert PATH…",
		Short: a.say("转换为原生 JSONL，写到标准输出", "convert to native JSONL on standard output"),
		Long: a.say("读取任何支持的格式，逐通写成原生 JSONL（每行一通会话）。不遮盖个人信息。读不了的记录列在标准错误。",
			"Reads any form of transcript and writes native JSONL, one session a line. Personal data is not masked. Records that\ncannot be read are listed on standard error."),
	}
	f.add(cmd, a.language)
	codes := []int{exitDone, exitUsage, exitRejected, exitFailed, exitInterrupted}
	return a.command(cmd, oneOrMore(), codes, func(cmd *cobra.Command, args []string) error {
		corpus, err := f.open(cmd.Context(), a, args, a.in)
		if err != nil {
			return err
		}
		out := bufio.NewWriterSize(a.out, 1<<16)
		rejected, err := a.readAll(cmd.Context(), corpus, func(s *transcripts.Session) error {
			return transcripts.WriteNative(out, s)
		})
		if err != nil {
			return err
		}
		if err := out.Flush(); err != nil {
			return err
		}
		return a.rejection(rejected, "")
	})
}

func newValidateCmd(a *app) *cobra.Command {
	f := &corpusFlags{}
	cmd := &cobra.Command{
		Use:   "validate PATH…",
		Short: a.say("检查记录能否读取，列出读不了的", "check that records can be read, and list those that cannot"),
	}
	f.add(cmd, a.language)
	codes := []int{exitDone, exitUsage, exitRejected, exitFailed, exitInterrupted}
	return a.command(cmd, oneOrMore(), codes, func(cmd *cobra.Command, args []string) error {
		corpus, err := f.open(cmd.Context(), a, args, a.in)
		if err != nil {
			return err
		}
		rejected, err := a.readAll(cmd.Context(), corpus, func(*transcripts.Session) error { return nil })
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(a.out, a.countWords(corpus.Counts())); err != nil {
			return err
		}
		return a.rejection(rejected, "")
	})
}

// readAll passes every session of the corpus to keep, in order, and lists rejects on the error stream. It returns how
// many there were.
func (a *app) readAll(ctx context.Context, corpus *transcripts.Corpus, keep func(*transcripts.Session) error) (rejected int, err error) {
	for batch, err := range corpus.Batches(ctx) {
		if err != nil {
			return rejected, err
		}
		sessions, rejects := batch.Decode(nil)
		for i := range rejects {
			a.tell("%s", a.describeReject(&rejects[i]))
		}
		rejected += len(rejects)
		for _, s := range sessions {
			if err := keep(s); err != nil {
				return rejected, err
			}
		}
	}
	return rejected, nil
}

// rejection is the error that rejected records lead to; nil where there are none. file is where they are kept, if
// anywhere.
func (a *app) rejection(rejected int, file string) error {
	switch {
	case rejected == 0:
		return nil
	case file == "":
		return &rejectedError{fmt.Sprintf(a.say("%d 条记录读不了", "%d records could not be read"), rejected)}
	}
	return &rejectedError{fmt.Sprintf(a.say("%d 条记录读不了，见 %s", "%d records could not be read; see %s"), rejected, file)}
}
