// Package conduct measures how a session was held: response times, silences, overlaps, speech rate and repetitions,
// from the times, the order and the metadata of its turns. It knows no rules and no limits.
package conduct

import "zhijian/transcripts"

// Codes that say why a measure is unknown. They are stable: results and reports carry them.
const (
	WhyNoTimestamps   = "no_timestamps"    // turns of a chat carry no times
	WhyNoOffsets      = "no_offsets"       // turns of a call carry no start and end
	WhyNoCallMetadata = "no_call_metadata" // direction, ring time or who hung up is not given
	WhyNoStartTime    = "no_start_time"    // the session's start is not given
	WhyUnknownRoles   = "unknown_roles"    // some speaker could not be told apart
	WhyTooShort       = "too_short"        // nothing, or too little, was said to measure
	WhyNoResponse     = "no_response"      // no person answered the customer
	WhyOtherChannel   = "other_channel"    // the measure belongs to the other channel
	WhyUnknownMeasure = "unknown_measure"  // no measure of that name; see Names
)

// Value is what a measure found: Text for the measures whose unit is "text", else Number.
type Value struct {
	Number float64
	Text   string
}

// Event is a measured moment, anchored at the turn (index into Session.Turns) where it shows.
type Event struct {
	Turn  int
	Value float64 // seconds, or how many so far for repeat
}

// Sheet holds the measures of one session. Each group of measures is worked out when first asked for, and its buffers
// serve the next session after Reset. The zero Sheet must be Reset before use; it is not safe for concurrent use.
type Sheet struct {
	session *transcripts.Session

	tally     tally
	responses responses
	speech    speech
	repeats   repeats

	outlines      []Outline
	outlined      bool
	outlineMemory []rune
}

// Reset makes the sheet measure session, forgetting the one before. Slices that Events returned become invalid.
func (s *Sheet) Reset(session *transcripts.Session) {
	s.session = session
	s.tally.done = false
	s.responses.done = false
	s.speech.done = false
	s.repeats.done = false
	s.outlines, s.outlined = nil, false
}

// Value returns the measure called name (see Names). A non-empty why says that it is unknown here, as one of the Why
// codes; v is then zero.
func (s *Sheet) Value(name string) (v Value, why string) {
	if s.needsRoles(name) && s.counted().unknown > 0 {
		return Value{}, WhyUnknownRoles
	}
	switch name {
	case "turns", "agent_turns", "customer_turns", "messages", "agent_messages", "customer_messages", "has_robot":
		return s.counted().value(name)
	case "last_speaker":
		return s.lastSpeaker()
	case "duration":
		return s.duration()
	case "first_response", "avg_response", "max_response":
		return s.responseValue(name)
	case "speech_rate", "talk_share", "silence_total", "silence_max", "overlap_count":
		return s.speechValue(name)
	case "repeat_max":
		return number(float64(s.repeated().most))
	case "direction", "ended_by", "ring":
		return s.callValue(name)
	case "local_start", "local_hour":
		return s.localStart(name)
	}
	return Value{}, WhyUnknownMeasure
}

// Events returns the moments of the measured event called name, in the order of turns. The slice is valid until Reset.
// A non-empty why says that they are unknown here; no events and an empty why say that there were none.
func (s *Sheet) Events(name string) (events []Event, why string) {
	if s.needsRoles(name) && s.counted().unknown > 0 {
		return nil, WhyUnknownRoles
	}
	switch name {
	case "silence":
		sp := s.spoken()
		return sp.silences, sp.why
	case "overlap":
		sp := s.spoken()
		return sp.overlaps, sp.why
	case "repeat":
		return s.repeated().events, ""
	}
	return nil, WhyUnknownMeasure
}

// needsRoles says whether the measure tells speakers apart. Silence and lengths do not.
func (s *Sheet) needsRoles(name string) bool {
	switch name {
	case "messages", "duration", "silence", "silence_total", "silence_max", "direction", "ended_by", "ring",
		"local_start", "local_hour":
		return false
	}
	return true
}

func number(n float64) (Value, string) { return Value{Number: n}, "" }

func text(t string) (Value, string) { return Value{Text: t}, "" }
