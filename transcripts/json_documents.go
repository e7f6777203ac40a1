package transcripts

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
)

// maxDocument bounds one JSON document, or one element of a list of them, in bytes.
const maxDocument = 64 << 20

// errTooLong says that a document goes beyond maxDocument.
var errTooLong = errors.New("document too long")

// documentReader reads a source of JSON documents: one, several after another, one a line, or a list of them. Lines are
// read one by one, so that a broken one costs no other; elsewhere an error ends the source.
type documentReader struct {
	lines  *bufio.Reader // nil where the source does not hold a document a line
	dec    *json.Decoder
	budget *readBudget
	inList bool
	record int // of the document read last, from 1: the line, or the count
	line   int
}

// readBudget fails when more is read than it has left.
type readBudget struct {
	r    io.Reader
	left int
}

func (b *readBudget) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLong
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// newDocumentReader reads r. Its documents stand one on a line if the sample's first line is one.
func newDocumentReader(r io.Reader, firstLine string) *documentReader {
	if json.Valid([]byte(firstLine)) && firstLine[0] == '{' {
		return &documentReader{lines: bufio.NewReaderSize(r, peekBytes)}
	}
	budget := &readBudget{r: r, left: maxDocument}
	return &documentReader{dec: json.NewDecoder(budget), budget: budget}
}

// next gives the next document, or io.EOF. A *problem concerns one document, and the next may be read; any other error
// ends the source. raw stays valid until the next call.
func (d *documentReader) next() (raw []byte, p *problem, err error) {
	if d.lines != nil {
		return d.nextLine()
	}
	if !d.dec.More() {
		return nil, nil, d.end()
	}
	if d.record == 0 && !d.inList {
		if err := d.open(); err != nil {
			return nil, nil, err
		}
		if !d.dec.More() {
			return nil, nil, d.end()
		}
	}
	d.record++
	var value json.RawMessage
	if err := d.dec.Decode(&value); err != nil {
		return nil, nil, err
	}
	d.budget.left = maxDocument
	return value, nil, nil
}

// open consumes the bracket of a list around the documents.
func (d *documentReader) open() error {
	buffered, err := io.ReadAll(io.LimitReader(d.dec.Buffered(), 1))
	if err != nil || len(buffered) == 0 || buffered[0] != '[' {
		return err
	}
	d.inList = true
	_, err = d.dec.Token()
	return err
}

// end tells a source that is complete from one that breaks off.
func (d *documentReader) end() error {
	if d.inList {
		d.inList = false
		if _, err := d.dec.Token(); err != nil {
			return err
		}
	}
	if _, err := d.dec.Token(); err != nil {
		return err // io.EOF where all is well
	}
	return errors.New("there is text after the end of the document")
}

// nextLine reads a document that stands on a line of its own.
func (d *documentReader) nextLine() ([]byte, *problem, error) {
	for {
		line, err := readLine(d.lines, maxDocument)
		if len(line) == 0 && err != nil {
			return nil, nil, err
		}
		d.line++
		d.record = d.line
		switch {
		case errors.Is(err, errTooLong):
			return line, refuse(-1, CodeTooLong, strconv.Itoa(maxDocument)), nil
		case err != nil && !errors.Is(err, io.EOF):
			return nil, nil, err
		case len(bytes.TrimSpace(line)) == 0:
			continue
		}
		if at := invalidUTF8(line); at >= 0 {
			return line, refuse(at, CodeEncoding, "UTF-8"), nil
		}
		return line, syntaxProblem(line), nil
	}
}

// readLine reads up to a line break, which is left out. Of a line beyond limit it gives the beginning and errTooLong,
// and skips the rest.
func readLine(r *bufio.Reader, limit int) ([]byte, error) {
	var line []byte
	tooLong := false
	for {
		piece, err := r.ReadSlice('\n')
		if len(line)+len(piece) <= limit {
			line = append(line, piece...)
		} else {
			tooLong = true
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case tooLong && (err == nil || errors.Is(err, io.EOF)):
			return line, errTooLong
		case err != nil:
			return line, err
		}
		return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")), nil
	}
}

// convert makes dialogues of one document. Those that belong to one document share its record number.
type convert func(raw []byte, set *settings) ([]*dialogue, *problem)

// readDocuments reads a source of JSON documents that convert understands.
func readDocuments(convert convert) func(*input, *sink) {
	return func(in *input, out *sink) {
		sample, err := sampleOf(in)
		if err != nil {
			out.broken(0, err)
			return
		}
		text, err := in.utf8Text()
		if err != nil {
			out.broken(0, err)
			return
		}
		docs := newDocumentReader(text, sample.firstLine())
		for !out.stopped {
			raw, p, err := docs.next()
			switch {
			case errors.Is(err, io.EOF):
				return
			case err != nil:
				out.broken(docs.record-1, err)
				return
			}
			var dialogues []*dialogue
			if p == nil {
				dialogues, p = convert(raw, in.set)
			}
			if p != nil {
				out.reject(p.reject(in.name, docs.record, raw))
			}
			for i, d := range dialogues {
				if d.id == "" && i > 0 {
					d.id, d.coined = defaultID(in.name, docs.record)+"."+strconv.Itoa(i+1), true
				}
				out.dialogue(d, docs.record, in.set)
			}
		}
	}
}
