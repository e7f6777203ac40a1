//go:build cloud

package stores_test

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"zhijian/transcripts/stores"
)

// TestS3 reads from an object store that speaks S3, over HTTP on this machine.
func TestS3(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	backend := s3mem.New()
	if err := backend.CreateBucket("calls"); err != nil {
		t.Fatal(err)
	}
	for key, text := range objects() {
		if _, err := backend.PutObject("calls", key, nil, strings.NewReader(text), int64(len(text)), nil); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	defer server.Close()
	options := "?region=us-east-1&use_path_style=true&endpoint=" + server.URL
	for path, want := range map[string][]string{
		"s3://calls/night":           {"s3://calls/night/a.jsonl a", "s3://calls/night/sub/b.jsonl b", "s3://calls/night/.hidden.jsonl hidden", "s3://calls/night/README.md not_a_transcript"},
		"s3://calls/nightly.jsonl":   {"s3://calls/nightly.jsonl n"},
		"s3://calls/other/*.jsonl":   {"s3://calls/other/c.jsonl c", "s3://calls/other/c.jsonl:2 syntax"},
		"s3://calls/nothing/at/all/": {"s3://calls/nothing/at/all/:0 no_match"},
	} {
		got := read(t, stores.Open, path+options)
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
}
