package transcripts

import "cmp"

// zendeskFormats are the comments of a Zendesk ticket.
func zendeskFormats() []format {
	return []format{jsonFormat("zendesk", "Zendesk ticket comments", convertZendesk, about{
		fields: "comments: author_id, plain_body or body, public, created_at, attachments; ticket: id, requester_id, assignee_id; users: id, name, role",
		times:  "RFC 3339", roles: "users[].role; the ticket's requester is the customer, everybody else an agent; else by author, guessed",
		limits: limitsDocument + "; comments that are not public are skipped and counted",
	}, []string{"comments[].author_id"})}
}

type zendeskTicket struct {
	ID          looseText `json:"id"`
	RequesterID looseText `json:"requester_id"`
	AssigneeID  looseText `json:"assignee_id"`
}

type zendeskComment struct {
	AuthorID    looseText  `json:"author_id"`
	Body        string     `json:"body"`
	PlainBody   string     `json:"plain_body"`
	Public      *bool      `json:"public"`
	CreatedAt   string     `json:"created_at"`
	Attachments []struct{} `json:"attachments"`
}

func convertZendesk(raw []byte, set *settings) ([]*dialogue, *problem) {
	var export struct {
		Ticket   zendeskTicket    `json:"ticket"`
		Comments []zendeskComment `json:"comments"`
		Users    []struct {
			ID   looseText `json:"id"`
			Name string    `json:"name"`
			Role string    `json:"role"`
		} `json:"users"`
		zendeskTicket
	}
	if p := decodeInto(raw, &export); p != nil {
		return nil, p
	}
	ticket := export.Ticket
	if ticket == (zendeskTicket{}) {
		ticket = export.zendeskTicket
	}
	roles, names := make(map[looseText]Role), make(map[looseText]string)
	for _, u := range export.Users {
		roles[u.ID], _ = speakerRole(u.Role, set) // unknown for roles of a new kind
		names[u.ID] = u.Name
	}
	d := newDialogue(Chat)
	d.id, d.customer = string(ticket.ID), string(ticket.RequesterID)
	for i := range export.Comments {
		c := &export.Comments[i]
		role := roles[c.AuthorID]
		if role == RoleUnknown && ticket.RequesterID != "" {
			role = RoleAgent
			if c.AuthorID == ticket.RequesterID {
				role = RoleCustomer
			}
		}
		c.say(d, role, names[c.AuthorID], set)
	}
	return []*dialogue{d}, nil
}

func (c *zendeskComment) say(d *dialogue, role Role, name string, set *settings) {
	if c.Public != nil && !*c.Public {
		d.skip(SkipPrivate)
		return
	}
	u := utterance{role: role, speaker: string(c.AuthorID), text: cmp.Or(c.PlainBody, plainText(c.Body)), startMS: NoOffset, endMS: NoOffset}
	u.at, _ = parseTime(c.CreatedAt, set.zone) // none where it is not told
	switch role {
	case RoleAgent:
		u.agent = string(c.AuthorID)
		if d.agent.ID == "" {
			d.agent = Agent{ID: u.agent, Name: name}
		}
	case RoleCustomer:
		d.customer = cmp.Or(d.customer, u.speaker)
	}
	if u.text == "" && len(c.Attachments) > 0 {
		u.text = "[文件]"
	}
	d.say(u)
}
