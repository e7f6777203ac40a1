package conduct

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhijian/transcripts"
)

const (
	agent    = transcripts.RoleAgent
	customer = transcripts.RoleCustomer
	robot    = transcripts.RoleRobot
	notice   = transcripts.RoleSystem
	unknown  = transcripts.RoleUnknown
)

// untimed leaves a message without a time.
const untimed = -1

var ten = time.Date(2026, 11, 20, 10, 0, 0, 0, time.FixedZone("", 8*3600))

// at is a chat message sent so many seconds after ten.
func at(role transcripts.Role, seconds float64) transcripts.Turn {
	turn := transcripts.Turn{Role: role, Text: "话", StartMS: transcripts.NoOffset, EndMS: transcripts.NoOffset}
	if seconds != untimed {
		turn.At = ten.Add(time.Duration(seconds * float64(time.Second)))
	}
	return turn
}

// spoke is an utterance of a call.
func spoke(role transcripts.Role, start, end int64, words string) transcripts.Turn {
	return transcripts.Turn{Role: role, Text: words, StartMS: start, EndMS: end}
}

func chat(turns ...transcripts.Turn) *transcripts.Session {
	return &transcripts.Session{Channel: transcripts.Chat, Turns: turns}
}

func call(turns ...transcripts.Turn) *transcripts.Session {
	return &transcripts.Session{Channel: transcripts.Call, Turns: turns}
}

// wanted is a measure and what it should be.
type wanted struct {
	name string
	v    Value
	why  string
}

func num(name string, n float64) wanted { return wanted{name, Value{Number: n}, ""} }
func str(name, t string) wanted         { return wanted{name, Value{Text: t}, ""} }
func not(name, why string) wanted       { return wanted{name, Value{}, why} }
func checkValues(t *testing.T, session *transcripts.Session, want []wanted) {
	t.Helper()
	var sheet Sheet
	sheet.Reset(session)
	for _, w := range want {
		v, why := sheet.Value(w.name)
		if v != w.v || why != w.why {
			t.Errorf("%s = %+v, %q; want %+v, %q", w.name, v, why, w.v, w.why)
		}
	}
}

func TestResponseTimes(t *testing.T) {
	tests := []struct {
		name    string
		session *transcripts.Session
		want    []wanted
	}{
		{
			"answered at once", chat(at(customer, 0), at(agent, 20)),
			[]wanted{num("first_response", 20), num("avg_response", 20), num("max_response", 20)},
		},
		{
			"a turn counts from its last message, the first response from the first", chat(
				at(customer, 0), at(customer, 25), at(agent, 35), at(agent, 300)),
			[]wanted{num("first_response", 35), num("avg_response", 10)},
		},
		{
			"mean and longest over turns", chat(
				at(customer, 0), at(agent, 10), at(customer, 100), at(agent, 130), at(customer, 200), at(agent, 320)),
			[]wanted{num("avg_response", 160.0/3), num("max_response", 120)},
		},
		{
			"a robot answers nothing", chat(at(customer, 0), at(robot, 1), at(customer, 30), at(agent, 50)),
			[]wanted{num("first_response", 50), num("avg_response", 35), num("max_response", 50)},
		},
		{
			"a notice does not part a turn", chat(at(customer, 0), at(notice, 5), at(customer, 10), at(agent, 12)),
			[]wanted{num("avg_response", 2)},
		},
		{
			"an agent who speaks first is no response", chat(at(agent, 0), at(customer, 10), at(agent, 14)),
			[]wanted{num("first_response", 4), num("avg_response", 4)},
		},
		{
			"the unanswered end is left out", chat(at(customer, 0), at(agent, 10), at(customer, 20)),
			[]wanted{num("avg_response", 10)},
		},
		{
			"nobody answered", chat(at(customer, 0), at(robot, 1)),
			[]wanted{not("first_response", WhyNoResponse), not("avg_response", WhyNoResponse)},
		},
		{
			"equal times", chat(at(customer, 5), at(agent, 5)),
			[]wanted{num("first_response", 0), num("avg_response", 0)},
		},
		{
			"an answer stamped before the question took no time", chat(at(customer, 9), at(agent, 5)),
			[]wanted{num("first_response", 0), num("max_response", 0)},
		},
		{
			"no times", chat(at(customer, untimed), at(agent, untimed)),
			[]wanted{not("first_response", WhyNoTimestamps), not("avg_response", WhyNoTimestamps), not("duration", WhyNoTimestamps)},
		},
		{
			"one time missing leaves its turn out", chat(at(customer, 0), at(agent, untimed), at(customer, 30), at(agent, 40)),
			[]wanted{not("first_response", WhyNoTimestamps), num("avg_response", 10), num("duration", 40)},
		},
		{
			"a call has none", call(spoke(customer, 0, 1, "喂")),
			[]wanted{not("first_response", WhyOtherChannel), not("max_response", WhyOtherChannel)},
		},
		{
			"nobody can be told apart", chat(at(unknown, 0), at(agent, 40)),
			[]wanted{not("first_response", WhyUnknownRoles), num("duration", 40)},
		},
		{"empty", chat(), []wanted{not("first_response", WhyNoResponse), not("last_speaker", WhyTooShort)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { checkValues(t, tt.session, tt.want) })
	}
}

func TestTally(t *testing.T) {
	session := chat(at(robot, 0), at(customer, 1), at(customer, 2), at(notice, 3), at(customer, 4), at(agent, 5),
		at(agent, 6), at(customer, 7), at(robot, 8))
	checkValues(t, session, []wanted{
		num("turns", 5), num("agent_turns", 1), num("customer_turns", 2),
		num("messages", 8), num("agent_messages", 2), num("customer_messages", 4),
		num("has_robot", 1), str("last_speaker", "customer"),
	})
	checkValues(t, chat(at(customer, 0), at(agent, 1)), []wanted{num("has_robot", 0), str("last_speaker", "agent")})
	checkValues(t, chat(at(unknown, 0), at(agent, 1)),
		[]wanted{not("agent_turns", WhyUnknownRoles), num("messages", 2)})
}

func TestMetadata(t *testing.T) {
	session := call()
	session.StartedAt = time.Date(2026, 11, 20, 21, 40, 30, 0, time.FixedZone("", 8*3600))
	session.Call = &transcripts.CallInfo{Direction: "inbound", RingSeconds: 6, EndedBy: "customer"}
	checkValues(t, session, []wanted{
		str("direction", "inbound"), num("ring", 6), str("ended_by", "customer"),
		num("local_start", 21*60+40.5), num("local_hour", 21+40.5/60),
	})
	session.Call = &transcripts.CallInfo{RingSeconds: -1}
	session.StartedAt = time.Time{}
	checkValues(t, session, []wanted{
		not("direction", WhyNoCallMetadata), not("ring", WhyNoCallMetadata), not("ended_by", WhyNoCallMetadata),
		not("local_start", WhyNoStartTime), not("local_hour", WhyNoStartTime),
	})
	session.Call = nil
	checkValues(t, session, []wanted{not("ring", WhyNoCallMetadata), not("no_such_thing", WhyUnknownMeasure)})
}

func TestSheetForgetsTheSessionBefore(t *testing.T) {
	var sheet Sheet
	sheet.Reset(call(spoke(agent, 0, 6000, "您好请问有什么可以帮您"), spoke(customer, 30000, 31000, "没有")))
	if events, why := sheet.Events("silence"); len(events) != 1 || why != "" {
		t.Fatalf("silence = %v, %q", events, why)
	}
	sheet.Reset(chat(at(customer, 0), at(agent, 3)))
	if v, why := sheet.Value("first_response"); v.Number != 3 || why != "" {
		t.Errorf("first_response = %v, %q; want 3", v, why)
	}
	if events, why := sheet.Events("silence"); len(events) != 0 || why != WhyOtherChannel {
		t.Errorf("silence of a chat = %v, %q", events, why)
	}
}

// Every documented measure is known to Value or Events, and under its own name only once.
func TestNamesAreMeasured(t *testing.T) {
	var sheet Sheet
	sheet.Reset(call())
	seen := map[string]bool{}
	for _, m := range Names() {
		if seen[m.Name] || m.Doc == "" || m.Unit == "" {
			t.Errorf("%q is listed twice or without unit or doc", m.Name)
		}
		seen[m.Name] = true
		var why string
		if m.Kind == KindEvent {
			_, why = sheet.Events(m.Name)
		} else {
			_, why = sheet.Value(m.Name)
		}
		if why == WhyUnknownMeasure {
			t.Errorf("%q is documented but not measured", m.Name)
		}
	}
	if _, why := sheet.Events("ring"); why != WhyUnknownMeasure {
		t.Errorf("ring as an event: why = %q", why)
	}
	if diff := cmp.Diff(Names(), Names()); diff != "" {
		t.Error(diff)
	}
}
