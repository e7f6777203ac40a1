package report

import (
	"bytes"
	"errors"
	"io"
	"testing"
)

// A page shows dialogues, so it is not made without a masker unless personal data may show.
func TestPageNeedsAMasker(t *testing.T) {
	if _, err := New(HTML, io.Discard, Options{}); !errors.Is(err, errNoMask) {
		t.Errorf("error %v, want %v", err, errNoMask)
	}
	if _, err := New(HTML, io.Discard, Options{Reveal: true}); err != nil {
		t.Error(err)
	}
}

func TestPageMasksDialoguesAndAttributes(t *testing.T) {
	r := fixtureResults()[0]
	r.Session.Turns = say("我的电话13800138000", "好的")
	r.Session.Attributes = map[string]string{"buyer": "13900139000"}
	for reveal, want := range map[bool]bool{true: true, false: false} {
		var out bytes.Buffer
		w, err := New(HTML, &out, Options{Mask: starDigits, Reveal: reveal, Rules: fixtureRules})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(w.Result(r), w.Close(NewSummary("zhijian test"))); err != nil {
			t.Fatal(err)
		}
		for _, number := range []string{"13800138000", "13900139000"} {
			if got := bytes.Contains(out.Bytes(), []byte(number)); got != want {
				t.Errorf("reveal %v: the page holds %s: %v", reveal, number, got)
			}
		}
	}
}
