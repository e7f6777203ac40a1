package transcripts

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const goodRecord = `{"session_id":"c-1","channel":"chat","started_at":"2026-11-20T10:00:00+08:00","agent":{"id":"xm","name":"小美","team":"售前"},` +
	`"customer":{"id":"tb"},"attributes":{"platform":"tmall"},"turns":[{"role":"customer","at":"2026-11-20T10:00:00+08:00","text":"在吗"},` +
	`{"role":"agent","at":"2026-11-20T10:00:21.5+08:00","text":"亲\n\"在\"\u4f60\ud83d\ude00"}],"expect":[]}`

// records are native records of every kind: what is accepted, and the code of what is refused.
func records() []struct{ name, line, code string } {
	edit := func(from, to string) string { return strings.Replace(goodRecord, from, to, 1) }
	turns := func(turns string) string {
		return `{"session_id":"p","channel":"call","agent":{"id":"8"},"turns":[` + turns + `]}`
	}
	return []struct{ name, line, code string }{
		{"chat", goodRecord, ""},
		{"white space", strings.NewReplacer(",", " ,\t", ":{", " : { ").Replace(goodRecord) + " \r", ""},
		{"call", turns(`{"role":"agent","start_ms":0,"end_ms":3900,"text":""},{"role":"customer","start_ms":3000,"text":"喂"}`), ""},
		{"no turns", turns(``), ""},
		{"unknown fields", edit(`"expect":[]`, `"extra":{"a":[1,-2.5e3,true,false,null,"x\u0041"]},"expect":[{"rule":"r","turn":null,"by":"x"},{"rule":"q","turn":1}]`), ""},
		{"nulls", edit(`"customer":{"id":"tb"}`, `"customer":null,"call":null`), ""},
		{"call metadata", edit(`"customer"`, `"call":{"direction":"inbound","ring_seconds":6.5,"ended_by":"transfer"},"customer"`), ""},
		{"escaped name", edit(`"channel"`, `"chan\u006eel"`), ""},
		{"lone surrogate", edit(`在吗`, `\ud800x`), ""},
		{"unknown role", edit(`"role":"agent"`, `"role":"unknown"`), ""},
		{"empty", `{}`, CodeMissing},
		{"cut off", goodRecord[:100], CodeSyntax},
		{"no object", `[1]`, CodeType},
		{"two objects", goodRecord + goodRecord, CodeSyntax},
		{"control character", edit(`在吗`, "在\x01吗"), CodeSyntax},
		{"bad escape", edit(`在吗`, `\x`), CodeSyntax},
		{"bad UTF-8", edit(`在吗`, "\xd4\xda"), CodeEncoding},
		{"bad UTF-8 in unknown field", edit(`"expect"`, "\"\xff\":1,\"expect\""), CodeEncoding},
		{"trailing comma", edit(`"expect":[]`, `"expect":[],`), CodeSyntax},
		{"no id", edit(`"session_id":"c-1",`, ``), CodeMissing},
		{"empty id", edit(`c-1`, ``), CodeMissing},
		{"numeric id", edit(`"c-1"`, `1`), CodeType},
		{"no channel", edit(`"channel":"chat",`, ``), CodeMissing},
		{"bad channel", edit(`"chat"`, `"mail"`), CodeValue},
		{"no agent", edit(`"agent":{"id":"xm","name":"小美","team":"售前"},`, ``), CodeMissing},
		{"no agent id", edit(`"id":"xm",`, ``), CodeMissing},
		{"agent is text", edit(`{"id":"xm","name":"小美","team":"售前"}`, `"xm"`), CodeType},
		{"null turns", turns(``)[:len(turns(``))-4] + `:null}`, CodeMissing},
		{"bad role", edit(`"role":"agent"`, `"role":"boss"`), CodeValue},
		{"no role", edit(`"role":"agent",`, ``), CodeMissing},
		{"no text", edit(`,"text":"在吗"`, ``), CodeMissing},
		{"bad time", edit(`2026-11-20T10:00:21.5+08:00`, `2026-02-30T10:00:00+08:00`), CodeTime},
		{"time without zone", edit(`10:00:21.5+08:00`, `10:00:21`), CodeTime},
		{"back in time", edit(`10:00:21.5`, `09:59:59`), CodeTurnOrder},
		{"back in the recording", turns(`{"role":"agent","start_ms":9,"text":""},{"role":"agent","start_ms":8,"text":""}`), CodeTurnOrder},
		{"ends before start", turns(`{"role":"agent","start_ms":9,"end_ms":8,"text":""}`), CodeEndBeforeStart},
		{"fraction of ms", turns(`{"role":"agent","start_ms":9.5,"text":""}`), CodeType},
		{"negative ms", turns(`{"role":"agent","start_ms":-9,"text":""}`), CodeType},
		{"huge ms", turns(`{"role":"agent","start_ms":1000000000000000000,"text":""}`), CodeType},
		{"bad direction", edit(`"customer"`, `"call":{"direction":"up"},"customer"`), CodeValue},
		{"negative ring", edit(`"customer"`, `"call":{"ring_seconds":-1},"customer"`), CodeType},
		{"numeric attribute", edit(`"tmall"`, `3`), CodeType},
		{"repeated field", edit(`"channel":"chat"`, `"channel":"chat","channel":"chat"`), CodeRepeatedField},
		{"repeated attribute", edit(`"platform":"tmall"`, `"platform":"tmall","platform":"jd"`), CodeRepeatedField},
		{"label without rule", edit(`"expect":[]`, `"expect":[{"turn":1}]`), CodeMissing},
		{"label of no turn", edit(`"expect":[]`, `"expect":[{"rule":"r","turn":2}]`), CodeNoTurn},
		{"unpaired bracket", edit(`"expect":[]`, `"x":[}`), CodeSyntax},
		{"leading zero", turns(`{"role":"agent","start_ms":09,"text":""}`), CodeSyntax},
	}
}

func TestStrictDecode(t *testing.T) {
	for _, r := range records() {
		t.Run(r.name, func(t *testing.T) {
			_, p := strictDecode([]byte(r.line))
			switch {
			case p == nil && r.code != "":
				t.Errorf("accepted, want %s", r.code)
			case p != nil && p.code != r.code:
				t.Errorf("refused as %s %q, want %q", p.code, p.args, r.code)
			}
		})
	}
}

// checkAgreement says where the fast decoder takes what the strict one refuses or reads differently.
func checkAgreement(t *testing.T, line []byte) (fastTook bool) {
	t.Helper()
	var d fastDecoder
	fast, took := d.decode(bytes.Clone(line))
	strict, p := strictDecode(line)
	if !took {
		return false
	}
	if p != nil {
		t.Fatalf("the fast decoder takes what the strict one refuses as %s %q:\n%s", p.code, p.args, line)
	}
	if diff := cmp.Diff(strict, fast); diff != "" {
		t.Fatalf("the decoders differ (-strict +fast):\n%s\n%s", diff, line)
	}
	return true
}

func TestFastDecodeAgrees(t *testing.T) {
	left := map[string]bool{"nulls": true, "escaped name": true} // rare, and rightly left to the strict reader
	for _, r := range records() {
		t.Run(r.name, func(t *testing.T) {
			took := checkAgreement(t, []byte(r.line))
			if want := r.code == "" && !left[r.name]; took != want {
				t.Errorf("fast decoder took it: %v, want %v", took, want)
			}
		})
	}
}

func FuzzNative(f *testing.F) {
	for _, r := range records() {
		f.Add([]byte(r.line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		checkAgreement(t, line)
		if s, p := strictDecode(line); p == nil {
			checkRoundTrip(t, s)
		}
	})
}

// checkRoundTrip says where a session is not read back as it was written.
func checkRoundTrip(t *testing.T, s *Session) {
	t.Helper()
	var out bytes.Buffer
	if err := WriteNative(&out, s); err != nil {
		t.Fatal(err)
	}
	again, p := strictDecode(bytes.TrimSuffix(out.Bytes(), []byte("\n")))
	if p != nil {
		t.Fatalf("what was written is refused as %s %q:\n%s", p.code, p.args, out.Bytes())
	}
	var twice bytes.Buffer
	if err := WriteNative(&twice, again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(out.String(), twice.String()); diff != "" {
		t.Fatalf("written again it differs (-once +twice):\n%s", diff)
	}
}

func TestWriteNativeKeepsEverything(t *testing.T) {
	for _, r := range records() {
		if r.code != "" || r.name == "nulls" {
			continue
		}
		s, p := strictDecode([]byte(r.line))
		if p != nil {
			t.Fatal(p)
		}
		var out bytes.Buffer
		if err := WriteNative(&out, s); err != nil {
			t.Fatal(err)
		}
		again, p := strictDecode(bytes.TrimSuffix(out.Bytes(), []byte("\n")))
		if p != nil {
			t.Fatalf("%s: refused as %s", out.Bytes(), p.code)
		}
		if diff := cmp.Diff(s, again); diff != "" {
			t.Errorf("%s (-read +read back):\n%s", r.name, diff)
		}
	}
}

// TestFastDecodeOnSharedCorpora reads the labelled sessions, where they are at hand: the fast decoder must take each.
func TestFastDecodeOnSharedCorpora(t *testing.T) {
	files, err := filepath.Glob("../../shared/data/labelled/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("no labelled sessions beside the repository")
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrPermission) {
			t.Skip(err)
		}
		if err != nil {
			t.Fatal(err)
		}
		for rest := data; len(rest) > 0; {
			var line []byte
			line, rest = cutLine(rest)
			if !checkAgreement(t, line) {
				_, p := strictDecode(line)
				t.Errorf("%s: not taken: %v\n%.200s", name, p, line)
			}
		}
	}
}

// TestFastDecodeAllocations bounds what a session costs: slabs shared by many sessions, and no copy of any text.
func TestFastDecodeAllocations(t *testing.T) {
	line := []byte(`{"session_id":"c-1","channel":"chat","started_at":"2026-11-20T10:00:00+08:00","agent":{"id":"xm","team":"售前"},` +
		`"customer":{"id":"tb"},"turns":[{"role":"customer","at":"2026-11-20T10:00:00+08:00","text":"在吗"},` +
		`{"role":"agent","at":"2026-11-20T10:00:21+08:00","text":"在的亲"}]}`)
	lines := bytes.Repeat(append(line, '\n'), 1000)
	decode := testing.AllocsPerRun(10, func() {
		b := &Batch{FirstRecord: 1, Records: 1000, lines: lines, counters: &counters{}}
		sessions, rejects := b.Decode(make([]*Session, 0, 1000))
		if len(sessions) != 1000 || len(rejects) != 0 {
			t.Fatalf("%d sessions, %d rejects", len(sessions), len(rejects))
		}
	})
	if perSession := decode / 1000; perSession > 0.1 {
		t.Errorf("%.2f allocations a session, want at most 0.1", perSession)
	}
}
