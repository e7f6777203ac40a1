package transcripts

import (
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// readDialogueRows reads tables with one conversation a row.
func readDialogueRows(rows rowReader, columns *columnMap, in *input, out *sink) {
	speaker := speakerPrefix()
	last := 0
	for !out.stopped {
		row, record, err := rows.next()
		if errors.Is(err, io.EOF) {
			return
		}
		if bad, ok := errors.AsType[*rowError](err); ok {
			out.reject(bad.p.reject(in.name, bad.record, bad.raw))
			continue
		}
		if err != nil {
			out.broken(last, err)
			return
		}
		last = record
		d, p := columns.dialogueOfRow(row, speaker, in.set)
		if p != nil {
			out.reject(p.reject(in.name, record, rowText(row)))
			continue
		}
		out.dialogue(d, record, in.set)
	}
}

// dialogueOfRow reads one conversation.
func (c *columnMap) dialogueOfRow(row []string, speaker *regexp.Regexp, set *settings) (*dialogue, *problem) {
	if len(row) < c.width {
		return nil, refuse(-1, CodeFields, strconv.Itoa(len(row)), strconv.Itoa(c.width))
	}
	m, p := c.message(row, set)
	if p != nil {
		return nil, p
	}
	d := newDialogue(m.channel)
	d.id = m.session
	m.role = RoleUnknown
	d.takeOver(m)
	if d.startedAt.IsZero() {
		d.startedAt = m.at
	}
	for _, u := range splitDialogue(c.value(row, fieldDialogue), speaker, set) {
		d.say(u)
	}
	return d, nil
}

// speakerPrefix recognises who speaks at the beginning of a line: a short name and a colon.
func speakerPrefix() *regexp.Regexp {
	return regexp.MustCompile(`^\s*(?:\[[\d:.,\- ]+\]\s*)?([\p{L}\p{N}_\-]{1,16}?)\s*(?:[（(][^）)]{0,20}[）)])?\s*[:：]\s*(.*)$`)
}

// splitDialogue cuts a conversation that stands in one text into utterances. A line whose beginning names no known
// role continues the utterance before it.
func splitDialogue(text string, speaker *regexp.Regexp, set *settings) []utterance {
	var all []utterance
	var lines []string // of the last utterance
	end := func() {
		if len(all) > 0 {
			all[len(all)-1].text = strings.Join(lines, "\n")
		}
		lines = lines[:0]
	}
	for line := range strings.SplitSeq(strings.NewReplacer(`\r\n`, "\n", `\n`, "\n", "\r\n", "\n").Replace(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		u := utterance{startMS: NoOffset, endMS: NoOffset}
		m := speaker.FindStringSubmatch(line)
		known := false
		if m != nil {
			u.role, known = speakerRole(m[1], set)
		}
		switch {
		case known:
			end()
			u.speaker, line = m[1], m[2]
			all = append(all, u)
		case len(all) == 0:
			all = append(all, u)
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	end()
	return all
}

// speakerRole is the role of a speaker's label: as mapped, or a word for a role, perhaps numbered (坐席1, 客户A).
func speakerRole(label string, set *settings) (Role, bool) {
	if role, ok := set.roles.of(label); ok {
		return role, true
	}
	return ParseRole(strings.TrimRight(label, "0123456789ABab_- "))
}
