package conduct

import "zhijian/transcripts"

// tally counts messages and turns by speaker.
type tally struct {
	done    bool
	unknown int // messages of unknown role

	turns, agentTurns, customerTurns          int
	messages, agentMessages, customerMessages int
	robots                                    int
	last                                      transcripts.Role // last person to speak; RoleUnknown where nobody did
}

func (s *Sheet) counted() *tally {
	t := &s.tally
	if t.done {
		return t
	}
	*t = tally{done: true}
	previous := transcripts.RoleSystem
	for i := range s.session.Turns {
		role := s.session.Turns[i].Role
		if role == transcripts.RoleSystem {
			continue // a notice neither speaks nor parts a speaker's turn
		}
		begins := role != previous
		previous = role
		t.add(role, begins)
	}
	return t
}

func (t *tally) add(role transcripts.Role, begins bool) {
	turn := 0
	if begins {
		turn = 1
	}
	t.messages++
	t.turns += turn
	switch role {
	case transcripts.RoleAgent:
		t.agentMessages++
		t.agentTurns += turn
		t.last = role
	case transcripts.RoleCustomer:
		t.customerMessages++
		t.customerTurns += turn
		t.last = role
	case transcripts.RoleRobot:
		t.robots++
	case transcripts.RoleUnknown:
		t.unknown++
	}
}

func (t *tally) value(name string) (Value, string) {
	n := 0
	switch name {
	case "turns":
		n = t.turns
	case "agent_turns":
		n = t.agentTurns
	case "customer_turns":
		n = t.customerTurns
	case "messages":
		n = t.messages
	case "agent_messages":
		n = t.agentMessages
	case "customer_messages":
		n = t.customerMessages
	case "has_robot":
		n = min(t.robots, 1)
	}
	return number(float64(n))
}

func (s *Sheet) lastSpeaker() (Value, string) {
	switch s.counted().last {
	case transcripts.RoleAgent:
		return text("agent")
	case transcripts.RoleCustomer:
		return text("customer")
	}
	return Value{}, WhyTooShort
}
