package entity

import (
	"strconv"
	"strings"
)

// Patterns of a number: Arabic (1,280.50), Chinese (两百五十, 一点五, 半, 几), or a mask in place of one.
const (
	arabic  = `[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?`
	chinese = `(?:[零〇一二两三四五六七八九十百千万几壹贰叁肆伍陆柒捌玖拾佰仟俩]+(?:点[零一二三四五六七八九]+)?)`
	masking = `\x{E001}`
	number  = `(?:` + arabic + `[十百千万]?|` + chinese + `|` + masking + `)`
)

// numeralValue reads a number as matched by the patterns above; ok is false for masks and vague numbers (几, 十几).
func numeralValue(s string) (value float64, ok bool) {
	if s == "" || strings.ContainsAny(s, "几\uE001") {
		return 0, false
	}
	digits := strings.TrimRight(s, "十百千万")
	if value, err := strconv.ParseFloat(strings.ReplaceAll(digits, ",", ""), 64); err == nil {
		for _, r := range s[len(digits):] {
			value *= scaleOf(r)
		}
		return value, true
	}
	whole, fraction, _ := strings.Cut(s, "点")
	value = chineseValue(whole)
	scale := 0.1
	for _, r := range fraction {
		digit, _, _ := digitOf(r)
		value += float64(digit-'0') * scale
		scale /= 10
	}
	return value, true
}

// chineseValue reads 两百五十, 三千二 (3200), 一三八 (138).
func chineseValue(s string) float64 {
	total, section, digit, last := 0.0, 0.0, 0.0, 1.0
	pending := false // a digit that has no unit yet
	for _, r := range s {
		if scale := scaleOf(r); scale > 1 {
			if !pending {
				digit = 1
				if section > 0 && scale == 10_000 {
					digit = 0
				}
			}
			if scale == 10_000 {
				total, section = (total+section+digit)*scale, 0
			} else {
				section += digit * scale
			}
			digit, pending, last = 0, false, scale
			continue
		}
		value := numeralDigit(r)
		if pending {
			digit = digit*10 + value
		} else {
			digit, pending = value, true
		}
		if value == 0 && last > 1 {
			digit, pending, last = 0, false, 1
		}
	}
	if pending && last >= 100 {
		digit *= last / 10
	}
	return total + section + digit
}

func numeralDigit(r rune) float64 {
	if r == '俩' {
		return 2
	}
	digit, _, ok := digitOf(r)
	if !ok {
		return 0
	}
	return float64(digit - '0')
}

func scaleOf(r rune) float64 {
	switch r {
	case '十', '拾':
		return 10
	case '百', '佰':
		return 100
	case '千', '仟':
		return 1000
	case '万':
		return 10_000
	}
	return 1
}

// plainNumber writes a value without exponent or needless zeros.
func plainNumber(value float64) string {
	const places = 4
	s := strconv.FormatFloat(value, 'f', places, 64)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}
