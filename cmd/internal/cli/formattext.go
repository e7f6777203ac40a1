package cli

import (
	"regexp"
	"strings"

	"zhijian/transcripts"
)

// formatTitle is what a format is, in words.
func (l language) formatTitle(d *transcripts.Detection) string {
	title, ok := chineseFormats()[d.Format]
	if l == english || !ok {
		return d.Title
	}
	return title
}

// chineseFormats says of every format what it is.
func chineseFormats() map[string]string {
	return map[string]string{
		"aliyun-filetrans":   "阿里云录音文件识别",
		"aliyun-asr":         "阿里云识别消息与 SecretAsrReport",
		"aliyun-paraformer":  "阿里云百炼 Paraformer",
		"tencent-asr":        "腾讯云录音文件识别",
		"iflytek-lfasr":      "讯飞语音转写",
		"iflytek-legacy":     "讯飞语音转写旧版",
		"huawei-sis":         "华为云录音文件识别",
		"funasr":             "FunASR（Paraformer、SenseVoice）",
		"whisperx":           "WhisperX",
		"aws-call-analytics": "Amazon Transcribe 通话分析与 Contact Lens 语音",
		"aws-connect-chat":   "Amazon Connect 聊天与 Contact Lens 聊天",
		"google-ccai":        "Google CCAI 会话",
		"sca-upload":         "阿里云智能对话分析上传格式",
		"sca-result":         "阿里云智能对话分析的规则测试请求与质检结果",
		"tencent-chat":       "腾讯云联络中心聊天记录",
		"dianjin":            "阿里云点金对话",
		"wecom-archive":      "企业微信会话存档（已解密的 JSON Lines）",
		"intercom":           "Intercom 会话",
		"zendesk":            "Zendesk 工单评论",
		"messages-json":      "JSON 列表或 JSON Lines，每个对象一条消息",
		"webvtt":             "WebVTT 字幕",
		"srt":                "SRT 字幕",
		"lines":              "自定义格式的文本导出",
		"qianniu-text":       "千牛或旺旺文本导出",
		"qq-text":            "QQ 文本导出",
		"wechat-text":        "微信文本导出",
		"xlsx":               "Excel 工作簿，行同 CSV",
		"parquet":            "Parquet，行同 CSV",
		"dialogues-csv":      "CSV 或 TSV，每行一通会话",
		"messages-csv":       "CSV 或 TSV，每行一条消息，次序不限",
		"native-json":        "原生会话的 JSON 列表，或分行书写的 JSON",
		"native":             "原生 JSON Lines，每行一通会话",
	}
}

// detection says what a format was recognised by. What has no Chinese wording is given in English.
func (l language) detection(d *transcripts.Detection) string {
	if l == english {
		return d.Why
	}
	for _, s := range chineseDetections() {
		if m := s.english.FindStringSubmatch(d.Why); m != nil {
			words := strings.NewReplacer(", ", "、", " and ", "、", "commas", "逗号", "tabs", "制表符", "semicolons", "分号", "bars", "竖线")
			return strings.ReplaceAll(s.chinese, "{}", words.Replace(strings.Join(m[1:], "")))
		}
	}
	return d.Why
}

// detectionSentence is a Chinese sentence for an English one; {} stands for what its group captures.
type detectionSentence struct {
	english *regexp.Regexp
	chinese string
}

func chineseDetections() []detectionSentence {
	sentence := func(pattern, chinese string) detectionSentence {
		return detectionSentence{regexp.MustCompile("^" + pattern + "$"), chinese}
	}
	return []detectionSentence{
		sentence(`as told`, "按指定"),
		sentence(`it has the keys (.+)`, "含有键 {}"),
		sentence(`its first line, parted by (\w+), names a column for a message`, "首行以{}分隔，有消息内容列"),
		sentence(`its first line, parted by (\w+), names a column for a conversation`, "首行以{}分隔，有整通对话列"),
		sentence(`its objects have keys for a message`, "对象里有消息内容的键"),
		sentence(`it is a list of objects with session_id and turns`, "是含 session_id 与 turns 的对象列表"),
		sentence(`it is an object with session_id and turns, laid out over lines`, "是分行书写的、含 session_id 与 turns 的对象"),
		sentence(`its first record has a session_id or turns`, "首条记录含 session_id 或 turns"),
		sentence(`its name ends in (\S+)`, "文件名以 {} 结尾"),
		sentence(`it is empty`, "内容为空"),
		sentence(`it begins with (\S+)`, "以 {} 开头"),
		sentence(`it is a packed workbook`, "是打包的工作簿"),
		sentence(`it has lines of cue times`, "有字幕时间行"),
		sentence(`lines match the mapped grammar`, "各行符合映射里的 line"),
		sentence(`lines look like .+`, "消息的首行符合这种写法"),
	}
}

// skipReason words why records hold no utterance.
func (l language) skipReason(code string) string {
	if words, ok := skipWords()[code]; ok {
		return l.say(words[0], words[1])
	}
	return code
}

func skipWords() map[string][2]string {
	return map[string][2]string{
		transcripts.SkipEmpty:   {"空行", "empty"},
		transcripts.SkipNoText:  {"没有文字", "without text"},
		transcripts.SkipEvent:   {"事件", "events"},
		transcripts.SkipRecall:  {"撤回通知", "notices of recall"},
		transcripts.SkipPrivate: {"内部备注", "internal notes"},
		transcripts.SkipOutside: {"首条消息之前", "in front of the first message"},
	}
}
