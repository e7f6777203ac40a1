package cli

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/dustin/go-humanize"
)

// Progress is shown only for work that takes longer than progressDelay.
const (
	progressDelay    = 2 * time.Second
	progressInterval = 500 * time.Millisecond
)

// progress tells a person at a terminal how far the work is: sessions, rate, and time left where the size of the input
// is known.
type progress struct {
	w        io.Writer
	lang     language
	start    time.Time
	sessions atomic.Int64
	read     func() (taken, all int64) // bytes of the input; all is 0 where it is not known
	stop     chan struct{}
	stopped  chan struct{}
}

// startProgress begins to tell; it says nothing where the error stream is no terminal. Call end when the work is over.
func (a *app) startProgress(read func() (taken, all int64)) *progress {
	p := &progress{
		w: a.err, lang: a.language, start: time.Now(), read: read,
		stop: make(chan struct{}), stopped: make(chan struct{}),
	}
	if !a.errIsTerminal {
		close(p.stopped)
		return p
	}
	go p.tell()
	return p
}

// session counts one more; it may be called by several goroutines.
func (p *progress) session() { p.sessions.Add(1) }

// end stops telling and clears the line.
func (p *progress) end() {
	close(p.stop)
	<-p.stopped
}

func (p *progress) tell() {
	defer close(p.stopped)
	select {
	case <-p.stop:
		return
	case <-time.After(progressDelay):
	}
	ticker := time.NewTicker(progressInterval)
	defer ticker.Stop()
	for {
		p.show(p.line(time.Since(p.start)))
		select {
		case <-p.stop:
			p.show("")
			return
		case <-ticker.C:
		}
	}
}

// show replaces the line: back to its start, clear it, write. Progress that cannot be shown is no loss.
func (p *progress) show(line string) {
	_, _ = fmt.Fprint(p.w, "\r\x1b[K"+line)
}

func (p *progress) line(elapsed time.Duration) string {
	n := p.sessions.Load()
	text := fmt.Sprintf(p.lang.say("已质检 %s 通，每秒 %s 通", "%s sessions, %s a second"),
		humanize.Comma(n), humanize.Comma(int64(float64(n)/elapsed.Seconds())))
	if taken, all := p.read(); taken > 0 && all > 0 {
		share := float64(taken) / float64(all)
		left := time.Duration(float64(elapsed) * (1 - share) / share).Round(time.Second)
		text += fmt.Sprintf(p.lang.say("，%.0f%%，约剩 %s", ", %.0f%%, about %s left"), 100*share, left)
	}
	return text
}
