package transcripts

import (
	"io"
	"os"
	"sync/atomic"
)

// countingReader counts what is taken from a source, packed as it is.
type countingReader struct {
	r     io.Reader
	taken *atomic.Int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.taken.Add(int64(n))
	return n, err
}

// Progress tells how many bytes of the sources were taken so far, and how many there are: of files as they lie on disk.
// all is 0 where it is not known, as for standard input. Progress may be called while Batches runs.
func (c *Corpus) Progress() (taken, all int64) {
	return min(c.set.taken.Load(), c.size), c.size
}

// measure finds out how large the sources are. What cannot be looked at is left to the reader to report.
func (c *Corpus) measure() {
	for i := range c.sources {
		s := &c.sources[i]
		if s.path == stdinName {
			c.size = 0
			return
		}
		if s.object != nil {
			c.size += s.object.object.Size
		} else if info, err := os.Stat(s.path); err == nil && info.Mode().IsRegular() {
			c.size += info.Size()
		}
		s.end = c.size
	}
}

// taken marks a source as taken whole, since some readers look only at parts of a file.
func (c *Corpus) taken(s *source) { c.set.taken.Store(s.end) }
