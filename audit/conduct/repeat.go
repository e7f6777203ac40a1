package conduct

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"zhijian/transcripts"
)

const (
	// Messages up to this many letters, digits and Chinese characters ("好的亲", "在的，请讲") are repeated by everybody.
	leastRepeat = 8
	// A longer message may add one character in so many to a shorter one.
	addedOneIn = 6
	// Cores shorter than this say too little alone: such messages keep their light characters.
	leastCore = 4
	// A message is compared with so many different earlier ones, the latest: the cost of a session stays linear, and
	// nobody calls it mechanical when hundreds of other messages lie between.
	compareLatest = 256
)

// light says whether c is a character without which a message says the same: particles, address, politeness and the
// little words that people add or drop when they send a stock sentence again. Digits, negations and words of content are
// not among them.
func light(c rune) bool {
	switch c {
	case '哦', '噢', '喔', '呢', '哈', '呀', '啊', '啦', '吧', '嘛', '吗', '哒', '滴', '哟', '呦', '咯', '诶', '欸', '嗯', '呃', '额', '喽', '呗', '么',
		'的', '地', '得', '了', '着', '过',
		'您', '你', '我', '亲', '们', '请', '帮', '为', '给', '好', '很',
		'先', '再', '又', '也', '就', '才', '都', '会',
		'这', '那', '个', '边', '儿', '一', '下', '等', '待', '候', '稍':
		return true
	}
	return false
}

// wrapping are the words of courtesy that come and go around a stock sentence when it is sent again.
var wrapping = [...]string{
	"不好意思", "对不起", "对不住", "抱歉", "非常", "实在", "真的", "麻烦", "辛苦", "烦请", "劳烦", "谢谢", "感谢", "理解", "耐心",
	"亲爱", "尊敬", "客户", "顾客", "女士", "先生", "宝贝", "宝宝",
}

// wrapped returns the length in bytes of the word of wrapping that text begins with, or 0.
func wrapped(text string) int {
	first, _ := utf8.DecodeRuneInString(text)
	switch first { // nearly every character begins none of them
	case '不', '对', '抱', '非', '实', '真', '麻', '辛', '烦', '劳', '谢', '感', '理', '耐', '亲', '尊', '客', '顾', '女', '先', '宝':
	default:
		return 0
	}
	for _, word := range wrapping {
		if strings.HasPrefix(text, word) {
			return len(word)
		}
	}
	return 0
}

// turning says whether adding c turns a message round or makes it a different answer: digits, numbers, Latin letters
// and negations.
func turning(c rune) bool {
	switch c {
	case '不', '没', '无', '未', '别', '非', '莫', '勿', '否',
		'零', '〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '两', '半':
		return true
	}
	return c <= unicode.MaxASCII || unicode.IsDigit(c)
}

// repeats holds agents' messages that were sent again nearly word for word.
//
// Two messages are nearly identical when their cores are: what remains after dropping everything but letters, digits and
// Chinese characters, and the light characters and words of courtesy. Beyond that one core may hold a little more than the other (one
// character in six, no digit, Latin letter, number or negation), but nothing may stand in place of another thing:
// “黑色的有货” and “白色的有货” are one sentence pattern with two answers, which is no repetition.
type repeats struct {
	done   bool
	events []Event
	most   int

	runes  []rune    // all cores, one after the other
	groups []similar // by latest message, in the order of turns
}

// similar is a group of nearly identical messages, known by the core of its first.
type similar struct {
	from, to int    // runes[from:to]
	set      uint64 // characters of the core, hashed to bits: a cheap test before the comparison
	count    int
}

func (s *Sheet) repeated() *repeats {
	r := &s.repeats
	if r.done {
		return r
	}
	r.done = true
	r.events, r.runes, r.groups, r.most = r.events[:0], r.runes[:0], r.groups[:0], 0
	if s.outlined && !anyAlike(s.outlines) {
		r.most = min(1, len(s.outlines))
		return r
	}
	for i := range s.session.Turns {
		turn := &s.session.Turns[i]
		if turn.Role != transcripts.RoleAgent {
			continue
		}
		if from := len(r.runes); r.appendCore(turn.Text) > leastRepeat {
			r.add(i, from)
		} else {
			r.runes = r.runes[:from]
		}
	}
	return r
}

// add counts the message of turn i, whose core is the last of runes, towards the first group that it is like.
func (r *repeats) add(i, from int) {
	core := r.runes[from:]
	set := characterSet(core)
	for g := max(0, len(r.groups)-compareLatest); g < len(r.groups); g++ {
		group := &r.groups[g]
		if !r.alike(group, core, set) {
			continue
		}
		group.count++
		r.most = max(r.most, group.count)
		r.events = append(r.events, Event{i, float64(group.count)})
		r.runes = r.runes[:from]
		latest := *group
		r.groups = append(slices.Delete(r.groups, g, g+1), latest)
		return
	}
	r.most = max(r.most, 1)
	r.groups = append(r.groups, similar{from: from, to: len(r.runes), set: set, count: 1})
}

func (r *repeats) alike(group *similar, core []rune, set uint64) bool {
	short, long := r.runes[group.from:group.to], core
	shortSet, longSet := group.set, set
	if len(short) > len(long) {
		short, long = long, short
		shortSet, longSet = longSet, shortSet
	}
	if shortSet&^longSet != 0 || len(long)-len(short) > mostAdded(len(short)) {
		return false
	}
	return addsLittle(short, long)
}

// mostAdded is how many characters the longer of two like messages may add to the shorter.
func mostAdded(short int) int { return max(1, short/addedOneIn) }

// addsLittle says whether long is short with harmless characters put in.
func addsLittle(short, long []rune) bool {
	k := 0
	for _, c := range long {
		switch {
		case k < len(short) && c == short[k]:
			k++
		case turning(c):
			return false
		}
	}
	return k == len(short)
}

// appendCore appends the core of text to runes and returns how many letters, digits and Chinese characters text has.
func (r *repeats) appendCore(text string) (length int) {
	from := len(r.runes)
	for _, unwrap := range []bool{true, false} {
		length = r.appendWords(text, unwrap)
		heavy := 0
		for _, c := range r.runes[from:] {
			if !light(c) {
				heavy++
			}
		}
		if heavy >= leastCore {
			core := slices.DeleteFunc(r.runes[from:], light)
			r.runes = r.runes[:from+len(core)]
			return length
		}
		r.runes = r.runes[:from]
	}
	return r.appendWords(text, false)
}

// appendWords appends the letters, digits and Chinese characters of text, without the words of courtesy where unwrap is
// set, and returns how many there are, those included. Bracketed codes ([图片], [可爱]) are no words.
func (r *repeats) appendWords(text string, unwrap bool) (length int) {
	for len(text) > 0 {
		if code := bracketed(text); code > 0 {
			text = text[code:]
			continue
		}
		if unwrap {
			if wrap := wrapped(text); wrap > 0 {
				length += utf8.RuneCountInString(text[:wrap])
				text = text[wrap:]
				continue
			}
		}
		c, size := utf8.DecodeRuneInString(text)
		text = text[size:]
		if isWord(c) {
			r.runes = append(r.runes, unicode.ToLower(c))
			length++
		}
	}
	return length
}

// isWord spares the common Chinese characters the search through Unicode's tables.
func isWord(c rune) bool {
	return '\u4e00' <= c && c <= '\u9fff' || unicode.IsLetter(c) || unicode.IsDigit(c)
}

// bracketed returns the length in bytes of the code that text begins with, or 0 where it begins with none.
func bracketed(text string) int {
	const longestCode = 32 // bytes
	if text[0] != '[' {
		return 0
	}
	return strings.IndexByte(text[:min(len(text), longestCode)], ']') + 1
}

func characterSet(core []rune) uint64 {
	set := uint64(0)
	for _, c := range core {
		set |= 1 << (uint32(c) * 2654435761 >> 26)
	}
	return set
}
