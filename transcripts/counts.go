package transcripts

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

// Counts says what became of everything that was read. Records = Accepted + Rejected + Skipped, always, and Skipped is
// the sum of Skips.
type Counts struct {
	Sources  int64       `json:"sources"`  // files, archive members and standard input that were opened or should have been
	Broken   int64       `json:"broken"`   // sources that could not be opened or broke off in the middle
	Records  int64       `json:"records"`  // sessions in the native form, messages in all other formats
	Accepted int64       `json:"accepted"` // records that became a session, or a turn of one
	Rejected int64       `json:"rejected"` // records set aside; a document that cannot be read at all counts as one
	Skipped  int64       `json:"skipped"`  // records that hold no utterance
	Sessions int64       `json:"sessions"`
	Turns    int64       `json:"turns"`
	Skips    []SkipCount `json:"skips,omitempty"` // why records were skipped, by reason
}

// SkipCount is how many records were skipped for one reason.
type SkipCount struct {
	Reason string `json:"reason"` // a stable code, one of the Skip constants
	Count  int64  `json:"count"`
}

// Reasons for skipping a record.
const (
	SkipEmpty   = "empty"    // a row without any value
	SkipNoText  = "no_text"  // a message without text that is no picture, card or the like either
	SkipEvent   = "event"    // joined, left, typing, assigned, and other events that are no utterance
	SkipRecall  = "recall"   // the notice that a message was withdrawn, where the message itself is kept
	SkipPrivate = "internal" // a note among colleagues that the customer never sees
	SkipOutside = "outside"  // lines of a text export in front of the first message
)

// counters is Counts while several workers decode.
type counters struct {
	sources, broken, records, accepted, rejected, skipped, sessions, turns atomic.Int64

	mu    sync.Mutex
	skips map[string]int64
}

func (c *counters) counts() Counts {
	counts := Counts{
		Sources: c.sources.Load(), Broken: c.broken.Load(), Records: c.records.Load(), Accepted: c.accepted.Load(),
		Rejected: c.rejected.Load(), Skipped: c.skipped.Load(), Sessions: c.sessions.Load(), Turns: c.turns.Load(),
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, reason := range slices.Sorted(maps.Keys(c.skips)) {
		counts.Skips = append(counts.Skips, SkipCount{reason, c.skips[reason]})
	}
	return counts
}

// add takes over what one batch amounted to. Rejects without a record number stand for sources and are not records.
func (c *counters) add(b *Batch, accepted int, sessions []*Session, rejects []Reject) {
	rejected := b.rejected
	for i := range rejects {
		if rejects[i].Record == 0 {
			c.broken.Add(1)
			continue
		}
		rejected++
	}
	turns := 0
	for _, s := range sessions {
		turns += len(s.Turns)
	}
	skipped := c.addSkips(b.skips)
	c.records.Add(int64(accepted+rejected) + skipped)
	c.accepted.Add(int64(accepted))
	c.rejected.Add(int64(rejected))
	c.skipped.Add(skipped)
	c.sessions.Add(int64(len(sessions)))
	c.turns.Add(int64(turns))
}

func (c *counters) addSkips(skips map[string]int) (sum int64) {
	if len(skips) == 0 {
		return 0
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.skips == nil {
		c.skips = make(map[string]int64)
	}
	for reason, n := range skips {
		c.skips[reason] += int64(n)
		sum += int64(n)
	}
	return sum
}
