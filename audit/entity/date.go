package entity

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

var datePattern = sync.OnceValue(func() *regexp.Regexp {
	const (
		small    = `(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|\x{E001})`
		day      = `大?(?:今|明|后|昨|前)(?:天|日|晚上?|早上?|儿个?)|当天|当日|次日|隔天|第二天|(?:本|这|下下?|上)个?(?:周|星期|礼拜)(?:[一二三四五六日天末])?|(?:周|星期|礼拜)[一二三四五六日天末]|(?:本|这个?|下个?|上个?)月(?:底|初)?|月[底初]|年[底初]|节后|节前|年后|年前`
		calendar = `(?:(?:[0-9]{4}|[0-9]{2}|今|明|去|[一二][零〇九][零〇一二三四五六七八九]{2})年)?` + small + `月(?:份|底|初)?(?:` + small + `[日号]?)?|` + small + `号`
		iso      = `[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}`
		part     = `早上|上午|中午|下午|傍晚|晚上|凌晨|夜里|半夜|午后|晚`
		clock    = `(?:` + small + `|两)点(?:钟|半|整|一刻|三刻|` + small + `分?)?|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?`
		before   = `(?:以前|之前|前|以后|之后|后|左右|以内|之内|内)`
	)
	re := regexp.MustCompile(`(` + day + `|` + calendar + `|` + iso + `) ?(` + part + `)? ?(` + clock + `)?(` + before + `)?` +
		`|(` + part + `) ?(` + clock + `)?(` + before + `)?|(` + clock + `)(` + before + `)?`)
	re.Longest()
	return re
})

// notDates follow what looks like a day of the month or an hour and is something else.
var notDates = []string{"楼", "线", "店", "机", "电池", "客服", "链", "色", "码", "款", "仓", "门", "床", "房", "意见", "建议", "要求", "问题", "说明", "心意", "钱", "点", "赞", "评", "都"}

// findDates finds days and times of day: 今天下午, 明天中午前, 周五, 3月18号, 2026-11-21, 晚上8点半. Value is yyyy-mm-dd or mm-dd
// for a calendar date and empty for a day counted from the day of speaking.
func findDates(dst []Span, text []rune) []Span {
	return eachMatch(dst, text, nearDate, 8, datePattern(), func(s string, match []int) (Span, bool) {
		found := dateParts(match)
		whole := s[found[0]:found[1]]
		if !isDate(s, found) {
			return Span{}, false
		}
		named := found[2] >= 0 || found[6] >= 0 && (found[4] >= 0 || found[8] >= 0)
		value := ""
		if found[2] >= 0 {
			value = calendarValue(s[found[2]:found[3]])
		}
		lead := len(whole) - len(strings.TrimLeft(whole, " "))
		return Span{Start: found[0] + lead, End: found[0] + len(strings.TrimRight(whole, " ")), Kind: Date, Value: value, Certain: named}, true
	})
}

// nearDate finds the characters of which every date has one, by the company that they keep there.
func nearDate(text []rune, i int) bool {
	before, after := at(text, i-1), at(text, i+1)
	switch text[i] {
	case '今', '明', '昨', '后', '前':
		return strings.ContainsRune("天日晚早儿个年", after)
	case '当', '次', '隔', '二':
		return after == '天' || after == '日'
	case '周', '期', '拜':
		return true
	case '午', '凌', '傍', '夜', '晚':
		return true
	case '上':
		return before == '早'
	case '月', '年':
		return isNumeral(before) || strings.ContainsRune("本这下上个今明去", before) || strings.ContainsRune("底初后前", after)
	case '号', '点':
		return isNumeral(before)
	case '节':
		return after == '前' || after == '后'
	case ':', '-', '/', '.':
		return isASCIIDigit(before) && isASCIIDigit(after)
	}
	return false
}

// dateParts brings the groups of the pattern's three forms together: whole, day, part of the day, clock, 前 or 后; two
// indices each, -1 where missing.
func dateParts(match []int) [10]int {
	found := [10]int{match[0], match[1], -1, -1, -1, -1, -1, -1, -1, -1}
	for i, part := range []int{1, 2, 3, 4, 2, 3, 4, 3, 4} {
		if group := 2 * (i + 1); match[group] >= 0 {
			found[2*part], found[2*part+1] = match[group], match[group+1]
		}
	}
	return found
}

// isDate rejects what has the form of a date or time only.
func isDate(s string, found [10]int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:found[0]])
	after := s[found[1]:]
	whole := s[found[0]:found[1]]
	first, _ := utf8.DecodeRuneInString(whole)
	if next, _ := utf8.DecodeRuneInString(after); isASCIIDigit(next) || withinNumber(before, first) {
		return false
	}
	onlyDay := isOnlyDay(s, found)
	onlyClock := found[6] >= 0 && found[2] < 0 && found[4] < 0
	if (onlyDay || onlyClock) && found[8] < 0 && containsPrefix(after, notDates) {
		return false
	}
	if onlyDay {
		return !strings.ContainsRune("单工账帐型第门", before) && dayOfMonth(s[found[2]:found[3]])
	}
	if onlyClock && found[8] < 0 && !strings.ContainsAny(whole, ":半钟整刻") {
		return isASCIIDigit(first) && before != '有' && before != '.'
	}
	if onlyClock && strings.HasPrefix(whole, "一点") {
		return strings.ContainsAny(whole, "半钟整刻")
	}
	return !(found[2] < 0 && found[6] < 0 && whole == "晚")
}

// withinNumber says whether a form that begins with first goes on from a number or code before it.
func withinNumber(before, first rune) bool {
	return isASCIIDigit(first) && (isASCIIDigit(before) || isASCIILetter(before) || before == '.')
}

// isOnlyDay says whether nothing but a day such as 5号 was found.
func isOnlyDay(s string, found [10]int) bool {
	if found[2] < 0 || found[4] >= 0 || found[6] >= 0 {
		return false
	}
	day := s[found[2]:found[3]]
	return strings.HasSuffix(day, "号") && !strings.Contains(day, "月")
}

// dayOfMonth says whether the number before 号 is 1 to 31 or masked.
func dayOfMonth(day string) bool {
	value, ok := numeralValue(strings.TrimSuffix(day, "号"))
	if !ok {
		return true
	}
	return value >= 1 && value <= 31
}

// calendarValue writes a calendar date as yyyy-mm-dd, mm-dd or --dd; "" for other days and for dates that cannot be.
func calendarValue(day string) string {
	normal := strings.NewReplacer("年", "-", "月份", "-", "月", "-", "日", "", "号", "", "/", "-", ".", "-").Replace(day)
	parts := strings.Split(strings.TrimSuffix(normal, "-"), "-")
	var numbers []string
	for i, part := range parts {
		value, ok := numeralValue(part)
		last, month := i == len(parts)-1, i == len(parts)-2
		if !ok || value < 1 || last && value > 31 && len(parts) > 1 || month && value > 12 {
			return ""
		}
		numbers = append(numbers, fmt.Sprintf("%02s", strconv.Itoa(int(value))))
	}
	if len(numbers) < 2 || len(numbers) == 2 && len(numbers[0]) != 2 {
		return ""
	}
	return strings.Join(numbers, "-")
}
