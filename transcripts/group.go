package transcripts

import (
	"cmp"
	"slices"
	"strconv"
)

// NoAgent is the Agent.ID of a session that no agent is named for: nobody answered, or the source does not tell.
const NoAgent = "-"

// grouper gathers messages into sessions, however they are interleaved: those of one source, or, where sessions go on
// from file to file, those of all. It holds them in memory until the budget is used up; from then on they go to disk,
// parted by session.
type grouper struct {
	files  []string // names of the sources, in the order they are read
	joined bool     // of all sources: it is not done when one of them is
	set    *settings
	byID   map[string][]message
	bytes  int // about what the messages held take
	spill  *spill
}

// messageBytes is about what a message takes in memory beside its texts: the record itself, the room that lists keep to
// grow, and its share of the map.
const messageBytes = 560

func newGrouper(set *settings) *grouper {
	return &grouper{set: set, byID: make(map[string][]message)}
}

// grouperFor is the grouper for the messages of a source.
func grouperFor(in *input) *grouper {
	g := in.set.joined
	if g == nil {
		g = newGrouper(in.set)
	}
	g.files = append(g.files, in.name)
	return g
}

// add takes a message. It fails where the disk does.
func (g *grouper) add(m *message) error {
	m.file = len(g.files) - 1
	key := m.key()
	g.byID[key] = append(g.byID[key], *m)
	g.bytes += messageBytes + len(m.text) + len(m.sender) + len(m.customer) + len(m.session)
	if g.bytes <= g.set.budget {
		return nil
	}
	return g.spillAll()
}

// key is what messages of one session share: the session's id, or, where the source has none, who talks with whom.
func (m *message) key() string {
	if m.session != "" {
		return "i" + m.session
	}
	if m.thread != "" && m.thread != wholeFile {
		return "t" + m.thread
	}
	if m.thread == "" && (m.customer != "" || m.agent.ID != "") {
		return "p" + m.customer + "\x00" + m.agent.ID
	}
	return "f" + strconv.Itoa(m.file)
}

func (g *grouper) spillAll() error {
	if g.spill == nil {
		spill, err := newSpill(g.set.tempDir)
		if err != nil {
			return err
		}
		g.spill = spill
	}
	for _, messages := range g.byID { // parts are sorted when they are read again
		for i := range messages {
			if err := g.spill.add(&messages[i]); err != nil {
				return err
			}
		}
	}
	clear(g.byID)
	g.bytes = 0
	return nil
}

// finish hands on the sessions of a source, unless they may go on in the next.
func (g *grouper) finish(out *sink) {
	if !g.joined {
		g.sessions(out)
	}
}

// close gives up what is on disk, unless more may come.
func (g *grouper) close() {
	if !g.joined {
		g.release()
	}
}

// sessions hands on all sessions in the order of their first messages.
func (g *grouper) sessions(out *sink) {
	if g.spill == nil {
		for _, messages := range g.parted(g.byID) {
			if out.stopped {
				return
			}
			g.handOn(messages, out)
		}
		return
	}
	if err := g.spillAll(); err != nil {
		out.broken(0, err)
		return
	}
	if err := g.spill.sessions(g, out); err != nil {
		out.broken(0, err)
	}
}

// handOn makes a session of messages, of the source that its first message is of.
func (g *grouper) handOn(messages []message, out *sink) {
	out.from(g.files[messages[0].file])
	out.dialogue(g.dialogue(messages), messages[0].record, g.set)
}

func (g *grouper) release() {
	if g.spill != nil {
		g.spill.close()
	}
}

// parted parts messages into sessions, each in the order of the source, and those in the order of their first messages.
// It forgets the messages as it goes.
func (g *grouper) parted(byID map[string][]message) [][]message {
	all := make([][]message, 0, len(byID))
	for key, messages := range byID {
		if messages[0].session != "" {
			all = append(all, messages)
		} else {
			all = append(all, g.byGap(messages)...)
		}
		delete(byID, key)
	}
	for _, messages := range all {
		slices.SortFunc(messages, func(a, b message) int { return a.before(&b) })
	}
	slices.SortFunc(all, func(a, b []message) int { return a[0].before(&b[0]) })
	return all
}

// byGap parts messages without session ids where nothing was said for longer than the idle limit.
func (g *grouper) byGap(messages []message) [][]message {
	slices.SortFunc(messages, func(a, b message) int {
		return cmp.Or(a.at.Compare(b.at), a.before(&b))
	})
	var parts [][]message
	start := 0
	for i := 1; i <= len(messages); i++ {
		if i == len(messages) || messages[i].at.Sub(messages[i-1].at) > g.set.idle {
			parts = append(parts, messages[start:i])
			start = i
		}
	}
	return parts
}

// dialogue puts together the messages of one session. One without id is named after the customer and its beginning.
func (g *grouper) dialogue(messages []message) *dialogue {
	d := newDialogue(messages[0].channel)
	d.nicks = true
	began := messages[0].at
	for i := range messages {
		m := &messages[i]
		d.takeOver(m)
		d.say(utterance{role: m.role, speaker: m.sender, text: m.text, at: m.at, startMS: m.startMS, endMS: m.endMS, agent: m.agent.ID})
		if m.at.Before(began) {
			began = m.at
		}
	}
	if d.id = messages[0].session; d.id == "" {
		d.coined = true
		d.id = cmp.Or(d.customer, d.agent.ID, defaultID(g.files[messages[0].file], 1))
		if !began.IsZero() {
			d.id += "@" + began.Format("20060102T150405")
		}
	}
	return d
}

// takeOver fills in what the dialogue does not know yet from one of its messages.
func (d *dialogue) takeOver(m *message) {
	if d.agent.ID == "" {
		d.agent = m.agent
	}
	if m.agent.ID == d.agent.ID {
		d.agent.Name = cmp.Or(d.agent.Name, m.agent.Name)
		d.agent.Team = cmp.Or(d.agent.Team, m.agent.Team)
	}
	d.customer = cmp.Or(d.customer, m.customer)
	if d.customer == "" && m.role == RoleCustomer {
		d.customer = m.sender
	}
	if d.startedAt.IsZero() {
		d.startedAt = m.startedAt
	}
	if m.channel == Call {
		d.channel = Call
		d.call.Direction = cmp.Or(d.call.Direction, m.call.Direction)
		d.call.EndedBy = cmp.Or(d.call.EndedBy, m.call.EndedBy)
		if d.call.RingSeconds < 0 {
			d.call.RingSeconds = m.call.RingSeconds
		}
	}
	for _, a := range m.attributes {
		if _, known := d.attributes[a.name]; !known {
			d.set(a.name, a.value)
		}
	}
}
