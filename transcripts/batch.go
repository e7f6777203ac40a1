package transcripts

import (
	"bytes"
	"strconv"
)

// Batch is a run of consecutive records of one source. It has been read but perhaps not yet decoded, so that workers
// can decode batches side by side; their order is that of Corpus.Batches.
type Batch struct {
	Source      string
	FirstRecord int // record number of the first record, counted from 1; 0 for a batch that only reports a broken source
	Records     int // how many records the batch holds, blank lines left out

	lines      []byte      // whole lines of native JSONL, or
	duplicates map[int]int // (with lines) records whose session_id an earlier record of the source has, and which
	sessions   []*Session  // sessions that the reader has decoded already
	accepted   int         // (with sessions) records that these sessions were made of
	rejected   int         // records that were rejected beyond one for each reject
	skips      map[string]int
	rejects    []Reject // what the reader itself refused
	counters   *counters
}

// Decode appends the batch's sessions to dst, in record order, and returns what had to be rejected, in record order too.
// It must be called once; Corpus.Counts grows by it. Sessions may share the batch's memory and stay valid for as long
// as they are held.
func (b *Batch) Decode(dst []*Session) ([]*Session, []Reject) {
	if b.lines == nil {
		b.counters.add(b, b.accepted, b.sessions, b.rejects)
		return append(dst, b.sessions...), b.rejects
	}
	start := len(dst)
	dst, rejects := b.decodeLines(dst)
	rejects = append(rejects, b.rejects...) // what the line reader refuses comes after the whole lines before it
	decoded := dst[start:]
	b.counters.add(b, len(decoded), decoded, rejects)
	return dst, rejects
}

func (b *Batch) decodeLines(dst []*Session) ([]*Session, []Reject) {
	var rejects []Reject
	var decoder fastDecoder
	record := b.FirstRecord - 1
	for rest := b.lines; len(rest) > 0; {
		var line []byte
		line, rest = cutLine(rest)
		record++
		if blank(line) {
			continue
		}
		s, p := decodeNative(&decoder, line)
		if p == nil {
			if earlier, ok := b.duplicates[record]; ok {
				p = refuse(-1, CodeDuplicate, strconv.Quote(s.ID), strconv.Itoa(earlier))
			}
		}
		if p != nil {
			rejects = append(rejects, p.reject(b.Source, record, line))
			continue
		}
		s.Source = Source{Name: b.Source, Record: record}
		dst = append(dst, s)
	}
	return dst, rejects
}

func decodeNative(decoder *fastDecoder, line []byte) (*Session, *problem) {
	if s, ok := decoder.decode(line); ok {
		return s, nil
	}
	return strictDecode(line)
}

// reject gives the problem its place.
func (p *problem) reject(source string, record int, raw []byte) Reject {
	r := Reject{Source: source, Record: record, Code: p.code, Args: p.args, Raw: clipRaw(raw)}
	if p.offset >= 0 {
		r.Column = len([]rune(string(raw[:min(p.offset, len(raw))]))) + 1
	}
	return r
}

// cutLine parts the first line from the rest, the line break left out.
func cutLine(b []byte) (line, rest []byte) {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return b[:i], b[i+1:]
	}
	return b, nil
}

// blank says whether a line holds white space alone.
func blank(line []byte) bool {
	for _, ch := range line {
		if ch != ' ' && ch != '\t' && ch != '\r' {
			return false
		}
	}
	return true
}
