package conduct

import (
	"unicode"

	"zhijian/transcripts"
)

// Shorter speech than this many seconds says nothing about a pace.
const leastSpeech = 5.0

// speech holds what the offsets of a call tell.
type speech struct {
	done bool
	why  string // why nothing is known

	silences, overlaps []Event
	silenceTotal       float64 // seconds
	silenceMax         float64 // seconds
	agent, customer    float64 // seconds spoken
	han                int     // Chinese characters of agents in timed turns with text
	hanSeconds         float64 // seconds of those turns
}

func (s *Sheet) speechValue(name string) (Value, string) {
	sp := s.spoken()
	if sp.why != "" {
		return Value{}, sp.why
	}
	switch name {
	case "silence_total":
		return number(sp.silenceTotal)
	case "silence_max":
		return number(sp.silenceMax)
	case "overlap_count":
		return number(float64(len(sp.overlaps)))
	case "talk_share":
		if sp.agent+sp.customer == 0 {
			return Value{}, WhyTooShort
		}
		return number(sp.agent / (sp.agent + sp.customer))
	}
	if sp.hanSeconds < leastSpeech {
		return Value{}, WhyTooShort
	}
	return number(float64(sp.han) * 60 / sp.hanSeconds)
}

func (s *Sheet) spoken() *speech {
	sp := &s.speech
	if sp.done {
		return sp
	}
	*sp = speech{done: true, silences: sp.silences[:0], overlaps: sp.overlaps[:0]}
	if s.session.Channel == transcripts.Chat {
		sp.why = WhyOtherChannel
		return sp
	}
	timed := 0
	floor := int64(-1)                  // latest end so far
	talking := (*transcripts.Turn)(nil) // the customer's utterance that has not been broken in on
	for i := range s.session.Turns {
		turn := &s.session.Turns[i]
		if turn.Role == transcripts.RoleSystem || !hasOffsets(turn) {
			continue
		}
		timed++
		if floor >= 0 && turn.StartMS > floor {
			sp.addSilence(i, seconds(turn.StartMS-floor))
		}
		floor = max(floor, turn.EndMS)
		sp.addSpeech(turn)
		switch turn.Role {
		case transcripts.RoleCustomer:
			talking = turn
		case transcripts.RoleAgent:
			if talking != nil && turn.StartMS > talking.StartMS && turn.StartMS < talking.EndMS {
				sp.overlaps = append(sp.overlaps, Event{i, seconds(talking.EndMS - turn.StartMS)})
			}
			talking = nil // what follows belongs to the same interruption
		}
	}
	if timed < 2 {
		sp.why = WhyNoOffsets
		if len(s.session.Turns) < 2 {
			sp.why = WhyTooShort
		}
	}
	return sp
}

func (sp *speech) addSilence(turn int, length float64) {
	sp.silences = append(sp.silences, Event{turn, length})
	sp.silenceTotal += length
	sp.silenceMax = max(sp.silenceMax, length)
}

func (sp *speech) addSpeech(turn *transcripts.Turn) {
	length := seconds(turn.EndMS - turn.StartMS)
	switch turn.Role {
	case transcripts.RoleCustomer:
		sp.customer += length
	case transcripts.RoleAgent:
		sp.agent += length
		if turn.Text != "" && length > 0 {
			sp.han += countHan(turn.Text)
			sp.hanSeconds += length
		}
	}
}

// hasOffsets refuses turns that end before they start: neither end of them can be believed.
func hasOffsets(turn *transcripts.Turn) bool {
	return turn.StartMS >= 0 && turn.EndMS >= turn.StartMS
}

func seconds(ms int64) float64 { return float64(ms) / 1000 }

func countHan(text string) int {
	n := 0
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}

// duration runs over timed turns: offsets for calls, times for chats.
func (s *Sheet) duration() (Value, string) {
	if s.session.Channel == transcripts.Call {
		end := int64(-1)
		for i := range s.session.Turns {
			if turn := &s.session.Turns[i]; hasOffsets(turn) {
				end = max(end, turn.EndMS)
			}
		}
		if end < 0 {
			return Value{}, WhyNoOffsets
		}
		return number(seconds(end))
	}
	first, last := -1, -1
	for i := range s.session.Turns {
		if s.session.Turns[i].At.IsZero() {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	if first < 0 {
		return Value{}, WhyNoTimestamps
	}
	return number(max(0, s.session.Turns[last].At.Sub(s.session.Turns[first].At).Seconds()))
}
