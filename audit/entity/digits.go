package entity

import (
	"strings"

	"zhijian/lexicon/norm"
)

// gap says how a group of digits is joined to the group before it.
type gap uint8

const (
	apart     gap = iota // not at all: other text stands between
	glued                // nothing stands between, but the script changes (138一二三四)
	separated            // spaces, hyphens, dots, emoji
	listed               // as separated, with a comma
	spoken               // as separated, with words that people say between parts of a number
	starred              // a mask
)

// group is a run of digits in one script.
type group struct {
	start, end int // characters of the text
	first      int // index of its first digit in numbers.digits
	gap        gap // between it and the group before
}

func (g group) size() int { return g.end - g.start }

// numbers are all the digits of a text.
type numbers struct {
	digits []byte // '0' to '9'
	groups []group
}

// digitOf gives the digit that a character writes, '0' to '9', and whether it is Chinese.
func digitOf(r rune) (digit byte, chinese, ok bool) {
	if r >= '0' && r <= '9' {
		return byte(r), false, true
	}
	if r < 0x3007 {
		return 0, false, false
	}
	switch r {
	case '零', '〇', '洞':
		return '0', true, true
	case '一', '幺', '壹':
		return '1', true, true
	case '二', '两', '贰':
		return '2', true, true
	case '三', '叁':
		return '3', true, true
	case '四', '肆':
		return '4', true, true
	case '五', '伍':
		return '5', true, true
	case '六', '陆':
		return '6', true, true
	case '七', '柒':
		return '7', true, true
	case '八', '捌':
		return '8', true, true
	case '九', '玖':
		return '9', true, true
	}
	return 0, false, false
}

// Digit gives the digit, 0 to 9, that a character writes in Arabic or Chinese (一, 壹, 幺, 两).
func Digit(r rune) (value int, ok bool) {
	digit, _, ok := digitOf(r)
	return int(digit) - '0', ok
}

// readNumbers collects the digits of text. It gives up early, with no groups, on a text with fewer digits than least.
func readNumbers(text []rune, least int) numbers {
	count := 0
	for _, r := range text {
		if _, _, ok := digitOf(r); ok {
			count++
		}
	}
	if count < least {
		return numbers{}
	}
	n := numbers{digits: make([]byte, 0, count), groups: make([]group, 0, 8)}
	end := -1 // of the group before
	var script bool
	for i := 0; i < len(text); {
		_, chinese, ok := digitOf(text[i])
		if !ok {
			i++
			continue
		}
		g := group{start: i, first: len(n.digits)}
		switch {
		case end < 0:
		case end == i && chinese != script:
			g.gap = glued
		default:
			g.gap = gapBetween(text[end:i])
		}
		for i < len(text) {
			digit, same, ok := digitOf(text[i])
			if !ok || same != chinese {
				break
			}
			n.digits = append(n.digits, digit)
			i++
		}
		g.end, end, script = i, i, chinese
		n.groups = append(n.groups, g)
	}
	return n
}

// of gives the digits of the groups from first to last (inclusive).
func (n *numbers) of(first, last int) string {
	end := n.groups[last].first + n.groups[last].size()
	return string(n.digits[n.groups[first].first:end])
}

const (
	longestGap       = 12 // characters
	digitSeparators  = " -_.·*+/|\\~()[]<>=\"'…#&" + string(norm.EmojiMark)
	listSeparators   = ",、"
	longestSeparator = 4 // characters without a word
)

// spokenLinks are what people put between the parts of a number that they tell or spell.
var spokenLinks = []string{
	"后头", "后面", "后边", "后四位", "后八位", "然后", "接着", "最后", "中间", "前面", "还有", "完了", "跟着", "再来", "下来", "就是", "那个",
	"杠", "再", "是", "呃", "嗯", "啊", "哦", "和", "点",
}

// gapBetween classifies the characters between two groups.
func gapBetween(between []rune) gap {
	if len(between) > longestGap {
		return apart
	}
	kind := separated
	for i := 0; i < len(between); {
		r := between[i]
		switch {
		case r == norm.MaskMark:
			if kind != separated {
				return apart
			}
			kind = starred
			i++
		case strings.ContainsRune(digitSeparators, r):
			i++
		case strings.ContainsRune(listSeparators, r):
			kind = max(kind, listed)
			i++
		default:
			length := linkAt(between[i:])
			if length == 0 || kind == starred {
				return apart
			}
			kind = spoken
			i += length
		}
	}
	if kind == separated && len(between) > longestSeparator {
		return apart
	}
	return kind
}

func linkAt(rest []rune) int {
	for _, link := range spokenLinks {
		if length := prefixLength(rest, link); length > 0 {
			return length
		}
	}
	return 0
}

// prefixLength gives the length in characters of word when text begins with it, otherwise 0.
func prefixLength(text []rune, word string) int {
	length := 0
	for _, r := range word {
		if length >= len(text) || text[length] != r {
			return 0
		}
		length++
	}
	return length
}
