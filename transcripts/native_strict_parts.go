package transcripts

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

func (o *object) session(s *Session) *problem {
	if p := o.need("session_id", &s.ID); p != nil {
		return p
	}
	var channel string
	if p := o.need("channel", &channel); p != nil {
		return p
	}
	if p := o.word("channel", &channel, string(Chat), string(Call)); p != nil {
		return p
	}
	s.Channel = Channel(channel)
	if p := o.time("started_at", &s.StartedAt); p != nil {
		return p
	}
	for _, part := range []func(*Session) *problem{o.agent, o.customer, o.call, o.attributes, o.turns, o.expect} {
		if p := part(s); p != nil {
			return p
		}
	}
	return nil
}

// part finds a member that must be an object.
func (o *object) part(name string) (*object, *problem) {
	m, present, p := o.get(name)
	if p != nil || !present {
		return nil, p
	}
	return objectOf(m.value, m.offset, m.name)
}

func (o *object) agent(s *Session) *problem {
	agent, p := o.part("agent")
	if p != nil {
		return p
	}
	if agent == nil {
		return refuse(o.offset, CodeMissing, "agent.id")
	}
	if p := agent.need("id", &s.Agent.ID); p != nil {
		return p
	}
	if _, p := agent.text("name", &s.Agent.Name); p != nil {
		return p
	}
	_, p = agent.text("team", &s.Agent.Team)
	return p
}

func (o *object) customer(s *Session) *problem {
	customer, p := o.part("customer")
	if p != nil || customer == nil {
		return p
	}
	_, p = customer.text("id", &s.Customer.ID)
	return p
}

func (o *object) call(s *Session) *problem {
	call, p := o.part("call")
	if p != nil || call == nil {
		return p
	}
	s.Call = &CallInfo{RingSeconds: unknownRing}
	if p := call.word("direction", &s.Call.Direction, Inbound, Outbound); p != nil {
		return p
	}
	if p := call.word("ended_by", &s.Call.EndedBy, enders()...); p != nil {
		return p
	}
	m, present, p := call.get("ring_seconds")
	if p != nil || !present {
		return p
	}
	if err := json.Unmarshal(m.value, &s.Call.RingSeconds); err != nil || s.Call.RingSeconds < 0 {
		return m.mustBe("a number from 0")
	}
	return nil
}

func (o *object) attributes(s *Session) *problem {
	m, present, p := o.get("attributes")
	if p != nil || !present {
		return p
	}
	attributes, p := objectOf(m.value, m.offset, m.name)
	if p != nil {
		return p
	}
	s.Attributes = make(map[string]string, len(attributes.order))
	for _, name := range attributes.order {
		var value string
		present, p := attributes.text(name, &value)
		if p != nil {
			return p
		}
		if present {
			s.Attributes[name] = value
		}
	}
	return nil
}

// list finds a member that must be a list, and cuts it into its elements.
func (o *object) list(name string) (elements []member, present bool, p *problem) {
	m, present, p := o.get(name)
	if p != nil || !present {
		return nil, false, p
	}
	if !strings.HasPrefix(string(m.value), "[") {
		return nil, false, m.mustBe("a list")
	}
	dec := json.NewDecoder(bytes.NewReader(m.value))
	if _, err := dec.Token(); err != nil {
		return nil, false, refuse(m.offset, CodeSyntax, err.Error())
	}
	elements = []member{}
	for dec.More() {
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, false, refuse(m.offset, CodeSyntax, err.Error())
		}
		offset := m.offset + int(dec.InputOffset()) - len(value)
		elements = append(elements, member{name: fmt.Sprintf("%s[%d]", m.name, len(elements)), value: value, offset: offset})
	}
	return elements, true, nil
}

func (o *object) turns(s *Session) *problem {
	elements, present, p := o.list("turns")
	if p != nil {
		return p
	}
	if !present {
		return refuse(o.offset, CodeMissing, "turns")
	}
	s.Turns = make([]Turn, len(elements))
	for i, m := range elements {
		turn, p := objectOf(m.value, m.offset, m.name)
		if p != nil {
			return p
		}
		if p := turn.turn(&s.Turns[i]); p != nil {
			return p
		}
	}
	return nil
}

func (o *object) turn(t *Turn) *problem {
	t.StartMS, t.EndMS = NoOffset, NoOffset
	var role string
	if p := o.need("role", &role); p != nil {
		return p
	}
	if p := o.word("role", &role, "agent", "customer", "robot", "system", "unknown"); p != nil {
		return p
	}
	t.Role, _ = parseNativeRole(role) // o.word has just checked it
	present, p := o.text("text", &t.Text)
	if p != nil {
		return p
	}
	if !present {
		return refuse(o.offset, CodeMissing, o.path+"text")
	}
	if p := o.time("at", &t.At); p != nil {
		return p
	}
	if p := o.count("start_ms", &t.StartMS); p != nil {
		return p
	}
	if p := o.count("end_ms", &t.EndMS); p != nil {
		return p
	}
	_, p = o.text("agent_id", &t.AgentID)
	return p
}

func (o *object) expect(s *Session) *problem {
	elements, present, p := o.list("expect")
	if p != nil || !present {
		return p
	}
	s.Expect = make([]Expectation, len(elements))
	for i, m := range elements {
		label, p := objectOf(m.value, m.offset, m.name)
		if p != nil {
			return p
		}
		if p := label.need("rule", &s.Expect[i].Rule); p != nil {
			return p
		}
		turn := int64(NoTurn)
		if p := label.count("turn", &turn); p != nil {
			return p
		}
		s.Expect[i].Turn = int(turn)
	}
	return nil
}
