package transcripts

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Values of CallInfo.Direction and CallInfo.EndedBy.
const (
	Inbound         = "inbound"
	Outbound        = "outbound"
	EndedByCustomer = "customer"
	EndedByAgent    = "agent"
	EndedByTransfer = "transfer"
)

// unknownRing is CallInfo.RingSeconds where the source gives none.
const unknownRing = -1

func enders() []string { return []string{EndedByCustomer, EndedByAgent, EndedByTransfer} }

func isEnder(word string) bool {
	return word == EndedByCustomer || word == EndedByAgent || word == EndedByTransfer
}

// listed writes alternatives for a message: a, b or c.
// listedAnd writes names for a message: a, b and c.
func listedAnd(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// checkSession checks what no single field shows: turns are in order of time (equal times are in order, and calls may
// overlap), none ends before it starts, and labels name turns that exist.
func checkSession(s *Session) *problem {
	var lastAt time.Time // the zero time is before all others
	lastStart := NoOffset
	for i := range s.Turns {
		t := &s.Turns[i]
		if !t.At.IsZero() {
			if t.At.Before(lastAt) {
				return refuse(-1, CodeTurnOrder, fmt.Sprintf("turns[%d].at", i))
			}
			lastAt = t.At
		}
		if t.StartMS != NoOffset {
			if t.StartMS < lastStart {
				return refuse(-1, CodeTurnOrder, fmt.Sprintf("turns[%d].start_ms", i))
			}
			lastStart = t.StartMS
			if t.EndMS != NoOffset && t.EndMS < t.StartMS {
				return refuse(-1, CodeEndBeforeStart, fmt.Sprintf("turns[%d]", i))
			}
		}
	}
	for i := range s.Expect {
		if s.Expect[i].Turn >= len(s.Turns) {
			return refuse(-1, CodeNoTurn, fmt.Sprintf("expect[%d]", i), strconv.Itoa(s.Expect[i].Turn), strconv.Itoa(len(s.Turns)))
		}
	}
	return nil
}
