package cli

import (
	"context"
	"io"
)

// cancelReader reads from a stream that may have nothing to say, such as a terminal or a pipe, and gives up when the run
// is interrupted. The read that is under way then stays behind; the process ends soon.
type cancelReader struct {
	ctx  context.Context
	r    io.Reader
	buf  []byte // what the goroutine below reads into
	rest []byte // of buf: read but not yet passed on
	read chan readResult
}

type readResult struct {
	n   int
	err error
}

// stdinBuffer is how much is read at a time, in bytes.
const stdinBuffer = 64 << 10

func newCancelReader(ctx context.Context, r io.Reader) *cancelReader {
	return &cancelReader{ctx: ctx, r: r, buf: make([]byte, stdinBuffer), read: make(chan readResult, 1)}
}

func (c *cancelReader) Read(p []byte) (int, error) {
	if len(c.rest) == 0 {
		if err := c.ctx.Err(); err != nil {
			return 0, err
		}
		go func() {
			n, err := c.r.Read(c.buf)
			c.read <- readResult{n, err}
		}()
		select {
		case <-c.ctx.Done():
			return 0, c.ctx.Err()
		case got := <-c.read:
			c.rest = c.buf[:got.n]
			if got.n == 0 {
				return 0, got.err
			}
			// An error that came with the last bytes comes again with the next read.
		}
	}
	n := copy(p, c.rest)
	c.rest = c.rest[n:]
	return n, nil
}
