package transcripts

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// vendorSample is what the README beside the samples of vendors says of one.
type vendorSample struct {
	file, format string
	turns        []Turn
}

func vendorSamples() []vendorSample {
	said := func(role Role, start, end int64, text string) Turn {
		return Turn{Role: role, StartMS: start, EndMS: end, Text: text}
	}
	return []vendorSample{
		{"aliyun-dashscope-paraformer.sample.json", "aliyun-paraformer", []Turn{said(RoleUnknown, 760, 3240, "Hello World，这里是阿里巴巴语音实验室。")}},
		{"aliyun-nls-filetrans.sample.json", "aliyun-filetrans", []Turn{said(RoleUnknown, 340, 2365, "北京的天气。")}},
		{"aliyun-secretasrreport.sample.json", "aliyun-asr", []Turn{said(RoleUnknown, 1020, 1770, "您好")}},
		{"aws-call-analytics.sample.json", "aws-call-analytics", []Turn{
			said(RoleCustomer, 6040, 11650, "Hey Mr [PII]? Um I think I lost my debit card or it was stolen. I don't know."),
			said(RoleAgent, 12040, 20230, "Uh I am very sorry to hear that. Um May I ask who I'm speaking with [PII]."),
		}},
		{"funasr-sentence_info.sample.json", "funasr", []Turn{said(RoleUnknown, 120, 980, "张三负责提交报告。")}},
		{"funasr-sentence_info.sensevoice.sample.json", "funasr", []Turn{said(RoleUnknown, 100, 200, "你好。")}},
		{"google-ccai-conversation.sample.json", "google-ccai", []Turn{
			said(RoleCustomer, 1000, NoOffset, "Hello, I'm calling in regards to ..."), said(RoleAgent, 5000, NoOffset, "Yes, I can answer your question ..."),
		}},
		{"huawei-sis-transcriber.composed.json", "huawei-sis", []Turn{said(RoleAgent, 0, 5480, "欢迎大家使用华为云语音交互服务。")}},
		{"iflytek-legacy-getResult.sample.json", "iflytek-legacy", []Turn{
			said(RoleUnknown, 0, 10, "大家好,"), said(RoleUnknown, 10, 20, "我是个穷人,"), said(RoleUnknown, 20, 30, "我今天还没吃饭呢。"),
		}},
		{"tencent-describetaskstatus.sample.json", "tencent-asr", []Turn{said(RoleUnknown, 20, 2380, "腾讯云语音识别欢迎您。")}},
	}
}

const asrSamples = "../../shared/data/real/asr-formats"

// needShared skips where the samples are not beside the repository.
func needShared(t *testing.T, folder string) {
	t.Helper()
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("no samples beside the repository: %v", err)
	}
}

func TestVendorSamples(t *testing.T) {
	needShared(t, asrSamples)
	for _, v := range vendorSamples() {
		t.Run(v.file, func(t *testing.T) {
			file := filepath.Join(asrSamples, v.file)
			checkDetected(t, file, Options{}, v.format)
			_, sessions := readAll(t, asrSamples, Options{}, v.file)
			if len(sessions) != 1 {
				t.Fatalf("%d sessions, want 1", len(sessions))
			}
			if diff := cmp.Diff(v.turns, sessions[0].Turns); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestRealIflytekFile compares the one real result with its sentences as they were decoded by somebody else.
func TestRealIflytekFile(t *testing.T) {
	needShared(t, asrSamples)
	text, err := os.ReadFile(filepath.Join(asrSamples, "iflytek-lfasr-get_result.decoded.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var decoded struct {
		Turns []struct {
			TS, TE int64
			Text   string
		}
	}
	if err := json.Unmarshal(text, &decoded); err != nil {
		t.Fatal(err)
	}
	var want []Turn
	for _, turn := range decoded.Turns {
		want = append(want, Turn{StartMS: turn.TS, EndMS: turn.TE, Text: turn.Text})
	}
	_, sessions := readAll(t, asrSamples, Options{}, "iflytek-lfasr-get_result.real.json")
	if len(sessions) != 1 || len(want) == 0 {
		t.Fatalf("%d sessions, %d turns decoded", len(sessions), len(want))
	}
	if diff := cmp.Diff(want, sessions[0].Turns); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestChatSamples(t *testing.T) {
	const folder = "../../shared/data/real/chat-export-formats"
	needShared(t, folder)
	for _, c := range []struct {
		file, format    string
		sessions, turns int64
	}{
		{"telecom-qc-export.sample.csv", "dialogues-csv", 1, 1},
		{"wechat-chatlog-keeper.sample.json", "messages-json", 2, 3},
		{"wechat-chatlog.header.csv", "messages-csv", 0, 0},
		{"wechat-memotrace-full.header.csv", "messages-csv", 0, 0},
		{"wechat-memotrace-old.sample.csv", "messages-csv", 2, 2},
		{"wechat-memotrace-session.header.csv", "messages-csv", 0, 0},
		{"wecom-msgaudit.sample.jsonl", "wecom-archive", 3, 3},
	} {
		checkDetected(t, filepath.Join(folder, c.file), Options{}, c.format)
		got, _ := readAll(t, folder, Options{}, c.file)
		if got.Counts.Sessions != c.sessions || got.Counts.Turns != c.turns || len(got.Rejects) > 0 {
			t.Errorf("%s: %+v, rejected %v", c.file, got.Counts, got.Rejects)
		}
	}
}
