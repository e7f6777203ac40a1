package transcripts

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// dialogue is a session as a reader of another system's files finds it: speakers may be labels, turns in any order.
type dialogue struct {
	id         string // "" where the source has none
	nicks      bool   // speakers are names, by which people can be told
	coined     bool   // the id is no id of the source but made of who talked and when
	channel    Channel
	startedAt  time.Time
	agent      Agent
	customer   string
	call       CallInfo
	attributes map[string]string
	utterances []utterance
	skips      map[string]int
}

// utterance is one turn of a dialogue.
type utterance struct {
	role    Role
	speaker string // channel, label or nick; tells the role where role is RoleUnknown
	text    string
	at      time.Time
	startMS int64 // or NoOffset
	endMS   int64 // or NoOffset
	agent   string
}

func newDialogue(channel Channel) *dialogue {
	return &dialogue{channel: channel, call: CallInfo{RingSeconds: unknownRing}}
}

// say adds an utterance, or counts it as skipped if it has no text.
func (d *dialogue) say(u utterance) {
	if u.text = strings.TrimSpace(u.text); u.text == "" {
		d.skip(SkipNoText)
		return
	}
	d.utterances = append(d.utterances, u)
}

func (d *dialogue) skip(reason string) {
	if d.skips == nil {
		d.skips = make(map[string]int)
	}
	d.skips[reason]++
}

// set gives an attribute, unless the value is empty.
func (d *dialogue) set(name, value string) { d.attributes = withAttribute(d.attributes, name, value) }

// withAttribute adds an attribute to a map, which is made when needed, unless the value is empty.
func withAttribute(attributes map[string]string, name, value string) map[string]string {
	if value == "" {
		return attributes
	}
	if attributes == nil {
		attributes = make(map[string]string)
	}
	attributes[name] = value
	return attributes
}

// dialogue hands on a dialogue as a session: turns in order, roles told apart, what is missing filled in from the
// mapping. A dialogue without any utterance counts by what was skipped.
func (k *sink) dialogue(d *dialogue, record int, set *settings) {
	for _, reason := range []string{SkipEmpty, SkipNoText, SkipEvent, SkipRecall, SkipPrivate, SkipOutside} {
		k.skip(reason, d.skips[reason])
	}
	if len(d.utterances) == 0 {
		if len(d.skips) == 0 {
			k.skip(SkipEmpty, 1)
		}
		return
	}
	s := d.session(k.source, record, set)
	if d.id == "" || d.coined {
		k.tellApart(s)
	}
	k.session(s, len(d.utterances))
}

func (d *dialogue) session(source string, record int, set *settings) *Session {
	s := &Session{
		ID: d.id, Channel: cmp.Or(set.channel, d.channel, Chat), StartedAt: d.startedAt, Agent: d.agent,
		Customer: Customer{ID: d.customer}, Attributes: d.attributes, Source: Source{Name: source, Record: record},
	}
	if s.ID == "" {
		s.ID = defaultID(source, record)
	}
	if d.call.Direction != "" || d.call.EndedBy != "" || d.call.RingSeconds >= 0 {
		call := d.call
		s.Call = &call
	}
	d.inOrder()
	s.Turns = make([]Turn, len(d.utterances))
	speakers := make([]string, len(d.utterances))
	for i := range d.utterances {
		u := &d.utterances[i]
		s.Turns[i] = Turn{Role: u.role, Text: u.text, At: u.at, StartMS: u.startMS, EndMS: max(u.endMS, u.startMS)}
		if u.endMS == NoOffset {
			s.Turns[i].EndMS = NoOffset
		}
		speakers[i] = u.speaker
	}
	set.roles.assign(s, speakers)
	d.nameAgents(s, set)
	set.complete(s)
	return s
}

// defaultID names a session after its source: the file's name without its endings, and the record unless it is the first.
func defaultID(source string, record int) string {
	name := path.Base(source)
	if stem, _, found := strings.Cut(name, "."); found && stem != "" {
		name = stem
	}
	if record > 1 {
		name += "#" + strconv.Itoa(record)
	}
	return name
}

// inOrder sorts the utterances by time where all have one; equal times keep the order of the source.
func (d *dialogue) inOrder() {
	offsets, times := true, true
	for i := range d.utterances {
		offsets = offsets && d.utterances[i].startMS != NoOffset
		times = times && !d.utterances[i].at.IsZero()
	}
	switch {
	case offsets:
		slices.SortStableFunc(d.utterances, func(a, b utterance) int { return cmp.Compare(a.startMS, b.startMS) })
	case times:
		slices.SortStableFunc(d.utterances, func(a, b utterance) int { return a.at.Compare(b.at) })
	default:
		d.dropBackwardTimes()
	}
}

// dropBackwardTimes keeps the order of the source where only some utterances have a time, and unlearns those times that
// contradict it.
func (d *dialogue) dropBackwardTimes() {
	var lastAt time.Time
	lastStart := NoOffset
	for i := range d.utterances {
		u := &d.utterances[i]
		if u.at.Before(lastAt) {
			u.at = time.Time{}
		}
		if !u.at.IsZero() {
			lastAt = u.at
		}
		if u.startMS < lastStart {
			u.startMS, u.endMS = NoOffset, NoOffset
		}
		lastStart = max(lastStart, u.startMS)
	}
}

// nameAgents notes who spoke in turns of agents, the first of them as the agent of the session if it has none; and the
// customer, where nicks tell.
func (d *dialogue) nameAgents(s *Session, set *settings) {
	for i := range s.Turns {
		u := &d.utterances[i]
		id := u.agent
		if d.nicks && id == "" {
			id = u.speaker
		}
		if d.nicks && s.Turns[i].Role == RoleCustomer {
			s.Customer.ID = cmp.Or(s.Customer.ID, u.speaker)
		}
		if s.Turns[i].Role != RoleAgent {
			continue
		}
		if s.Agent.ID == "" {
			s.Agent.ID = cmp.Or(id, set.agent.ID)
		}
		if id != "" && id != s.Agent.ID {
			s.Turns[i].AgentID = id
		}
	}
}

// complete fills in what a session lacks from the mapping.
func (set *settings) complete(s *Session) {
	if s.Agent.ID == "" {
		s.Agent.ID = cmp.Or(set.agent.ID, NoAgent)
	}
	if s.Agent.ID == set.agent.ID {
		s.Agent.Name = cmp.Or(s.Agent.Name, set.agent.Name)
	}
	s.Agent.Team = cmp.Or(s.Agent.Team, set.agent.Team)
	for _, a := range set.attributes {
		if s.Attributes == nil {
			s.Attributes = make(map[string]string)
		}
		if _, known := s.Attributes[a.name]; !known {
			s.Attributes[a.name] = a.value
		}
	}
	if s.StartedAt.IsZero() && len(s.Turns) > 0 {
		s.StartedAt = s.Turns[0].At
	}
}
