package conduct

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhijian/transcripts"
)

func TestSilenceAndOverlap(t *testing.T) {
	tests := []struct {
		name               string
		session            *transcripts.Session
		silences, overlaps []Event
		why                string
	}{
		{
			"gaps between turns", call(spoke(agent, 0, 1000, ""), spoke(customer, 1500, 2000, ""), spoke(agent, 22000, 23000, "")),
			[]Event{{1, .5}, {2, 20}},
			nil, "",
		},
		{"nothing before the first turn", call(spoke(agent, 9000, 9500, ""), spoke(customer, 9500, 9600, "")), nil, nil, ""},
		{
			"silence counts from whoever spoke last", call(
				spoke(customer, 0, 9000, ""), spoke(agent, 2000, 3000, ""), spoke(customer, 10000, 11000, "")),
			[]Event{{2, 1}},
			[]Event{{1, 7}},
			"",
		},
		{
			"one interruption for each utterance", call(
				spoke(customer, 0, 9000, ""), spoke(agent, 8000, 8400, ""), spoke(agent, 8500, 12000, ""),
				spoke(customer, 12000, 15000, ""), spoke(agent, 14250, 16000, "")),
			nil,
			[]Event{{1, 1}, {4, .75}},
			"",
		},
		{"a customer who breaks in is not interrupted", call(spoke(agent, 0, 5000, ""), spoke(customer, 3000, 4000, "")), nil, nil, ""},
		{"beginning together is no interruption", call(spoke(customer, 0, 5000, ""), spoke(agent, 0, 4000, "")), nil, nil, ""},
		{"touching is neither", call(spoke(customer, 0, 5000, ""), spoke(agent, 5000, 6000, "")), nil, nil, ""},
		{
			"notices and broken offsets are passed over", call(
				spoke(customer, 0, 5000, ""), spoke(notice, 6000, 7000, ""), spoke(agent, 7000, 6000, ""),
				spoke(agent, transcripts.NoOffset, transcripts.NoOffset, ""), spoke(agent, 8000, 9000, "")),
			[]Event{{4, 3}},
			nil, "",
		},
		{"no offsets", call(spoke(customer, -1, -1, ""), spoke(agent, -1, -1, "")), nil, nil, WhyNoOffsets},
		{"one turn", call(spoke(customer, 0, 10, "")), nil, nil, WhyTooShort},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var sheet Sheet
			sheet.Reset(tt.session)
			for _, e := range []struct {
				name string
				want []Event
			}{{"silence", tt.silences}, {"overlap", tt.overlaps}} {
				got, why := sheet.Events(e.name)
				if why != tt.why {
					t.Errorf("%s: why = %q, want %q", e.name, why, tt.why)
				}
				if diff := cmp.Diff(e.want, append([]Event(nil), got...)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", e.name, diff)
				}
			}
		})
	}
}

func TestSpeechValues(t *testing.T) {
	twenty := strings.Repeat("字", 20)
	session := call(
		spoke(agent, 0, 6000, twenty+"abc 12，。"),
		spoke(customer, 8000, 9000, twenty),
		spoke(robot, 9000, 9500, twenty),
		spoke(agent, 9500, 13500, twenty),
		spoke(agent, 13500, 13500, twenty), // no time passed: no rate
		spoke(agent, 14500, 20000, ""),     // nothing transcribed
	)
	checkValues(t, session, []wanted{
		num("speech_rate", 240), num("talk_share", 15.5/16.5), num("silence_total", 3), num("silence_max", 2),
		num("overlap_count", 0), num("duration", 20),
	})
	checkValues(t, call(spoke(agent, 0, 4000, twenty), spoke(customer, 4000, 5000, "嗯")),
		[]wanted{not("speech_rate", WhyTooShort), num("talk_share", .8)})
	checkValues(t, call(spoke(unknown, 0, 9000, twenty), spoke(unknown, 9500, 12000, twenty)),
		[]wanted{not("speech_rate", WhyUnknownRoles), not("overlap_count", WhyUnknownRoles), num("silence_max", .5)})
	checkValues(t, call(spoke(agent, -1, -1, twenty), spoke(customer, -1, -1, "嗯")),
		[]wanted{not("speech_rate", WhyNoOffsets), not("silence_max", WhyNoOffsets), not("duration", WhyNoOffsets)})
}
