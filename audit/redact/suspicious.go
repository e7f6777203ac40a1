package redact

import "sync"

// Characters that make a text worth a closer look: those of which every entity that is masked has at least one.
const (
	// telling characters stand in the labels, titles and units of entities; v and w begin names of WeChat.
	telling = "0123456789@vwVW名件货貨款系本叫女生姐太省市区區县縣路街巷弄村镇鎮乡鄉号號栋棟幢座室薇微徽威維维魏围巍溦扣抠叩蔻企绿綠我加"
	// numerals spell numbers; fewer than five in a text spell none that is masked.
	numerals = "〇零洞一二三四五六七八九幺两兩壹贰貳叁參肆伍陆陸柒捌玖"
	// harmless marks lie in the blocks that otherwise hold disguised letters and digits.
	harmless = "，！？：；～（）“”‘’…—·、。"
)

const fewestNumerals = 5

// flag is what suspicious knows of a character.
type flag uint8

const (
	innocent flag = iota
	numeral
	suspect
)

// flags covers the Basic Multilingual Plane; everything beyond it is suspect.
var flags = sync.OnceValue(func() *[1 << 16]flag {
	const firstHan, lastHan = 0x3400, 0x9fff
	var t [1 << 16]flag
	for r := range t {
		if r >= 0x80 && (r < firstHan || r > lastHan) {
			t[r] = suspect
		}
	}
	for _, r := range harmless {
		t[r] = innocent
	}
	for _, r := range telling {
		t[r] = suspect
	}
	for _, r := range numerals {
		t[r] = numeral
	}
	return &t
})

// suspicious says whether a text can hold anything to mask. It allocates nothing.
func suspicious(text string) bool {
	table := flags()
	count := 0
	for _, r := range text {
		if r >= 1<<16 {
			return true
		}
		switch table[r] {
		case suspect:
			return true
		case numeral:
			if count++; count >= fewestNumerals {
				return true
			}
		}
	}
	return false
}
