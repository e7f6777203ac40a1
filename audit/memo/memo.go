// Package memo remembers what texts came to. It knows texts, a small number that stands for how they are looked at, and
// tapes of numbers, nothing of what the tapes mean.
package memo

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
	"sync"
)

// Memo remembers tapes by text and kind. It forgets in generations: what was not asked for while the young one filled
// goes with the old one. Its memory is bounded and holds no pointers, so that it costs the garbage collector nothing,
// however full it is. It is safe for concurrent use.
//
// Texts are compared whole and hashed with a seed of the process, so nobody can make two of them collide.
type Memo struct {
	seed   maphash.Seed
	shards [shards]shard
}

const (
	shards = 32
	// generationBytes bounds the text and tape bytes of one generation of a shard: with both generations and their slots,
	// the memo takes at most some 16 MB.
	generationBytes = 192 << 10
	// Longest is the longest text, in bytes, that is remembered: stock phrases are shorter, and one essay should not
	// push out a hundred of them.
	Longest = 2 << 10
)

// shard is a part of the memo with a lock of its own: workers seldom meet at one.
type shard struct {
	mu         sync.Mutex
	young, old generation
}

// generation is a hash table with open addressing. A slot is 0 or the upper half of a hash and, in the lower half, one
// more than the place of its record: the kind, the text and the tape, each of the two behind its length. Records lie in
// blocks, one after the other, since a single list of bytes would be copied and thrown away a dozen times while it grows,
// which was a fifth of all that the garbage collector had to collect.
type generation struct {
	slots  []uint64
	used   int
	blocks [][]byte // those from filled on are empty, and kept to be used again
	filled int
	size   int // bytes in all blocks
}

// blockBytes is the size of a block, which takes the longest record several times. A place is the number of a block and
// behind it that of a byte.
const (
	blockBits  = 14
	blockBytes = 1 << blockBits
)

// New makes an empty memo.
func New() *Memo { return &Memo{seed: maphash.MakeSeed()} }

// Hash gives what Get and Put want to know of a text and its kind.
func (m *Memo) Hash(kind uint8, text string) uint64 {
	return maphash.String(m.seed, text) ^ uint64(kind)*0x9e3779b97f4a7c15
}

// shard picks by the lower half of the hash; the tables go by the upper.
func (m *Memo) shard(hash uint64) *shard { return &m.shards[hash%shards] }

// Get appends to dst the tape of a text that is remembered.
func (m *Memo) Get(dst []uint32, hash uint64, kind uint8, text string) ([]uint32, bool) {
	s := m.shard(hash)
	s.mu.Lock()
	defer s.mu.Unlock()
	if packed, ok := s.young.find(hash, kind, text); ok {
		return unpack(dst, packed), true
	}
	packed, ok := s.old.find(hash, kind, text)
	if !ok {
		return dst, false
	}
	dst = unpack(dst, packed)
	s.keep(hash, kind, text, packed)
	return dst, true
}

// Put remembers the tape of a text, unless they are long. scratch is working memory of the caller, which is returned,
// perhaps grown.
func (m *Memo) Put(scratch []byte, hash uint64, kind uint8, text string, tape []uint32) []byte {
	packed := scratch[:0]
	for _, n := range tape {
		packed = binary.AppendUvarint(packed, uint64(n))
	}
	if len(text)+len(packed) > Longest {
		return packed
	}
	s := m.shard(hash)
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.young.find(hash, kind, text); !known { // another worker may have been quicker
		s.keep(hash, kind, text, packed)
	}
	return packed
}

// lengths is how many bytes the kind and the lengths of a record take, at most.
const lengths = 8

func (s *shard) keep(hash uint64, kind uint8, text string, packed []byte) {
	if s.young.size+len(text)+len(packed)+lengths > generationBytes {
		s.old, s.young = s.young, generation{slots: s.old.slots, blocks: s.old.blocks}
		clear(s.young.slots)
		packed = bytes.Clone(packed) // it may lie in the memory that is used again
	}
	s.young.add(hash, kind, text, packed)
}

func (g *generation) find(hash uint64, kind uint8, text string) (packed []byte, ok bool) {
	if g.used == 0 {
		return nil, false
	}
	mask := uint64(len(g.slots) - 1)
	for i := hash >> 32 & mask; g.slots[i] != 0; i = (i + 1) & mask {
		if g.slots[i]>>32 != hash>>32 {
			continue
		}
		place := uint32(g.slots[i]) - 1
		record := g.blocks[place>>blockBits][place%blockBytes:]
		length, n := binary.Uvarint(record[1:])
		rest := record[1+n:]
		if record[0] != kind || int(length) != len(text) || string(rest[:length]) != text {
			continue
		}
		rest = rest[length:]
		length, n = binary.Uvarint(rest)
		return rest[n : n+int(length)], true
	}
	return nil, false
}

func (g *generation) add(hash uint64, kind uint8, text string, packed []byte) {
	if 2*(g.used+1) > len(g.slots) {
		g.grow()
	}
	block := g.room(len(text) + len(packed) + lengths)
	start := len(*block)
	g.insert(hash>>32<<32 | uint64((g.filled-1)<<blockBits+start+1))
	g.used++
	data := append(*block, kind)
	data = binary.AppendUvarint(data, uint64(len(text)))
	data = append(data, text...)
	data = binary.AppendUvarint(data, uint64(len(packed)))
	data = append(data, packed...)
	*block = data
	g.size += len(data) - start
}

// room gives the block in which a record of at most so many bytes goes.
func (g *generation) room(most int) *[]byte {
	if g.filled == 0 || len(g.blocks[g.filled-1])+most > blockBytes {
		if g.filled == len(g.blocks) {
			g.blocks = append(g.blocks, make([]byte, 0, blockBytes))
		}
		g.blocks[g.filled] = g.blocks[g.filled][:0]
		g.filled++
	}
	return &g.blocks[g.filled-1]
}

func (g *generation) grow() {
	const fewest = 256
	slots := g.slots
	g.slots = make([]uint64, max(fewest, 2*len(slots)))
	for _, slot := range slots {
		if slot != 0 {
			g.insert(slot)
		}
	}
}

func (g *generation) insert(slot uint64) {
	mask := uint64(len(g.slots) - 1)
	i := slot >> 32 & mask
	for g.slots[i] != 0 {
		i = (i + 1) & mask
	}
	g.slots[i] = slot
}

func unpack(dst []uint32, packed []byte) []uint32 {
	for len(packed) > 0 {
		if b := packed[0]; b < 0x80 { // nearly always
			dst, packed = append(dst, uint32(b)), packed[1:]
			continue
		}
		n, size := binary.Uvarint(packed)
		dst, packed = append(dst, uint32(n)), packed[size:]
	}
	return dst
}
