package cli

import (
	"bytes"
	"testing"
	"time"
)

func TestProgressLine(t *testing.T) {
	tests := []struct {
		name string
		lang language
		done float64
		want string
	}{
		{"size unknown", chinese, -1, "已质检 12,000 通，每秒 3,000 通"},
		{"a quarter is read", chinese, 0.25, "已质检 12,000 通，每秒 3,000 通，25%，约剩 12s"},
		{"in English", english, 0.25, "12,000 sessions, 3,000 a second, 25%, about 12s left"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &progress{lang: tt.lang, done: func() float64 { return tt.done }}
			p.sessions.Store(12000)
			if got := p.line(4 * time.Second); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Where the error stream is no terminal nothing is shown, and ending it does not block.
func TestProgressIsQuietWithoutTerminal(t *testing.T) {
	var errs bytes.Buffer
	a := &app{process: &process{err: &errs}, language: chinese}
	p := a.startProgress(func() float64 { return 0.5 })
	p.session()
	p.end()
	if errs.Len() > 0 {
		t.Errorf("the error stream holds %q", &errs)
	}
}
