package transcripts

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// messageRow is row n of a table of many sessions, about five rows each.
func messageRow(n, sessions int) []string {
	session := n % sessions
	at := time.Date(2026, 11, 1, 8, 0, 0, 0, beijing).Add(time.Duration(session)*7*time.Second + time.Duration(n/sessions)*20*time.Second)
	role := []string{"客户", "客服"}[n/sessions%2]
	return []string{
		"s" + strconv.Itoa(session), at.Format("2006-01-02 15:04:05"), role, "agent" + strconv.Itoa(session%50), "buyer" + strconv.Itoa(session),
		"第" + strconv.Itoa(n) + "条消息，这件商品还有现货吗",
	}
}

// writeMessages writes rows in the given order.
func writeMessages(tb testing.TB, name string, order []int32, sessions int) {
	tb.Helper()
	file, err := os.Create(name)
	if err != nil {
		tb.Fatal(err)
	}
	buffered := bufio.NewWriter(file)
	w := csv.NewWriter(buffered)
	if err := w.Write([]string{"会话ID", "时间", "角色", "客服", "买家", "内容"}); err != nil {
		tb.Fatal(err)
	}
	for _, n := range order {
		if err := w.Write(messageRow(int(n), sessions)); err != nil {
			tb.Fatal(err)
		}
	}
	w.Flush()
	if err := errors.Join(w.Error(), buffered.Flush(), file.Close()); err != nil {
		tb.Fatal(err)
	}
}

// orders are the rows' numbers by session, and shuffled.
func orders(rows, sessions int) (sorted, shuffled []int32) {
	for n := range rows {
		sorted = append(sorted, int32(n))
	}
	shuffled = slices.Clone(sorted)
	slices.SortFunc(sorted, func(a, b int32) int {
		return cmp.Or(cmp.Compare(int(a)%sessions, int(b)%sessions), cmp.Compare(a, b))
	})
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	return sorted, shuffled
}

// digestOf reads a table and sums up its sessions independently of their order; peak is the most heap seen in use.
func digestOf(tb testing.TB, name string, opts Options) (digest uint64, counts Counts, peak uint64) {
	tb.Helper()
	c, err := OpenCorpus([]string{name}, opts)
	if err != nil {
		tb.Fatal(err)
	}
	var line bytes.Buffer
	var mem runtime.MemStats
	last := 0
	for b, err := range c.Batches(context.Background()) {
		if err != nil {
			tb.Fatal(err)
		}
		sessions, rejects := b.Decode(nil)
		if len(rejects) > 0 {
			tb.Fatal(rejects[0].Error())
		}
		for _, s := range sessions {
			if s.Source.Record <= last {
				tb.Fatalf("record %d comes after %d", s.Source.Record, last)
			}
			last = s.Source.Record
			line.Reset()
			if err := WriteNative(&line, s); err != nil {
				tb.Fatal(err)
			}
			digest += fnv(line.Bytes())
		}
		runtime.ReadMemStats(&mem)
		peak = max(peak, mem.HeapInuse)
	}
	return digest, c.Counts(), peak
}

func fnv(b []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, ch := range b {
		h = (h ^ uint64(ch)) * 1099511628211
	}
	return h
}

// TestGroupingSpills groups the same messages in memory and on disk, in order and shuffled: the sessions are the same.
func TestGroupingSpills(t *testing.T) {
	const rows, sessions = 20_000, 4_000
	dir := t.TempDir()
	sorted, shuffled := orders(rows, sessions)
	writeMessages(t, filepath.Join(dir, "sorted.csv"), sorted, sessions)
	writeMessages(t, filepath.Join(dir, "shuffled.csv"), shuffled, sessions)
	want, wantCounts, _ := digestOf(t, filepath.Join(dir, "sorted.csv"), Options{})
	if wantCounts.Sessions != sessions || wantCounts.Turns != rows {
		t.Fatalf("counts %+v", wantCounts)
	}
	temp := t.TempDir()
	for _, budget := range []int{0, 1 << 20, 1 << 16} {
		got, counts, _ := digestOf(t, filepath.Join(dir, "shuffled.csv"), Options{MemoryBudget: budget, TempDir: temp})
		if got != want || counts.Sessions != sessions || counts.Turns != rows {
			t.Errorf("budget %d: digest %x, want %x; counts %+v", budget, got, want, counts)
		}
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) > 0 {
		t.Errorf("left on disk: %v, %v", left, err)
	}
}

func TestGroupingReportsAFullDisk(t *testing.T) {
	dir := t.TempDir()
	sorted, _ := orders(2000, 100)
	writeMessages(t, filepath.Join(dir, "a.csv"), sorted, 100)
	c, err := OpenCorpus([]string{filepath.Join(dir, "a.csv")}, Options{MemoryBudget: 1, TempDir: filepath.Join(dir, "gone")})
	if err != nil {
		t.Fatal(err)
	}
	broken := 0
	for b, err := range c.Batches(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		_, rejects := b.Decode(nil)
		for _, r := range rejects {
			if r.Record == 0 && strings.Contains(r.Reason(), "group on disk") {
				broken++
			}
		}
	}
	if broken == 0 {
		t.Error("nothing was said about the folder that is not there")
	}
}

func TestIdleGapsPartSessionsWithoutIDs(t *testing.T) {
	root := write(t, map[string]string{"x.csv": `时间,角色,客服,买家,内容
2026-11-20 10:00:00,客户,小雅,tb_1,在吗
2026-11-20 10:20:00,客服,小雅,tb_1,在的
2026-11-20 10:10:00,客户,小雅,tb_2,你好
2026-11-20 11:00:01,客户,小雅,tb_1,还在吗
`})
	got, _ := readAll(t, root, Options{}, "x.csv")
	want := []string{"x.csv:2 tb_1@20261120T100000", "x.csv:4 tb_2@20261120T101000", "x.csv:5 tb_1@20261120T110001"}
	if diff := gocmp.Diff(want, got.Sessions); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got, _ = readAll(t, root, Options{Idle: time.Hour}, "x.csv")
	if diff := gocmp.Diff(want[:2], got.Sessions); diff != "" {
		t.Errorf("with an hour (-want +got):\n%s", diff)
	}
}

// TestSessionsGoOnFromFileToFile cuts a night into three files and reads them as one, in memory and on disk.
func TestSessionsGoOnFromFileToFile(t *testing.T) {
	const head = "会话ID,时间,角色,客服,买家,内容\n"
	root := write(t, map[string]string{
		"h1.csv":  head + "s1,2026-11-20 10:00:00,客户,小雅,tb_1,在吗\ns2,2026-11-20 10:59:00,客户,小雅,tb_2,你好\n",
		"h2.csv":  head + "s2,2026-11-20 11:00:10,客服,小雅,tb_2,您好\ns3,2026-11-20 11:01:00,客户,小雅,tb_3,有货吗\n",
		"h3.csv":  head + "s3,2026-11-20 12:00:00,客服,小雅,tb_3,有的\ns1,2026-11-20 12:00:01,客服,小雅,tb_1,在的\n坏,行\n",
		"n.jsonl": lineOf("native"),
		"q.txt":   "tb_9(2026-11-20 10:00:00): 在吗\n", "r.txt": "tb_9(2026-11-20 10:05:00): 在吗\n",
	})
	want := outcome{
		Sessions: []string{"n.jsonl:1 native", "h1.csv:2 s1", "h1.csv:3 s2", "h2.csv:3 s3", "q.txt:1 q@20261120T100000", "r.txt:1 r@20261120T100500"},
		Rejects:  []string{"h3.csv:4:0: fields"},
		Counts:   Counts{Sources: 6, Records: 10, Accepted: 9, Rejected: 1, Sessions: 6, Turns: 9},
	}
	for _, budget := range []int{0, 1} {
		got, _ := readAll(t, root, Options{JoinFiles: true, MemoryBudget: budget}, ".")
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("budget %d (-want +got):\n%s", budget, diff)
		}
	}
}

func FuzzSpillCode(f *testing.F) {
	m := message{
		session: "s", text: "您好", file: 2, record: 7, role: RoleAgent, at: time.Unix(5, 6).In(beijing), startedAt: time.Unix(7, 0).UTC(), startMS: NoOffset, endMS: 3,
		agent: Agent{ID: "a", Name: "b", Team: "c"}, sender: "d", customer: "e", thread: "t", channel: Call, last: true,
		call: CallInfo{Direction: Inbound, RingSeconds: 2.5, EndedBy: EndedByAgent}, attributes: []attribute{{"x", "y"}},
	}
	f.Add(m.appendTo(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := readMessage(bufio.NewReader(bytes.NewReader(data)))
		if err != nil {
			return
		}
		written := m.appendTo(nil)
		again, err := readMessage(bufio.NewReader(bytes.NewReader(written)))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if twice := again.appendTo(nil); !bytes.Equal(written, twice) {
			t.Fatalf("written again it differs:\n%x\n%x", written, twice)
		}
	})
}

// BenchmarkGroupShuffled groups five million messages in random order and asserts that the sessions are those of the
// sorted file, within 512 MiB. Run it with -benchtime 1x; it takes about 1 GB of disk.
func BenchmarkGroupShuffled(b *testing.B) {
	rows, sessions := 5_000_000, 1_000_000
	if testing.Short() {
		rows, sessions = 200_000, 40_000
	}
	dir := b.TempDir()
	sorted, shuffled := orders(rows, sessions)
	writeMessages(b, filepath.Join(dir, "sorted.csv"), sorted, sessions)
	writeMessages(b, filepath.Join(dir, "shuffled.csv"), shuffled, sessions)
	runtime.GC() // the two orders are not needed any more
	opts := Options{TempDir: dir}
	want, _, _ := digestOf(b, filepath.Join(dir, "sorted.csv"), opts)
	b.ResetTimer()
	for b.Loop() {
		got, counts, peak := digestOf(b, filepath.Join(dir, "shuffled.csv"), opts)
		if got != want || counts.Sessions != int64(sessions) || counts.Turns != int64(rows) {
			b.Fatalf("digest %x, want %x; counts %+v", got, want, counts)
		}
		const most = 512 << 20
		if rss := peakRSS(); rss > most {
			b.Errorf("peak resident memory %d MiB, want at most %d", rss>>20, most>>20)
		}
		b.ReportMetric(float64(peak)/(1<<20), "MiB-heap")
		b.ReportMetric(float64(peakRSS())/(1<<20), "MiB-rss")
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// peakRSS is the most memory this process had resident, in bytes; 0 where the system does not tell.
func peakRSS() uint64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	var kib uint64
	for line := range strings.Lines(string(status)) {
		if n, err := fmt.Sscanf(line, "VmHWM: %d kB", &kib); n == 1 && err == nil {
			return kib << 10
		}
	}
	return 0
}
