package audit

import (
	"context"
	"iter"
	"runtime"
	"sync"

	"zhijian/transcripts"
)

// Options of a run.
type Options struct {
	Jobs   int           // workers; 0 for one a processor
	Finish func(*Result) // scores a result, on the worker that judged it; may be nil
}

// Batch is a run of records that can be decoded on any goroutine.
type Batch interface {
	Decode(dst []*transcripts.Session) ([]*transcripts.Session, []transcripts.Reject)
}

// Judged is what a batch came to: its results in the order of records, and the records that could not be read.
type Judged struct {
	Results []*Result
	Rejects []transcripts.Reject
}

// ticket is a batch on its way through the workers.
type ticket struct {
	batch Batch
	done  chan *Judged
}

// Run judges batches on several workers and hands emit what they came to, in the order of the batches and never two
// at a time, so that the output is the same for any number of workers. At most two batches a worker wait at any moment.
// It stops at the first error of the batches or of emit, and when ctx is done.
func Run[B Batch](ctx context.Context, batches iter.Seq2[B, error], a *Auditor, opt Options, emit func(*Judged) error) error {
	jobs := opt.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)

	work := make(chan ticket, jobs)
	order := make(chan ticket, jobs) // bounds how far reading runs ahead of writing
	var workers sync.WaitGroup
	for range jobs {
		workers.Go(func() {
			j := a.borrow() // for the whole run: a judge knows more the longer it works
			defer a.judges.Put(j)
			for t := range work {
				t.done <- j.batch(t.batch, opt.Finish)
			}
		})
	}
	go func() {
		defer close(order)
		defer close(work)
		if err := feed(ctx, batches, order, work); err != nil {
			cancel(err)
		}
	}()
	var failed error
	for t := range order {
		if failed != nil {
			continue
		}
		select {
		case judged := <-t.done:
			if err := emit(judged); err != nil {
				failed = err
				cancel(err)
			}
		case <-ctx.Done():
			failed = context.Cause(ctx)
		}
	}
	workers.Wait()
	if failed == nil {
		failed = context.Cause(ctx)
	}
	return failed
}

// feed gives each batch its place in the order, then to the workers. It stops at the first error, and when ctx is done.
func feed[B Batch](ctx context.Context, batches iter.Seq2[B, error], order, work chan<- ticket) error {
	for b, err := range batches {
		if err != nil {
			return err
		}
		t := ticket{b, make(chan *Judged, 1)}
		for _, queue := range []chan<- ticket{order, work} {
			select {
			case queue <- t:
			case <-ctx.Done():
				return nil
			}
		}
	}
	return nil
}

// batch judges the sessions of one batch.
func (j *judge) batch(b Batch, finish func(*Result)) *Judged {
	sessions, rejects := b.Decode(nil)
	out := &Judged{Results: make([]*Result, 0, len(sessions)), Rejects: rejects}
	for _, s := range sessions {
		r := j.audit(s)
		if finish != nil {
			finish(r)
		}
		out.Results = append(out.Results, r)
	}
	return out
}
