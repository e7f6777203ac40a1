package entity

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// domains are the top-level domains under which shops, short links and pages of this market are found. The list keeps
// file names and abbreviations (v1.0, a.b) from being taken for addresses.
const domains = `com|cn|net|org|top|xyz|vip|shop|store|site|online|club|info|link|app|tech|ltd|work|fun|wang|ink|pub|mobi|biz|` +
	`cc|me|io|co|tv|im|hk|tw|jp|us|uk|ru|de|so|to|ly|la|gl|gg|` +
	`example|test` // kept by RFC 2606 for invented addresses, as those of examples are

var urlPattern = sync.OnceValue(func() *regexp.Regexp {
	const path = `(?::[0-9]{2,5})?(?:[/?#][-a-z0-9._~:/?#\[\]@!$&'()*+,;=%]*)?`
	const label = `[a-z0-9](?:[-a-z0-9]{0,62})`
	re := regexp.MustCompile(`https?:/{1,2}[-a-z0-9._~:/?#@!$&'()*+,;=%]+` +
		`|www\.(?:` + label + `\.)+[a-z]{2,12}\b` + path +
		`|(?:` + label + `\.)+(?:` + domains + `)\b` + path +
		`|` + label + ` ?(?:点|。|·| dot | \. ?|\. )(?:com|cn|net)\b` +
		`|[¥€$(][a-z0-9]{9,13}[¥€$)]`)
	re.Longest()
	return re
})

// findURLs finds web addresses, with or without scheme, domains with a disguised dot (abc点com) and 淘口令 (¥abc123xyz9¥).
// The domain of an e-mail address is none.
func findURLs(dst []Span, text []rune) []Span {
	return eachMatch(dst, text, nearURL, 8, urlPattern(), func(s string, found []int) (Span, bool) {
		before, _ := utf8.DecodeLastRuneInString(s[:found[0]])
		after, _ := utf8.DecodeRuneInString(s[found[1]:])
		if before == '@' || after == '@' || before == '.' || before == '-' {
			return Span{}, false
		}
		value := s[found[0]:found[1]]
		if strings.HasPrefix(value, "(") && !mixed(value) {
			return Span{}, false
		}
		trimmed := strings.TrimRight(value, ".,;:!?'")
		if strings.Count(trimmed, ")") > strings.Count(trimmed, "(") {
			trimmed = strings.TrimRight(trimmed, ")")
		}
		return Span{End: found[0] + len(trimmed), Kind: URL, Value: trimmed, Certain: true}, true
	})
}

// nearURL finds the dots and frames of addresses and tokens.
func nearURL(text []rune, i int) bool {
	switch text[i] {
	case '.', '。', '·', '点', ' ':
		return isASCIILetter(at(text, i+1)) || at(text, i+1) == ' ' && isASCIILetter(at(text, i+2)) || isASCIIDigit(at(text, i+1)) && text[i] == '.'
	case ':':
		return at(text, i+1) == '/'
	case '¥', '€', '$', '(':
		return isASCIILetter(at(text, i+1)) || isASCIIDigit(at(text, i+1))
	}
	return false
}

// mixed says whether s holds both letters and digits, as tokens do.
func mixed(s string) bool {
	return strings.ContainsAny(s, "0123456789") && strings.IndexFunc(s, isASCIILetter) >= 0
}
