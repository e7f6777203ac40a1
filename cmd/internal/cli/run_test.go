package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

const oneRule = `schema: zhijian/lexicon/v1
id: demo
title: 演示
rules:
  - {id: language.shout, title: 喝斥, kind: banned, severity: major, agent: [闭嘴], examples: {hit: [闭嘴], miss: [您好]}}
`

// testProcess is a process in an empty folder, with a lexicon of one rule in force.
func testProcess(t *testing.T, args ...string) (p *process, out, errs *bytes.Buffer) {
	t.Helper()
	lexicon := filepath.Join(t.TempDir(), "rules.yaml")
	if err := os.WriteFile(lexicon, []byte(oneRule), 0o600); err != nil {
		t.Fatal(err)
	}
	args = append(args, "--no-builtin", "--lexicon", lexicon)
	t.Chdir(t.TempDir())
	out, errs = &bytes.Buffer{}, &bytes.Buffer{}
	return &process{args: args, in: strings.NewReader(""), out: out, err: errs, workDir: ".", width: defaultWidth}, out, errs
}

const greeting = `{"session_id":"s-1","channel":"chat","agent":{"id":"a"},"turns":[{"role":"agent","text":"您好"}]}` + "\n"

// An interrupted run ends with 130 and leaves reports that stood before as they were.
func TestInterruption(t *testing.T) {
	p, out, errs := testProcess(t, "audit", "talks.jsonl", "--format", "json=report.json", "--format", "table")
	for name, text := range map[string]string{"talks.jsonl": greeting, "report.json": "old"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if code := run(ctx, p); code != exitInterrupted {
		t.Errorf("exit code %d, want %d: %s", code, exitInterrupted, errs)
	}
	if out.Len() > 0 {
		t.Errorf("standard output holds %q", out)
	}
	if got, want := errs.String(), "zhijian: 已中断\n"; got != want {
		t.Errorf("standard error holds %q, want %q", got, want)
	}
	if kept, err := os.ReadFile("report.json"); err != nil || string(kept) != "old" {
		t.Errorf("report.json holds %q (%v), want what it held before", kept, err)
	}
	left, err := filepath.Glob("*")
	if err != nil || len(left) != 2 {
		t.Errorf("the folder holds %v (%v), want the two files that were there", left, err)
	}
}

// A report that cannot be written ends the run with 4, and says which.
func TestUnwritableReport(t *testing.T) {
	p, _, errs := testProcess(t, "audit", "talks.jsonl", "--format", "json=no-such-folder/report.json")
	if err := os.WriteFile("talks.jsonl", []byte(greeting), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := run(t.Context(), p); code != exitFailed {
		t.Errorf("exit code %d, want %d", code, exitFailed)
	}
	if !strings.Contains(errs.String(), "no-such-folder/report.json") {
		t.Errorf("standard error does not name the file: %q", errs)
	}
}

// Standard input is a source like any other.
func TestStandardInput(t *testing.T) {
	p, out, errs := testProcess(t, "audit", "-", "--format", "jsonl")
	p.in = strings.NewReader(greeting)
	if code := run(t.Context(), p); code != exitDone {
		t.Errorf("exit code %d: %s", code, errs)
	}
	if !strings.HasPrefix(out.String(), `{"session_id":"s-1"`) || !strings.Contains(out.String(), `"source":{"file":"-","record":1}`) {
		t.Errorf("standard output holds %q", out)
	}
}

// A file with unmasked personal data is readable by its owner alone.
func TestRevealedReportIsPrivate(t *testing.T) {
	p, _, errs := testProcess(t, "audit", "talks.jsonl", "--format", "jsonl", "--out", "out.jsonl", "--reveal")
	if err := os.WriteFile("talks.jsonl", []byte(greeting), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := run(t.Context(), p); code != exitDone {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	info, err := os.Stat("out.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o600 {
		t.Errorf("out.jsonl has mode %v, want 0600", got)
	}
}

// A run that waits for standard input can be interrupted.
func TestInterruptionWhileWaiting(t *testing.T) {
	p, _, errs := testProcess(t, "audit", "-", "--format", "jsonl")
	silent, end := io.Pipe()
	defer func() { _ = end.Close() }()
	p.in = silent
	ctx, cancel := context.WithCancel(t.Context())
	code := make(chan int)
	go func() { code <- run(ctx, p) }()
	cancel()
	select {
	case got := <-code:
		if got != exitInterrupted {
			t.Errorf("exit code %d, want %d: %s", got, exitInterrupted, errs)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("still waiting for standard input")
	}
}

func TestCancelReaderPassesEverythingOn(t *testing.T) {
	text := strings.Repeat("一二三", stdinBuffer)
	for _, r := range []io.Reader{strings.NewReader(text), iotest.DataErrReader(strings.NewReader(text)), iotest.HalfReader(strings.NewReader(text))} {
		got, err := io.ReadAll(newCancelReader(t.Context(), r))
		if err != nil || string(got) != text {
			t.Errorf("%T: %d bytes (%v), want %d", r, len(got), err, len(text))
		}
	}
}
