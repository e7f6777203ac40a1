package transcripts

import (
	"strings"

	"golang.org/x/net/html"
)

// intercomFormats are conversations as Intercom's interface gives them.
func intercomFormats() []format {
	return []format{jsonFormat("intercom", "Intercom conversation", convertIntercom, about{
		fields: "id, created_at, source, conversation_parts: part_type, body (HTML), created_at, author",
		times:  "Unix seconds", roles: "author.type: admin is an agent, bot a robot, user, lead and contact customers",
		limits: limitsDocument + "; notes are internal, assignments and the like events: both are skipped and counted",
	}, []string{"conversation_parts"})}
}

type intercomAuthor struct {
	Type string    `json:"type"`
	ID   looseText `json:"id"`
	Name string    `json:"name"`
}

type intercomPart struct {
	PartType  string         `json:"part_type"`
	Body      string         `json:"body"`
	CreatedAt looseInt       `json:"created_at"`
	Author    intercomAuthor `json:"author"`
	Attached  []struct{}     `json:"attachments"`
}

func convertIntercom(raw []byte, set *settings) ([]*dialogue, *problem) {
	var c struct {
		ID        looseText    `json:"id"`
		CreatedAt looseInt     `json:"created_at"`
		Source    intercomPart `json:"source"`
		Parts     struct {
			List []intercomPart `json:"conversation_parts"`
		} `json:"conversation_parts"`
	}
	if p := decodeInto(raw, &c); p != nil {
		return nil, p
	}
	d := newDialogue(Chat)
	d.id = string(c.ID)
	d.startedAt = unixTime(c.CreatedAt, set.zone)
	if c.Source.Body != "" || len(c.Source.Attached) > 0 {
		c.Source.PartType = "comment"
		c.Source.CreatedAt = c.CreatedAt
		c.Source.say(d, set)
	}
	for i := range c.Parts.List {
		c.Parts.List[i].say(d, set)
	}
	return []*dialogue{d}, nil
}

func (p *intercomPart) say(d *dialogue, set *settings) {
	switch {
	case strings.HasPrefix(p.PartType, "note"):
		d.skip(SkipPrivate)
		return
	case p.PartType != "comment" && p.Body == "":
		d.skip(SkipEvent)
		return
	}
	role, _ := speakerRole(p.Author.Type, set) // unknown for authors of a new kind
	if p.Author.Type == "contact" {
		role = RoleCustomer
	}
	u := utterance{role: role, speaker: string(p.Author.ID), text: plainText(p.Body), at: unixTime(p.CreatedAt, set.zone), startMS: NoOffset, endMS: NoOffset}
	switch role {
	case RoleAgent:
		u.agent = string(p.Author.ID)
		if d.agent.ID == "" {
			d.agent = Agent{ID: u.agent, Name: p.Author.Name}
		}
	case RoleCustomer:
		if d.customer == "" {
			d.customer = string(p.Author.ID)
		}
	}
	if u.text == "" && len(p.Attached) > 0 {
		u.text = "[文件]"
	}
	d.say(u)
}

// plainText is the text of a piece of HTML: paragraphs and breaks become lines, images [图片].
func plainText(markup string) string {
	if !strings.ContainsAny(markup, "<&") {
		return markup
	}
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		switch z.Next() {
		case html.ErrorToken: // the end: reading from memory cannot fail otherwise
			return strings.TrimSpace(out.String())
		case html.TextToken:
			out.Write(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "br", "p", "div", "li":
				if text := out.String(); text != "" && !strings.HasSuffix(text, "\n") {
					out.WriteByte('\n')
				}
			case "img":
				out.WriteString("[图片]")
			}
		}
	}
}
