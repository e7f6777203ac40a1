package transcripts

import "strconv"

// sessionsPerBatch is how many decoded sessions travel together.
const sessionsPerBatch = 256

// sink takes what a reader finds in one source and hands it on in batches. It refuses session ids used before.
type sink struct {
	source  string
	emit    func(*Batch) bool
	pending *Batch
	ids     *usedIDs
	stopped bool // whoever reads the batches wants no more: the reader should return
}

// newSink makes a sink that remembers ids of many sessions in tempDir.
func newSink(source, tempDir string, emit func(*Batch) bool) *sink {
	s := &sink{source: source, emit: emit, ids: newUsedIDs(tempDir)}
	s.pending = s.empty()
	return s
}

// from names the source of what comes next.
func (k *sink) from(source string) {
	if k.source == source {
		return
	}
	k.flush()
	k.source = source
	k.pending = k.empty()
}

func (k *sink) empty() *Batch { return &Batch{Source: k.source} }

// session hands on a session that was made of some records of the source, s.Source.Record the first of them.
func (k *sink) session(s *Session, records int) {
	earlier, err := k.ids.record(s.ID)
	if err != nil {
		k.broken(s.Source.Record, err)
		k.flush()
		k.stopped = true
		return
	}
	if earlier != 0 {
		// The records become one reject, so all of them are counted as rejected.
		k.pending.rejected += records - 1
		k.reject(Reject{Record: s.Source.Record, Code: CodeDuplicate, Args: []string{strconv.Quote(s.ID), strconv.Itoa(earlier)}, Raw: nativeLine(s)})
		return
	}
	k.ids.use(s.ID, s.Source.Record)
	k.pending.sessions = append(k.pending.sessions, s)
	k.pending.accepted += records
	k.grown(s.Source.Record, records)
}

// tellApart makes an id that the source does not have unlike those before it.
func (k *sink) tellApart(s *Session) {
	if earlier, err := k.ids.record(s.ID); err == nil && earlier != 0 {
		s.ID += "#" + strconv.Itoa(s.Source.Record)
	}
}

// reject hands on what cannot be read.
func (k *sink) reject(r Reject) {
	r.Source = k.source
	k.pending.rejects = append(k.pending.rejects, r)
	k.grown(r.Record, 1)
}

// skip counts records without an utterance, by reason.
func (k *sink) skip(reason string, records int) {
	if records == 0 {
		return
	}
	if k.pending.skips == nil {
		k.pending.skips = make(map[string]int)
	}
	k.pending.skips[reason] += records
}

// lines hands on a batch of native lines as it is.
func (k *sink) lines(b *Batch) {
	k.flush()
	k.stopped = k.stopped || !k.emit(b)
}

func (k *sink) grown(record, records int) {
	if k.pending.FirstRecord == 0 {
		k.pending.FirstRecord = record
	}
	k.pending.Records += records
	if len(k.pending.sessions)+len(k.pending.rejects) >= sessionsPerBatch {
		k.flush()
	}
}

// end hands on what is pending, and forgets the ids.
func (k *sink) end() {
	k.flush()
	k.ids.close()
}

// flush hands on what is pending.
func (k *sink) flush() {
	b := k.pending
	if k.stopped || len(b.sessions) == 0 && len(b.rejects) == 0 && len(b.skips) == 0 {
		return
	}
	k.pending = k.empty()
	k.stopped = !k.emit(b)
}

// broken reports that the source breaks off after a record.
func (k *sink) broken(record int, err error) {
	k.reject(Reject{Code: CodeRead, Args: []string{strconv.Itoa(record), err.Error()}})
}
