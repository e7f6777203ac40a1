package entity

import (
	"sync"

	"zhijian/lexicon/norm"
)

// Possible is a set of kinds of which a text may hold entities, a bit each.
type Possible uint16

// Has says whether the text may hold an entity of a kind.
func (p Possible) Has(k Kind) bool { return p>>k&1 != 0 }

// signs are, for each kind, characters of which a text without any holds no entity. Kinds that are missing here are
// always possible.
var signs = [kinds]string{
	Phone:    chineseDigits + "0123456789" + string(norm.MaskMark),
	WeChat:   wechatSigns,
	QQ:       qqSigns,
	URL:      ".。·点 :¥€$(",
	Address:  "省市区县镇乡村路街巷弄道园寓厦场同",
	Person:   "人名叫先女小太师经主店阿",
	IDCard:   chineseDigits + "0123456789",
	BankCard: chineseDigits + "0123456789",
	OrderNo:  chineseDigits + "0123456789",
	Amount:   "¥$元块毛角刀r美人港分",
	Duration: "秒分刻小钟天工自周星礼月年季晚hm",
	Date:     "今明昨后前当次隔二周期拜午凌傍夜晚上月年号点节:-/.",
}

const chineseDigits = "零〇洞一幺壹二两贰三叁四肆五伍六陆七柒八捌九玖"

// remainders is how many characters the table of signs tells apart: a text may be taken to hold a sign that it does not.
const remainders = 1 << 10

var signTable = sync.OnceValue(func() *[remainders]Possible {
	out := &[remainders]Possible{}
	for kind, runes := range signs {
		for _, r := range runes {
			out[r%remainders] |= 1 << kind
		}
		if runes == "" {
			for i := range out {
				out[i] |= 1 << kind
			}
		}
	}
	return out
})

// PossibleIn looks at the characters of a text once for all kinds. What it leaves out, Find does not find.
func PossibleIn(text []rune) Possible {
	table := signTable()
	out := Possible(0)
	for _, r := range text {
		out |= table[uint32(r)%remainders]
	}
	return out
}
