package transcripts

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite golden files and docs/formats.md")

const fixtureRoot = "testdata/formats"

// fixtures lists the files that stand for a format.
func fixtures(t testing.TB, format string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(fixtureRoot, format, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(files, func(name string) bool {
		return strings.HasSuffix(name, ".golden") || filepath.Base(name) == "mapping.yaml"
	})
}

// fixtureOptions are the options of a fixture: the mapping beside it, if there is one.
func fixtureOptions(t testing.TB, file string) Options {
	t.Helper()
	name := filepath.Join(filepath.Dir(file), "mapping.yaml")
	if _, err := os.Stat(name); err != nil {
		return Options{}
	}
	m, err := LoadMapping(name)
	if err != nil {
		t.Fatal(err)
	}
	return Options{Mapping: m}
}

// readFixture gives what a file is read to, as text: native records, then rejects, then counts.
func readFixture(t testing.TB, file string, opts Options) string {
	t.Helper()
	c, err := OpenCorpus([]string{file}, opts)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	var rejects []Reject
	for b, err := range c.Batches(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		sessions, bad := b.Decode(nil)
		rejects = append(rejects, bad...)
		for _, s := range sessions {
			if err := WriteNative(&out, s); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i := range rejects {
		r := &rejects[i]
		fmt.Fprintf(&out, "rejected %d:%d %s: %s\n", r.Record, r.Column, r.Code, r.Reason())
	}
	counts := c.Counts()
	if counts.Records != counts.Accepted+counts.Rejected+counts.Skipped {
		t.Errorf("%s: counts do not add up: %+v", file, counts)
	}
	fmt.Fprintf(&out, "records %d = accepted %d + rejected %d + skipped %d %v; sessions %d, turns %d\n",
		counts.Records, counts.Accepted, counts.Rejected, counts.Skipped, counts.Skips, counts.Sessions, counts.Turns)
	return out.String()
}

// TestFixtures reads the fixtures of every format and compares with what stands beside them.
func TestFixtures(t *testing.T) {
	for _, f := range formats() {
		files := fixtures(t, f.name)
		if len(files) == 0 {
			t.Errorf("%s has no fixture in %s", f.name, fixtureRoot)
		}
		for _, file := range files {
			t.Run(f.name+"/"+filepath.Base(file), func(t *testing.T) {
				opts := fixtureOptions(t, file)
				checkDetected(t, file, opts, f.name)
				checkGolden(t, file+".golden", readFixture(t, file, opts))
			})
		}
	}
}

func checkDetected(t *testing.T, file string, opts Options, want string) {
	t.Helper()
	set, err := settle(&opts)
	if err != nil {
		t.Fatal(err)
	}
	in, err := openInput(&source{name: file, path: file}, set)
	if err != nil {
		t.Fatal(err)
	}
	defer in.close()
	s, err := sampleOf(in)
	if err != nil {
		t.Fatal(err)
	}
	f, why, err := detectFormat(s)
	if err != nil {
		t.Fatal(err)
	}
	if f.name != want {
		t.Errorf("taken for %s, because %s", f.name, why)
	}
}

func checkGolden(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got, -update rewrites it):\n%s", golden, diff)
	}
}

// TestFixturesReadBack converts every fixture to native records and reads those: nothing may be lost or refused.
func TestFixturesReadBack(t *testing.T) {
	for _, f := range formats() {
		for _, file := range fixtures(t, f.name) {
			c, err := OpenCorpus([]string{file}, fixtureOptions(t, file))
			if err != nil {
				t.Fatal(err)
			}
			for b, err := range c.Batches(context.Background()) {
				if err != nil {
					t.Fatal(err)
				}
				sessions, _ := b.Decode(nil)
				for _, s := range sessions {
					checkRoundTrip(t, s)
				}
			}
		}
	}
}

// TestFormatsDocument keeps docs/formats.md in step with the readers and their fixtures.
func TestFormatsDocument(t *testing.T) {
	checkGolden(t, "../docs/formats.md", formatsDocument(t))
}

func formatsDocument(t *testing.T) string {
	var out strings.Builder
	intro, err := os.ReadFile("testdata/formats-intro.md")
	if err != nil {
		t.Fatal(err)
	}
	out.Write(intro)
	out.WriteString("\n| format | what it is | roles | fixtures |\n| --- | --- | --- | --- |\n")
	for _, f := range formats() {
		fmt.Fprintf(&out, "| [`%s`](#%s) | %s | %s | %d |\n", f.name, f.name, f.title, strings.ReplaceAll(f.about.roles, "|", `\|`), len(fixtures(t, f.name)))
	}
	for _, f := range formats() {
		var names []string
		for _, file := range fixtures(t, f.name) {
			names = append(names, "`"+filepath.Base(file)+"`")
		}
		fmt.Fprintf(&out, "\n### `%s`\n\n%s.\n\n| | |\n| --- | --- |\n", f.name, f.title)
		for _, row := range [][2]string{
			{"fields", f.about.fields},
			{"times", f.about.times},
			{"roles", f.about.roles},
			{"limits", f.about.limits},
			{"fixtures", strings.Join(names, ", ")},
		} {
			if row[1] == "" {
				t.Errorf("%s says nothing of its %s", f.name, row[0])
			}
			fmt.Fprintf(&out, "| %s | %s |\n", row[0], strings.ReplaceAll(row[1], "|", `\|`))
		}
	}
	return out.String()
}
