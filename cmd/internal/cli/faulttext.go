package cli

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"zhijian/audit/score"
	"zhijian/transcripts"
)

// faults words the mistakes of scorecards and mappings in the language, each on its line. Errors of other kinds, and
// everything in English, stay as they are.
func (l language) faults(err error) error {
	if err == nil || l == english {
		return err
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []error
		for _, e := range joined.Unwrap() {
			all = append(all, l.faults(e))
		}
		return errors.Join(all...)
	}
	if f, ok := errors.AsType[*score.Error](err); ok {
		return worded(fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column), chineseCardFaults()[f.Fault], f.Args, err)
	}
	if f, ok := errors.AsType[*transcripts.MappingFault](err); ok {
		return worded(f.Place(), chineseMappingFaults()[f.Code], f.Args, err)
	}
	return err
}

// worded fills args into a sentence, where {n} stands for the n-th of them from 0; without a sentence err stays.
func worded(place, sentence string, args []string, err error) error {
	if sentence == "" {
		return err
	}
	pairs := make([]string, 0, 2*len(args))
	for i, arg := range args {
		pairs = append(pairs, fmt.Sprintf("{%d}", i), chineseYAML(arg))
	}
	text := strings.NewReplacer(pairs...).Replace(sentence)
	if place != "" {
		text = place + ": " + text
	}
	return errors.New(text)
}

// chineseYAML words what the YAML library, or package transcripts, says of a value; other texts stay.
func chineseYAML(text string) string {
	for _, said := range yamlWords() {
		if text == said[0] {
			return said[1]
		}
	}
	if m := repeatedKey().FindStringSubmatch(text); m != nil {
		return fmt.Sprintf("键 %s 重复，前一个在第 %s 行第 %s 列", m[1], m[2], m[3])
	}
	return text
}

// yamlWords holds Chinese words for what is said in English of a value.
func yamlWords() [][2]string {
	return [][2]string{
		{transcripts.KindMapping, "字段: 值"},
		{transcripts.KindList, "列表"},
		{transcripts.KindText, "文字"},
		{transcripts.KindNumber, "数字"},
		{"mapping value is not allowed in this context", "此处不能有冒号；值里的冒号请用引号括起来"},
		{"sequence end token ']' not found", "缺少 ]"},
		{"could not find flow mapping end token '}'", "缺少 }"},
		{"found character '\t' that cannot start any token", "不能用制表符缩进，请用空格"},
		{"non-map value is specified", "应为 字段: 值"},
		{"could not find end character of double-quoted text", "缺少后一个双引号"},
		{"could not find end character of single-quoted text", "缺少后一个单引号"},
		{"value is not allowed in this context. map key-value is pre-defined", "缩进不对：上一行已有值"},
	}
}

// repeatedKey matches what the YAML library says of a key that is given twice.
var repeatedKey = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^mapping key (".*") already defined at \[(\d+):(\d+)\]$`)
})

// chineseCardFaults holds a sentence for every mistake of a scorecard file.
func chineseCardFaults() map[score.Fault]string {
	return map[score.Fault]string{
		score.FaultSyntax:        "YAML 写法有误：{0}",
		score.FaultDocument:      "评分卡应是一份 YAML 文档，由 字段: 值 组成",
		score.FaultField:         "没有字段 {0}；这里可用：{1}",
		score.FaultMapping:       "这里应为 字段: 值，而不是 {0}",
		score.FaultKey:           "字段名应为普通文字",
		score.FaultList:          "这里应为列表，而不是 {0}",
		score.FaultText:          "这里应为文字；像数字的文字请加引号",
		score.FaultBoolean:       "应为 true 或 false",
		score.FaultNumber:        "应为 {0} 到 {1} 的数字",
		score.FaultRange:         "{0} 超出范围：应为 {1} 到 {2} 的数字",
		score.FaultDecimals:      "{0} 的小数多于两位",
		score.FaultChoice:        "{0} 是 {1}，应为其中之一：{2}",
		score.FaultNoSchema:      "缺少字段 schema: {0}",
		score.FaultSchema:        "schema 是 {0}，应为 {1}",
		score.FaultPassMark:      "合格线 {0} 高于起始分 {1}：没有会话能合格",
		score.FaultStarLevel:     "每个星级要写 at（最低分）和 stars（1 到 {0}）",
		score.FaultSecondLevel:   "{0} 分处有两个星级",
		score.FaultStarOrder:     "{0} 分的星数不少于 {1} 分的星数",
		score.FaultWholeStars:    "星数应为 1 到 {0} 的整数",
		score.FaultSection:       "分项要写 id、weight，以及 categories 或 rules",
		score.FaultSecondSection: "有两个分项 {0}",
		score.FaultOverlap:       "{0} 已属于分项 {1}",
		score.FaultOverride:      "override 要写 team 或 channel：对谁生效",
		score.FaultRule:          "生效的词库里没有规则 {0}，可用 zhijian lexicon show 查看",
		score.FaultCategory:      "生效的词库里没有属于类别 {0} 的规则；类别有：{1}",
	}
}

// chineseMappingFaults holds a sentence for every mistake of a mapping.
func chineseMappingFaults() map[string]string {
	return map[string]string{
		transcripts.MappingSyntax:     "YAML 写法有误：{0}",
		transcripts.MappingKind:       "这里应为{0}",
		transcripts.MappingField:      "没有字段 {0}；可用：{1}",
		transcripts.MappingBadSchema:  "schema 是 {0}，应为 {1}",
		transcripts.MappingFormat:     "没有格式 {0}，可用：{1}",
		transcripts.MappingEncoding:   "没有字符集 {0}，应为 utf-8、gb18030、big5、utf-16le 这样的名称",
		transcripts.MappingZone:       "没有时区 {0}，应为 IANA 名称，如 Asia/Shanghai",
		transcripts.MappingChannel:    "channel 是 {0}，应为 chat 或 call",
		transcripts.MappingIdle:       "idle 是 {0}，应为 30m 这样的时长",
		transcripts.MappingColumn:     "会话没有字段 {0}；可用：{1}，以及 attributes.名称",
		transcripts.MappingSpeaker:    "说话人 {0} 的角色是 {1}，应为 agent、customer、robot 或 system",
		transcripts.MappingGlob:       "roles.agents：{0} 不是通配符：方括号或反斜杠没有写完",
		transcripts.MappingConfidence: "roles.confidence 是 {0}，应为 0 到 1",
		transcripts.MappingPattern:    "line 不是正则表达式（RE2）：{0}",
		transcripts.MappingGroup:      "line 里没有名为 {0} 的组：请写 (?P<{1}>…)",
	}
}
