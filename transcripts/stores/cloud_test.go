//go:build cloud

package stores_test

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob"
	"github.com/fsouza/fake-gcs-server/fakestorage"
	"github.com/google/go-cmp/cmp"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"zhijian/transcripts/stores"
)

// checkBucket reads the objects of a bucket called calls by folder, by key and by glob.
func checkBucket(t *testing.T, bucket, options string) {
	t.Helper()
	for path, want := range map[string][]string{
		"/night":           {"/night/a.jsonl a", "/night/sub/b.jsonl b", "/night/.hidden.jsonl hidden", "/night/README.md not_a_transcript"},
		"/nightly.jsonl":   {"/nightly.jsonl n"},
		"/other/*.jsonl":   {"/other/c.jsonl c", "/other/c.jsonl:2 syntax"},
		"/nothing/at/all/": {"/nothing/at/all/:0 no_match"},
	} {
		for i := range want {
			want[i] = bucket + want[i]
		}
		got := read(t, stores.Open, bucket+path+options)
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
}

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
	checkBucket(t, "s3://calls", "?region=us-east-1&use_path_style=true&endpoint="+server.URL)
}

// TestGCS reads from an object store that speaks the protocol of Google's, over HTTP on this machine.
func TestGCS(t *testing.T) {
	var initial []fakestorage.Object
	for key, text := range objects() {
		initial = append(initial, fakestorage.Object{ObjectAttrs: fakestorage.ObjectAttrs{BucketName: "calls", Name: key}, Content: []byte(text)})
	}
	host, port := freePort(t)
	address := net.JoinHostPort(host, strconv.Itoa(int(port)))
	server, err := fakestorage.NewServerWithOptions(fakestorage.Options{
		InitialObjects: initial, Scheme: "http", Host: host, Port: port, PublicHost: address,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Stop()
	t.Setenv("STORAGE_EMULATOR_HOST", address)
	checkBucket(t, "gs://calls", "?access_id=-")
}

// The account of Azurite, Microsoft's own emulator of its object store; both are the same everywhere and no secret.
const (
	azuriteAccount = "devstoreaccount1"
	azuriteKey     = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
)

// TestAzure reads from Azurite (npm package azurite), which ZHIJIAN_AZURITE or PATH names as azurite-blob.
func TestAzure(t *testing.T) {
	address := azurite(t)
	fill(t, address)
	t.Setenv("AZURE_STORAGE_ACCOUNT", azuriteAccount)
	t.Setenv("AZURE_STORAGE_KEY", azuriteKey)
	checkBucket(t, "azblob://calls", "?protocol=http&localemu=true&domain="+address)
}

// azurite starts the emulator on a free port of this machine and gives its address.
func azurite(t *testing.T) string {
	t.Helper()
	program := os.Getenv("ZHIJIAN_AZURITE")
	if program == "" {
		var err error
		if program, err = exec.LookPath("azurite-blob"); err != nil {
			t.Skip("no azurite-blob: install the npm package azurite, or name it by ZHIJIAN_AZURITE, to test azblob://")
		}
	}
	host, port := freePort(t)
	address := net.JoinHostPort(host, strconv.Itoa(int(port)))
	ctx, stop := context.WithCancel(context.Background())
	var said bytes.Buffer
	// In memory, since it is still writing to its folder when the test cleans up.
	emulator := exec.CommandContext(ctx, program, "--inMemoryPersistence", "--silent", "--skipApiVersionCheck", "--blobHost", host, "--blobPort", strconv.Itoa(int(port)))
	emulator.Stdout, emulator.Stderr = &said, &said
	if err := emulator.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		_ = emulator.Wait() // it was killed
	})
	for range 100 {
		if c, err := net.Dial("tcp", address); err == nil {
			_ = c.Close()
			return address
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("azurite does not answer: %s", said.String())
	return ""
}

// freePort finds a port of this machine that nobody listens on.
func freePort(t *testing.T) (host string, port uint16) {
	t.Helper()
	free, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = free.Close() }()
	at := free.Addr().(*net.TCPAddr).AddrPort()
	return at.Addr().String(), at.Port()
}

func fill(t *testing.T, address string) {
	t.Helper()
	client, err := azblob.NewClientFromConnectionString(fmt.Sprintf(
		"DefaultEndpointsProtocol=http;AccountName=%s;AccountKey=%s;BlobEndpoint=http://%s/%s;", azuriteAccount, azuriteKey, address, azuriteAccount), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.CreateContainer(t.Context(), "calls", nil); err != nil {
		t.Fatal(err)
	}
	for key, text := range objects() {
		if _, err := client.UploadBuffer(t.Context(), "calls", key, []byte(text), nil); err != nil {
			t.Fatal(err)
		}
	}
}
