package transcripts

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"os"
	"slices"

	"github.com/bits-and-blooms/bloom/v3"
	"github.com/cespare/xxhash/v2"
)

const (
	// recentIDs is how many ids of a source are kept in memory before they are written to disk: 2 to 3 MB.
	recentIDs = 1 << 16
	// idDoubt is the share of new ids for which a run on disk is asked in vain: 1.2 bytes of memory an id.
	idDoubt = 0.01
	// idBytes is an id on disk: hash and record.
	idBytes = 16
	// idsAround is how many neighbours are read with the place where an id should be. Hashes are spread evenly, so that in a
	// run of recentIDs hardly one in a hundred stands farther off; then the reading goes on.
	idsAround = 512
)

// usedIDs remembers the session ids of one source, by 64-bit hash, and the record that each was first used by. What does not
// fit into recentIDs lies on disk, so that a year of sessions takes no more memory than a night. Where the disk cannot
// be written to, all stays in memory.
type usedIDs struct {
	dir    string
	most   int // ids in memory
	recent map[uint64]int
	runs   []*idRun
}

func newUsedIDs(dir string) *usedIDs {
	return &usedIDs{dir: dir, most: recentIDs, recent: make(map[uint64]int)}
}

// record is which record used the id first, 0 for an id that is new. The error is one of reading from disk.
func (u *usedIDs) record(id string) (int, error) {
	hash := xxhash.Sum64String(id)
	if record, used := u.recent[hash]; used || len(u.runs) == 0 {
		return record, nil
	}
	places := bloom.Locations(binary.LittleEndian.AppendUint64(nil, hash), u.runs[0].filter.K())
	for _, run := range u.runs {
		if !run.filter.TestLocations(places) {
			continue
		}
		if record, err := run.record(hash); record != 0 || err != nil {
			return record, err
		}
	}
	return 0, nil
}

// use notes the record, counted from 1, that uses an id first.
func (u *usedIDs) use(id string, record int) {
	u.recent[xxhash.Sum64String(id)] = record
	if len(u.recent) < u.most {
		return
	}
	run, err := newIDRun(u.dir, u.recent)
	if err != nil {
		u.most *= 2 // no room on disk: a limit of memory is not worth an audit
		return
	}
	u.runs = append(u.runs, run)
	clear(u.recent)
}

func (u *usedIDs) close() {
	for _, run := range u.runs {
		run.close()
	}
	u.runs = nil
}

// idRun is a temporary file of ids, sorted by hash. It has no name, so that none is left behind.
type idRun struct {
	file   *os.File
	ids    int
	filter *bloom.BloomFilter
	buf    []byte
}

func newIDRun(dir string, ids map[uint64]int) (run *idRun, err error) {
	file, err := os.CreateTemp(dir, "zhijian-ids-*")
	if err != nil {
		return nil, err
	}
	run = &idRun{file: file, ids: len(ids), filter: bloom.NewWithEstimates(uint(len(ids)), idDoubt)}
	defer func() {
		if err != nil {
			run.close()
		}
	}()
	_ = os.Remove(file.Name()) // where an open file cannot be removed (Windows), close removes it
	sorted := make([][2]uint64, 0, len(ids))
	for hash, record := range ids {
		sorted = append(sorted, [2]uint64{hash, uint64(record)})
	}
	slices.SortFunc(sorted, func(a, b [2]uint64) int { return cmp.Compare(a[0], b[0]) })
	w := bufio.NewWriter(file)
	var entry [idBytes]byte
	for _, id := range sorted {
		binary.LittleEndian.PutUint64(entry[:], id[0])
		binary.LittleEndian.PutUint64(entry[8:], id[1])
		run.filter.Add(entry[:8])
		if _, err := w.Write(entry[:]); err != nil {
			return nil, err
		}
	}
	return run, w.Flush()
}

func (r *idRun) close() {
	_ = r.file.Close() // temporary
	_ = os.Remove(r.file.Name())
}

// record is which record used the id of the hash, 0 where it is not among them. It reads around the place where evenly spread
// hashes would have it, and then as far to one side as is needed.
func (r *idRun) record(hash uint64) (int, error) {
	guess, _ := bits.Mul64(hash, uint64(r.ids))
	for at := max(0, int(guess)-idsAround/2); ; {
		count := min(idsAround, r.ids-at)
		r.buf = slices.Grow(r.buf[:0], idsAround*idBytes)[:count*idBytes]
		if _, err := r.file.ReadAt(r.buf, int64(at)*idBytes); err != nil && !errors.Is(err, io.EOF) {
			return 0, fmt.Errorf("look up session ids on disk: %w", err)
		}
		first, last := binary.LittleEndian.Uint64(r.buf), binary.LittleEndian.Uint64(r.buf[(count-1)*idBytes:])
		switch {
		case hash < first && at > 0:
			at = max(0, at-idsAround+1)
		case hash > last && at+count < r.ids:
			at += count - 1
		default:
			return findID(r.buf, hash), nil
		}
	}
}

// findID finds the record of a hash among sorted entries, 0 where it is not there.
func findID(entries []byte, hash uint64) int {
	low, high := 0, len(entries)/idBytes
	for low < high {
		middle := int(uint(low+high) >> 1)
		switch at := binary.LittleEndian.Uint64(entries[middle*idBytes:]); {
		case at == hash:
			return int(binary.LittleEndian.Uint64(entries[middle*idBytes+8:]))
		case at < hash:
			low = middle + 1
		default:
			high = middle
		}
	}
	return 0
}
