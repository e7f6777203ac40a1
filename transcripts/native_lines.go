package transcripts

import (
	"bytes"
	"errors"
	"io"
	"strconv"
)

const (
	// A batch of native lines: large enough that handing one on costs nothing beside judging it, small enough that the few
	// on their way fit into a processor's cache. A longer line is a batch of its own.
	batchBytes = 256 << 10
	// The first batch is small, and each is twice as large as the one before until they have their full size, so that the
	// sessions of a small source are shared out among all processors. Still smaller ones cost more than they save: each
	// worker has to learn the words of the lexicon.
	firstBatchBytes = 32 << 10
	maxLine         = 64 << 20 // a longer line is no record but a damaged or foreign file
)

// lineBatcher cuts native JSONL into batches of whole lines. It decodes nothing but the session ids, which must be
// compared in the order of the file while all else can wait for the workers.
type lineBatcher struct {
	source   string
	r        io.Reader
	size     int    // bytes of the next batch
	most     int    // bytes up to which batches grow
	maxLine  int    // bytes of the longest record
	rest     []byte // the beginning of a line whose end is still to be read
	line     int    // lines handed out so far
	ids      *usedIDs
	idFault  error // of looking ids up
	finished bool
}

func newLineBatcher(source string, r io.Reader, ids *usedIDs) *lineBatcher {
	return &lineBatcher{source: source, r: r, size: firstBatchBytes, most: batchBytes, maxLine: maxLine, ids: ids}
}

// readNative reads a source of native JSONL.
func readNative(in *input, out *sink) {
	text, err := in.utf8Text()
	if err != nil {
		out.broken(0, err)
		return
	}
	ids := newUsedIDs(in.set.tempDir)
	defer ids.close()
	batcher := newLineBatcher(in.name, text, ids)
	for b := batcher.next(); b != nil && !out.stopped; b = batcher.next() {
		out.lines(b)
	}
}

// next gives the next batch, nil at the end. A source that breaks off yields a batch with a reject without number.
func (l *lineBatcher) next() *Batch {
	if l.finished {
		return nil
	}
	buf := make([]byte, len(l.rest), max(l.size, 2*len(l.rest)))
	l.size = max(l.size, min(2*l.size, l.most))
	copy(buf, l.rest)
	l.rest = nil
	for {
		var err error
		buf, err = fill(l.r, buf)
		switch {
		case errors.Is(err, io.EOF):
			l.finished = true
			if len(buf) == 0 {
				return nil
			}
			return l.batch(buf)
		case err != nil:
			l.finished = true
			return l.broken(buf, err)
		}
		if end := bytes.LastIndexByte(buf, '\n'); end >= 0 {
			l.rest = buf[end+1:]
			return l.batch(buf[:end+1])
		}
		if len(buf) >= l.maxLine {
			return l.overlong(buf)
		}
		buf = append(make([]byte, 0, min(2*cap(buf), l.maxLine)), buf...)
	}
}

// fill reads until buf is full or the source ends or fails.
func fill(r io.Reader, buf []byte) ([]byte, error) {
	for len(buf) < cap(buf) {
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err != nil {
			return buf, err
		}
	}
	return buf, nil
}

// batch makes a batch of whole lines and notes the session ids that occurred before.
func (l *lineBatcher) batch(lines []byte) *Batch {
	b := &Batch{Source: l.source, FirstRecord: l.line + 1}
	if l.line == 0 {
		lines = bytes.TrimPrefix(lines, []byte("\ufeff"))
	}
	b.lines = lines
	for rest := lines; len(rest) > 0; {
		var line []byte
		line, rest = cutLine(rest)
		l.line++
		if blank(line) {
			continue
		}
		b.Records++
		if l.note(b, line); l.idFault != nil {
			l.finished = true
			b.lines = lines[:len(lines)-len(rest)]
			b.rejects = append(b.rejects, Reject{Source: l.source, Code: CodeRead, Args: []string{strconv.Itoa(l.line), l.idFault.Error()}})
			break
		}
	}
	return b
}

// note compares a line's session id with the earlier ones of the source, by its 64-bit hash. The id of a record that is
// rejected later counts as used all the same.
func (l *lineBatcher) note(b *Batch, line []byte) {
	id, ok := sessionID(line)
	if !ok {
		return
	}
	earlier, err := l.ids.record(id)
	if err != nil {
		l.idFault = err
		return
	}
	if earlier == 0 {
		l.ids.use(id, l.line)
		return
	}
	if b.duplicates == nil {
		b.duplicates = make(map[int]int)
	}
	b.duplicates[l.line] = earlier
}

// sessionID finds the id of a native record without decoding the rest.
func sessionID(line []byte) (string, bool) {
	c := cursor{b: line}
	if !c.token('{') {
		return "", false
	}
	for first := true; ; first = false {
		more, ok := c.next(first, '}')
		if !ok || !more {
			return "", false
		}
		key, ok := c.key()
		if !ok {
			return "", false
		}
		if string(key) == "session_id" {
			return c.str()
		}
		if !c.skip(0) {
			return "", false
		}
	}
}

// broken hands out the whole lines read before the source failed, and the failure with the piece of line it left.
func (l *lineBatcher) broken(buf []byte, err error) *Batch {
	end := bytes.LastIndexByte(buf, '\n') + 1
	b := l.batch(buf[:end])
	if b.Records == 0 {
		b.FirstRecord = 0
	}
	b.rejects = append(b.rejects, Reject{
		Source: l.source, Code: CodeRead, Args: []string{strconv.Itoa(l.line), err.Error()}, Raw: clipRaw(buf[end:]),
	})
	return b
}

// overlong refuses a line that is too long to be a record and moves behind it.
func (l *lineBatcher) overlong(buf []byte) *Batch {
	l.line++
	reject := Reject{
		Source: l.source, Record: l.line, Code: CodeTooLong, Args: []string{strconv.Itoa(l.maxLine)}, Raw: clipRaw(buf),
	}
	b := &Batch{Source: l.source, FirstRecord: l.line, Records: 1, rejects: []Reject{reject}}
	buf = buf[:0]
	for {
		var err error
		buf, err = fill(l.r, buf[:0])
		if end := bytes.IndexByte(buf, '\n'); end >= 0 {
			l.rest = buf[end+1:]
			return b
		}
		if errors.Is(err, io.EOF) {
			l.finished = true
			return b
		}
		if err != nil {
			l.finished = true
			b.rejects = append(b.rejects, Reject{Source: l.source, Code: CodeRead, Args: []string{strconv.Itoa(l.line), err.Error()}})
			return b
		}
	}
}
