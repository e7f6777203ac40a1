package cli

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/spf13/pflag"

	"zhijian/lexicon"
)

func TestExitCode(t *testing.T) {
	threshold, rejected := &thresholdError{"threshold"}, &rejectedError{"rejected"}
	other := errors.New("the disk is full")
	tests := []struct {
		name string
		err  error
		want int
	}{
		{"nothing", nil, exitDone},
		{"threshold", threshold, exitThreshold},
		{"usage", usage(other), exitUsage},
		{"usage, wrapped", fmt.Errorf("audit: %w", usage(other)), exitUsage},
		{"lexicon", lexicon.Problems{{Message: "no title"}}, exitUsage},
		{"flag", &pflag.NotExistError{}, exitUsage},
		{"rejected", rejected, exitRejected},
		{"other", other, exitFailed},
		{"interrupted", fmt.Errorf("read: %w", context.Canceled), exitInterrupted},
		{"threshold outranks rejected", errors.Join(threshold, rejected), exitThreshold},
		{"failure outranks threshold", errors.Join(threshold, fmt.Errorf("write: %w", other), rejected), exitFailed},
		{"usage outranks failure", errors.Join(other, usage(other)), exitUsage},
		{"interruption outranks all", errors.Join(usage(other), other, context.Canceled), exitInterrupted},
		{"joined within joined", errors.Join(errors.Join(threshold), errors.Join(rejected)), exitThreshold},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := exitCode(tt.err); got != tt.want {
				t.Errorf("exitCode(%v) = %d, want %d", tt.err, got, tt.want)
			}
		})
	}
}

func TestEveryCodeIsDescribed(t *testing.T) {
	for _, code := range []int{exitDone, exitThreshold, exitUsage, exitRejected, exitFailed, exitInterrupted} {
		for _, lang := range []language{chinese, english} {
			if lang.describeCode(code) == "" {
				t.Errorf("code %d has no words in %s", code, lang)
			}
		}
	}
}
