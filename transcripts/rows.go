package transcripts

import (
	"cmp"
	"errors"
	"io"
	"strconv"
	"strings"
)

// rowReader gives the rows of a table one after another, the header left out.
type rowReader interface {
	// next gives the next row and its number, or io.EOF. A *rowError concerns one row, any other error ends the source.
	// The row is valid until the next call.
	next() (row []string, record int, err error)
}

// rowError is a row that cannot be read; the next one can.
type rowError struct {
	record int
	raw    []byte
	p      *problem
}

func (e *rowError) Error() string { return e.p.code + " " + strings.Join(e.p.args, " ") }

// readRows reads messages out of rows and groups them into sessions.
func readRows(rows rowReader, columns *columnMap, in *input, out *sink) {
	t := &messageRows{columns: columns, set: in.set, out: out, grouper: grouperFor(in)}
	defer t.grouper.close()
	last := 0
	for !out.stopped {
		row, record, err := rows.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if bad, ok := errors.AsType[*rowError](err); ok {
			out.reject(bad.p.reject(in.name, bad.record, bad.raw))
			continue
		}
		if err == nil {
			err = t.row(record, row)
		}
		if err != nil {
			out.broken(last, err)
			break // what came before is complete
		}
		last = record
	}
	t.grouper.finish(out)
}

// messageRows makes messages of rows.
type messageRows struct {
	columns *columnMap
	set     *settings
	out     *sink
	grouper *grouper
}

func (t *messageRows) row(record int, row []string) error {
	if rowEmpty(row) {
		t.out.skip(SkipEmpty, 1)
		return nil
	}
	p := t.check(row)
	var m *message
	if p == nil {
		m, p = t.columns.message(row, t.set)
	}
	switch {
	case p != nil:
		t.out.reject(p.reject(t.out.source, record, rowText(row)))
	case m.text == "":
		t.out.skip(SkipNoText, 1)
	default:
		m.record = record
		return t.grouper.add(m)
	}
	return nil
}

func rowEmpty(row []string) bool {
	for _, field := range row {
		if strings.TrimSpace(field) != "" {
			return false
		}
	}
	return true
}

// check refuses a row that is wider than the header, or narrower, unless what is too much is empty, and text that the
// character set did not explain.
func (t *messageRows) check(row []string) *problem {
	filled := len(row)
	for filled > t.columns.width && row[filled-1] == "" {
		filled--
	}
	if filled != t.columns.width && !(filled == t.columns.width+1 && t.columns.short) {
		return refuse(-1, CodeFields, strconv.Itoa(len(row)), strconv.Itoa(t.columns.width))
	}
	for _, field := range row {
		if at := invalidUTF8([]byte(field)); at >= 0 {
			return refuse(-1, CodeEncoding, "UTF-8")
		}
	}
	return nil
}

// message reads one row.
func (c *columnMap) message(row []string, set *settings) (*message, *problem) {
	m := &message{session: c.value(row, fieldSession), thread: c.value(row, fieldThread), text: c.value(row, fieldText), startMS: NoOffset, endMS: NoOffset}
	if m.session == "" && c.has(fieldSession) {
		return nil, refuse(-1, CodeMissing, fieldSession)
	}
	if m.text == "" {
		m.text = placeholder(c.value(row, fieldType))
	}
	m.agent = Agent{ID: c.value(row, fieldAgent), Name: c.value(row, fieldAgentName), Team: c.value(row, fieldTeam)}
	m.agent.ID = cmp.Or(m.agent.ID, m.agent.Name)
	m.sender, m.customer = c.value(row, fieldSender), c.value(row, fieldCustomer)
	for _, part := range []func(*message, []string, *settings) *problem{c.times, c.offsets, c.role, c.call} {
		if p := part(m, row, set); p != nil {
			return nil, p
		}
	}
	for _, name := range c.attributes {
		if value := c.value(row, attributePrefix+name); value != "" {
			m.attributes = append(m.attributes, attribute{name, value})
		}
	}
	return m, nil
}
