package transcripts

import "sync/atomic"

// Counts says what became of everything that was read. Records = Accepted + Rejected + Skipped, always.
type Counts struct {
	Sources  int64 `json:"sources"`  // files, archive members and standard input that were opened or should have been
	Broken   int64 `json:"broken"`   // sources that could not be opened or broke off in the middle
	Records  int64 `json:"records"`  // what the format counts: sessions, or messages where each stands in a row of its own
	Accepted int64 `json:"accepted"` // records that became a session or part of one
	Rejected int64 `json:"rejected"` // records set aside as Reject
	Skipped  int64 `json:"skipped"`  // records that hold no utterance, by the format's rules (such as empty rows)
	Sessions int64 `json:"sessions"`
	Turns    int64 `json:"turns"`
}

// counters is Counts while several workers decode.
type counters struct {
	sources, broken, records, accepted, rejected, skipped, sessions, turns atomic.Int64
}

func (c *counters) counts() Counts {
	return Counts{
		Sources: c.sources.Load(), Broken: c.broken.Load(), Records: c.records.Load(), Accepted: c.accepted.Load(),
		Rejected: c.rejected.Load(), Skipped: c.skipped.Load(), Sessions: c.sessions.Load(), Turns: c.turns.Load(),
	}
}

// add takes over what one batch amounted to. Rejects without a record number stand for sources and are not records.
func (c *counters) add(accepted, skipped int, sessions []*Session, rejects []Reject) {
	records := accepted + skipped
	for i := range rejects {
		if rejects[i].Record == 0 {
			c.broken.Add(1)
			continue
		}
		c.rejected.Add(1)
		records++
	}
	turns := 0
	for _, s := range sessions {
		turns += len(s.Turns)
	}
	c.records.Add(int64(records))
	c.accepted.Add(int64(accepted))
	c.skipped.Add(int64(skipped))
	c.sessions.Add(int64(len(sessions)))
	c.turns.Add(int64(turns))
}
