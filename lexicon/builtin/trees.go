package builtin

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"

	"github.com/klauspost/compress/zstd"
)

// Kept is the tree of one file, as lexicon.RulesTree gives it, and the size and digest of the text that it was made from. A file
// that was changed since is parsed anew.
type Kept struct {
	Name string
	Size int64
	Sum  [sha256.Size]byte
	Tree []byte
}

// Keep puts a file's tree beside the digest of its text.
func Keep(name string, data, tree []byte) Kept {
	return Kept{name, int64(len(data)), sha256.Sum256(data), tree}
}

// Pack writes trees as the file that is embedded. The same trees give the same bytes.
func Pack(kept []Kept) ([]byte, error) {
	var plain bytes.Buffer
	if err := gob.NewEncoder(&plain).Encode(kept); err != nil {
		return nil, err
	}
	packer, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	return packer.EncodeAll(plain.Bytes(), nil), nil
}

// unpack reads what Pack wrote; nothing at all is no tree.
func unpack(packed []byte) (map[string]*Kept, error) {
	if len(packed) == 0 {
		return nil, nil
	}
	unpacker, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer unpacker.Close()
	plain, err := unpacker.DecodeAll(packed, nil)
	if err != nil {
		return nil, err
	}
	var kept []Kept
	if err := gob.NewDecoder(bytes.NewReader(plain)).Decode(&kept); err != nil {
		return nil, err
	}
	out := make(map[string]*Kept, len(kept))
	for i := range kept {
		out[kept[i].Name] = &kept[i]
	}
	return out, nil
}
