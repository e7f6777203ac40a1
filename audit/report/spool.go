package report

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
)

// A spool keeps what must stand behind something that is known only at the end, on disk, so that memory does not grow
// with the input.
type spool struct {
	file *os.File
	buf  *bufio.Writer
}

// Write adds to the spool. The first call makes its file, readable by its owner alone and already without a name, so
// that nothing is left behind even if the process is killed.
func (s *spool) Write(p []byte) (int, error) {
	if s.file == nil {
		file, err := os.CreateTemp("", "zhijian-report-*")
		if err != nil {
			return 0, fmt.Errorf("spooling a report: %w", err)
		}
		s.file, s.buf = file, bufio.NewWriterSize(file, bufferSize)
		if err := os.Remove(file.Name()); err != nil {
			return 0, errors.Join(fmt.Errorf("spooling a report: %w", err), file.Close())
		}
	}
	return s.buf.Write(p)
}

// reader gives random access to what was written, and its size.
func (s *spool) reader() (io.ReaderAt, int64, error) {
	if err := s.buf.Flush(); err != nil {
		return nil, 0, fmt.Errorf("spooling a report: %w", err)
	}
	info, err := s.file.Stat()
	if err != nil {
		return nil, 0, fmt.Errorf("spooling a report: %w", err)
	}
	return s.file, info.Size(), nil
}

// drop throws away what was written.
func (s *spool) drop() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	s.file, s.buf = nil, nil
	return err
}

// drain copies what was written to w and drops it.
func (s *spool) drain(w io.Writer) error {
	if s.file == nil {
		return nil
	}
	err := s.buf.Flush()
	if err == nil {
		_, err = s.file.Seek(0, io.SeekStart)
	}
	if err == nil {
		_, err = io.Copy(w, s.file)
	}
	if err = errors.Join(err, s.drop()); err != nil {
		return fmt.Errorf("spooling a report: %w", err)
	}
	return nil
}
