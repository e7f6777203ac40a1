package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhijian/audit/score"
)

func TestTableGolden(t *testing.T) {
	tests := []struct {
		file string
		o    Options
	}{
		{"table-80.txt", Options{Width: 80}},
		{"table-wide.txt", Options{}},
		{"table-40.txt", Options{Width: 40}},
		{"table-en.txt", Options{Width: 80, Lang: "en"}},
		{"table-team.txt", Options{Width: 80, By: score.By("team"), Compact: true}},
		{"table-shop-top.txt", Options{Width: 80, By: score.By("shop"), Compact: true, Top: 1, Sort: "sessions"}},
		{"table-rule.txt", Options{Width: 80, By: score.By("rule")}},
		{"table-changes.txt", Options{Width: 40, Compact: true, Previous: previous()}},
		{"table-color.txt", Options{Width: 80, Color: true, Compact: true}},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) { golden(t, tt.file, write(t, Table, tt.o)) })
	}
}

// No line is wider than asked for, whatever the width, and the environment has no say in it.
func TestTableFits(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		for width := 40; width <= 130; width++ {
			out := write(t, Table, Options{Width: width, Lang: lang})
			for line := range strings.Lines(string(out)) {
				if w := cells.String(strings.TrimSuffix(line, "\n")); w > width {
					t.Fatalf("%s, width %d: a line of %d cells:\n%s", lang, width, w, out)
				}
			}
		}
	}
}

func TestTableIgnoresTheLocale(t *testing.T) {
	want := write(t, Table, Options{Width: 100})
	t.Setenv("RUNEWIDTH_EASTASIAN", "1")
	t.Setenv("LC_ALL", "zh_CN.GBK")
	t.Setenv("NO_COLOR", "1")
	if diff := cmp.Diff(string(want), string(write(t, Table, Options{Width: 100}))); diff != "" {
		t.Errorf("the environment changes the table\n%s", diff)
	}
	if colored := write(t, Table, Options{Color: true}); !bytes.Contains(colored, []byte("\x1b[")) {
		t.Error("no colours though asked for")
	}
}

// Columns of one row stand in the same cells as those of every other.
func TestTableAligns(t *testing.T) {
	lines := strings.Split(string(write(t, Table, Options{})), "\n")
	width := cells.String(lines[0])
	for _, line := range lines[:8] { // the figures end every line
		if got := cells.String(line); got != width {
			t.Errorf("%d cells, the heading has %d: %q", got, width, line)
		}
	}
}

func TestClean(t *testing.T) {
	tests := []struct{ in, want string }{
		{"小美", "小美"},
		{"plain-8012", "plain-8012"},
		{"a\x1b[31mb", `a\u001b[31mb`},
		{"a\u202eb", `a\u202eb`},
		{"a\nb\tc", `a\u000ab\u0009c`},
		{"\xff小", `\xff小`},
		{"�小", "�小"},
		{"👩‍👩‍👧", "👩👩👧"},
		{"☎️", "☎"},
		{"a\u0301", "a\u0301"},
		{"\u200b空", `\u200b空`},
	}
	for _, tt := range tests {
		if got := clean(tt.in); got != tt.want {
			t.Errorf("clean(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFitMiddle(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		width      int
	}{
		{"小美", "小美", 4},
		{"某某官方旗舰店:小美", "某..舰店:小美", 13},
		{"某某官方旗舰店:小美", "某..:小美", 10},
		{"averylongname-07", "av..ame-07", 10},
		{"averylongname-07", "ave..", 5},
		{"averylongname-07", "averylongname-07", 0},
	} {
		if got := fitMiddle(tt.name, tt.width); got != tt.want || tt.width > 0 && cells.String(got) > tt.width {
			t.Errorf("fitMiddle(%q, %d) = %q, want %q", tt.name, tt.width, got, tt.want)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("小美\x1b[31m👩‍👩‍👧☎️\u202e\xff")
	f.Fuzz(func(t *testing.T, s string) {
		out := clean(s)
		sum := 0
		for _, r := range out {
			if isHidden(r) {
				t.Fatalf("%q leaves %U", s, r)
			}
			sum += cells.Rune(r)
		}
		if clean(out) != out {
			t.Fatalf("cleaning %q twice gives %q, then %q", s, out, clean(out))
		}
		if sum != cells.String(out) {
			t.Fatalf("%q: %d cells by characters, %d by clusters", out, sum, cells.String(out))
		}
	})
}

func TestWrap(t *testing.T) {
	tests := []struct {
		in    string
		width int
		want  []string
	}{
		{"三名客服出现一票否决，请先看。", 10, []string{"三名客服出", "现一票否", "决，请先", "看。"}},
		{"two words here", 9, []string{"two words", "here"}},
		{"whatever", 0, []string{"whatever"}},
		{"unbreakable", 4, []string{"unbr", "eaka", "ble"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, wrap(tt.in, tt.width)); diff != "" {
			t.Errorf("wrap(%q, %d) (-want +got)\n%s", tt.in, tt.width, diff)
		}
	}
}
