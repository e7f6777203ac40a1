package conduct

import "zhijian/transcripts"

// Kind says how a lexicon asks for a measure.
type Kind string

// The kinds of measure: one value for a session, or events anchored at turns.
const (
	KindValue Kind = "value"
	KindEvent Kind = "event"
)

// Measure documents one measure that a lexicon may name.
type Measure struct {
	Name    string
	Unit    string // "s", "min" (minutes of the day), "h", "count", "ratio", "characters/min", "bool" (0 or 1) or "text"
	Kind    Kind
	Channel transcripts.Channel // "" where it serves both channels
	Doc     string              // one line, for the reference
}

// Names returns every measure, values first, in the order of the reference.
func Names() []Measure {
	return append(values(), events()...)
}

func values() []Measure {
	const chat, call, both = transcripts.Chat, transcripts.Call, transcripts.Channel("")
	return []Measure{
		{"first_response", "s", KindValue, chat, "from the customer's first message to the first message of a person after it"},
		{"avg_response", "s", KindValue, chat, "mean over customer turns, from the last message of each to the next message of a person"},
		{"max_response", "s", KindValue, chat, "longest of the times that avg_response averages"},
		{"last_speaker", "text", KindValue, both, "agent or customer: who spoke last, robots and notices left out"},
		{"turns", "count", KindValue, both, "turns: runs of messages of one speaker, notices left out"},
		{"agent_turns", "count", KindValue, both, "turns of agents"},
		{"customer_turns", "count", KindValue, both, "turns of the customer"},
		{"messages", "count", KindValue, both, "messages of everybody, notices left out"},
		{"agent_messages", "count", KindValue, both, "messages of agents"},
		{"customer_messages", "count", KindValue, both, "messages of the customer"},
		{"has_robot", "bool", KindValue, both, "1 where a robot spoke, else 0"},
		{"duration", "s", KindValue, both, "from the first timed turn to the end of the last"},
		{"ended_by", "text", KindValue, call, "customer, agent or transfer"},
		{"direction", "text", KindValue, call, "inbound or outbound"},
		{"ring", "s", KindValue, call, "rung before the call was taken"},
		{"speech_rate", "characters/min", KindValue, call, "Chinese characters of agents over the minutes that they spoke"},
		{"talk_share", "ratio", KindValue, call, "time that agents spoke, of the time that agents and customer spoke (0 to 1)"},
		{"silence_total", "s", KindValue, call, "sum of the silences between turns"},
		{"silence_max", "s", KindValue, call, "longest silence between turns"},
		{"overlap_count", "count", KindValue, call, "customer utterances that an agent broke in on, by any time at all"},
		{"repeat_max", "count", KindValue, both, "most times that agents sent nearly the same message"},
		{"local_start", "min", KindValue, both, "start of the session in minutes of the day, in the zone of started_at"},
		{"local_hour", "h", KindValue, both, "start of the session in hours of the day, with fraction, in the zone of started_at"},
	}
}

func events() []Measure {
	return []Measure{
		{"silence", "s", KindEvent, transcripts.Call, "silence before the turn"},
		{"overlap", "s", KindEvent, transcripts.Call, "time by which the agent's turn starts before the customer's has ended"},
		{"repeat", "count", KindEvent, "", "how many nearly identical messages agents have sent so far, from the second on"},
	}
}
