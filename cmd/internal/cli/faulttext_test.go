package cli

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"zhijian/audit/score"
	"zhijian/transcripts"
)

// Every mistake has a Chinese sentence, which says all that the English one says.
func TestFaultsHaveChineseSentences(t *testing.T) {
	check := func(name, sentence string, args int) {
		for i := range args + 1 {
			if has := strings.Contains(sentence, fmt.Sprintf("{%d}", i)); has != (i < args) {
				t.Errorf("%s: %q has argument %d: %v", name, sentence, i, has)
			}
		}
		if sentence == "" {
			t.Errorf("%s has no sentence", name)
		}
	}
	codes, args := transcripts.MappingCodes()
	for i, code := range codes {
		check(code, chineseMappingFaults()[code], args[i])
	}
	if got := len(chineseMappingFaults()); got != len(codes) {
		t.Errorf("%d sentences for %d codes", got, len(codes))
	}
	faults, args := score.Faults()
	for i, fault := range faults {
		check(string(fault), chineseCardFaults()[fault], args[i])
	}
	if got := len(chineseCardFaults()); got != len(faults) {
		t.Errorf("%d sentences for %d faults", got, len(faults))
	}
}

// What the YAML library says is worded as well; the library's own words are pinned, since it may change them.
func TestYAMLFaultsInChinese(t *testing.T) {
	const head = "schema: zhijian/mapping/v1\n"
	for text, want := range map[string]string{
		"columns: 3":                "2:10: 这里应为字段: 值",
		"roles: {agents: x}":        "2:17: 这里应为列表",
		"zone: {a: b}":              "2:7: 这里应为文字",
		"roles: {confidence: high}": "2:21: 这里应为数字",
		"zone: UTC\nzone: UTC":      "3:1: YAML 写法有误：键 \"zone\" 重复，前一个在第 2 行第 1 列",
		"columns: [":                "2:10: YAML 写法有误：缺少 ]",
		"a: b: c":                   "2:4: YAML 写法有误：此处不能有冒号；值里的冒号请用引号括起来",
		"\tx: 1":                    "2:1: YAML 写法有误：不能用制表符缩进，请用空格",
		"columns: {a: b":            "2:10: YAML 写法有误：缺少 }",
		"zone: \"UTC":               "2:7: YAML 写法有误：缺少后一个双引号",
		"zone: 'UTC":                "2:7: YAML 写法有误：缺少后一个单引号",
	} {
		_, err := transcripts.ParseMapping("m.yaml", []byte(head+text))
		if got := chinese.faults(err); got == nil || got.Error() != "m.yaml:"+want {
			t.Errorf("%q: %v, want %s", text, got, want)
		}
	}
}

func TestFaultsInBothLanguages(t *testing.T) {
	err := errors.Join(
		&score.Error{File: "card.yaml", Line: 2, Column: 3, Fault: score.FaultRange, Args: []string{"-1", "0", "1000"}},
		errors.New("another"),
		&transcripts.MappingFault{File: "m.yaml", Line: 4, Column: 1, Code: transcripts.MappingZone, Args: []string{`"Mars"`}},
	)
	for lang, want := range map[language]string{
		chinese: "card.yaml:2:3: -1 超出范围：应为 0 到 1000 的数字\nanother\nm.yaml:4:1: 没有时区 \"Mars\"，应为 IANA 名称，如 Asia/Shanghai",
		english: "card.yaml:2:3: -1 is out of range: expected a number from 0 to 1000\nanother\nm.yaml:4:1: zone \"Mars\" is not known; give an IANA name such as Asia/Shanghai",
	} {
		if got := lang.faults(err).Error(); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", lang, got, want)
		}
	}
}
