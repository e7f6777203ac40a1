package report

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
)

// maxSheetLinks is the most links of a sheet that Excel takes. A sheet with more goes on in another.
const maxSheetLinks = 65_530

// pageLinks are the links of one page. The library looks through all links of a page for each new one, which takes
// minutes where there are many; so it is told of the first alone, and save puts these in its place. They wait on disk.
type pageLinks struct {
	spool spool
	count int
}

// add makes a cell lead to another, such as '会话'!A7.
func (l *pageLinks) add(cell, location string) error {
	var link bytes.Buffer
	fmt.Fprintf(&link, `<hyperlink ref="%s" location="`, cell)
	if err := xml.EscapeText(&link, []byte(location)); err != nil {
		return err
	}
	link.WriteString(`"/>`)
	l.count++
	_, err := l.spool.Write(link.Bytes())
	return err
}

// linkedParts gives the links of the parts of the file that have any, by the names of the parts.
func (b *workbook) linkedParts() map[string]*pageLinks {
	parts := make(map[string]*pageLinks, len(b.links))
	for id, page := range b.file.GetSheetMap() {
		if links := b.links[page]; links != nil {
			parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", id)] = links
		}
	}
	return parts
}

// dropLinks throws away what waits on disk.
func (b *workbook) dropLinks() error {
	var errs []error
	for _, page := range sortedKeys(b.links) {
		errs = append(errs, b.links[page].spool.drop())
	}
	return errors.Join(errs...)
}

const linksTag, linksEnd = "hyperlinks>", "</hyperlinks>"

// copyLinked copies a page with all its links in place of the one that the library wrote.
func (l *pageLinks) copyLinked(out *zip.Writer, part *zip.File) (err error) {
	in, err := part.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	w, err := out.CreateHeader(&zip.FileHeader{Name: part.Name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	r := bufio.NewReaderSize(in, bufferSize)
	if err := copyBehind(w, r, linksTag); err != nil {
		return fmt.Errorf("page %s: its links are not where they should be: %w", part.Name, err)
	}
	if err := l.spool.drain(w); err != nil {
		return err
	}
	tail, err := io.ReadAll(r) // what follows the rows is short
	if err != nil {
		return err
	}
	end := bytes.Index(tail, []byte(linksEnd))
	if end < 0 {
		return fmt.Errorf("page %s: its links do not end", part.Name)
	}
	_, err = w.Write(tail[end:])
	return err
}

// copyBehind copies until behind the first tag that is spelled so after its bracket. Texts hold no bare brackets.
func copyBehind(w io.Writer, r *bufio.Reader, tag string) error {
	for {
		chunk, err := r.ReadSlice('<')
		if _, werr := w.Write(chunk); werr != nil {
			return werr
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil {
			return err
		}
		next, err := r.Peek(len(tag))
		if err != nil {
			return err
		}
		if !slices.Equal(next, []byte(tag)) {
			continue
		}
		_, err = io.CopyN(w, r, int64(len(tag)))
		return err
	}
}
