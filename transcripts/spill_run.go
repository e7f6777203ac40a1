package transcripts

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// spillRun reads back the sessions of one part, in order.
type spillRun struct {
	file     *spillFile
	r        *bufio.Reader
	messages []message // of the session it stands at
}

// advance moves to the next session, or gives io.EOF.
func (r *spillRun) advance() error {
	r.messages = r.messages[:0]
	for {
		m, err := readMessage(r.r)
		if errors.Is(err, io.EOF) && len(r.messages) == 0 {
			return io.EOF
		}
		if err != nil {
			return fmt.Errorf("group on disk: %w", err)
		}
		r.messages = append(r.messages, m)
		if m.last {
			return nil
		}
	}
}

// runHeap orders runs by the record of the session they stand at.
type runHeap []*spillRun

func (h runHeap) Len() int           { return len(h) }
func (h runHeap) Less(i, j int) bool { return h[i].messages[0].before(&h[j].messages[0]) < 0 }
func (h runHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push is part of heap.Interface.
func (h *runHeap) Push(run any) { *h = append(*h, run.(*spillRun)) }

// Pop is part of heap.Interface.
func (h *runHeap) Pop() any {
	last := len(*h) - 1
	run := (*h)[last]
	*h = (*h)[:last]
	return run
}
