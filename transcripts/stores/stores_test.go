package stores_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gocloud.dev/blob/memblob"

	"zhijian/transcripts"
	"zhijian/transcripts/stores"
)

func line(id string) string {
	return fmt.Sprintf(`{"session_id":%q,"channel":"chat","agent":{"id":"a"},"turns":[{"role":"agent","text":"您好"}]}`+"\n", id)
}

// objects are the keys of the test bucket, and what they hold.
func objects() map[string]string {
	return map[string]string{
		"night/a.jsonl": line("a"), "night/sub/b.jsonl": line("b"), "night/README.md": "x", "night/.hidden.jsonl": line("h"),
		"nightly.jsonl": line("n"), "other/c.jsonl": line("c") + "{broken\n",
	}
}

// read reads paths and lists sessions, rejects and what was passed over.
func read(t *testing.T, open func(context.Context, string) (transcripts.Store, error), paths ...string) []string {
	t.Helper()
	c, err := transcripts.OpenCorpus(paths, transcripts.Options{OpenStore: open})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for b, err := range c.Batches(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		sessions, rejects := b.Decode(nil)
		for _, s := range sessions {
			got = append(got, s.Source.Name+" "+s.ID)
		}
		for i := range rejects {
			got = append(got, fmt.Sprintf("%s:%d %s", rejects[i].Source, rejects[i].Record, rejects[i].Code))
		}
	}
	for _, p := range c.Passed() {
		got = append(got, p.Name+" "+p.Reason)
	}
	return got
}

func TestBucketsAreFolders(t *testing.T) {
	open := func(ctx context.Context, address string) (transcripts.Store, error) {
		if address != "mem://bucket" {
			t.Errorf("asked for %s", address)
		}
		bucket := memblob.OpenBucket(nil)
		for key, text := range objects() {
			if err := bucket.WriteAll(ctx, key, []byte(text), nil); err != nil {
				return nil, err
			}
		}
		return stores.Of(bucket), nil
	}
	for path, want := range map[string][]string{
		"mem://bucket/night": {
			"mem://bucket/night/a.jsonl a", "mem://bucket/night/sub/b.jsonl b", "mem://bucket/night/.hidden.jsonl hidden",
			"mem://bucket/night/README.md not_a_transcript",
		},
		"mem://bucket/night/":           nil, // as without the slash; compared below
		"mem://bucket/nightly.jsonl":    {"mem://bucket/nightly.jsonl n"},
		"mem://bucket/other/c.jsonl":    {"mem://bucket/other/c.jsonl c", "mem://bucket/other/c.jsonl:2 syntax"},
		"mem://bucket/*/*.jsonl":        {"mem://bucket/night/a.jsonl a", "mem://bucket/other/c.jsonl c", "mem://bucket/other/c.jsonl:2 syntax", "mem://bucket/night/.hidden.jsonl hidden"},
		"mem://bucket/night/**/b.jsonl": {"mem://bucket/night/sub/b.jsonl b"},
		"mem://bucket/none":             {"mem://bucket/none:0 no_match"},
	} {
		if path == "mem://bucket/night/" {
			want = read(t, open, "mem://bucket/night")
		}
		if diff := cmp.Diff(want, read(t, open, path)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
}

func TestFileBucket(t *testing.T) {
	dir := t.TempDir()
	for key, text := range objects() {
		name := filepath.Join(dir, filepath.FromSlash(key))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := read(t, stores.Open, "file://"+filepath.ToSlash(dir))
	var sessions []string
	for _, g := range got {
		if name, id, ok := strings.Cut(g, ".jsonl "); ok && len(id) == 1 {
			sessions = append(sessions, strings.TrimPrefix(name, "file://"+filepath.ToSlash(dir)+"/"))
		}
	}
	if diff := cmp.Diff([]string{"night/a", "night/sub/b", "nightly", "other/c"}, sessions); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestUnknownStores(t *testing.T) {
	if _, err := transcripts.OpenCorpus([]string{"s3://bucket/key"}, transcripts.Options{}); err == nil || !strings.Contains(err.Error(), "-tags cloud") {
		t.Errorf("without stores: %v", err)
	}
	if _, err := transcripts.OpenCorpus([]string{"ftp://host/key"}, transcripts.Options{OpenStore: stores.Open}); err == nil {
		t.Error("an unknown scheme was accepted")
	}
}
