// Package check proves a lexicon by the examples that stand beside its rules: every hit must hit, every miss must not.
package check

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhijian/lexicon"
	"zhijian/transcripts"
)

// exampleStart is when example sessions begin, unless they say start=hh:mm: a working hour of a plain day.
var exampleStart = time.Date(2026, 11, 20, 10, 0, 0, 0, time.FixedZone("CST", 8*3600))

var exampleRoles = map[lexicon.Speaker]transcripts.Role{
	lexicon.Agent: transcripts.RoleAgent, lexicon.Customer: transcripts.RoleCustomer,
	lexicon.Robot: transcripts.RoleRobot, lexicon.System: transcripts.RoleSystem,
}

// Session turns an example into the session that it stands for. The channel is the rule's, chat where it is both, unless
// the example says otherwise.
func Session(rule *lexicon.Rule, e *lexicon.Example) (*transcripts.Session, error) {
	s := &transcripts.Session{
		ID: "example", Channel: transcripts.Chat, StartedAt: exampleStart,
		Agent: transcripts.Agent{ID: "agent"}, Customer: transcripts.Customer{ID: "customer"}, Attributes: map[string]string{},
	}
	if rule.Channel == string(transcripts.Call) {
		s.Channel = transcripts.Call
	}
	for _, key := range slices.Sorted(maps.Keys(e.Settings)) {
		if err := apply(s, key, e.Settings[key]); err != nil {
			return nil, err
		}
	}
	if len(rule.Platforms) > 0 && s.Attributes["platform"] == "" {
		s.Attributes["platform"] = rule.Platforms[0]
	}
	for _, line := range e.Lines {
		t := transcripts.Turn{Role: exampleRoles[line.Speaker], Text: line.Text, StartMS: transcripts.NoOffset, EndMS: transcripts.NoOffset}
		switch {
		case line.At < 0:
		case s.Channel == transcripts.Call:
			t.StartMS = int64(line.At * 1000)
			t.EndMS = t.StartMS
			if line.End >= line.At {
				t.EndMS = int64(line.End * 1000)
			}
		default:
			t.At = s.StartedAt.Add(time.Duration(line.At * float64(time.Second)))
		}
		s.Turns = append(s.Turns, t)
	}
	return s, nil
}

// apply sets what a setting in front of an example says. What is none of the record's fields is an attribute.
func apply(s *transcripts.Session, key, value string) error {
	callInfo := func() *transcripts.CallInfo {
		s.Channel = transcripts.Call
		if s.Call == nil {
			s.Call = &transcripts.CallInfo{RingSeconds: -1}
		}
		return s.Call
	}
	switch key {
	case "call", "chat":
		if s.Channel = transcripts.Channel(key); value != "" {
			return fmt.Errorf("setting %s takes no value", key)
		}
	case "inbound", "outbound":
		callInfo().Direction = key
	case "ended_by":
		callInfo().EndedBy = value
	case "ring":
		ring, err := strconv.ParseFloat(strings.TrimSuffix(value, "s"), 64)
		if err != nil {
			return fmt.Errorf("setting ring=%s: seconds are expected", value)
		}
		callInfo().RingSeconds = ring
	case "start":
		clock, err := time.ParseInLocation("15:04", value, exampleStart.Location())
		if err != nil {
			return fmt.Errorf("setting start=%s: a time such as 21:40 is expected", value)
		}
		y, m, d := exampleStart.Date()
		s.StartedAt = time.Date(y, m, d, clock.Hour(), clock.Minute(), 0, 0, exampleStart.Location())
	case "customer":
		s.Customer.ID = value
	case "agent":
		s.Agent.ID = value
	case "team":
		s.Agent.Team = value
	default:
		s.Attributes[key] = value
	}
	return nil
}
