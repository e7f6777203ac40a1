package audit

import (
	"strings"
	"unicode/utf8"

	"zhijian/audit/match"
)

// runUnit is the text of several messages taken together. Between two of them stands a blank, which gaps may cross,
// since people break their sentences where they like.
type runUnit struct {
	text   string
	unit   match.Unit // of text, once it was matched by itself
	turns  []int32
	starts []int32 // where each message begins, in characters of the joined text
}

func (u *runUnit) reset(j *judge, turns []int32) {
	u.turns = append(u.turns[:0], turns...)
	u.starts = u.starts[:0]
	var text strings.Builder
	at := int32(0)
	for i, turn := range turns {
		if i > 0 {
			text.WriteByte(' ')
			at++
		}
		u.starts = append(u.starts, at)
		message := j.session.Turns[turn].Text
		text.WriteString(message)
		at += int32(utf8.RuneCountInString(message))
	}
	u.text = text.String()
}

// refs cuts a span of the joined text at the borders of messages.
func (u *runUnit) refs(dst []ref, start, end int32) []ref {
	for i, from := range u.starts {
		to := int32(1 << 30)
		if i+1 < len(u.starts) {
			to = u.starts[i+1] - 1
		}
		a, b := max(start, from), min(end, to)
		if a < b {
			dst = append(dst, ref{u.turns[i], a - from, b - from})
		}
	}
	return dst
}

// last is the part of a span of the joined text that lies in the message which completes it.
func (u *runUnit) last(start, end int) ref {
	refs := u.refs(nil, int32(start), int32(end))
	if len(refs) == 0 {
		return ref{turn: u.turns[len(u.turns)-1]}
	}
	return refs[len(refs)-1]
}

// joinedUnit returns the text of a run, ready to be matched.
func (j *judge) joinedUnit(run int32) *runUnit {
	u := j.runUnit(run)
	u.unit.Reset(j.a.norm, j.a.seg, u.text)
	return u
}

// runUnit returns the text of a run.
func (j *judge) runUnit(run int32) *runUnit {
	u := j.runUnits[run]
	if u.epoch != j.epoch {
		u.epoch = j.epoch
		u.value.reset(j, j.runs[run].turns)
	}
	return &u.value
}
