package transcripts

import "unsafe"

// Bits of the fields seen in a part of a session.
const (
	seenFirst uint = 1 << iota
	seenSecond
	seenThird
	seenFourth
	seenFifth
	seenSixth
)

// members reads an object whose known members are told apart by bit, which gives 0 for an unknown name. Each known one
// is read by field, at most once; the others are skipped.
func (d *fastDecoder) members(bit func(key []byte) uint, field func(bit uint) bool) bool {
	if !d.token('{') {
		return false
	}
	var seen uint
	for first := true; ; first = false {
		more, ok := d.next(first, '}')
		if !ok || !more {
			return ok
		}
		key, ok := d.key()
		if !ok {
			return false
		}
		b := bit(key)
		if b == 0 {
			if !d.skip(0) {
				return false
			}
			continue
		}
		if seen&b != 0 || !field(b) {
			return false
		}
		seen |= b
	}
}

func (d *fastDecoder) agent(a *Agent) bool {
	ok := d.members(func(key []byte) uint {
		switch string(key) {
		case "id":
			return seenFirst
		case "name":
			return seenSecond
		case "team":
			return seenThird
		default:
			return 0
		}
	}, func(bit uint) (ok bool) {
		switch bit {
		case seenFirst:
			a.ID, ok = d.str()
		case seenSecond:
			a.Name, ok = d.str()
		default:
			a.Team, ok = d.str()
		}
		return ok
	})
	return ok && a.ID != ""
}

func (d *fastDecoder) customer(c *Customer) bool {
	ok := d.members(func(key []byte) uint {
		if string(key) == "id" {
			return seenFirst
		}
		return 0
	}, func(uint) (ok bool) {
		c.ID, ok = d.str()
		return ok
	})
	return ok
}

func (d *fastDecoder) call() (*CallInfo, bool) {
	if len(d.calls) == 0 {
		d.calls = make([]CallInfo, sessionSlab)
	}
	info := &d.calls[0]
	*info = CallInfo{RingSeconds: unknownRing}
	ok := d.members(func(key []byte) uint {
		switch string(key) {
		case "direction":
			return seenFirst
		case "ring_seconds":
			return seenSecond
		case "ended_by":
			return seenThird
		default:
			return 0
		}
	}, func(bit uint) (ok bool) {
		switch bit {
		case seenFirst:
			info.Direction, ok = d.str()
			return ok && (info.Direction == Inbound || info.Direction == Outbound)
		case seenSecond:
			info.RingSeconds, ok = d.number()
			return ok && info.RingSeconds >= 0
		default:
			info.EndedBy, ok = d.str()
			return ok && isEnder(info.EndedBy)
		}
	})
	if !ok {
		return nil, false
	}
	d.calls = d.calls[1:]
	return info, true
}

func (d *fastDecoder) attributes() (map[string]string, bool) {
	if !d.token('{') {
		return nil, false
	}
	attributes := make(map[string]string)
	for first := true; ; first = false {
		more, ok := d.next(first, '}')
		if !ok || !more {
			return attributes, ok
		}
		key, ok := d.key()
		if !ok {
			return nil, false
		}
		value, ok := d.str()
		if !ok {
			return nil, false
		}
		name := unsafe.String(unsafe.SliceData(key), len(key))
		if _, repeated := attributes[name]; repeated {
			return nil, false
		}
		attributes[name] = value
	}
}

func (d *fastDecoder) expect() ([]Expectation, bool) {
	if !d.token('[') {
		return nil, false
	}
	labels := []Expectation{}
	for first := true; ; first = false {
		more, ok := d.next(first, ']')
		if !ok || !more {
			return labels, ok
		}
		label, ok := d.expectation()
		if !ok {
			return nil, false
		}
		labels = append(labels, label)
	}
}

func (d *fastDecoder) expectation() (label Expectation, ok bool) {
	if !d.token('{') {
		return label, false
	}
	var seen uint
	label.Turn = NoTurn
	for first := true; ; first = false {
		more, ok := d.next(first, '}')
		if !ok || !more {
			return label, ok && label.Rule != ""
		}
		key, ok := d.key()
		if !ok {
			return label, false
		}
		var bit uint
		switch string(key) {
		case "rule":
			bit = seenFirst
			label.Rule, ok = d.str()
		case "turn":
			bit = seenSecond
			if !d.null() {
				var turn int64
				turn, ok = d.integer()
				ok = ok && turn >= 0
				label.Turn = int(turn)
			}
		default:
			ok = d.skip(0)
		}
		if !ok || seen&bit != 0 {
			return label, false
		}
		seen |= bit
	}
}
