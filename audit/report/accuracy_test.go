package report

import (
	"bytes"
	"testing"

	"zhijian/audit/accuracy"
)

// measured is a small set: a good rule, a poor one, one that is only labelled and one that only a suspect hints at.
func measured() *accuracy.Measure {
	good := accuracy.Score{Name: "platform.threat", Session: accuracy.Count{Hits: 9, False: 1}, Turn: accuracy.Count{Hits: 11, False: 1, Missed: 1}}
	poor := accuracy.Score{Name: "language.curt", Session: accuracy.Count{Hits: 1, False: 3, Missed: 2}, Turn: accuracy.Count{Hits: 1, False: 4, Missed: 3}}
	unseen := accuracy.Score{Name: "language.hail", Session: accuracy.Count{Missed: 2, Hinted: 1}, Turn: accuracy.Count{Missed: 2, Hinted: 1}}
	idle := accuracy.Score{Name: "language.filler", Session: accuracy.Count{Idle: 4}, Turn: accuracy.Count{Idle: 5}}
	return &accuracy.Measure{
		Sessions: accuracy.Sessions{Labelled: 20, Clean: 8, Alarmed: 2, Hinted: 3},
		Rules:    []accuracy.Score{poor, idle, unseen, good},
		Groups: []accuracy.Score{
			{Name: "language", Session: accuracy.Count{Hits: 1, False: 3, Missed: 4, Hinted: 1, Idle: 4}, Turn: accuracy.Count{Hits: 1, False: 4, Missed: 5, Hinted: 1, Idle: 5}},
			{Name: "platform", Session: good.Session, Turn: good.Turn},
		},
		All: accuracy.Score{Name: "all", Session: accuracy.Count{Hits: 10, False: 4, Missed: 4, Hinted: 1, Idle: 4}, Turn: accuracy.Count{Hits: 12, False: 5, Missed: 6, Hinted: 1, Idle: 5}},
	}
}

func TestAccuracy(t *testing.T) {
	for _, tt := range []struct {
		file string
		o    Options
	}{
		{"accuracy.txt", Options{}},
		{"accuracy-80.txt", Options{Width: 80}},
		{"accuracy-en.txt", Options{Lang: "en"}},
		{"accuracy-color.txt", Options{Color: true}},
	} {
		t.Run(tt.file, func(t *testing.T) {
			var out bytes.Buffer
			if err := Accuracy(&out, measured(), tt.o); err != nil {
				t.Fatal(err)
			}
			golden(t, tt.file, out.Bytes())
		})
	}
}

// A measure of nothing is a line that says so, not a crash.
func TestAccuracyOfNothing(t *testing.T) {
	var out bytes.Buffer
	if err := Accuracy(&out, accuracy.NewMeter().Measure(), Options{}); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "0 通有标注的会话，其中 0 通干净：0 通被误报，0 通有疑似；另有 0 通没有标注，不计。\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
