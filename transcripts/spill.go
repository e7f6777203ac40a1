package transcripts

import (
	"bufio"
	"container/heap"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/cespare/xxhash/v2"
)

// spillParts is how many files messages are parted into, by session. Each is grouped in memory by itself, so that a
// source of spillParts times the memory budget can be grouped.
const spillParts = 128

// spill holds messages on disk. Its files are unnamed as soon as they are open, so that none is left behind whatever
// happens, and readable by the owner alone, for they hold personal data.
type spill struct {
	dir   string
	parts [spillParts]*spillFile
}

// spillFile is one temporary file, written first and then read.
type spillFile struct {
	file *os.File
	w    *bufio.Writer
	buf  []byte
}

func newSpill(dir string) (*spill, error) {
	s := &spill{dir: dir}
	for i := range s.parts {
		f, err := newSpillFile(dir)
		if err != nil {
			s.close()
			return nil, err
		}
		s.parts[i] = f
	}
	return s, nil
}

func newSpillFile(dir string) (*spillFile, error) {
	file, err := os.CreateTemp(dir, "zhijian-group-*")
	if err != nil {
		return nil, fmt.Errorf("group on disk: %w", err)
	}
	// Where an open file cannot be removed (Windows), close removes it.
	_ = os.Remove(file.Name())
	return &spillFile{file: file, w: bufio.NewWriterSize(file, 32<<10)}, nil
}

func (f *spillFile) close() {
	// The file is temporary and was read to its end, or is given up.
	_ = f.file.Close()
	_ = os.Remove(f.file.Name())
}

func (f *spillFile) write(m *message) error {
	f.buf = m.appendTo(f.buf[:0])
	if _, err := f.w.Write(f.buf); err != nil {
		return fmt.Errorf("group on disk: %w", err)
	}
	return nil
}

// rewind turns from writing to reading.
func (f *spillFile) rewind() (*bufio.Reader, error) {
	if err := f.w.Flush(); err != nil {
		return nil, fmt.Errorf("group on disk: %w", err)
	}
	if _, err := f.file.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("group on disk: %w", err)
	}
	return bufio.NewReaderSize(f.file, 32<<10), nil
}

func (s *spill) add(m *message) error {
	return s.parts[xxhash.Sum64String(m.key())%spillParts].write(m)
}

func (s *spill) close() {
	for _, f := range s.parts {
		if f != nil {
			f.close()
		}
	}
}

// sessions groups each part in memory, writes its sessions back in the order of their first messages, and then merges
// the parts into that order.
func (s *spill) sessions(g *grouper, out *sink) error {
	var runs runHeap
	defer func() {
		for _, r := range runs {
			r.file.close()
		}
	}()
	for i, part := range s.parts {
		run, err := s.sortedRun(g, part)
		part.close()
		s.parts[i] = nil
		if err != nil {
			return err
		}
		if run != nil {
			runs = append(runs, run)
		}
	}
	heap.Init(&runs)
	for len(runs) > 0 && !out.stopped {
		run := runs[0]
		g.handOn(run.messages, out)
		switch err := run.advance(); {
		case errors.Is(err, io.EOF):
			run.file.close()
			heap.Pop(&runs)
		case err != nil:
			return err
		default:
			heap.Fix(&runs, 0)
		}
	}
	return nil
}

// sortedRun groups one part and writes its sessions, messages of one after another, in order; nil for an empty part.
func (s *spill) sortedRun(g *grouper, part *spillFile) (*spillRun, error) {
	byID, err := readPart(part)
	if err != nil || len(byID) == 0 {
		return nil, err
	}
	file, err := newSpillFile(s.dir)
	if err != nil {
		return nil, err
	}
	for _, messages := range g.parted(byID) {
		for i := range messages {
			messages[i].last = i == len(messages)-1
			if err := file.write(&messages[i]); err != nil {
				file.close()
				return nil, err
			}
		}
	}
	run := &spillRun{file: file}
	if run.r, err = file.rewind(); err == nil {
		err = run.advance()
	}
	if err != nil {
		file.close()
		return nil, err
	}
	return run, nil
}

func readPart(part *spillFile) (map[string][]message, error) {
	r, err := part.rewind()
	if err != nil {
		return nil, err
	}
	byID := make(map[string][]message)
	for {
		m, err := readMessage(r)
		if errors.Is(err, io.EOF) {
			return byID, nil
		}
		if err != nil {
			return nil, fmt.Errorf("group on disk: %w", err)
		}
		key := m.key()
		byID[key] = append(byID[key], m)
	}
}
