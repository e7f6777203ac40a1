package score

import "zhijian/audit"

// Key says by what a tally groups sessions.
type Key struct {
	// Name is agent, team, rule, day, channel or the name of a session attribute.
	Name string
	// of gives the group of a session. It is nil for agents and rules, whose groups depend on the finding.
	of func(*audit.Result) string
}

// Names of the keys that are no session attributes.
const (
	KeyAgent   = "agent"
	KeyTeam    = "team"
	KeyRule    = "rule"
	KeyDay     = "day"
	KeyChannel = "channel"
)

// By finds the key of a name. Every name that is not one of the constants above names a session attribute, such as shop
// or platform; grouping by one needs results that carry their Session.
func By(name string) Key {
	key := Key{Name: name}
	switch name {
	case "", KeyAgent:
		key.Name = KeyAgent
	case KeyRule:
	case KeyTeam:
		key.of = func(r *audit.Result) string { return r.Team }
	case KeyDay:
		key.of = Day
	case KeyChannel:
		key.of = func(r *audit.Result) string { return string(r.Channel) }
	default:
		key.of = func(r *audit.Result) string {
			if r.Session == nil {
				return ""
			}
			return r.Session.Attributes[name]
		}
	}
	return key
}

// NeedsSession says whether grouping by the key reads the Session of a result.
func (k Key) NeedsSession() bool {
	switch k.Name {
	case KeyAgent, KeyTeam, KeyRule, KeyDay, KeyChannel:
		return false
	}
	return true
}

// Groups gives the group of the session, and for one of its findings the group that it is credited to.
func (k Key) Groups(r *audit.Result) (session string, finding func(*audit.Finding) string) {
	if k.of == nil {
		return r.Agent, func(f *audit.Finding) string { return speaker(r, f) }
	}
	group := k.of(r)
	return group, func(*audit.Finding) string { return group }
}

// Day gives the date of a session in its own time zone, as 2006-01-02, or "" where its start is unknown.
func Day(r *audit.Result) string {
	const layout = "2006-01-02"
	if len(r.StartedAt) < len(layout) {
		return ""
	}
	return r.StartedAt[:len(layout)]
}

// speaker is whom a finding is credited to: its own agent, else that of the session.
func speaker(r *audit.Result, f *audit.Finding) string {
	if f.Agent == "" {
		return r.Agent
	}
	return f.Agent
}
