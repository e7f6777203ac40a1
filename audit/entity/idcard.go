package entity

import (
	"strconv"
	"time"
)

var idWords = []string{"身份证", "证件号", "证件"}

// findIDCards finds the numbers of resident identity cards (GB 11643): eighteen characters with a birth date and a check
// digit. A number whose check digit is wrong, or an old one of fifteen digits, counts where the text speaks of an ID.
func findIDCards(dst []Span, text []rune) []Span {
	return findCards(dst, text, 15, 18, func(n *numbers, i, j int) (Span, bool) {
		start, end, digits := n.groups[i].start, n.groups[j].end, n.of(i, j)
		if len(digits) == 17 && at(text, end) == 'x' && !isASCIILetter(at(text, end+1)) {
			digits, end = digits+"X", end+1
		}
		valid, plausible := checkID(digits)
		span := Span{Start: start, End: end, Kind: IDCard, Value: digits, Certain: valid}
		return span, valid || plausible && heardBefore(text, start, contextReach, idWords)
	})
}

// checkID says whether digits are a valid ID number, and whether they are at least of the form of one.
func checkID(digits string) (valid, plausible bool) {
	switch len(digits) {
	case 15:
		return false, isBirthDate("19" + digits[6:12])
	case 18:
		if digits[0] < '1' || digits[0] > '8' || !isBirthDate(digits[6:14]) {
			return false, false
		}
		return checkDigit(digits[:17]) == digits[17], true
	}
	return false, false
}

// checkDigit computes the check character of the first seventeen digits by ISO 7064 MOD 11-2.
func checkDigit(digits string) byte {
	sum := 0
	for i := range len(digits) {
		sum += int(digits[i]-'0') << (17 - i) % 11
	}
	return "10X98765432"[sum%11]
}

// isBirthDate says whether eight digits are a date of the years 1900 to 2099.
func isBirthDate(digits string) bool {
	year, err := strconv.Atoi(digits[:4])
	if err != nil || year < 1900 || year > 2099 {
		return false
	}
	_, err = time.Parse("20060102", digits)
	return err == nil
}
