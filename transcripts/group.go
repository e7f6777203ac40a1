package transcripts

import (
	"cmp"
	"slices"
)

// NoAgent is the Agent.ID of a session that no agent is named for: nobody answered, or the source does not tell.
const NoAgent = "-"

// grouper gathers the messages of one source into sessions, however they are interleaved.
type grouper struct {
	byID  map[string][]message
	order []string // session ids by first message
}

func newGrouper() *grouper { return &grouper{byID: make(map[string][]message)} }

func (g *grouper) add(m *message) {
	messages, known := g.byID[m.session]
	if !known {
		g.order = append(g.order, m.session)
	}
	g.byID[m.session] = append(messages, *m)
}

// batches emits the sessions in the order of their first messages, some at a time.
func (g *grouper) batches(source string, emit func(*Batch) bool) {
	const sessionsPerBatch = 256
	for ids := range slices.Chunk(g.order, sessionsPerBatch) {
		b := &Batch{Source: source, FirstRecord: g.byID[ids[0]][0].record}
		for _, id := range ids {
			messages := g.byID[id]
			b.Records += len(messages)
			b.sessions = append(b.sessions, sessionOf(source, messages))
			delete(g.byID, id)
		}
		b.accepted = b.Records
		if !emit(b) {
			return
		}
	}
}

// sessionOf makes a session of its messages, which are in the order of the source and become so in order of time.
func sessionOf(source string, messages []message) *Session {
	first := messages[0]
	s := &Session{ID: first.session, Channel: first.channel, Source: Source{Name: source, Record: first.record}}
	sortByTime(messages)
	for i := range messages {
		s.takeOver(&messages[i])
	}
	if s.Agent.ID == "" {
		s.Agent.ID = NoAgent
	}
	s.Turns = make([]Turn, len(messages))
	for i := range messages {
		m := &messages[i]
		s.Turns[i] = Turn{Role: m.role, Text: m.text, At: m.at, StartMS: m.startMS, EndMS: m.endMS}
		if m.role == RoleAgent && m.agent.ID != "" && m.agent.ID != s.Agent.ID {
			s.Turns[i].AgentID = m.agent.ID
		}
	}
	return s
}

// takeOver fills in what the session does not know yet from one of its messages, the earliest first.
func (s *Session) takeOver(m *message) {
	if s.Agent.ID == "" {
		s.Agent = m.agent
	}
	if m.agent.ID == s.Agent.ID {
		s.Agent.Name = cmp.Or(s.Agent.Name, m.agent.Name)
		s.Agent.Team = cmp.Or(s.Agent.Team, m.agent.Team)
	}
	s.Customer.ID = cmp.Or(s.Customer.ID, m.customer)
	if s.Customer.ID == "" && m.role == RoleCustomer {
		s.Customer.ID = m.sender
	}
	if s.StartedAt.IsZero() {
		s.StartedAt = m.startedAt
		if s.StartedAt.IsZero() {
			s.StartedAt = m.at
		}
	}
	if m.channel == Call {
		s.Channel = Call
		s.takeOverCall(&m.call)
	}
	for _, a := range m.attribute {
		if s.Attributes == nil {
			s.Attributes = make(map[string]string)
		}
		if _, known := s.Attributes[a.name]; !known {
			s.Attributes[a.name] = a.value
		}
	}
}

func (s *Session) takeOverCall(call *CallInfo) {
	if call.Direction == "" && call.EndedBy == "" && call.RingSeconds < 0 {
		return
	}
	if s.Call == nil {
		s.Call = &CallInfo{RingSeconds: unknownRing}
	}
	s.Call.Direction = cmp.Or(s.Call.Direction, call.Direction)
	s.Call.EndedBy = cmp.Or(s.Call.EndedBy, call.EndedBy)
	if s.Call.RingSeconds < 0 {
		s.Call.RingSeconds = call.RingSeconds
	}
}

// sortByTime puts messages in order of time where all of them have one; equal times keep the order of the source.
func sortByTime(messages []message) {
	hasAt, hasStart := true, true
	for i := range messages {
		hasAt = hasAt && !messages[i].at.IsZero()
		hasStart = hasStart && messages[i].startMS != NoOffset
	}
	switch {
	case hasStart:
		slices.SortStableFunc(messages, func(a, b message) int { return cmp.Compare(a.startMS, b.startMS) })
	case hasAt:
		slices.SortStableFunc(messages, func(a, b message) int { return a.at.Compare(b.at) })
	}
}
