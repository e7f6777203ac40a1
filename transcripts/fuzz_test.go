package transcripts

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// FuzzFormats reads arbitrary bytes as every format: whatever they hold, reading ends, and the counts add up. Inputs
// that led somewhere new are kept in testdata/fuzz.
func FuzzFormats(f *testing.F) {
	for _, format := range formats() {
		for _, file := range fixtures(f, format.name) {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(format.name, data)
		}
	}
	f.Fuzz(func(t *testing.T, format string, data []byte) {
		if !slices.Contains(FormatNames(), format) {
			t.Skip("no such format")
		}
		set, err := settle(&Options{Format: format, TempDir: t.TempDir(), Mapping: &Mapping{Line: `^(?P<nick>\S+) (?P<time>[\d: /-]+)$`}})
		if err != nil {
			t.Fatal(err)
		}
		checkReading(t, data, set)
	})
}

// FuzzSources reads arbitrary bytes as a source of which nothing is known: what it is packed in, its character set and
// its format have to be told first.
func FuzzSources(f *testing.F) {
	for _, seed := range packedSeeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		set, err := settle(&Options{TempDir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		checkReading(t, data, set)
	})
}

// packedSeeds are a session in every compression and archive that is unpacked, and in several character sets.
func packedSeeds(f *testing.F) [][]byte {
	f.Helper()
	const line = `{"session_id":"a","channel":"chat","agent":{"id":"x"},"turns":[{"role":"agent","text":"您好"}]}` + "\n"
	const table = "会话ID,角色,内容\na,客服,您好\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(table))
	if err != nil {
		f.Fatal(err)
	}
	seeds := [][]byte{[]byte(line), []byte("\ufeff" + table), gb}
	var packed bytes.Buffer
	pack := func(write func(io.Writer) error) {
		packed.Reset()
		if err := write(&packed); err != nil {
			f.Fatal(err)
		}
		seeds = append(seeds, bytes.Clone(packed.Bytes()))
	}
	pack(func(w io.Writer) error {
		z := gzip.NewWriter(w)
		_, err := io.WriteString(z, line)
		return errors.Join(err, z.Close())
	})
	pack(func(w io.Writer) error {
		z, err := zstd.NewWriter(w)
		if err != nil {
			return err
		}
		_, err = io.WriteString(z, line)
		return errors.Join(err, z.Close())
	})
	pack(func(w io.Writer) error {
		z, err := xz.NewWriter(w)
		if err != nil {
			return err
		}
		_, err = io.WriteString(z, line)
		return errors.Join(err, z.Close())
	})
	pack(func(w io.Writer) error {
		z := zip.NewWriter(w)
		member, err := z.Create("night/a.jsonl")
		if err != nil {
			return err
		}
		_, err = io.WriteString(member, line)
		return errors.Join(err, z.Close())
	})
	pack(func(w io.Writer) error {
		z := tar.NewWriter(w)
		err := z.WriteHeader(&tar.Header{Name: "a.csv", Size: int64(len(table)), Mode: 0o600})
		if err != nil {
			return err
		}
		_, err = io.WriteString(z, table)
		return errors.Join(err, z.Close())
	})
	return seeds
}

// checkReading reads bytes and checks what holds for every source: sessions can be written and read back.
func checkReading(t *testing.T, data []byte, set *settings) {
	t.Helper()
	set.stdin = bytes.NewReader(data)
	c := &Corpus{set: set, sources: []source{{name: "fuzz.txt", path: stdinName}}}
	for b, err := range c.Batches(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		sessions, rejects := b.Decode(nil)
		for _, s := range sessions {
			checkRoundTrip(t, s)
		}
		for i := range rejects {
			if strings.Contains(rejects[i].Reason(), "%!") {
				t.Fatalf("reason of %s: %s", rejects[i].Code, rejects[i].Reason())
			}
		}
	}
	if counts := c.Counts(); counts.Records != counts.Accepted+counts.Rejected+counts.Skipped {
		t.Fatalf("counts do not add up: %+v", counts)
	}
}
