package entity

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

var durationPattern = sync.OnceValue(func() *regexp.Regexp {
	const units = `秒钟?|分钟|刻钟|小时|钟头|h\b|min\b|天|工作日|自然日|周|星期|礼拜|月|年|季度|晚上`
	re := regexp.MustCompile(`(?:` + number + `[-~到至、])?(半|` + number + `)[多来几余]?(?:个)?(半)?(` + units + `)(半)?(?:以内|之内|内|左右|之前|以前|前|以上|之后|以后|后)?`)
	re.Longest()
	return re
})

// unitSeconds is what the units of a duration last; a working day counts as a day, a month as thirty.
var unitSeconds = []struct {
	unit    string
	seconds float64
}{
	{"秒", 1},
	{"刻钟", 900},
	{"分钟", 60},
	{"min", 60},
	{"小时", 3600},
	{"钟头", 3600},
	{"h", 3600},
	{"天", 86400},
	{"工作日", 86400},
	{"自然日", 86400},
	{"晚上", 86400},
	{"周", 7 * 86400},
	{"星期", 7 * 86400},
	{"礼拜", 7 * 86400},
	{"季度", 90 * 86400},
	{"月", 30 * 86400},
	{"年", 365 * 86400},
}

// notDurations follow what looks like a duration and is part of another word.
var notDurations = []string{"气", "猫", "然", "线", "到晚", "真", "生", "饼", "年", "级", "份"}

// findDurations finds spans of time: 三天, 24小时, 半个钟头, 3-5个工作日, 一两天. Value is the longest time meant, in seconds, and
// empty where a mask hides it. Vague ones (几天) are uncertain.
func findDurations(dst []Span, text []rune) []Span {
	return eachMatch(dst, text, nearDuration, 16, durationPattern(), func(s string, found []int) (Span, bool) {
		before, _ := utf8.DecodeLastRuneInString(s[:found[0]])
		if before == '第' || before == '.' || isASCIILetter(before) {
			return Span{}, false
		}
		whole, after := s[found[0]:found[1]], s[found[1]:]
		if !strings.HasSuffix(whole, "内") && !strings.HasSuffix(whole, "后") && containsPrefix(after, notDurations) {
			return Span{}, false
		}
		unit := s[found[6]:found[7]]
		counted := strings.Contains(s[found[3]:found[6]], "个") || found[4] >= 0
		if unit == "月" && !counted || unit == "晚上" && !strings.ContainsAny(whole, "一两三") {
			return Span{}, false // 三月 is a date
		}
		if unit == "年" && isYear(s[found[2]:found[3]]) {
			return Span{}, false
		}
		value := durationValue(s, found, unit)
		return Span{Kind: Duration, Value: value, Certain: !strings.Contains(whole, "几")}, true
	})
}

// nearDuration finds the units of time after a number.
func nearDuration(text []rune, i int) bool {
	switch text[i] {
	case '秒', '分', '刻', '小', '钟', '天', '工', '自', '周', '星', '礼', '月', '年', '季', '晚', 'h', 'm':
		return isNumeral(at(text, i-1))
	}
	return false
}

// isYear says whether digits before 年 name a year of our time.
func isYear(digits string) bool {
	value, ok := numeralValue(digits)
	return ok && value >= 1900 && value < 2100
}

// durationValue computes the seconds; "" for masked and vague ones.
func durationValue(s string, found []int, unit string) string {
	last := s[found[2]:found[3]]
	halves := 0.0
	if found[4] >= 0 || found[8] >= 0 {
		halves = 0.5
	}
	value := 0.5
	if last != "半" {
		var ok bool
		if value, ok = lastOfRange(last); !ok {
			return ""
		}
	}
	for _, u := range unitSeconds {
		if strings.HasPrefix(unit, u.unit) {
			return plainNumber((value + halves) * u.seconds)
		}
	}
	return ""
}

// lastOfRange reads a number; of two neighbouring digits (一两, 三五) the second is meant.
func lastOfRange(s string) (float64, bool) {
	runes := []rune(s)
	if len(runes) == 2 && !isASCIIDigit(runes[0]) && scaleOf(runes[0]) == 1 && scaleOf(runes[1]) == 1 {
		return numeralValue(string(runes[1]))
	}
	return numeralValue(s)
}

func containsPrefix(s string, words []string) bool {
	for _, word := range words {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}
