package transcripts

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Attributes that say how roles were told apart where the source does not: by what, and how surely (0 to 1); and the
// labels of the speakers whose roles stayed unknown, parted by commas.
const (
	AttributeRoleSource      = "role_source"
	AttributeRoleConfidence  = "role_confidence"
	AttributeUnknownSpeakers = "unknown_speakers"
)

// roleRules say who speaks, as far as a user told.
type roleRules struct {
	speakers   map[string]Role
	agents     []string                                // globs
	confidence float64                                 // the least that a guess needs
	observe    func(source, speaker string, role Role) // told of every turn; nil for nobody
}

// rules checks a RoleMapping.
func (m *RoleMapping) rules() (roleRules, error) {
	r := roleRules{speakers: make(map[string]Role), agents: m.Agents, confidence: m.Confidence}
	var faults []error
	for _, speaker := range slices.Sorted(maps.Keys(m.Speakers)) {
		role, ok := ParseRole(m.Speakers[speaker])
		if !ok {
			faults = append(faults, mappingFault([]string{"roles", "speakers", speaker}, MappingSpeaker, speaker, strconv.Quote(m.Speakers[speaker])))
		}
		r.speakers[speaker] = role
	}
	for i, glob := range m.Agents {
		if _, err := path.Match(glob, ""); err != nil {
			faults = append(faults, mappingFault([]string{"roles", "agents", strconv.Itoa(i)}, MappingGlob, strconv.Quote(glob)))
		}
	}
	if r.confidence < 0 || r.confidence > 1 {
		faults = append(faults, mappingFault([]string{"roles", "confidence"}, MappingConfidence, fmt.Sprint(r.confidence)))
	}
	if r.confidence == 0 {
		r.confidence = defaultConfidence
	}
	return r, errors.Join(faults...)
}

// of is the role of a speaker as the user told it.
func (r *roleRules) of(speaker string) (Role, bool) {
	if speaker == "" {
		return RoleUnknown, false
	}
	if role, ok := r.speakers[speaker]; ok {
		return role, true
	}
	for _, glob := range r.agents {
		if ok, err := path.Match(glob, speaker); err == nil && ok {
			return RoleAgent, true
		}
	}
	if len(r.agents) > 0 {
		return RoleCustomer, true
	}
	return RoleUnknown, false
}

// assign gives roles to turns that have none: by what the user told, then, where two speakers alone are left, by a
// guess that must be sure enough. Where it is not, roles stay unknown.
func (r *roleRules) assign(s *Session, speakers []string) {
	if r.observe != nil {
		defer func() {
			for i := range s.Turns {
				r.observe(s.Source.Name, speakers[i], s.Turns[i].Role)
			}
		}()
	}
	unknown := false
	for i := range s.Turns {
		if role, ok := r.of(speakers[i]); ok {
			s.Turns[i].Role = role
		}
		unknown = unknown || s.Turns[i].Role == RoleUnknown
	}
	if !unknown {
		return
	}
	g := guessAgent(s, speakers)
	if g.speaker != "" {
		s.setAttribute(AttributeRoleSource, g.source)
		s.setAttribute(AttributeRoleConfidence, strconv.FormatFloat(g.confidence, 'f', 2, 64))
	}
	if g.speaker == "" || g.confidence < r.confidence {
		s.setAttribute(AttributeUnknownSpeakers, unknownSpeakers(s, speakers))
		return
	}
	for i := range s.Turns {
		if s.Turns[i].Role != RoleUnknown {
			continue
		}
		s.Turns[i].Role = RoleCustomer
		if speakers[i] == g.speaker {
			s.Turns[i].Role = RoleAgent
		}
	}
}

// mostSpeakers is how many labels AttributeUnknownSpeakers names.
const mostSpeakers = 8

// unknownSpeakers lists the labels of those whose role nobody knows, in order of appearance.
func unknownSpeakers(s *Session, speakers []string) string {
	var names []string
	for i, name := range speakers {
		if s.Turns[i].Role == RoleUnknown && name != "" && !slices.Contains(names, name) && len(names) < mostSpeakers {
			names = append(names, name)
		}
	}
	return strings.Join(names, ",")
}

// setAttribute gives the session an attribute, unless the value is empty.
func (s *Session) setAttribute(name, value string) {
	s.Attributes = withAttribute(s.Attributes, name, value)
}

// guess is which speaker is likely the agent.
type guess struct {
	speaker    string
	source     string // "phrases" or "direction"
	confidence float64
}

// guessAgent compares the two speakers of a session. Only the opening and the closing tell: in between, customers quote
// agents and agents quote customers.
func guessAgent(s *Session, speakers []string) guess {
	var names []string
	score := make(map[string]int)
	for i := range s.Turns {
		name := speakers[i]
		if name == "" || s.Turns[i].Role != RoleUnknown {
			return guess{} // some speakers are known and others not: nothing to weigh them by
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		if len(names) > 2 {
			return guess{}
		}
		if i < 6 || i >= len(s.Turns)-3 {
			score[name] += agentPhrases(s.Turns[i].Text)
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return score[b] - score[a] })
	switch {
	case len(names) == 0:
		return guess{}
	case score[names[0]] > 0:
		lead, rest := score[names[0]], 0
		if len(names) == 2 {
			rest = score[names[1]]
		}
		// One phrase is a fair sign, two are a good one; phrases of the other side count against it.
		return guess{names[0], "phrases", float64(lead-rest) / (float64(lead) + float64(rest) + 0.2)}
	case len(names) == 2 && s.Call != nil && s.Call.Direction == Inbound:
		return guess{speakers[0], "direction", 0.6} // who answers a call speaks first, unless the recording began late
	case len(names) == 2 && s.Call != nil && s.Call.Direction == Outbound:
		return guess{speakers[0], "direction", 0.5} // either may: the called one says hello, or the caller begins
	default:
		return guess{}
	}
}

// agentPhrases counts phrases with which agents, not customers, open and close.
func agentPhrases(text string) int {
	n := 0
	for _, phrase := range []string{
		"为您服务", "可以帮您", "可以帮到您", "能帮您", "工号", "客服中心", "服务中心", "服务热线", "感谢您的来电", "感谢来电", "很高兴为您", "欢迎致电",
		"请问您贵姓", "祝您生活愉快", "祝您", "请您对我的服务", "满意度评价", "还有其他问题吗", "还有其他可以", "给您做一个回访", "请问是",
		"how can i help", "how may i help", "thank you for calling", "anything else i can",
	} {
		if strings.Contains(strings.ToLower(text), phrase) {
			n++
		}
	}
	return n
}
