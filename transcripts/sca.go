package transcripts

import (
	"cmp"
	"strings"
	"time"
)

// scaFormats are uploads to Alibaba's conversation analysis: SCA tickets, and the form of 点金, whose robot flag is the
// inverse of SCA's.
func scaFormats() []format {
	return []format{
		jsonFormat("sca-upload", "Alibaba SCA upload", convertSCA, about{
			fields: "tickets: tid, customerServiceId, customerServiceName, skillGroupName, customerId, callType, remark1 to remark25, dialogue: role, identity, words, begin, end, beginTime, type, customerServiceType",
			times:  "begin, end in milliseconds; beginTime `2006-01-02 15:04:05`", roles: "role; customerServiceType 1 is a robot",
			limits: limitsDocument,
		}, []string{"tickets[].dialogue"}, []string{"JsonStr"}, []string{"jsonStr"}),
		jsonFormat("dianjin", "Alibaba 点金 dialogue", convertDianjin, about{
			fields: "dialogueList: role, content, begin, end, beginTime, type, customerServiceType; sessionId, customerServiceId, customerId",
			times:  "begin, end in milliseconds; beginTime `2006-01-02 15:04:05`",
			roles:  "role 0 customer, 1 agent; customerServiceType 0 is a robot (the inverse of SCA's)", limits: limitsDocument,
		}, []string{"dialogueList[].content"}, []string{"dialogueList"}),
	}
}

type scaTicket struct {
	TID                 looseText `json:"tid"`
	FileName            string    `json:"fileName"`
	CustomerServiceID   looseText `json:"customerServiceId"`
	CustomerServiceName string    `json:"customerServiceName"`
	SkillGroupName      string    `json:"skillGroupName"`
	CustomerID          looseText `json:"customerId"`
	CallType            looseText `json:"callType"`
	Remark1             looseText `json:"remark1"`
	Dialogue            []scaLine `json:"dialogue"`
}

type scaLine struct {
	Role                looseText `json:"role"`
	Identity            string    `json:"identity"`
	Words               string    `json:"words"`
	Content             string    `json:"content"`
	Begin               looseInt  `json:"begin"`
	End                 looseInt  `json:"end"`
	BeginTime           looseText `json:"beginTime"`
	Type                string    `json:"type"`
	CustomerServiceType looseText `json:"customerServiceType"`
}

func convertSCA(raw []byte, set *settings) ([]*dialogue, *problem) {
	var upload struct {
		JSONStr nestedJSON  `json:"jsonStr"` // the request as it is sent: the tickets in a string
		Tickets []scaTicket `json:"tickets"`
	}
	if p := decodeInto(raw, &upload); p != nil {
		return nil, p
	}
	if len(upload.JSONStr) > 0 {
		if p := decodeInto(upload.JSONStr, &upload); p != nil {
			return nil, p
		}
	}
	var all []*dialogue
	for i := range upload.Tickets {
		t := &upload.Tickets[i]
		d := newDialogue(Chat)
		d.id = cmp.Or(string(t.TID), t.FileName)
		d.agent = Agent{ID: cmp.Or(string(t.CustomerServiceID), t.CustomerServiceName), Name: t.CustomerServiceName, Team: t.SkillGroupName}
		d.customer = string(t.CustomerID)
		d.call.Direction = parseDirection(string(t.CallType))
		d.set("queue", t.SkillGroupName)
		d.set("remark1", string(t.Remark1))
		for j := range t.Dialogue {
			line := &t.Dialogue[j]
			line.say(d, line.Words, line.CustomerServiceType == "1", set)
		}
		d.settleChannel()
		all = append(all, d)
	}
	return all, nil
}

func convertDianjin(raw []byte, set *settings) ([]*dialogue, *problem) {
	var upload struct {
		SessionID         looseText `json:"sessionId"`
		CustomerServiceID looseText `json:"customerServiceId"`
		CustomerID        looseText `json:"customerId"`
		DialogueList      []scaLine `json:"dialogueList"`
	}
	if p := decodeInto(raw, &upload); p != nil {
		return nil, p
	}
	d := newDialogue(Chat)
	d.id, d.customer = string(upload.SessionID), string(upload.CustomerID)
	d.agent.ID = string(upload.CustomerServiceID)
	for i := range upload.DialogueList {
		line := &upload.DialogueList[i]
		line.say(d, line.Content, line.CustomerServiceType == "0", set)
	}
	d.settleChannel()
	return []*dialogue{d}, nil
}

// say adds the line to a dialogue.
func (l *scaLine) say(d *dialogue, text string, robot bool, set *settings) {
	u := utterance{speaker: cmp.Or(l.Identity, string(l.Role)), text: text, startMS: l.Begin.offset(), endMS: l.End.offset()}
	switch role, ok := speakerRole(string(l.Role), set); {
	case ok:
		u.role = role
	case l.Role == "0":
		u.role = RoleCustomer
	case l.Role == "1":
		u.role = RoleAgent
	}
	if u.role == RoleAgent {
		u.agent = l.Identity
		if robot {
			u.role = RoleRobot
		}
		if u.agent == d.agent.Name {
			u.agent = ""
		}
	}
	if at, ok := parseTime(string(l.BeginTime), set.zone); ok {
		u.at = at
	}
	switch strings.ToUpper(l.Type) {
	case "AUDIO":
		d.channel = Call
	case "IMAGE":
		u.text = "[图片]"
	}
	d.say(u)
}

// settleChannel takes a dialogue for a call where its lines say so: spoken, or timed by offsets alone. Chats count
// offsets too; those are dropped in favour of the times of day.
func (d *dialogue) settleChannel() {
	timed := false
	for i := range d.utterances {
		timed = timed || !d.utterances[i].at.IsZero()
	}
	if !timed && len(d.utterances) > 0 && d.utterances[0].startMS != NoOffset {
		d.channel = Call
	}
	if d.channel == Call {
		if d.startedAt.IsZero() && timed {
			d.startedAt = d.utterances[0].at
		}
		for i := range d.utterances {
			d.utterances[i].at = time.Time{}
		}
		return
	}
	d.call = CallInfo{RingSeconds: unknownRing}
	for i := range d.utterances {
		d.utterances[i].startMS, d.utterances[i].endMS = NoOffset, NoOffset
	}
}
