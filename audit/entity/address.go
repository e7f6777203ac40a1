package entity

import (
	"slices"
	"strings"
	"unicode"
)

// level says how fine a part of an address is.
type level uint8

const (
	region   level = iota // 省 市 区 县
	locality              // 镇 乡 街道 村 小区
	street                // 路 街 巷 大道
	door                  // 号 栋 单元 室
)

// addressUnits end the parts of an address; longer ones first. not holds what may not follow: there the unit is part of
// another word.
var addressUnits = []struct {
	unit  string
	level level
	not   string
}{
	{"自治区", region, ""},
	{"自治州", region, ""},
	{"开发区", region, ""},
	{"街道", locality, ""},
	{"小区", locality, "别"},
	{"花园", locality, ""},
	{"公寓", locality, ""},
	{"家园", locality, ""},
	{"新村", locality, ""},
	{"大厦", locality, ""},
	{"广场", locality, ""},
	{"大道", street, "理"},
	{"胡同", street, ""},
	{"号楼", door, ""},
	{"单元", door, ""},
	{"号院", door, ""},
	{"省", region, "钱事心电略得了去下着一时点"},
	{"市", region, "场面价民值售况内"},
	{"区", region, "别间分块域"},
	{"县", region, ""},
	{"镇", locality, "定静痛"},
	{"乡", locality, "下亲"},
	{"村", locality, "淘"},
	{"路", street, "由上过线程费径口边况障途"},
	{"街", street, "上边"},
	{"巷", street, ""},
	{"弄", street, "好错清坏丢得了个明"},
	{"号", door, "码线召称的就请在前后是"},
	{"栋", door, ""},
	{"幢", door, ""},
	{"座", door, "位机椅谈席"},
	{"室", door, "内外友温"},
	{"层", door, "次面板"},
	{"楼", door, "下主盘梯上道"},
	{"组", door, "织合装成件"},
	{"户", door, "型名口外"},
}

// provinces are written without 省 as often as with it.
var provinces = []string{
	"北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南",
	"广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门",
}

// addressLead are characters before an address that cannot be part of a place's name: 我在…, 寄到…, 地址是….
const addressLead = "我你您他她它在是到寄给址的住为发往去从送和跟这那把请收有也就来了吗呢于叫说成改问换更个们帮同想要用按原先司"

const (
	longestPart  = 10 // characters between two units
	longestFirst = 4  // characters before the first unit
)

// addressPart is a part of an address that was recognised: the unit ends at end.
type addressPart struct {
	start, end int // of the unit
	level      level
	numbered   bool
}

// findAddresses finds postal addresses: a chain of parts (省 市 区 路 号 栋 室) that names a place well enough to find a
// door, or at least three levels of region. Value is empty; the text itself is the address.
func findAddresses(dst []Span, text []rune) []Span {
	if !slices.ContainsFunc(text, isAddressSign) {
		return dst
	}
	base := len(dst)
	var chain []addressPart
	flush := func() {
		if span, ok := judgeAddress(text, chain); ok && span.Start >= reach(dst[base:]) {
			dst = append(dst, span)
		}
		chain = chain[:0]
	}
	for i := 0; i < len(text); {
		part, ok := addressUnitAt(text, i)
		if !ok {
			i++
			continue
		}
		if len(chain) > 0 && !continuesAddress(text[chain[len(chain)-1].end:part.start]) {
			flush()
		}
		part.numbered = part.start > 0 && isNumbering(text[part.start-1])
		chain = append(chain, part)
		i = part.end
	}
	flush()
	return dst
}

// isAddressSign tells characters of which every address has one: its first unit, of whatever level.
func isAddressSign(r rune) bool {
	switch r {
	case '省', '市', '区', '县', '镇', '乡', '村', '路', '街', '巷', '弄', '道', '园', '寓', '厦', '场', '同':
		return true
	}
	return false
}

func addressUnitAt(text []rune, i int) (addressPart, bool) {
	if !isUnitStart(text[i]) {
		return addressPart{}, false
	}
	for _, u := range addressUnits {
		length := prefixLength(text[i:], u.unit)
		if length == 0 {
			continue
		}
		if next := at(text, i+length); next != 0 && strings.ContainsRune(u.not, next) {
			continue
		}
		return addressPart{start: i, end: i + length, level: u.level}, true
	}
	return addressPart{}, false
}

func isUnitStart(r rune) bool {
	switch r {
	case '自', '开', '街', '小', '花', '公', '家', '新', '大', '广', '胡', '号', '单', '省', '市', '区', '县', '镇', '乡', '村', '路', '巷', '弄',
		'栋', '幢', '座', '室', '层', '楼', '组', '户':
		return true
	}
	return false
}

func isNumbering(r rune) bool {
	_, _, digit := digitOf(r)
	return digit || r == '十' || r == '百' || isASCIILetter(r) || r == '\uE001'
}

// continuesAddress says whether the characters between two units can be the name or number of the second.
func continuesAddress(between []rune) bool {
	if len(between) > longestPart {
		return false
	}
	for _, r := range between {
		if !unicode.Is(unicode.Han, r) && !isNumbering(r) && !strings.ContainsRune(" -#()·", r) {
			return false
		}
		if strings.ContainsRune("我你您吗呢吧哦的了", r) {
			return false
		}
	}
	return true
}

func judgeAddress(text []rune, chain []addressPart) (Span, bool) {
	regions, localities, streets, doors := 0, 0, 0, 0
	for _, part := range chain {
		switch {
		case part.level == region:
			regions++
		case part.level == locality:
			localities++
		case part.level == street:
			streets++
		case part.numbered:
			doors++
		}
	}
	var start int
	if len(chain) > 0 {
		start = addressStart(text, chain[0].start)
		if startsWithProvince(text[start:]) && regions == 0 {
			regions++
		}
	}
	places := min(regions, 1) + min(localities, 1) + min(streets, 1)
	exact := doors > 0 && places > 0 && (streets+localities > 0 || regions > 1)
	if !exact && regions+localities+streets < 3 {
		return Span{}, false
	}
	end := chain[len(chain)-1].end
	for end < len(text) && isASCIIDigit(text[end]) {
		end++ // 3栋502
	}
	return Span{Start: start, End: end, Kind: Address, Certain: exact}, true
}

func startsWithProvince(text []rune) bool {
	for _, name := range provinces {
		if prefixLength(text, name) > 0 {
			return true
		}
	}
	return false
}

// addressStart goes back from the first unit over the name before it, and over a province before that.
func addressStart(text []rune, unit int) int {
	start := unit
	for start > 0 && unit-start < longestFirst {
		r := text[start-1]
		if !unicode.Is(unicode.Han, r) && !isNumbering(r) || strings.ContainsRune(addressLead, r) {
			break
		}
		start--
	}
	for _, name := range provinces {
		length := len([]rune(name))
		for _, back := range []int{0, 1} {
			if from := start - length - back; from >= 0 && prefixLength(text[from:], name) > 0 && (back == 0 || text[start-1] == ' ') {
				return from
			}
		}
		// A province within the name: 到浙江杭州市.
		for from := max(0, unit-longestPart); from < start; from++ {
			if prefixLength(text[from:unit], name) > 0 && continuesAddress(text[from:unit]) {
				return from
			}
		}
	}
	return start
}
