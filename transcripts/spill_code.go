package transcripts

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"time"
)

// The form of messages on disk: varints, and texts with their length in front. It lives for one run and has no version.

// maxSpillText bounds a text that is read back; nothing longer was written.
const maxSpillText = maxDocument

// appendTo appends the message's form on disk.
func (m *message) appendTo(b []byte) []byte {
	flags := uint64(m.role)
	if m.last {
		flags |= 1 << 8
	}
	b = binary.AppendUvarint(b, flags)
	b = binary.AppendVarint(b, int64(m.file))
	b = binary.AppendVarint(b, int64(m.record))
	b = binary.AppendVarint(b, m.startMS)
	b = binary.AppendVarint(b, m.endMS)
	b = appendTime(b, m.at)
	b = appendTime(b, m.startedAt)
	b = binary.AppendUvarint(b, math.Float64bits(m.call.RingSeconds))
	for _, text := range m.texts() {
		b = appendText(b, *text)
	}
	b = binary.AppendUvarint(b, uint64(len(m.attributes)))
	for _, a := range m.attributes {
		b = appendText(appendText(b, a.name), a.value)
	}
	return b
}

// texts lists the fields that are texts, in the order on disk.
func (m *message) texts() []*string {
	return []*string{
		&m.session, &m.thread, &m.text, &m.agent.ID, &m.agent.Name, &m.agent.Team, &m.sender, &m.customer, (*string)(&m.channel),
		&m.call.Direction, &m.call.EndedBy,
	}
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// utcOffset marks times in UTC, which are written with Z rather than +00:00.
const utcOffset = 1 << 20

func appendTime(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(b, 0)
	}
	_, offset := t.Zone()
	if t.Location() == time.UTC {
		offset = utcOffset
	}
	b = append(b, 1)
	b = binary.AppendVarint(b, t.Unix())
	b = binary.AppendUvarint(b, uint64(t.Nanosecond()))
	return binary.AppendVarint(b, int64(offset))
}

// spillReader reads fields back and keeps the first error.
type spillReader struct {
	r   *bufio.Reader
	err error
}

// readMessage reads what appendTo wrote; io.EOF at the end.
func readMessage(r *bufio.Reader) (message, error) {
	if _, err := r.Peek(1); err != nil {
		return message{}, err
	}
	in := &spillReader{r: r}
	var m message
	flags := in.unsigned()
	m.role, m.last = Role(flags&0xff), flags&(1<<8) != 0
	m.file, m.record = int(in.signed()), int(in.signed())
	m.startMS, m.endMS = in.signed(), in.signed()
	m.at, m.startedAt = in.time(), in.time()
	m.call.RingSeconds = math.Float64frombits(in.unsigned())
	for _, text := range m.texts() {
		*text = in.text()
	}
	for n := in.unsigned(); n > 0 && in.err == nil; n-- {
		m.attributes = append(m.attributes, attribute{in.text(), in.text()})
	}
	if errors.Is(in.err, io.EOF) {
		in.err = io.ErrUnexpectedEOF
	}
	return m, in.err
}

func (in *spillReader) unsigned() uint64 {
	if in.err != nil {
		return 0
	}
	var n uint64
	n, in.err = binary.ReadUvarint(in.r)
	return n
}

func (in *spillReader) signed() int64 {
	if in.err != nil {
		return 0
	}
	var n int64
	n, in.err = binary.ReadVarint(in.r)
	return n
}

func (in *spillReader) text() string {
	n := in.unsigned()
	if in.err == nil && n > maxSpillText {
		in.err = errTooLong
	}
	if in.err != nil || n == 0 {
		return ""
	}
	b := make([]byte, n)
	_, in.err = io.ReadFull(in.r, b)
	return string(b)
}

func (in *spillReader) time() time.Time {
	if in.err != nil {
		return time.Time{}
	}
	var given byte
	if given, in.err = in.r.ReadByte(); in.err != nil || given == 0 {
		return time.Time{}
	}
	t := time.Unix(in.signed(), int64(in.unsigned()))
	offset := in.signed()
	if offset == utcOffset {
		return t.UTC()
	}
	return t.In(zoneOf(int(offset)))
}
