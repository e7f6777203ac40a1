package classify

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// version of the file and of the features; a model of another version is refused.
const version = 2

// mostBytes bounds a model file when unpacked.
const mostBytes = 64 << 20

// document is a model file: gob, packed with zstd.
type document struct {
	Version int
	Classes []Class
}

// Encode writes classes as a model file. The same classes give the same bytes.
func Encode(classes []Class) ([]byte, error) {
	var plain bytes.Buffer
	if err := gob.NewEncoder(&plain).Encode(document{version, classes}); err != nil {
		return nil, fmt.Errorf("classify: %w", err)
	}
	packer, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("classify: %w", err)
	}
	return packer.EncodeAll(plain.Bytes(), nil), nil
}

// Decode reads a model file. A file of another version, or one that is damaged, is an error.
func Decode(data []byte) ([]Class, error) {
	unpacker, err := zstd.NewReader(bytes.NewReader(data), zstd.WithDecoderMaxMemory(mostBytes), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("classify: %w", err)
	}
	defer unpacker.Close()
	var doc document
	if err := gob.NewDecoder(io.LimitReader(unpacker, mostBytes)).Decode(&doc); err != nil {
		return nil, fmt.Errorf("classify: not a model file: %w", err)
	}
	if doc.Version != version {
		return nil, fmt.Errorf("classify: the model file has version %d, this program reads %d: write it anew with zhijian lexicon train", doc.Version, version)
	}
	for _, c := range doc.Classes {
		if len(c.Buckets) != len(c.Weights) {
			return nil, fmt.Errorf("classify: class %s of the model file is damaged", c.ID)
		}
		for i, b := range c.Buckets {
			if b >= buckets || i > 0 && b <= c.Buckets[i-1] {
				return nil, fmt.Errorf("classify: class %s of the model file is damaged", c.ID)
			}
		}
	}
	return doc.Classes, nil
}
