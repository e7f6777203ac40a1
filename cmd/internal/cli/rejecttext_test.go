package cli

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"zhijian/transcripts"
)

// Every code of a reject has a Chinese sentence that uses all its arguments, and there is no sentence without a code.
func TestRejectSentencesAreComplete(t *testing.T) {
	codes, arguments := transcripts.RejectCodes()
	for i, code := range codes {
		sentence, ok := chineseRejects()[code]
		if !ok {
			t.Errorf("code %q has no Chinese sentence", code)
			continue
		}
		for n := range arguments[i] {
			if hole := fmt.Sprintf("{%d}", n); !strings.Contains(sentence, hole) {
				t.Errorf("the sentence of %q lacks %s: %s", code, hole, sentence)
			}
		}
		if hole := fmt.Sprintf("{%d}", arguments[i]); strings.Contains(sentence, hole) {
			t.Errorf("the sentence of %q has %s, which is never given: %s", code, hole, sentence)
		}
	}
	for code := range chineseRejects() {
		if !slices.Contains(codes, code) {
			t.Errorf("there is no code %q", code)
		}
	}
}

func TestDescribeReject(t *testing.T) {
	r := &transcripts.Reject{Source: "a.jsonl", Record: 3, Column: 14, Code: transcripts.CodeMissing, Args: []string{"session_id"}}
	if got, want := chinese.describeReject(r), "a.jsonl:3:14: 缺少 session_id"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := english.describeReject(r), "a.jsonl:3:14: session_id is missing"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
