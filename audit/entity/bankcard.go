package entity

import "strings"

var bankWords = []string{"卡号", "银行卡", "储蓄卡", "信用卡", "账号", "账户", "银行", "打到", "转到", "汇到"}

// cardPlans are the beginnings of card numbers and how long such numbers are: UnionPay, ICBC's older cards, Visa,
// MasterCard, JCB.
var cardPlans = []struct {
	prefix           string
	shortest, length int
}{
	{"62", 16, 19},
	{"9558", 19, 19},
	{"4", 16, 16},
	{"51", 16, 16},
	{"52", 16, 16},
	{"53", 16, 16},
	{"54", 16, 16},
	{"55", 16, 16},
	{"35", 16, 16},
}

// findBankCards finds bank card numbers: 16 to 19 digits of a card plan with a right check digit (Luhn). Without the check
// digit a number counts where the text speaks of a card.
func findBankCards(dst []Span, text []rune) []Span {
	return findCards(dst, text, 16, 19, func(n *numbers, i, j int) (Span, bool) {
		digits, start := n.of(i, j), n.groups[i].start
		if !ofCardPlan(digits) || heardBefore(text, start, contextReach, orderWords) {
			return Span{}, false
		}
		if valid, _ := checkID(digits); valid {
			return Span{}, false
		}
		checked := luhn(digits)
		span := Span{Start: start, End: n.groups[j].end, Kind: BankCard, Value: digits, Certain: checked}
		return span, checked || heardBefore(text, start, contextReach, bankWords)
	})
}

func ofCardPlan(digits string) bool {
	for _, plan := range cardPlans {
		if strings.HasPrefix(digits, plan.prefix) && len(digits) >= plan.shortest && len(digits) <= plan.length {
			return true
		}
	}
	return false
}

// luhn says whether the last digit checks the others (ISO/IEC 7812).
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		digit := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if digit *= 2; digit > 9 {
				digit -= 9
			}
		}
		sum += digit
	}
	return sum%10 == 0
}
