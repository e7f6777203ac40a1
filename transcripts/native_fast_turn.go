package transcripts

// turn does what members does, without the calls: nearly all of a record is turns.
func (d *fastDecoder) turn(t *Turn) bool {
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
			return seen&(seenFirst|seenSecond) == seenFirst|seenSecond
		}
		bit, ok := d.turnKey()
		if !ok {
			return false
		}
		switch {
		case bit == 0:
			ok = d.skip(0)
		case seen&bit != 0:
			return false
		default:
			seen |= bit
			ok = d.turnField(t, bit)
		}
		if !ok {
			return false
		}
	}
}

func (d *fastDecoder) turnField(t *Turn, bit uint) (ok bool) {
	switch bit {
	case seenFirst:
		t.Role, ok = d.role()
	case seenSecond:
		t.Text, ok = d.str()
	case seenThird:
		t.At, ok = d.time()
	case seenFourth:
		t.StartMS, ok = d.integer()
		ok = ok && t.StartMS >= 0
	case seenFifth:
		t.EndMS, ok = d.integer()
		ok = ok && t.EndMS >= 0
	default:
		t.AgentID, ok = d.str()
	}
	return ok
}

// turnKey reads the name of a member of a turn and the colon. The usual ones are compared as they are usually written.
func (d *fastDecoder) turnKey() (bit uint, ok bool) {
	switch {
	case d.word(`"role":`):
		return seenFirst, true
	case d.word(`"text":`):
		return seenSecond, true
	case d.word(`"at":`):
		return seenThird, true
	}
	key, ok := d.key()
	return turnBit(key), ok
}

func (d *fastDecoder) role() (Role, bool) {
	switch {
	case d.word(`"customer"`):
		return RoleCustomer, true
	case d.word(`"agent"`):
		return RoleAgent, true
	}
	word, ok := d.str()
	if !ok {
		return RoleUnknown, false
	}
	return parseNativeRole(word)
}

func turnBit(key []byte) uint {
	switch string(key) {
	case "role":
		return seenFirst
	case "text":
		return seenSecond
	case "at":
		return seenThird
	case "start_ms":
		return seenFourth
	case "end_ms":
		return seenFifth
	case "agent_id":
		return seenSixth
	default:
		return 0
	}
}
