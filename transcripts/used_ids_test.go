package transcripts

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/cespare/xxhash/v2"
	"pgregory.net/rapid"
)

// What is remembered does not depend on how much of it lies on disk.
func TestUsedIDsAreFoundOnDisk(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		u := newUsedIDs(dir)
		defer u.close()
		u.most = rapid.IntRange(1, 40).Draw(t, "most")
		want := map[string]int{}
		for i := range rapid.IntRange(0, 300).Draw(t, "ids") {
			id := strconv.Itoa(rapid.IntRange(0, 200).Draw(t, "id"))
			got, err := u.record(id)
			if err != nil {
				t.Fatal(err)
			}
			if got != want[id] {
				t.Fatalf("%q is said to be used by %d, want %d", id, got, want[id])
			}
			if want[id] == 0 {
				want[id] = i + 1
				u.use(id, i+1)
			}
		}
		if held, all := len(u.recent), len(want); held >= u.most || (all >= u.most) != (len(u.runs) > 0) {
			t.Fatalf("%d of %d ids in memory and %d runs, at most %d", held, all, len(u.runs), u.most)
		}
	})
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("files left behind: %v %v", left, err)
	}
}

// A run of its own size, with hashes at both ends, between two others and far from where even spreading puts them.
func TestIDRunFindsEveryID(t *testing.T) {
	ids := map[uint64]int{0: 1, ^uint64(0): 2}
	for i := range 20_000 {
		ids[xxhash.Sum64String(strconv.Itoa(i))] = i + 3
	}
	for i := range 5_000 {
		ids[1<<40+uint64(2*i)] = i + 30_000 // crowded
	}
	run, err := newIDRun(t.TempDir(), ids)
	if err != nil {
		t.Fatal(err)
	}
	defer run.close()
	for hash, want := range ids {
		if got, err := run.record(hash); got != want || err != nil {
			t.Fatalf("%x: record %d, want %d (%v)", hash, got, want, err)
		}
		if _, other := ids[hash+1]; other || hash == ^uint64(0) {
			continue
		}
		if got, err := run.record(hash + 1); got != 0 || err != nil {
			t.Fatalf("%x is none of them: record %d (%v)", hash+1, got, err)
		}
	}
}

func TestUsedIDsStayInMemoryWithoutDisk(t *testing.T) {
	u := newUsedIDs(filepath.Join(t.TempDir(), "gone"))
	u.most = 10
	for i := range 1000 {
		u.use(strconv.Itoa(i), i+1)
	}
	for i := range 1000 {
		if got, err := u.record(strconv.Itoa(i)); got != i+1 || err != nil {
			t.Fatalf("%d: record %d (%v)", i, got, err)
		}
	}
}

// A disk that fails breaks the source off with a reason, in native files and in others.
func TestFailingDiskBreaksOff(t *testing.T) {
	var lines bytes.Buffer
	for i := range 30 {
		fmt.Fprintf(&lines, `{"session_id":"s%d","turns":[{"role":"agent","text":"您好"}]}`+"\n", i%20)
	}
	ids := newUsedIDs(t.TempDir())
	ids.most = 10
	batcher := newLineBatcher("a.jsonl", bytes.NewReader(lines.Bytes()[:lines.Len()/2]), ids)
	if b := batcher.next(); b.Records < 10 || len(b.rejects) > 0 {
		t.Fatalf("%d records and the rejects %v", b.Records, b.rejects)
	}
	ids.runs[0].close()
	batcher.r, batcher.finished = bytes.NewReader(lines.Bytes()), false
	b := batcher.next()
	if len(b.rejects) != 1 || b.rejects[0].Code != CodeRead || !strings.Contains(b.rejects[0].Reason(), "session ids on disk") {
		t.Errorf("rejects %v", b.rejects)
	}
	if next := batcher.next(); next != nil {
		t.Errorf("a batch of %d records follows", next.Records)
	}

	var emitted []*Batch
	out := newSink("a.csv", t.TempDir(), func(b *Batch) bool { emitted = append(emitted, b); return true })
	out.ids.most = 2
	for i := range 4 {
		if i == 3 {
			out.ids.runs[0].close()
		}
		s := &Session{ID: "s" + strconv.Itoa(i%3)}
		s.Source.Record = i + 1
		out.session(s, 1)
	}
	if !out.stopped || len(emitted) != 1 || len(emitted[0].rejects) != 1 || emitted[0].rejects[0].Code != CodeRead {
		t.Errorf("stopped %v with %d batches", out.stopped, len(emitted))
	}
	out.end()
}

func BenchmarkUsedIDs(b *testing.B) {
	var held int64
	for b.Loop() {
		before := heapBytes()
		u := newUsedIDs(b.TempDir())
		for i := range 1_000_000 {
			id := strconv.Itoa(i)
			if record, err := u.record(id); record != 0 || err != nil {
				b.Fatal(record, err)
			}
			u.use(id, i+1)
		}
		if record, err := u.record("77"); record != 78 || err != nil {
			b.Fatal(record, err)
		}
		held = heapBytes() - before
		u.close()
	}
	b.ReportMetric(float64(held)/(1<<20), "held-MiB")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e6, "ns/id")
}

// heapBytes is how much is held after a collection.
func heapBytes() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
