package conduct

import (
	"time"

	"zhijian/transcripts"
)

// responses holds how fast people answered in a chat.
type responses struct {
	done bool

	first    float64 // seconds; valid where firstWhy is empty
	firstWhy string
	sum, max float64 // seconds over count answered customer turns
	count    int
	untimed  int   // answered customer turns whose times are missing
	waiting  []int // last messages of the customer turns that nobody has answered yet
}

func (s *Sheet) responseValue(name string) (Value, string) {
	if s.session.Channel == transcripts.Call {
		return Value{}, WhyOtherChannel
	}
	r := s.responded()
	if name == "first_response" {
		if r.firstWhy != "" {
			return Value{}, r.firstWhy
		}
		return number(r.first)
	}
	switch {
	case r.count == 0 && r.untimed > 0:
		return Value{}, WhyNoTimestamps
	case r.count == 0:
		return Value{}, WhyNoResponse
	case name == "avg_response":
		return number(r.sum / float64(r.count))
	}
	return number(r.max)
}

// responded measures every customer turn that a person answered: from its last message to that answer. A robot's reply
// ends the customer's turn but answers nothing, so the turns before and after it both wait for the same person. Turns
// whose times are missing are left out. Order is that of the turns: an answer stamped before the question (clocks of
// two servers) took no time.
func (s *Sheet) responded() *responses {
	r := &s.responses
	if r.done {
		return r
	}
	*r = responses{done: true, waiting: r.waiting[:0]}
	s.measureFirst(r)
	turns := s.session.Turns
	last := -1 // latest message of the customer turn that goes on
	for i := range turns {
		switch turns[i].Role {
		case transcripts.RoleCustomer:
			last = i
		case transcripts.RoleRobot, transcripts.RoleAgent:
			if last >= 0 {
				r.waiting = append(r.waiting, last)
				last = -1
			}
			if turns[i].Role == transcripts.RoleRobot {
				continue
			}
			for _, asked := range r.waiting {
				r.add(turns[asked].At, turns[i].At)
			}
			r.waiting = r.waiting[:0]
		}
	}
	return r
}

func (r *responses) add(asked, answered time.Time) {
	if asked.IsZero() || answered.IsZero() {
		r.untimed++
		return
	}
	seconds := max(0, answered.Sub(asked).Seconds())
	r.sum += seconds
	r.max = max(r.max, seconds)
	r.count++
}

// measureFirst runs from the customer's first message, whatever the customer added before somebody answered.
func (s *Sheet) measureFirst(r *responses) {
	asked := -1
	for i := range s.session.Turns {
		turn := &s.session.Turns[i]
		switch {
		case turn.Role == transcripts.RoleCustomer && asked < 0:
			asked = i
		case turn.Role == transcripts.RoleAgent && asked >= 0:
			from := s.session.Turns[asked].At
			if from.IsZero() || turn.At.IsZero() {
				r.firstWhy = WhyNoTimestamps
				return
			}
			r.first = max(0, turn.At.Sub(from).Seconds())
			return
		}
	}
	r.firstWhy = WhyNoResponse
}
