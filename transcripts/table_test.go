package transcripts

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const messageTable = `会话ID,时间,角色,客服,客户,内容,平台,店铺,消息类型
s2,2026-11-20 10:00:05,买家,小美,tb_1,"你好,在吗",天猫,甲店,文本
s1,2026/11/20 9:00:00,客户,小林,tb_2,能开发票吗,天猫,甲店,文本
s2,2026-11-20 10:00:20,客服,小美,tb_1,您好,天猫,甲店,文本
s1,2026-11-20 08:59:00,机器人,小林,tb_2,欢迎光临,天猫,甲店,文本
s1,昨天,客服,小林,tb_2,可以,天猫,甲店,文本
s1,2026-11-20 09:00:09,客服,小强,tb_2,,天猫,甲店,图片
s1,2026-11-20 09:00:09,客服,小强
s1,2026-11-20 09:00:10,客服,小强,tb_2,,天猫,甲店,文本
`

func TestMessageTable(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(messageTable)
	if err != nil {
		t.Fatal(err)
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(messageTable)
	if err != nil {
		t.Fatal(err)
	}
	at := func(clock string) string { return "2026-11-20T" + clock + "+08:00" }
	want := `{"session_id":"s2","channel":"chat","started_at":"` + at("10:00:05") + `","agent":{"id":"小美"},"customer":{"id":"tb_1"},"attributes":{"platform":"天猫","shop":"甲店"},"turns":[{"role":"customer","at":"` + at("10:00:05") + `","text":"你好,在吗"},{"role":"agent","at":"` + at("10:00:20") + `","text":"您好"}]}
{"session_id":"s1","channel":"chat","started_at":"` + at("08:59:00") + `","agent":{"id":"小林"},"customer":{"id":"tb_2"},"attributes":{"platform":"天猫","shop":"甲店"},"turns":[{"role":"robot","at":"` + at("08:59:00") + `","text":"欢迎光临"},{"role":"customer","at":"` + at("09:00:00") + `","text":"能开发票吗"},{"role":"agent","at":"` + at("09:00:09") + `","agent_id":"小强","text":"[图片]"}]}
`
	for name, content := range map[string]string{
		"utf8.csv": messageTable, "bom.csv": "\ufeff" + messageTable, "utf16.csv": utf16, "gb.csv": gb,
		"tabs.tsv": strings.ReplaceAll(strings.ReplaceAll(messageTable, `"你好,在吗"`, "你好COMMA在吗"), ",", "\t"),
	} {
		t.Run(name, func(t *testing.T) {
			root := write(t, map[string]string{name: strings.ReplaceAll(content, "COMMA", ",")})
			got, sessions := readAll(t, root, Options{}, name)
			var out bytes.Buffer
			for _, s := range sessions {
				if err := WriteNative(&out, s); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(want, out.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			wantRejects := []string{name + ":6:0: time", name + ":8:0: fields"}
			if diff := cmp.Diff(wantRejects, got.Rejects); diff != "" {
				t.Errorf("rejects (-want +got):\n%s", diff)
			}
			wantCounts := Counts{
				Sources: 1, Records: 8, Accepted: 5, Rejected: 2, Skipped: 1, Sessions: 2, Turns: 5, Skips: []SkipCount{{SkipNoText, 1}},
			}
			if diff := cmp.Diff(wantCounts, got.Counts); diff != "" {
				t.Errorf("counts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRunawayQuoteEndsTheFile opens a quote that is never closed: the row is not held in memory without end.
func TestRunawayQuoteEndsTheFile(t *testing.T) {
	rows := io.MultiReader(strings.NewReader("会话ID,时间,角色,内容\ns1,2026-11-20 10:00:00,客服,您好\ns2,2026-11-20 10:00:00,客服,\""),
		io.LimitReader(endless{}, 2*maxDocument))
	c, err := OpenCorpus([]string{stdinName}, Options{Stdin: rows})
	if err != nil {
		t.Fatal(err)
	}
	var sessions []*Session
	var rejects []Reject
	for b, err := range c.Batches(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		var bad []Reject
		sessions, bad = b.Decode(sessions)
		rejects = append(rejects, bad...)
	}
	if len(sessions) != 1 || len(rejects) != 1 || rejects[0].Code != CodeRead || !strings.Contains(rejects[0].Reason(), errTooLong.Error()) {
		t.Errorf("%d sessions, rejects %v", len(sessions), rejects)
	}
}

func TestMapColumnsAsTold(t *testing.T) {
	root := write(t, map[string]string{"x.csv": "No,Who,Said,When,Lane\n7,客服,您好,1763604000,售后\n"})
	opts := Options{Map: map[string]string{"session_id": "no", "role": "Who", "text": "Said", "at": "When", "attributes.queue": "Lane"}}
	_, sessions := readAll(t, root, opts, "x.csv")
	if len(sessions) != 1 {
		t.Fatalf("%d sessions, want 1", len(sessions))
	}
	s := sessions[0]
	if s.ID != "7" || s.Turns[0].Role != RoleAgent || s.Attributes["queue"] != "售后" || s.Turns[0].At.Unix() != 1763604000 {
		t.Errorf("got %+v", s)
	}
}
