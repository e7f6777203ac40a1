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
		all  int64
		want string
	}{
		{"size unknown", chinese, 0, "已质检 12,000 通，每秒 3,000 通"},
		{"a quarter is read", chinese, 400, "已质检 12,000 通，每秒 3,000 通，25%，约剩 12s"},
		{"in English", english, 400, "12,000 sessions, 3,000 a second, 25%, about 12s left"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &progress{lang: tt.lang, read: func() (int64, int64) { return 100, tt.all }}
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
	p := a.startProgress(func() (int64, int64) { return 1, 2 })
	p.session()
	p.end()
	if errs.Len() > 0 {
		t.Errorf("the error stream holds %q", &errs)
	}
}
