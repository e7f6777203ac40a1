package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"zhijian/lexicon"
)

// The exit codes, as docs/exit-codes.md promises them.
const (
	exitDone        = 0   // done, and within thresholds
	exitThreshold   = 1   // done, but a threshold was passed or a check failed
	exitUsage       = 2   // wrong usage, configuration or lexicon
	exitRejected    = 3   // done, but some input could not be read
	exitFailed      = 4   // could not finish
	exitInterrupted = 130 // stopped by a signal
)

// exitCode is the one place where errors become exit codes. Where several apply, the graver one wins; a passed
// threshold outranks rejected input, since a script may put up with the latter.
func exitCode(err error) int {
	var (
		wrong     *usageError
		problems  lexicon.Problems
		threshold *thresholdError
		rejected  *rejectedError
	)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &wrong), errors.As(err, &problems), isFlagError(err):
		return exitUsage
	case failedOtherwise(err):
		return exitFailed
	case errors.As(err, &threshold):
		return exitThreshold
	case errors.As(err, &rejected):
		return exitRejected
	}
	return exitFailed
}

// failedOtherwise says whether joined errors hold one that is neither a threshold nor rejected input.
func failedOtherwise(err error) bool {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		var (
			threshold *thresholdError
			rejected  *rejectedError
		)
		return !errors.As(err, &threshold) && !errors.As(err, &rejected)
	}
	for _, e := range joined.Unwrap() {
		if failedOtherwise(e) {
			return true
		}
	}
	return false
}

// usageError is a mistake in what the user asked for.
type usageError struct{ cause error }

func (e *usageError) Error() string { return e.cause.Error() }
func (e *usageError) Unwrap() error { return e.cause }

func usage(cause error) error { return &usageError{cause} }

// thresholdError says that the work is done but its outcome is not good enough.
type thresholdError struct{ message string }

func (e *thresholdError) Error() string { return e.message }

// rejectedError says that the work is done but some input was set aside.
type rejectedError struct{ message string }

func (e *rejectedError) Error() string { return e.message }

func isFlagError(err error) bool {
	var (
		unknown *pflag.NotExistError
		value   *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
	)
	return errors.As(err, &unknown) || errors.As(err, &value) || errors.As(err, &invalid) || errors.As(err, &syntax)
}

// describeCodes lists exit codes for the help of a command.
func (l language) describeCodes(codes ...int) string {
	lines := make([]string, 0, len(codes))
	for _, code := range codes {
		lines = append(lines, fmt.Sprintf("  %-4d %s", code, l.describeCode(code)))
	}
	return strings.Join(lines, "\n")
}

func (l language) describeCode(code int) string {
	switch code {
	case exitDone:
		return l.say("完成，未超出阈值", "done, within thresholds")
	case exitThreshold:
		return l.say("完成，但超出了阈值或检查未通过", "done, but a threshold was passed or a check failed")
	case exitUsage:
		return l.say("用法、配置或词库有误", "wrong usage, configuration or lexicon")
	case exitRejected:
		return l.say("完成，但有输入读不了（已列出并隔离）", "done, but some input could not be read (listed, kept aside)")
	case exitFailed:
		return l.say("未能完成", "could not finish")
	case exitInterrupted:
		return l.say("被中断", "interrupted")
	}
	return ""
}
