package redact

import (
	"slices"
	"strings"
	"unicode"

	"zhijian/audit/entity"
)

// hideEntity hides what must not be shown of an entity of the folded text.
func hideEntity(text []rune, span entity.Span, hide func(start, end int)) {
	switch span.Kind {
	case entity.Phone:
		hideMiddle(text, span, 3, 4, hide)
	case entity.IDCard:
		hideMiddle(text, span, 3, 2, hide)
	case entity.BankCard:
		hideMiddle(text, span, 4, 4, hide)
	case entity.WeChat, entity.QQ:
		hideAccount(text, span, hide)
	case entity.Address:
		hideAddress(text, span, hide)
	case entity.Person:
		// A lone surname (张女士) stays: it names nobody.
		if span.End-span.Start > 1 {
			hide(span.Start+1, span.End)
		}
	}
}

// hideMiddle hides a number, all but its first and last digits. In Chinese numerals or with separators nothing of it is
// spared: such writing has a purpose, and its parts are easily misjudged.
func hideMiddle(text []rune, span entity.Span, first, last int, hide func(start, end int)) {
	var digits []int
	plain := true
	for i := span.Start; i < span.End; i++ {
		switch r := text[i]; {
		case r >= '0' && r <= '9' || r == 'x':
			digits = append(digits, i)
		case r != ' ' && r != '-' && r != '+' && r != '(' && r != ')':
			plain = false
		}
	}
	if !plain || len(digits) < first+last+3 {
		hide(span.Start, span.End)
		return
	}
	for i := digits[first]; i < digits[len(digits)-last]; i++ {
		hide(i, i+1)
	}
}

// hideAccount hides the account after the mention of a messenger; the mention is what a finding is about and stays.
func hideAccount(text []rune, span entity.Span, hide func(start, end int)) {
	named := unicode.IsLower(rune(span.Value[0])) // a name and not a number, so that hyphens are part of it
	length := len([]rune(span.Value))
	start := span.End
	for seen := 0; seen < length && start > span.Start; {
		start--
		if r := text[start]; isDigit(r) || named && (r >= 'a' && r <= 'z' || r == '_' || r == '-') {
			seen++
		}
	}
	hide(start, span.End)
}

// hideAddress hides an address after its city, or after its province; one that begins with neither altogether.
func hideAddress(text []rune, span entity.Span, hide func(start, end int)) {
	start := span.Start
	for i := span.Start; i < span.End; i++ {
		if strings.ContainsRune("省市", text[i]) {
			start = i + 1
			if text[i] == '市' {
				break
			}
		}
	}
	if start < span.End {
		hide(start, span.End)
	}
}

// hideEmails hides the names of e-mail addresses, all but their first character.
func hideEmails(text []rune, hide func(start, end int)) {
	for i, r := range text {
		if r != '@' || i+1 >= len(text) || !isMailRune(text[i+1]) {
			continue
		}
		start := i
		for start > 0 && isMailRune(text[start-1]) {
			start--
		}
		if !slices.Contains(text[i:min(len(text), i+longestDomain)], '.') {
			continue
		}
		hide(min(start+1, i), i)
		if start+1 == i {
			hide(start, i)
		}
	}
}

const longestDomain = 64 // characters

func isMailRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("._%+-", r)
}

// hideLongNumbers hides what recognition left: a run of digits that holds a mobile number, or that is as long as an ID
// or bank card number. Order numbers, which are as long, stay unless orders asks for them; certain ones are named so in
// the text.
func hideLongNumbers(text []rune, spans []entity.Span, orders bool, hide func(start, end int)) {
	for i := 0; i < len(text); {
		if !isDigit(text[i]) {
			i++
			continue
		}
		start := i
		for i < len(text) && isDigit(text[i]) {
			i++
		}
		if hasMobile(text[start:i]) || orders && i-start >= shortestOrder {
			hide(start+min(3, i-start), max(start+3, i-4))
		}
	}
	if !orders {
		return
	}
	for _, span := range entity.Find(nil, entity.OrderNo, text) {
		if !slices.ContainsFunc(spans, func(s entity.Span) bool { return s.Start <= span.Start && span.End <= s.End }) {
			hide(span.Start+min(3, span.End-span.Start), max(span.Start+3, span.End-4))
		}
	}
}

const shortestOrder = 12 // digits

func isDigit(r rune) bool {
	_, ok := entity.Digit(r)
	return ok
}

// hasMobile says whether a run of digits is a mobile number with others stuck to it.
func hasMobile(run []rune) bool {
	const mobile, longest = 11, 13
	if len(run) < mobile || len(run) > longest {
		return false
	}
	for i := 0; i+mobile <= len(run); i++ {
		first, _ := entity.Digit(run[i])
		second, _ := entity.Digit(run[i+1])
		if first == 1 && second >= 3 {
			return true
		}
	}
	return false
}
