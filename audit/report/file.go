package report

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/google/renameio/v2"
)

// A File appears under its name only when it is complete: until Commit it is a temporary file beside it. Devices and
// pipes, which cannot be replaced, are written to as they are.
type File struct {
	path    string
	pending *renameio.PendingFile // nil for devices and pipes
	device  *os.File              // nil for files
	buf     *bufio.Writer
}

const bufferSize = 1 << 16

// Create starts a report file at path. private makes it readable by its owner alone, whatever stood there before, as
// files with unmasked personal data must be.
func Create(path string, private bool) (*File, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		device, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, fmt.Errorf("report: %w", err)
		}
		return &File{path: path, device: device, buf: bufio.NewWriterSize(device, bufferSize)}, nil
	}
	option := renameio.WithPermissions(0o644) // less the umask
	if private {
		option = renameio.WithStaticPermissions(0o600)
	}
	pending, err := renameio.NewPendingFile(path, option)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("report %s: the folder does not exist: %w", path, err)
		}
		return nil, fmt.Errorf("report %s: %w", path, err)
	}
	return &File{path: path, pending: pending, buf: bufio.NewWriterSize(pending, bufferSize)}, nil
}

// Write adds to the file.
func (f *File) Write(p []byte) (int, error) { return f.buf.Write(p) }

// Commit puts the complete file in place of whatever had its name. After an error the old file stands.
func (f *File) Commit() error {
	if err := f.buf.Flush(); err != nil {
		return errors.Join(fmt.Errorf("report %s: %w", f.path, err), f.Discard())
	}
	finish := f.closeDevice
	if f.pending != nil {
		finish = f.pending.CloseAtomicallyReplace
	}
	if err := finish(); err != nil {
		return fmt.Errorf("report %s: %w", f.path, err)
	}
	return nil
}

// Discard drops the file. After Commit it does nothing, so it can be deferred.
func (f *File) Discard() error {
	finish := f.closeDevice
	if f.pending != nil {
		finish = f.pending.Cleanup
	}
	if err := finish(); err != nil {
		return fmt.Errorf("report %s: dropping the unfinished file: %w", f.path, err)
	}
	return nil
}

// closeDevice closes the device once.
func (f *File) closeDevice() error {
	if f.device == nil {
		return nil
	}
	device := f.device
	f.device = nil
	return device.Close()
}
