package transcripts

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// Bounds of archives.
const (
	maxMembers  = 100_000
	maxNestings = 2 // archives in archives
)

// archiveKind is a form of archive.
type archiveKind uint8

const (
	noArchive archiveKind = iota
	zipArchive
	tarArchive
)

// archiveOf recognises an archive by its first bytes. Workbooks are zip archives too, but sources by themselves.
func archiveOf(in *input) (archiveKind, error) {
	head, err := in.head()
	if err != nil {
		return noArchive, err
	}
	const tarMagic = 257
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")):
		if ext := plainExtension(in.name); ext == ".xlsx" || ext == ".xlsm" || bytes.Contains(head, []byte("xl/workbook")) ||
			bytes.HasPrefix(head[min(30, len(head)):], []byte("[Content_Types].xml")) {
			return noArchive, nil
		}
		return zipArchive, nil
	case len(head) > tarMagic+5 && string(head[tarMagic:tarMagic+5]) == "ustar":
		return tarArchive, nil
	default:
		return noArchive, nil
	}
}

// memberName is the name of a member as a source, or false if it leaves the archive. Members are never written to a
// path, but their names go into reports, and from there who knows where.
func memberName(archive, member string) (string, bool) {
	member = strings.ReplaceAll(member, `\`, "/")
	clean := path.Clean(member)
	safe := !path.IsAbs(member) && clean != ".." && !strings.HasPrefix(clean, "../") && !strings.Contains(member, ":/") &&
		!strings.ContainsRune(member, 0)
	return archive + "/" + clean, safe
}

// readArchive reads the members of an archive as sources of their own: those of a zip by name, those of a tar as they
// come.
func (c *Corpus) readArchive(kind archiveKind, in *input, depth int, emit func(*Batch) bool) {
	if depth >= maxNestings {
		c.refuse(in.name, CodeFormat, emit, "archives nest too deep")
		return
	}
	var err error
	if kind == zipArchive {
		err = c.readZip(in, depth, emit)
	} else {
		err = c.readTar(in, depth, emit)
	}
	if err != nil {
		c.refuse(in.name, CodeOpen, emit, err.Error())
	}
}

// refuse reports a source of which nothing, or nothing more, can be read.
func (c *Corpus) refuse(name, code string, emit func(*Batch) bool, args ...string) {
	c.counters.sources.Add(1)
	emit(brokenSource(name, code, args...))
}

func (c *Corpus) readZip(in *input, depth int, emit func(*Batch) bool) error {
	file, size, err := in.spool()
	if err != nil {
		return err
	}
	archive, err := zip.NewReader(file, size)
	// An unsafe name is refused with its member; the others can be read.
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return fmt.Errorf("zip: %w", err)
	}
	if len(archive.File) > maxMembers {
		return fmt.Errorf("zip: more than %d members", maxMembers)
	}
	members := slices.Clone(archive.File)
	slices.SortStableFunc(members, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	for _, m := range members {
		if m.FileInfo().IsDir() {
			continue
		}
		more, err := c.readMember(in, m.Name, m.FileInfo().Mode().IsRegular(), depth, emit, func() (io.ReadCloser, error) {
			r, err := m.Open()
			if err != nil {
				return nil, err
			}
			guard := &ratioGuard{unpacked: r, in: int64(m.CompressedSize64)}
			return struct {
				io.Reader
				io.Closer
			}{guard, r}, nil
		})
		if err != nil || !more {
			return err
		}
	}
	return nil
}

func (c *Corpus) readTar(in *input, depth int, emit func(*Batch) bool) error {
	archive := tar.NewReader(in.r)
	for n := 0; ; n++ {
		header, err := archive.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, tar.ErrInsecurePath): // refused with its member
		case err != nil:
			return fmt.Errorf("tar: %w", err)
		}
		if n >= maxMembers {
			return fmt.Errorf("tar: more than %d members", maxMembers)
		}
		if header.Typeflag == tar.TypeDir || header.Typeflag == tar.TypeXGlobalHeader {
			continue
		}
		more, err := c.readMember(in, header.Name, header.Typeflag == tar.TypeReg, depth, emit, func() (io.ReadCloser, error) {
			return io.NopCloser(archive), nil
		})
		if err != nil || !more {
			return err
		}
	}
}

// readMember reads one member. more is false where emit wants no more.
func (c *Corpus) readMember(
	in *input, member string, regular bool, depth int, emit func(*Batch) bool, open func() (io.ReadCloser, error),
) (more bool, err error) {
	name, safe := memberName(in.name, member)
	more = true
	watched := func(b *Batch) bool {
		more = emit(b)
		return more
	}
	switch {
	case !safe:
		c.refuse(name, CodeOpen, watched, "its name leaves the archive")
		return more, nil
	case strings.HasPrefix(path.Base(name), ".") || strings.HasPrefix(member, "__MACOSX/"):
		c.pass(name, PassedHidden)
		return true, nil
	case !regular:
		c.pass(name, PassedIrregular)
		return true, nil
	case !mayBeTranscript(name):
		c.pass(name, PassedNotTranscript)
		return true, nil
	}
	r, err := open()
	if err != nil {
		c.refuse(name, CodeOpen, watched, err.Error())
		return more, nil
	}
	inner := &input{name: name, set: in.set, r: bufio.NewReaderSize(r, peekBytes), closers: []io.Closer{r}}
	defer inner.close()
	if err := inner.unpack(); err != nil {
		c.refuse(name, CodeOpen, watched, err.Error())
		return more, nil
	}
	c.readInput(inner, true, depth+1, watched)
	return more, nil
}

func (c *Corpus) pass(name, reason string) {
	c.passed = append(c.passed, Passed{Name: name, Reason: reason})
}
