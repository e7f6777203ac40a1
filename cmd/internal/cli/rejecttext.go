package cli

import (
	"fmt"
	"strings"

	"zhijian/transcripts"
)

// rejectReason words why a record was rejected. A code that has no Chinese sentence is worded in English.
func (l language) rejectReason(r *transcripts.Reject) string {
	sentence, ok := chineseRejects()[r.Code]
	if l == english || !ok {
		return r.Reason()
	}
	for i, arg := range r.Args {
		if arg == noFormat {
			arg = "从名称和开头都看不出格式，请用 --input-format 指定，或用 --map 指明列"
		}
		sentence = strings.ReplaceAll(sentence, fmt.Sprintf("{%d}", i), arg)
	}
	return sentence
}

// noFormat is what package transcripts says of a file that it recognises by nothing; a test compares.
const noFormat = "neither its name nor its beginning tells a format; name one, or map its columns"

// describeReject is the place and the reason of a reject.
func (l language) describeReject(r *transcripts.Reject) string {
	at := r.Source
	if r.Record > 0 {
		at += fmt.Sprintf(":%d", r.Record)
		if r.Column > 0 {
			at += fmt.Sprintf(":%d", r.Column)
		}
	}
	return at + ": " + l.rejectReason(r)
}

// chineseRejects holds a sentence for every code of a reject; {n} stands for its n-th argument, from 0.
func chineseRejects() map[string]string {
	return map[string]string{
		transcripts.CodeOpen:           "打不开：{0}",
		transcripts.CodeRead:           "读到第 {0} 条之后中断：{1}",
		transcripts.CodeNoMatch:        "没有文件与 {0} 相符",
		transcripts.CodeFormat:         "不是可以读取的会话记录：{0}",
		transcripts.CodeTooLong:        "记录超过 {0} 字节",
		transcripts.CodeSyntax:         "写法有误：{0}",
		transcripts.CodeEncoding:       "不是有效的 {0} 编码",
		transcripts.CodeMissing:        "缺少 {0}",
		transcripts.CodeType:           "{0} 应为 {1}",
		transcripts.CodeValue:          "{0} 的值是 {1}，应为 {2}",
		transcripts.CodeTime:           "{0} 的值是 {1}，应为时间，如 {2}",
		transcripts.CodeRepeatedField:  "{0} 重复出现",
		transcripts.CodeDuplicate:      "会话编号 {0} 与本文件第 {1} 条记录重复",
		transcripts.CodeTurnOrder:      "{0} 早于上一句；各句应按时间排列",
		transcripts.CodeEndBeforeStart: "{0} 的结束早于开始",
		transcripts.CodeNoTurn:         "{0} 指向第 {1} 句，而会话只有 {2} 句",
		transcripts.CodeFailed:         "生成它的服务报告失败：{0}",
		transcripts.CodeNoColumn:       "指定给 {1} 的列 {0} 不在表头里：{2}",
		transcripts.CodeFields:         "这一行有 {0} 个字段，表头有 {1} 个",
	}
}
