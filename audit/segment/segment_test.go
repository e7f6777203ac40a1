package segment

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/go-ego/gse"
	"github.com/google/go-cmp/cmp"
)

func TestCut(t *testing.T) {
	s := New([]string{"加微信吧", "乐享套餐"})
	for _, c := range []struct{ text, want string }{
		{"喂您好", "喂/v 您好/l"},
		{"喂你好请说", "喂/v 你好/l 请/v 说/v"},
		{"科学喂养指导", "科学/n 喂养/v 指导/n"},
		{"晚上喂奶", "晚上/t 喂奶/v"},
		{"滚筒洗衣机", "滚筒洗衣机/n"},
		{"滚筒的", "滚筒/n 的/uj"},
		{"你给我滚", "你/r 给/zg 我/r 滚/v"},
		{"嘿嘿好的", "嘿嘿/o 好的/l"},
		{"嘿你听", "嘿/e 你/r 听/v"},
		{"性能好", "性能/n 好/a"},
		{"usb接口", "usb/x 接口/v"},
		{"亲,在的 35元", "亲/v ,/x 在的/v  /x 35/x 元/m"},
		{"有乐享套餐吗", "有/v 乐享套餐/ 吗/y"},
		{"客服包邮退换货", "客服/n 包邮/v 退换货/v"},
		{"\U000e0001𠮷", "\U000e0001/x 𠮷/x"},
	} {
		if got := show(s, c.text); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func show(s *Segmenter, text string) string {
	runes := []rune(text)
	var parts []string
	for _, w := range s.Cut(nil, runes) {
		parts = append(parts, string(runes[w.Start:w.End])+"/"+w.Pos)
	}
	return strings.Join(parts, " ")
}

func TestCutAppends(t *testing.T) {
	s := New(nil)
	before := []Word{{Start: 7, End: 9, Pos: "n"}}
	want := []Word{{Start: 7, End: 9, Pos: "n"}, {Start: 0, End: 2, Pos: "n"}}
	if diff := cmp.Diff(want, s.Cut(before, []rune("发票"))); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
	if got := s.Cut(nil, nil); len(got) != 0 {
		t.Errorf("an empty text has the words %v", got)
	}
}

func TestCutIsSafeForConcurrentUse(t *testing.T) {
	s := New([]string{"七天无理由"})
	s.Warm()
	s.Warm()
	want := "支持/v 七天无理由/n 退货/v"
	var wait sync.WaitGroup
	results := make([]string, 8)
	for i := range results {
		wait.Go(func() { results[i] = show(s, "支持七天无理由退货") })
	}
	wait.Wait()
	for i, got := range results {
		if got != want {
			t.Errorf("worker %d: got %s, want %s", i, got, want)
		}
	}
}

func FuzzCutCoversTheText(f *testing.F) {
	for _, seed := range []string{"", "喂，您好", "a\xffb 4S店 é½²", "\x00\uFFFD𠮷12ab"} {
		f.Add(seed)
	}
	s := New([]string{"您好 吗"})
	f.Fuzz(func(t *testing.T, text string) {
		runes := []rune(text)
		at := 0
		for _, w := range s.Cut(nil, runes) {
			if w.Start != at || w.End <= w.Start {
				t.Fatalf("%q: word %d-%d where %d was to follow", text, w.Start, w.End, at)
			}
			at = w.End
		}
		if at != len(runes) {
			t.Fatalf("%q: the words end at %d of %d", text, at, len(runes))
		}
	})
}

// wholeDictionary gives gse the dictionary with the user's words in one piece.
func wholeDictionary(t testing.TB, userWords []string) *gse.Segmenter {
	text, err := unpack()
	if err != nil {
		t.Fatal(err)
	}
	words := &gse.Segmenter{Dict: gse.NewDict(), NotLoadHMM: true, SkipLog: true}
	for line := range strings.Lines(withWords(text, userWords)) {
		word, _, _ := strings.Cut(line, "\t")
		frequency, tag, err := parse(line)
		if err == nil {
			err = words.AddToken(word, frequency, tag)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	words.CalcToken()
	return words
}

// The words of a text alone give the same division as all words.
func FuzzCutAgainstTheWholeDictionary(f *testing.F) {
	for _, seed := range []string{
		"", "喂，您好", "4S店的usb接口", "亲，这款支持七天无理由退换货，您放心拍下就可以了哈", "中华人民共和国国务院总理", "加微信吧 加微信吧v 12ab",
		"é½²𠮷\U000e0001", "从小学毕业", "研究生命起源", "他说的确实在理", "\x00\uFFFD", "ＡＢＣ１２３", "的的的的的的的的",
	} {
		f.Add(seed)
	}
	user := []string{"加微信吧", "七天无理由", "4s店", "在"}
	s, whole := New(user), wholeDictionary(f, user)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		var want []string
		for _, w := range whole.Segment([]byte(text)) {
			want = append(want, text[w.Start():w.End()]+"/"+w.Token().Pos())
		}
		if got := show(s, text); got != strings.Join(want, " ") {
			t.Errorf("%q\n got %s\nwant %s", text, got, strings.Join(want, " "))
		}
	})
}

// The same for the real dialogues beside the project.
func TestCutAgainstTheWholeDictionary(t *testing.T) {
	s, whole := New(nil), wholeDictionary(t, nil)
	texts := 0
	for _, name := range []string{"jddc-sessions", "crsa-airline", "mobilecs-10086"} {
		file := filepath.Join("..", "..", "..", "shared", "data", "real", name, "sessions.jsonl")
		data, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			t.Skipf("%s is not here", file)
		}
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(data) {
			var session struct{ Turns []struct{ Text string } }
			if err := json.Unmarshal(line, &session); err != nil {
				t.Fatal(err)
			}
			for _, turn := range session.Turns {
				if texts++; underRace && texts%20 != 0 {
					continue
				}
				var want []Word
				for _, w := range whole.Segment([]byte(turn.Text)) {
					start := utf8.RuneCountInString(turn.Text[:w.Start()])
					want = append(want, Word{start, start + utf8.RuneCountInString(turn.Text[w.Start():w.End()]), w.Token().Pos()})
				}
				if diff := cmp.Diff(want, s.Cut(nil, []rune(turn.Text))); diff != "" {
					t.Fatalf("%s: words (-want +got):\n%s", turn.Text, diff)
				}
			}
		}
	}
	if texts < 20_000 {
		t.Errorf("only %d texts were compared", texts)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := time.Now()
		s := New(nil)
		if got := show(s, "滚筒"); got != "滚筒/n" {
			b.Fatal(got)
		}
		took := time.Since(start)
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(took.Milliseconds()), "load-ms")
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "held-MiB")
		runtime.KeepAlive(s)
	}
}

func BenchmarkCut(b *testing.B) {
	s := New(nil)
	text := []rune(strings.Repeat("亲，您好，在的哦，请问有什么可以帮您的呢？这款支持七天无理由退换货，您放心拍下就可以了哈", 4))
	words := s.Cut(nil, text)
	count := len(words)
	b.SetBytes(int64(len(string(text))))
	for b.Loop() {
		words = s.Cut(words[:0], text)
	}
	if len(words) != count || count < 100 {
		b.Fatalf("%d words, then %d", count, len(words))
	}
}
