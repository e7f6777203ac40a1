package transcripts

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// scaResultFormat is what Alibaba's conversation analysis is asked and answers about: test requests for rules, quality
// results, and results opened for review. All of them hold the dialogue.
func scaResultFormat() format {
	return jsonFormat("sca-result", "Alibaba SCA test requests and quality results", convertSCAResult, about{
		fields: "dialogues (or TestJson, the request as it is sent): role, identity, words, begin, end; Data.ResultInfo (GetResult): TaskId, AsrResult: Role, Identity, Words, Begin, End, Agent: Id, Name, SkillGroup, Recording: Id, Name, CallTime, CallType, Caller, Callee, Remark1; Data.Dialogues (GetResultToReview): Tid, AudioURL, lines as before with BeginTime",
		times:  "Begin, End in milliseconds; BeginTime `2006-01-02 15:04:05`; CallTime in Unix milliseconds", roles: "Role, in words or 0 customer, 1 agent",
		limits: limitsDocument + "; lists may be wrapped in an object of their own, as the XML-born form of the interface has them; SCA's own hits and scores are not read",
	}, []string{"Data.ResultInfo[].AsrResult"}, []string{"Data.ResultInfo.ResultInfo[].AsrResult"}, []string{"Data[].AsrResult"},
		[]string{"Data.Dialogues"}, []string{"TestJson"}, []string{"ruleList", "dialogues"}, []string{"dialogues[].words"})
}

// wrapped is a list that some forms of an interface wrap into an object with one key: {"Dialogue": […]}.
type wrapped[T any] []T

// mostWraps is how many objects may stand around a list: each is scanned whole.
const mostWraps = 3

// UnmarshalJSON reads the list, with or without the object around it.
func (w *wrapped[T]) UnmarshalJSON(text []byte) error { return w.unwrap(text, 0) }

func (w *wrapped[T]) unwrap(text []byte, depth int) error {
	if text[0] != '{' || depth == mostWraps {
		var list []T
		err := json.Unmarshal(text, &list)
		*w = list
		return err
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(text, &object); err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if inner := object[key]; inner[0] == '[' || inner[0] == '{' {
			return w.unwrap(inner, depth+1)
		}
	}
	return nil
}

type scaResult struct {
	TaskID    looseText        `json:"TaskId"`
	AsrResult wrapped[scaLine] `json:"AsrResult"`
	Agent     struct {
		ID         looseText `json:"Id"`
		Name       string
		SkillGroup string
	}
	Recording struct {
		ID       looseText `json:"Id"`
		Name     string
		CallID   looseText `json:"CallId"`
		CallTime looseText
		CallType looseText
		Caller   looseText
		Callee   looseText
		Remark1  looseText
	}
}

type scaReview struct {
	TID        looseText `json:"Tid"`
	AudioURL   string
	Dialogues  wrapped[scaLine]
	ResultInfo wrapped[scaResult]
}

func convertSCAResult(raw []byte, set *settings) ([]*dialogue, *problem) {
	var document struct {
		TestJSON  nestedJSON       `json:"TestJson"`
		Dialogues wrapped[scaLine] `json:"dialogues"`
		Data      json.RawMessage
	}
	if p := decodeInto(raw, &document); p != nil {
		return nil, p
	}
	if len(document.TestJSON) > 0 {
		if p := decodeInto(document.TestJSON, &document); p != nil {
			return nil, p
		}
	}
	var review scaReview
	switch data := strings.TrimSpace(string(document.Data)); {
	case strings.HasPrefix(data, "["):
		if p := decodeInto(document.Data, &review.ResultInfo); p != nil {
			return nil, p
		}
	case strings.HasPrefix(data, "{"):
		if p := decodeInto(document.Data, &review); p != nil {
			return nil, p
		}
	}
	var all []*dialogue
	for i := range review.ResultInfo {
		all = append(all, review.ResultInfo[i].dialogue(set))
	}
	if len(review.Dialogues) > 0 {
		d := newDialogue(Chat)
		d.id = string(review.TID)
		if review.AudioURL != "" {
			d.channel = Call
		}
		all = append(all, scaLines(d, review.Dialogues, set))
	}
	if len(document.Dialogues) > 0 || len(all) == 0 {
		all = append(all, scaLines(newDialogue(Chat), document.Dialogues, set))
	}
	return all, nil
}

// dialogue is one quality result.
func (r *scaResult) dialogue(set *settings) *dialogue {
	d := newDialogue(Chat)
	d.id = cmp.Or(string(r.Recording.CallID), string(r.Recording.ID), string(r.TaskID), r.Recording.Name)
	d.agent = Agent{ID: cmp.Or(string(r.Agent.ID), r.Agent.Name), Name: r.Agent.Name, Team: r.Agent.SkillGroup}
	d.call.Direction = parseDirection(string(r.Recording.CallType))
	d.customer = string(r.Recording.Caller)
	if d.call.Direction == Outbound {
		d.customer = string(r.Recording.Callee)
	}
	d.set("remark1", string(r.Recording.Remark1))
	if at, ok := parseTime(string(r.Recording.CallTime), set.zone); ok {
		d.startedAt = at
	}
	return scaLines(d, r.AsrResult, set)
}

// scaLines adds the lines to the dialogue. A speaker who is called by nothing but the role is nobody by name.
func scaLines(d *dialogue, lines []scaLine, set *settings) *dialogue {
	for i := range lines {
		line := lines[i]
		if line.Identity == string(line.Role) {
			line.Identity = ""
		}
		line.say(d, line.Words, line.CustomerServiceType == "1", set)
	}
	d.settleChannel()
	return d
}
