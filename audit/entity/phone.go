package entity

import (
	"strings"

	"zhijian/lexicon/norm"
)

// Words beside a number that say what it is.
var (
	phoneWords = []string{"电话", "手机", "号码", "热线", "联系", "拨打", "拨", "致电", "来电", "打给", "座机", "手机号", "tel", "phone", "打"}
	// hotlineWords also count when they follow.
	hotlineWords = []string{"电话", "热线", "客服", "拨", "打", "致电", "联系", "咨询", "官方", "银行", "投诉", "号码", "服务"}
	orderWords   = []string{"订单", "单号", "运单", "物流", "编号", "工单", "流水", "快递单", "货号", "款号"}
	priceMarks   = []string{"¥", "$", "元", "块"}
)

const contextReach = 10 // characters

func findPhones(dst []Span, text []rune) []Span {
	base := len(dst)
	n := readNumbers(text, 5)
	for i := 0; i < len(n.groups); {
		span, last, ok := phoneAt(&n, text, i)
		if !ok {
			i++
			continue
		}
		dst = append(dst, span)
		i = last + 1
	}
	return appendMaskedPhones(dst, base, text)
}

// phoneAt looks for the longest phone number that begins with group i; last is its last group.
func phoneAt(n *numbers, text []rune, i int) (span Span, last int, ok bool) {
	if span, last, ok := starredPhone(n, text, i); ok {
		return span, last, true
	}
	const longest = 15 // digits: 0086 and a mobile number
	for j, total := i, 0; j < len(n.groups); j++ {
		if j > i && (n.groups[j].gap == apart || n.groups[j].gap == starred) {
			break
		}
		if total += n.groups[j].size(); total > longest {
			break
		}
		if !regularGroups(n.groups[i : j+1]) {
			continue
		}
		value, hotline := numberPlan(n.of(i, j))
		if value == "" {
			continue
		}
		start, end := n.groups[i].start, n.groups[j].end
		if len(value) < 7 && !shortHotline(text, start, end) {
			continue
		}
		certain := !heardBefore(text, start, contextReach, orderWords)
		span, last, ok = Span{Start: start, End: end, Kind: Phone, Value: value, Certain: certain, Hotline: hotline}, j, true
	}
	return withCountryPlus(span, text), last, ok
}

// withCountryPlus takes in the plus sign of +86.
func withCountryPlus(span Span, text []rune) Span {
	if span.End > 0 && at(text, span.Start-1) == '+' {
		span.Start--
	}
	return span
}

// regularGroups says whether digits divided so can be one number: few groups, or all of them short and with nothing but
// separators between. A comma between short groups makes a list (15,20,25).
func regularGroups(groups []group) bool {
	const few = 5
	shortest, longest, listing := groups[0].size(), groups[0].size(), false
	for _, g := range groups[1:] {
		shortest, longest = min(shortest, g.size()), max(longest, g.size())
		listing = listing || g.gap == listed
	}
	if listing && shortest < 3 {
		return false
	}
	return len(groups) <= few || longest <= 2
}

// numberPlan gives the number, without country code, that digits are in the Chinese numbering plan, and whether it is a
// company's hotline; "" for none.
func numberPlan(digits string) (number string, hotline bool) {
	for _, code := range []string{"0086", "86"} {
		if rest, found := strings.CutPrefix(digits, code); found && isMobile(rest) {
			return rest, false
		}
	}
	switch {
	case isMobile(digits), isLandline(digits):
		return digits, false
	case len(digits) == 10 && (strings.HasPrefix(digits, "400") || strings.HasPrefix(digits, "800")):
		return digits, true
	case isServiceCode(digits):
		return digits, true
	}
	return "", false
}

func isMobile(digits string) bool {
	return len(digits) == 11 && digits[0] == '1' && digits[1] >= '3'
}

// isLandline recognises an area code (010, 02x, 0xxx) and a number of seven or eight digits that begins with 2 to 9.
func isLandline(digits string) bool {
	if len(digits) < 10 || digits[0] != '0' {
		return false
	}
	area := 4
	if digits[1] <= '2' {
		area = 3
	}
	if digits[1] == '0' || area == 3 && digits[1] == '1' && digits[2] != '0' {
		return false
	}
	local := digits[area:]
	return local[0] >= '2' && (len(local) == 8 || len(local) == 7 && area == 4)
}

// isServiceCode recognises the short numbers of banks, carriers and authorities: 95xxx, 96xxx, 100xx, 12xxx.
func isServiceCode(digits string) bool {
	if len(digits) != 5 {
		return false
	}
	for _, prefix := range []string{"95", "96", "100", "123", "116", "118"} {
		if strings.HasPrefix(digits, prefix) {
			return true
		}
	}
	return false
}

// shortHotline says whether the words around a number of five digits speak of calling it.
func shortHotline(text []rune, start, end int) bool {
	before, after := at(text, start-1), at(text, end)
	if isASCIILetter(before) || isASCIILetter(after) || before == '.' || before == '¥' || after == '.' && isASCIIDigit(at(text, end+1)) {
		return false
	}
	const near = 4
	if heardAfter(text, end, 1, priceMarks) || heardBefore(text, start, contextReach, orderWords) {
		return false
	}
	return heardBefore(text, start, 8, hotlineWords) || heardAfter(text, end, near, hotlineWords)
}

// starredPhone recognises a mobile number whose middle a platform masked: 138****1234.
func starredPhone(n *numbers, text []rune, i int) (Span, int, bool) {
	if i+1 >= len(n.groups) || n.groups[i].size() != 3 || n.groups[i+1].gap != starred {
		return Span{}, 0, false
	}
	head, tail := n.of(i, i), n.of(i+1, i+1)
	if head[0] != '1' || head[1] < '3' || len(tail) < 2 || len(tail) > 4 {
		return Span{}, 0, false
	}
	start := n.groups[i].start
	return Span{
		Start: start, End: n.groups[i+1].end, Kind: Phone, Value: head + "*" + tail,
		Certain: heardBefore(text, start, contextReach, phoneWords),
	}, i + 1, true
}

// phoneLabels name a phone number right before it.
var phoneLabels = []string{"电话", "手机号", "手机号码", "联系方式", "电话号码"}

// appendMaskedPhones adds to the phones dst[base:] of text the masks that stand where a number is named: 电话是[数字x].
func appendMaskedPhones(dst []Span, base int, text []rune) []Span {
	plain := len(dst)
	for i, r := range text {
		if r == norm.MaskMark && !inside(dst[base:plain], i) && labelled(text, i, phoneLabels) {
			dst = append(dst, Span{Start: i, End: i + 1, Kind: Phone})
		}
	}
	sortSpans(dst[base:])
	return dst
}

// labelled says whether one of labels stands right before place, with no more than 是, 为, a colon or spaces between.
func labelled(text []rune, place int, labels []string) bool {
	for place > 0 && strings.ContainsRune("是为: =", text[place-1]) {
		place--
	}
	for _, label := range labels {
		length := len([]rune(label))
		if place >= length && prefixLength(text[place-length:], label) > 0 {
			return true
		}
	}
	return false
}
