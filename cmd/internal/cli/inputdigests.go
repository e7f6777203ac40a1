package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"os"

	"zhijian/audit/report"
	"zhijian/transcripts"
)

// stdinName is the source name of standard input.
const stdinName = "-"

// inputDigests takes the SHA-256 of every input of a run while the run goes on: of files as they lie on disk, since some
// readers look only at parts of them, and of standard input as it passes.
type inputDigests struct {
	stdin  hash.Hash
	done   chan struct{}
	inputs []report.Input // by name; valid when done is closed
	err    error
}

func newInputDigests() *inputDigests {
	return &inputDigests{stdin: sha256.New(), done: make(chan struct{})}
}

// through makes a reader that takes the digest of what is read from r as standard input.
func (d *inputDigests) through(r io.Reader) io.Reader { return io.TeeReader(r, d.stdin) }

// start begins to read the files of the corpus.
func (d *inputDigests) start(ctx context.Context, corpus *transcripts.Corpus) {
	go func() {
		defer close(d.done)
		for _, name := range corpus.Sources() {
			if name == stdinName {
				continue
			}
			digest, err := fileDigest(ctx, name)
			if ctx.Err() != nil {
				d.err = ctx.Err()
				return
			}
			// A file that cannot be read is a reject of the run, and has no digest.
			if err == nil {
				d.inputs = append(d.inputs, report.Input{Name: name, Digest: digest})
			}
		}
	}()
}

// wait returns the digests of the inputs that were read; call it after the corpus was read to its end. Files that were
// passed over are left out.
func (d *inputDigests) wait(corpus *transcripts.Corpus) ([]report.Input, error) {
	<-d.done
	if d.err != nil {
		return nil, d.err
	}
	digests := map[string]string{stdinName: written256(d.stdin)}
	for _, input := range d.inputs {
		digests[input.Name] = input.Digest
	}
	for _, p := range corpus.Passed() {
		delete(digests, p.Name)
	}
	inputs := []report.Input{}
	for _, name := range corpus.Sources() {
		if digest, ok := digests[name]; ok {
			inputs = append(inputs, report.Input{Name: name, Digest: digest})
		}
	}
	return inputs, nil
}

func fileDigest(ctx context.Context, name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }() // it was only read
	h := sha256.New()
	if _, err := io.Copy(h, &interruptible{ctx, f}); err != nil {
		return "", err
	}
	return written256(h), nil
}

func written256(h hash.Hash) string { return "sha256:" + hex.EncodeToString(h.Sum(nil)) }

// interruptible stops reading when the run is interrupted.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

func (i *interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.r.Read(p)
}
