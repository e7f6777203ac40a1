package transcripts

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/ulikunitz/xz"
)

type archived struct{ name, content string }

func zipped(t testing.TB, members ...archived) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, m := range members {
		w, err := z.Create(m.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(m.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func tarred(t testing.TB, members ...archived) string {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, m := range members {
		header := &tar.Header{Name: m.name, Mode: 0o600, Size: int64(len(m.content)), Typeflag: tar.TypeReg}
		if strings.HasSuffix(m.name, ".link") {
			header.Typeflag, header.Linkname, header.Size = tar.TypeSymlink, "/etc/passwd", 0
		}
		if err := w.WriteHeader(header); err != nil {
			t.Fatal(err)
		}
		if header.Size > 0 {
			if _, err := w.Write([]byte(m.content)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestArchivesAreFolders(t *testing.T) {
	inner := zipped(t, archived{"deep.jsonl", lineOf("deep")})
	root := write(t, map[string]string{
		"a.zip": zipped(t, archived{"z.jsonl", lineOf("z")}, archived{"night/b.jsonl", lineOf("b")}, archived{"README.md", "x"},
			archived{"../out.jsonl", lineOf("out")}, archived{"/etc/abs.jsonl", lineOf("abs")}, archived{`..\win.jsonl`, lineOf("win")},
			archived{"in.zip", inner}, archived{"packed.jsonl.gz", gzipped(t, lineOf("packed"))}),
		"b.tar.gz": gzipped(t, tarred(t, archived{"t.jsonl", lineOf("t")}, archived{"../up.jsonl", lineOf("up")}, archived{"s.link", ""})),
		"c.zip":    zipped(t, archived{"d.zip", zipped(t, archived{"e.zip", inner})}),
		"d.zip":    zipped(t, archived{"x.jsonl", lineOf("x")})[:40],
	})
	want := outcome{
		Sessions: []string{
			"a.zip/in.zip/deep.jsonl:1 deep", "a.zip/night/b.jsonl:1 b", "a.zip/packed.jsonl.gz:1 packed", "a.zip/z.jsonl:1 z",
			"b.tar.gz/t.jsonl:1 t",
		},
		Rejects: []string{
			"a.zip/../out.jsonl:0:0: open", "a.zip/../win.jsonl:0:0: open", "a.zip//etc/abs.jsonl:0:0: open",
			"b.tar.gz/../up.jsonl:0:0: open", "c.zip/d.zip/e.zip:0:0: format", "d.zip:0:0: open",
		},
		Passed: []string{"a.zip/README.md not_a_transcript", "b.tar.gz/s.link irregular"},
		Counts: Counts{Sources: 11, Broken: 6, Records: 5, Accepted: 5, Sessions: 5, Turns: 5},
	}
	got, _ := readAll(t, root, Options{}, ".")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestUnpacksByContent(t *testing.T) {
	var packed bytes.Buffer
	w, err := xz.NewWriter(&packed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(lineOf("x"))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	// lineOf("b"); the standard library unpacks bzip2 but does not pack it.
	const bzipped = "\x42\x5a\x68\x39\x31\x41\x59\x26\x53\x59\xb5\x00\x2e\x45\x00\x00\x2c\x5b\xd9\x00\x10\x10\x04\x00\x10\x00\x0a\xbe\xe5\x9e\x4a\x10\x00\x02\x40\x00\x02\x03\x00\x20\x00\x54\x35\x4f\x51\xb2\x13\x20\xd0\x69\xe9\x07\xa8\x43\x48\x81\xea\x79\x40\x3d\x46\x80\x52\x14\x33\x8c\xe5\x01\x49\x40\x14\x34\x2c\x7c\x9b\x9b\x03\x34\x48\x91\xec\x40\xe0\x9a\x70\x4e\xf7\x94\x08\x72\x74\xa8\x8b\xfa\x70\x29\xac\x50\xa0\x8f\x75\x88\xc4\xce\x8a\xb6\x40\xcd\xef\xcc\x7f\x8b\xb9\x22\x9c\x28\x48\x5a\x80\x17\x22\x80"
	root := write(t, map[string]string{"a.jsonl": packed.String(), "b.jsonl.xz": packed.String(), "b.jsonl": bzipped, "c.jsonl": gzipped(t, gzipped(t, lineOf("c")))})
	got, _ := readAll(t, root, Options{}, ".")
	if diff := cmp.Diff([]string{"a.jsonl:1 x", "b.jsonl:1 b", "b.jsonl.xz:1 x", "c.jsonl:1 c"}, got.Sessions); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRatioGuardStopsBombs packs zeros: a thousand to one, and more than the floor.
func TestRatioGuardStopsBombs(t *testing.T) {
	guard := &ratioGuard{packed: strings.NewReader("x"), unpacked: endless{}}
	buf := make([]byte, 1<<20)
	read := 0
	for {
		n, err := guard.Read(buf)
		if err != nil {
			if read > ratioFloor+len(buf) {
				t.Errorf("stopped after %d bytes, want about %d", read, ratioFloor)
			}
			return
		}
		if read += n; read > 2*ratioFloor {
			t.Fatal("read on and on")
		}
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }
