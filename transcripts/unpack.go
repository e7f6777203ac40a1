package transcripts

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// Bounds of what a packed source may unpack to: beyond maxRatio times its packed size it is a bomb. Texts pack ten to
// fifty times; the floor spares small files that pack better.
const (
	maxRatio   = 1000
	ratioFloor = 256 << 20
	maxWindow  = 256 << 20 // memory that a zstd or xz source may ask for
)

// errBomb says that a source unpacks to out of proportion.
var errBomb = errors.New("unpacks to more than a thousand times its size")

// packing is a form of compression, told by the first bytes.
type packing struct {
	name  string
	magic []byte
	open  func(io.Reader) (io.ReadCloser, error)
}

func packings() []packing {
	return []packing{
		{"gzip", []byte{0x1f, 0x8b}, func(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }},
		{"zstd", []byte{0x28, 0xb5, 0x2f, 0xfd}, func(r io.Reader) (io.ReadCloser, error) {
			z, err := zstd.NewReader(r, zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderConcurrency(1))
			if err != nil {
				return nil, err
			}
			return z.IOReadCloser(), nil
		}},
		{"bzip2", []byte("BZh"), func(r io.Reader) (io.ReadCloser, error) { return io.NopCloser(bzip2.NewReader(r)), nil }},
		{"xz", []byte{0xfd, '7', 'z', 'X', 'Z', 0}, func(r io.Reader) (io.ReadCloser, error) {
			z, err := xz.ReaderConfig{DictCap: 8 << 20}.NewReader(r)
			if err != nil {
				return nil, err
			}
			return io.NopCloser(z), nil
		}},
	}
}

// unpack puts decompressors in front where the first bytes ask for one, twice at most: a packed archive of packed files
// has its members unpacked by themselves.
func (in *input) unpack() error {
	for range 2 {
		head, err := in.r.Peek(6)
		if err != nil && !errors.Is(err, io.EOF) {
			return withoutPath(err)
		}
		packed := packingOf(head)
		if packed == nil {
			return nil
		}
		guard := &ratioGuard{packed: in.r}
		z, err := packed.open(guard.input())
		if err != nil {
			return fmt.Errorf("%s: %w", packed.name, err)
		}
		guard.unpacked = z
		in.closers = append(in.closers, z)
		in.r, in.file = bufio.NewReaderSize(guard, peekBytes), nil
	}
	return nil
}

func packingOf(head []byte) *packing {
	for _, p := range packings() {
		if bytes.HasPrefix(head, p.magic) {
			return &p
		}
	}
	return nil
}

// ratioGuard reads what is unpacked and compares it with what went in.
type ratioGuard struct {
	packed   io.Reader
	unpacked io.Reader
	in, out  int64
}

// input is the packed side, counted.
func (g *ratioGuard) input() io.Reader { return (*ratioInput)(g) }

type ratioInput ratioGuard

func (g *ratioInput) Read(p []byte) (int, error) {
	n, err := g.packed.Read(p)
	g.in += int64(n)
	return n, err
}

func (g *ratioGuard) Read(p []byte) (int, error) {
	n, err := g.unpacked.Read(p)
	g.out += int64(n)
	if g.out > ratioFloor && g.out > maxRatio*g.in {
		return 0, errBomb
	}
	return n, err
}
