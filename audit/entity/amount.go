package entity

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

var amountPattern = sync.OnceValue(func() *regexp.Regexp {
	const few = `[多几来余]?`
	re := regexp.MustCompile(`[¥$] ?(` + arabic + `)(?:元|块钱?)?` +
		`|(` + number + `)` + few + `个?(?:元钱?|块钱?|圆|块大洋|rmb\b|人民币|刀\b|美元|美金|港币|毛钱?|角钱?|分钱)([0-9]|[一二三四五六七八九](?:毛|角)?)?` +
		`|(` + number + `)` + few + `(?:元|块)(` + arabic + `|` + chinese + `)(?:毛|角)`)
	re.Longest()
	return re
})

// moneyWords stand before an amount that is certainly money.
var moneyWords = []string{"价", "钱", "差", "补", "退", "付", "款", "费", "便宜", "优惠", "减", "省", "返", "赔", "券", "红包", "共", "卖", "买", "收", "要", "才"}

// notPieces follow 块 and notYuan 元 where these are no money.
var (
	notYuan   = []string{"旦", "素", "件", "器"}
	notPieces = []string{"儿", "去", "来", "走", "玩", "用", "发", "寄", "凑", "吃", "拍", "下单", "过", "屏", "电池", "砖", "板", "布", "肉", "表", "手表", "巧克力", "垫", "硬盘"}
)

// findAmounts finds sums of money: 28元, 28块5, 两百块, ¥28.50, 五毛. Value is in yuan.
func findAmounts(dst []Span, text []rune) []Span {
	return eachMatch(dst, text, nearAmount, 24, amountPattern(), func(s string, found []int) (Span, bool) {
		whole := s[found[0]:found[1]]
		before, _ := utf8.DecodeLastRuneInString(s[:found[0]])
		if isASCIILetter(before) || before == '第' || before == '.' {
			return Span{}, false
		}
		context := tail(s[:found[0]], contextReach)
		if strings.HasSuffix(whole, "元") && containsPrefix(s[found[1]:], notYuan) {
			return Span{}, false
		}
		certain := certainUnit(whole)
		if !certain || strings.HasPrefix(whole, "一块") {
			after := s[found[1]:]
			if containsPrefix(after, notPieces) {
				return Span{}, false
			}
			certain = containsAny(context, moneyWords) || endsClause(after)
			if strings.HasPrefix(whole, "一块") && !certain {
				return Span{}, false
			}
		}
		end := found[1]
		if found[6] >= 0 && !belongsToSum(s, found) {
			end, found[6], found[7] = found[6], -1, -1
		}
		return Span{End: end, Kind: Amount, Value: amountValue(s[:end], found), Certain: certain}, true
	})
}

// nearAmount finds the units of money after a number, and ¥ and $.
func nearAmount(text []rune, i int) bool {
	switch text[i] {
	case '¥', '$':
		return isASCIIDigit(at(text, i+1)) || at(text, i+1) == ' '
	case '元', '块', '毛', '角', '刀', 'r', '美', '人', '港', '分':
		return isNumeral(at(text, i-1))
	}
	return false
}

// certainUnit says whether a sum is written in a unit that means nothing but money.
func certainUnit(whole string) bool {
	if strings.Contains(whole, "元") || strings.Contains(whole, "钱") || strings.ContainsAny(whole, "¥$币") || strings.Contains(whole, "rmb") {
		return true
	}
	return strings.Contains(whole, "块") && strings.ContainsAny(whole, "0123456789百千万毛") || strings.Contains(whole, "美")
}

// belongsToSum says whether the digit after a unit is the sum's last (28块5) and not the next word's first (20块一张).
func belongsToSum(s string, found []int) bool {
	if strings.HasSuffix(s[found[4]:found[6]], "元") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s[:found[7]])
	return last == '毛' || last == '角' || endsClause(s[found[7]:])
}

// amountValue computes the sum in yuan, "" where it is masked, vague or in another currency.
func amountValue(s string, found []int) string {
	group := func(i int) string {
		if found[2*i] < 0 {
			return ""
		}
		return s[found[2*i]:found[2*i+1]]
	}
	whole := s[found[0]:]
	if strings.ContainsAny(whole, "$多来余美港刀") || strings.Contains(whole, "几") {
		return ""
	}
	main := group(1) + group(2) + group(4)
	value, ok := numeralValue(main)
	if !ok {
		return ""
	}
	rest := strings.TrimPrefix(whole, main)
	tenth := 0.1 // what the digit after the unit counts
	switch {
	case strings.HasPrefix(rest, "毛"), strings.HasPrefix(rest, "角"):
		value /= 10
		tenth = 0.01
	case strings.HasPrefix(rest, "分"):
		value /= 100
	}
	if part, ok := numeralValue(strings.TrimRight(group(3)+group(5), "毛角")); ok && part < 10 {
		value += part * tenth
	}
	return plainNumber(value)
}

func containsAny(s string, words []string) bool {
	for _, word := range words {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}

// endsClause says whether a clause ends before s: nothing follows, a mark or a particle.
func endsClause(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s == "" || strings.ContainsRune(",.。!?;、~ \n\uE000)了吧吗呢的哦啊左", r)
}

// tail gives the last characters of s, at most count.
func tail(s string, count int) string {
	at := len(s)
	for ; count > 0 && at > 0; count-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}
