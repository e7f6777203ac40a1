package transcripts

import (
	"strconv"
	"time"
)

// times reads the times of day of a row.
func (c *columnMap) times(m *message, row []string, set *settings) *problem {
	for _, f := range []struct {
		field  string
		target *time.Time
	}{{fieldAt, &m.at}, {fieldStartedAt, &m.startedAt}} {
		word := c.value(row, f.field)
		if word == "" {
			continue
		}
		t, ok := parseTime(word, set.zone)
		if !ok {
			return refuse(-1, CodeTime, f.field, strconv.Quote(word), "2026-11-20 10:00:00")
		}
		*f.target = t
	}
	return nil
}

// offsets reads the milliseconds of a call.
func (c *columnMap) offsets(m *message, row []string, _ *settings) *problem {
	for _, f := range []struct {
		field  string
		target *int64
	}{{fieldStartMS, &m.startMS}, {fieldEndMS, &m.endMS}} {
		word := c.value(row, f.field)
		if word == "" {
			continue
		}
		n, ok := digitsOf(word)
		if !ok {
			return refuse(-1, CodeType, f.field, "a whole number from 0")
		}
		*f.target = n
	}
	if m.startMS != NoOffset && m.endMS != NoOffset && m.endMS < m.startMS {
		return refuse(-1, CodeEndBeforeStart, "the row")
	}
	return nil
}

// role tells who speaks: by what the user told of the sender, by the role column, by the flag of who sent it, or by
// comparing the sender with agent and customer. Where nothing tells, the role stays unknown.
func (c *columnMap) role(m *message, row []string, set *settings) *problem {
	word := c.value(row, fieldRole)
	if role, ok := set.roles.of(m.sender); ok {
		m.role = role
	} else if role, ok := set.roles.of(word); ok {
		m.role = role
	} else if role, ok := ParseRole(word); ok {
		m.role = role
	} else {
		m.role = c.roleBySender(m, row)
		if m.sender == "" { // the column may hold nicks rather than roles
			m.sender = word
		}
	}
	if m.role == RoleAgent && m.agent.ID == "" {
		m.agent.ID = m.sender
	}
	return nil
}

func (c *columnMap) roleBySender(m *message, row []string) Role {
	switch c.value(row, fieldFromAgent) {
	case "1", "true", "TRUE", "True", "是", "Y", "y":
		return RoleAgent
	case "0", "false", "FALSE", "False", "否", "N", "n":
		return RoleCustomer
	}
	switch {
	case m.sender == "":
		return RoleUnknown
	case m.sender == "我": // exports of a personal account name its owner so
		return RoleAgent
	case m.sender == m.agent.ID || m.sender == m.agent.Name:
		return RoleAgent
	case m.sender == m.customer:
		return RoleCustomer
	default:
		return RoleUnknown
	}
}

// call reads the channel and the metadata of calls.
func (c *columnMap) call(m *message, row []string, set *settings) *problem {
	word := c.value(row, fieldChannel)
	channel, ok := parseChannel(word)
	if !ok {
		return refuse(-1, CodeValue, fieldChannel, strconv.Quote(word), "chat or call")
	}
	m.channel = channel
	if word == "" && (c.calls || m.startMS != NoOffset) {
		m.channel = Call
	}
	if set.channel != "" {
		m.channel = set.channel
	}
	m.call = CallInfo{
		Direction: parseDirection(c.value(row, fieldDirection)), RingSeconds: unknownRing,
		EndedBy: parseEnder(c.value(row, fieldEndedBy)),
	}
	if ring := c.value(row, fieldRing); ring != "" {
		seconds, err := strconv.ParseFloat(ring, 64)
		if err != nil || !(seconds >= 0 && seconds < 1e9) {
			return refuse(-1, CodeType, fieldRing, "a number of seconds from 0")
		}
		m.call.RingSeconds = seconds
	}
	return nil
}
