package transcripts

import (
	"time"
	"unsafe"
)

// fastDecoder decodes native records on the hot path. It takes a record or leaves it: what it takes, strictDecode reads
// to the same session; what it leaves is read again by strictDecode, which accepts it or says what is wrong.
//
// Sessions, turns and call metadata are cut from slabs and strings share the record's memory, so that a session costs a
// fraction of an allocation. A retained session therefore keeps its batch alive.
type fastDecoder struct {
	cursor
	sessions []Session
	turns    []Turn
	calls    []CallInfo
}

const (
	sessionSlab = 64
	turnSlab    = 1024
)

// Bits of the fields seen, to refuse a field that is given twice.
const (
	seenID uint = 1 << iota
	seenChannel
	seenStarted
	seenAgent
	seenCustomer
	seenCall
	seenAttributes
	seenTurns
	seenExpect
)

// decode reads one record, which must stay unchanged as long as the session lives.
func (d *fastDecoder) decode(line []byte) (*Session, bool) {
	if len(d.sessions) == 0 {
		d.sessions = make([]Session, sessionSlab)
	}
	s := &d.sessions[0]
	d.cursor = cursor{b: line}
	turns := len(d.turns)
	if !d.session(s) {
		*s = Session{}
		d.turns = d.turns[:turns]
		return nil, false
	}
	d.sessions = d.sessions[1:]
	return s, true
}

func (d *fastDecoder) session(s *Session) bool {
	if !d.token('{') {
		return false
	}
	var seen uint
	for first := true; ; first = false {
		more, ok := d.next(first, '}')
		if !ok {
			return false
		}
		if !more {
			break
		}
		key, ok := d.key()
		if !ok || !d.sessionField(s, key, &seen) {
			return false
		}
	}
	const required = seenID | seenChannel | seenAgent | seenTurns
	return d.space() == 0 && d.i == len(d.b) && seen&required == required && checkSession(s) == nil
}

// sessionField reads the value of one member. A field that is null counts as absent, and is rare enough to be left to
// the strict reader: no reading of a value accepts it.
func (d *fastDecoder) sessionField(s *Session, key []byte, seen *uint) bool {
	bit := sessionBit(key)
	if bit == 0 {
		return d.skip(0)
	}
	if *seen&bit != 0 {
		return false
	}
	*seen |= bit
	var ok bool
	switch bit {
	case seenID:
		s.ID, ok = d.str()
		return ok && s.ID != ""
	case seenChannel:
		s.Channel, ok = d.channel()
		return ok
	case seenStarted:
		s.StartedAt, ok = d.time()
		return ok
	case seenAgent:
		return d.agent(&s.Agent)
	case seenCustomer:
		return d.customer(&s.Customer)
	case seenCall:
		s.Call, ok = d.call()
		return ok
	case seenAttributes:
		s.Attributes, ok = d.attributes()
		return ok
	case seenTurns:
		s.Turns, ok = d.turnList()
		return ok
	default:
		s.Expect, ok = d.expect()
		return ok
	}
}

func sessionBit(key []byte) uint {
	switch string(key) {
	case "session_id":
		return seenID
	case "channel":
		return seenChannel
	case "started_at":
		return seenStarted
	case "agent":
		return seenAgent
	case "customer":
		return seenCustomer
	case "call":
		return seenCall
	case "attributes":
		return seenAttributes
	case "turns":
		return seenTurns
	case "expect":
		return seenExpect
	default:
		return 0
	}
}

func (d *fastDecoder) channel() (Channel, bool) {
	word, ok := d.str()
	switch {
	case ok && word == string(Chat):
		return Chat, true
	case ok && word == string(Call):
		return Call, true
	default:
		return "", false
	}
}

func (d *fastDecoder) time() (time.Time, bool) {
	const usual = len(`"2026-11-20T10:00:00+08:00"`)
	if rest := d.b[d.i:]; len(rest) > usual && rest[0] == '"' && rest[usual-1] == '"' {
		if t, ok := parseFixedRFC3339(unsafe.String(&rest[1], usual-2)); ok {
			d.i += usual
			return t, true
		}
	}
	word, ok := d.str()
	if !ok {
		return time.Time{}, false
	}
	t, err := parseRFC3339(word)
	return t, err == nil
}

func (d *fastDecoder) turnList() ([]Turn, bool) {
	if !d.token('[') {
		return nil, false
	}
	if d.turns == nil {
		d.turns = make([]Turn, 0, turnSlab)
	}
	start := len(d.turns)
	for first := true; ; first = false {
		more, ok := d.next(first, ']')
		if !ok {
			return nil, false
		}
		if !more {
			return d.turns[start:len(d.turns):len(d.turns)], true
		}
		if len(d.turns) == cap(d.turns) { // a new slab takes over the turns of the session being read
			slab := make([]Turn, len(d.turns)-start, max(turnSlab, 2*(len(d.turns)-start)))
			copy(slab, d.turns[start:])
			d.turns, start = slab, 0
		}
		d.turns = append(d.turns, Turn{StartMS: NoOffset, EndMS: NoOffset})
		if !d.turn(&d.turns[len(d.turns)-1]) {
			return nil, false
		}
	}
}
