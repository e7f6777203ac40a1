package entity

const (
	shortestOrder = 12 // digits
	longestOrder  = 24
)

// findOrderNumbers finds the numbers of orders, parcels and tickets: 12 to 24 digits, with up to four letters before (SF…,
// YT…), that are neither a valid ID nor a bank card number. They are certain where the text calls them so.
func findOrderNumbers(dst []Span, text []rune) []Span {
	n := readNumbers(text, shortestOrder)
	for i := 0; i < len(n.groups); i++ {
		last, total := orderGroups(&n, i)
		if total < shortestOrder || total > longestOrder {
			i = last
			continue
		}
		digits, start := n.of(i, last), n.groups[i].start
		named := heardBefore(text, start, contextReach, orderWords)
		valid, _ := checkID(digits)
		if personal := valid || ofCardPlan(digits) && luhn(digits) || isPrefixedMobile(digits); !personal || named {
			letters := 0
			for letters < 4 && isASCIILetter(at(text, start-letters-1)) {
				letters++
			}
			value := string(text[start-letters:start]) + digits
			dst = append(dst, Span{Start: start - letters, End: n.groups[last].end, Kind: OrderNo, Value: value, Certain: named || letters > 1})
		}
		i = last
	}
	return dst
}

// orderGroups joins the groups from i on that make one number: Arabic digits in parts of at least four.
func orderGroups(n *numbers, i int) (last, total int) {
	const part = 4
	last, total = i, n.groups[i].size()
	for j := i + 1; j < len(n.groups); j++ {
		g := n.groups[j]
		if g.gap != separated || g.size() < part || n.groups[last].size() < part {
			break
		}
		last, total = j, total+g.size()
	}
	return last, total
}

// isPrefixedMobile recognises a mobile number with its country code, which has as many digits as an order.
func isPrefixedMobile(digits string) bool {
	number, _ := numberPlan(digits)
	return number != "" && len(digits) > 11
}
