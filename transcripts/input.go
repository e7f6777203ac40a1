package transcripts

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
)

// peekBytes is how much of a source is looked at to tell its format and character set.
const peekBytes = 64 << 10

// input is an open source, decompressed.
type input struct {
	name    string
	set     *settings
	charset string        // as detected or told
	r       *bufio.Reader // its buffer holds at least peekBytes
	file    *os.File      // the source itself, nil where it is packed or no file
	closers []io.Closer
	columns []MappedColumn // of tables, as the reader found them
}

func (in *input) close() {
	for i := len(in.closers) - 1; i >= 0; i-- {
		// Closing a file that was only read loses nothing; what went wrong while reading was reported by Read.
		_ = in.closers[i].Close()
	}
}

// head is the beginning of the source, which stays unread.
func (in *input) head() ([]byte, error) {
	head, err := in.r.Peek(peekBytes)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return nil, err
	}
	return head, nil
}

// openInput opens a source and unpacks it, by its first bytes rather than its name.
func openInput(s *source, set *settings) (*input, error) {
	in := &input{name: s.name, set: set}
	raw, err := in.open(s)
	if err != nil {
		return nil, err
	}
	in.r = bufio.NewReaderSize(&countingReader{raw, &set.taken}, peekBytes)
	if err := in.unpack(); err != nil {
		in.close()
		return nil, err
	}
	return in, nil
}

// open opens a source as it is.
func (in *input) open(s *source) (io.Reader, error) {
	switch {
	case s.object != nil:
		r, err := s.object.store.Open(in.set.ctx, s.object.object.Key)
		if err != nil {
			return nil, err
		}
		in.closers = append(in.closers, r)
		return r, nil
	case s.path != stdinName:
		file, err := os.Open(s.path)
		if err != nil {
			return nil, withoutPath(err)
		}
		in.closers = append(in.closers, file)
		in.file = file
		return file, nil
	case in.set.stdin == nil:
		return nil, errors.New("there is no standard input")
	default:
		return in.set.stdin, nil
	}
}

// withoutPath drops the path that package os puts into its errors; the source is named beside it anyway.
func withoutPath(err error) error {
	if p, ok := errors.AsType[*os.PathError](err); ok {
		return p.Err
	}
	return err
}

// spool gives access to any place of the source: to the file itself, or to a temporary copy of what is unpacked, which
// is unnamed at once and goes with the input.
func (in *input) spool() (io.ReaderAt, int64, error) {
	if in.file != nil {
		info, err := in.file.Stat()
		if err != nil {
			return nil, 0, withoutPath(err)
		}
		if info.Mode().IsRegular() {
			return in.file, info.Size(), nil
		}
	}
	temp, err := os.CreateTemp(in.set.tempDir, "zhijian-unpack-*")
	if err != nil {
		return nil, 0, fmt.Errorf("unpack to disk: %w", err)
	}
	in.closers = append(in.closers, temp)
	// Where an open file cannot be removed (Windows), the system's cleaning does it.
	_ = os.Remove(temp.Name())
	size, err := io.Copy(temp, in.r)
	if err != nil {
		return nil, 0, fmt.Errorf("unpack to disk: %w", err)
	}
	return temp, size, nil
}
