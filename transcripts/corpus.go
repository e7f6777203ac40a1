package transcripts

import (
	"context"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"time"
)

// Options say what the files themselves cannot.
type Options struct {
	Stdin        io.Reader         // what the path "-" reads
	Mapping      *Mapping          // a profile; the options below go before it
	Format       string            // one of FormatNames; "" to detect it
	Zone         *time.Location    // of times written without one; nil for China Standard Time
	Encoding     string            // name of the character set of text files, as IANA lists it; "" to detect it
	Map          map[string]string // session field (such as session_id, at, role, text, attributes.queue) to column header
	Speakers     map[string]string // channel number, speaker label or nick to role; over those of Mapping
	Idle         time.Duration     // a gap that parts sessions where no id does; 30 minutes where it is 0
	JoinFiles    bool              // sessions of message rows go on from file to file; they are then handed on at the end
	MemoryBudget int               // bytes of messages held before grouping spills to disk; 128 MiB where it is 0
	TempDir      string            // where it spills to; the system's folder where it is ""

	// OpenStore opens the bucket of a path such as s3://bucket/night; nil where no object stores can be read.
	OpenStore func(ctx context.Context, address string) (Store, error)
	// Context bounds the listing and reading of object stores; nil for none.
	Context context.Context
}

// Passed is a file in a folder that was passed over because it is no transcript.
type Passed struct {
	Name   string
	Reason string // a code: "hidden", "irregular" or "not_a_transcript"
}

// Reasons of Passed.
const (
	PassedHidden        = "hidden"
	PassedIrregular     = "irregular"
	PassedNotTranscript = "not_a_transcript"
)

// Corpus is everything that one run reads.
type Corpus struct {
	set      *settings
	sources  []source
	passed   []Passed
	detected []Detection
	stores   []Store
	counters counters
	size     int64 // bytes on disk of all sources; 0 where it is not known
}

// OpenCorpus finds the sources that the paths name: files, folders (with everything below them), globs with ** and,
// for "-", standard input. Nothing is opened yet: a file that is missing or unreadable becomes a Reject of the run. The
// error tells of wrong options, a malformed glob or no path at all.
func OpenCorpus(paths []string, opts Options) (*Corpus, error) {
	if len(paths) == 0 {
		return nil, errors.New("no transcripts named: give files, folders, globs or - for standard input")
	}
	set, err := settle(&opts)
	if err != nil {
		return nil, err
	}
	c := &Corpus{set: set}
	if err := c.find(paths); err != nil {
		return nil, errors.Join(err, c.closeStores())
	}
	c.measure()
	return c, nil
}

// Sources lists the names of what will be read, in that order.
func (c *Corpus) Sources() []string {
	names := make([]string, len(c.sources))
	for i, s := range c.sources {
		names[i] = s.name
	}
	return names
}

// Passed lists what was passed over, by name. It is complete once Batches has run to its end.
func (c *Corpus) Passed() []Passed {
	slices.SortFunc(c.passed, func(a, b Passed) int { return strings.Compare(a.Name, b.Name) })
	return c.passed
}

// Counts says what became of the batches decoded so far.
func (c *Corpus) Counts() Counts { return c.counters.counts() }

// Batches reads all sources one after another, by name. What cannot be read is part of the batches, as Reject; the
// error is that of ctx and ends the run.
func (c *Corpus) Batches(ctx context.Context) iter.Seq2[*Batch, error] {
	return func(yield func(*Batch, error) bool) {
		// What could not be read was reported; letting go of a bucket that was only read loses nothing.
		defer func() { _ = c.closeStores() }()
		more := true
		emit := func(b *Batch) bool {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				more = false
				return false
			}
			b.counters = &c.counters
			more = yield(b, nil)
			return more
		}
		for i := range c.sources {
			if c.read(&c.sources[i], emit); !more {
				return
			}
		}
		if g := c.set.joined; g != nil {
			defer g.release()
			out := newSink("", c.set.tempDir, emit)
			g.sessions(out)
			out.end()
		}
	}
}

// read reads one source and emits its batches until emit says to stop.
func (c *Corpus) read(s *source, emit func(*Batch) bool) {
	defer c.taken(s)
	if s.missing != "" {
		c.refuse(s.name, CodeNoMatch, emit, s.missing)
		return
	}
	in, err := openInput(s, c.set)
	if err != nil {
		c.refuse(s.name, CodeOpen, emit, err.Error())
		return
	}
	defer in.close()
	c.readInput(in, s.found, 0, emit)
}

// readInput reads an open source: the members of an archive, or the source itself, which is passed over where it was
// only found and is no transcript.
func (c *Corpus) readInput(in *input, found bool, depth int, emit func(*Batch) bool) {
	kind, err := archiveOf(in)
	if err != nil {
		c.refuse(in.name, CodeOpen, emit, err.Error())
		return
	}
	if kind != noArchive {
		c.readArchive(kind, in, depth, emit)
		return
	}
	f, why, err := c.detect(in)
	switch {
	case errors.Is(err, errNoFormat) && found:
		c.pass(in.name, PassedNotTranscript)
		return
	case err != nil:
		reject := unreadable(err)
		c.refuse(in.name, reject.Code, emit, reject.Args...)
		return
	}
	c.counters.sources.Add(1)
	out := newSink(in.name, c.set.tempDir, emit)
	f.read(in, out)
	out.end()
	c.detected = append(c.detected, Detection{
		Source: in.name, Format: f.name, Title: f.title, Why: why, Encoding: in.charset, Columns: in.columns,
	})
}

// Detection says what a source was taken for.
type Detection struct {
	Source   string         `json:"source"`
	Format   string         `json:"format"`   // one of FormatNames
	Title    string         `json:"title"`    // the format in words
	Why      string         `json:"why"`      // what it was recognised by
	Encoding string         `json:"encoding"` // character set, of texts
	Columns  []MappedColumn `json:"columns,omitempty"`
}

// Detected lists what the sources were taken for, in the order they were read. It is complete once Batches has run to
// its end.
func (c *Corpus) Detected() []Detection { return c.detected }

// detect finds the reader for an open source, and says why it is the right one.
func (c *Corpus) detect(in *input) (*format, string, error) {
	s, err := sampleOf(in)
	if err != nil {
		return nil, "", err
	}
	in.charset = s.charset
	return detectFormat(s)
}

// brokenSource is the batch that reports a source of which nothing can be read.
func brokenSource(name, code string, args ...string) *Batch {
	return &Batch{Source: name, rejects: []Reject{{Source: name, Code: code, Args: args}}}
}
