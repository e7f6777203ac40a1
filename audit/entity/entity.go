// Package entity finds personal data, references and time limits in normalised text, in plain writing and in the
// disguises that chats use to get past filters: Chinese numerals, separators between digits, homophones, emoji.
//
// The text is as package norm folds it: half width, lower case, circled and keycap digits as digits, emoji as
// norm.EmojiMark and platform masks as norm.MaskMark. Every recogniser runs in time linear in the text.
package entity

import (
	"slices"
)

// Kind is what an entity is.
type Kind uint8

// The kinds, in the order of their names in the rule language.
const (
	Phone Kind = iota
	WeChat
	QQ
	URL
	Address
	Person
	IDCard
	BankCard
	OrderNo
	Amount
	Duration
	Date
	kinds
)

// Kinds is how many kinds there are.
const Kinds = int(kinds)

var kindNames = [kinds]string{
	"phone", "wechat", "qq", "url", "address", "person", "id-card", "bank-card", "order-no", "amount", "duration", "date",
}

// ParseKind gives the kind of a name of the rule language, such as "id-card".
func ParseKind(name string) (Kind, bool) {
	i := slices.Index(kindNames[:], name)
	return Kind(max(i, 0)), i >= 0
}

// String gives the kind's name in the rule language.
func (k Kind) String() string {
	if k >= kinds {
		return "unknown"
	}
	return kindNames[k]
}

// Span is an entity found: characters Start to End (exclusive) of the given text.
type Span struct {
	Start, End int
	Kind       Kind
	// Value is the entity in canonical writing: digits for numbers (an ID card may end in X, a masked part is "*"), yuan
	// for amounts, seconds for durations, the account for wechat and qq. It is empty where the text leaves it open.
	Value string
	// Certain is false where the form alone is ambiguous: 两块 may be money or pieces, 企鹅 may be an animal.
	Certain bool
	// Hotline marks phone numbers of companies: 400, 800, 95xxx and the like.
	Hotline bool
}

// Find appends the entities of a kind in text to dst: in order, none overlapping another; of those that begin at the
// same place the longest.
func Find(dst []Span, kind Kind, text []rune) []Span {
	switch kind {
	case Phone:
		return findPhones(dst, text)
	case WeChat:
		return findAccounts(dst, text, wechatAccounts())
	case QQ:
		return findAccounts(dst, text, qqAccounts())
	case URL:
		return findURLs(dst, text)
	case Address:
		return findAddresses(dst, text)
	case Person:
		return findPersons(dst, text)
	case IDCard:
		return findIDCards(dst, text)
	case BankCard:
		return findBankCards(dst, text)
	case OrderNo:
		return findOrderNumbers(dst, text)
	case Amount:
		return findAmounts(dst, text)
	case Duration:
		return findDurations(dst, text)
	case Date:
		return findDates(dst, text)
	}
	return dst
}
