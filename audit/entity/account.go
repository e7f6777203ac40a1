package entity

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"zhijian/lexicon/norm"
)

// accountPlan describes how chats name a messenger and an account on it.
type accountPlan struct {
	kind Kind
	// hint holds the characters of which every mention has one; texts without are not searched.
	hint sign
	// mention matches a name of the messenger. Its first group, where it took part, marks a writing that is used for
	// nothing else.
	mention *regexp.Regexp
	// account matches, right after a mention, an account: its first group.
	account *regexp.Regexp
}

// between matches marks that are put between the characters of a name to hide it.
const between = `[ \-_.·*+/|~\x{E000}]{0,2}`

// digit matches a digit in any script.
const digit = `[0-9零〇洞一幺壹二两贰三叁四肆五伍六陆七柒八捌九玖]`

// adding matches what asks for an account to be added, right before a mention.
const adding = `(?:加(?:个|下|一下|我|你|您)?[ .]?)?`

// link matches what stands between the name of a messenger and the account.
const link = `(?:[ :=\-,"'>(]|\x{E000}|号码?|是|为|加|搜|账号|帐号|id|我的?|你|一下|下|群|就|的|也|上|里|去|那个?|同号){0,8}`

// Characters of which every mention of a messenger has one.
const (
	wechatSigns = "微薇徽威巍溦魏维崴葳嶶vw绿围"
	qqSigns     = "q扣抠叩蔻企"
)

// wechatAccounts recognises 微信: its homophones (薇信, 徽信, 威信), letters (vx, wx, v信), emoji (威❤) and nicknames
// (绿泡泡). A lone v counts after 加 or 我, unless more of a word follows (加V领).
var wechatAccounts = sync.OnceValue(func() *accountPlan {
	return &accountPlan{
		kind: WeChat,
		hint: newSign(wechatSigns),
		mention: regexp.MustCompile(`(?:` + adding + `(微` + between + `(?:信|亻言?)|[薇徽巍溦嶶崴葳]` + between + `(?:[信心芯星欣型x]|亻言?)|[微薇威徽围]\x{E000}|[威维魏围]` + between +
			`[信芯][号码:]|微x|[vw]` + between + `信|v\x{E000}|\b[vw]` + between + `x(?:\b|in\b|[0-9])|\bwe` + between + `chat\b|\bwei` + between + `xin|绿泡泡|绿色(?:聊天)?软件|绿色的?(?:app|图标))` +
			`|[威维魏围]` + between + `[信芯]|加(?:个|下|一下|我|你|您)?[ .]?[微薇v]|我[微薇v](?:信|号|是|:)?|\bvv\b|[扫私]微|微我|[薇徽]号)`),
		account: regexp.MustCompile(`^` + link + `([a-z][-_a-z0-9]{4,19}(?:` + digit + `{2,6}|[-_a-z0-9])|` + digit + `(?:[ \-]?` + digit + `){4,12})`),
	}
})

// qqAccounts recognises QQ: 扣扣, 抠抠, 企鹅, q号, q q.
var qqAccounts = sync.OnceValue(func() *accountPlan {
	return &accountPlan{
		kind: QQ,
		hint: newSign(qqSigns),
		mention: regexp.MustCompile(`(?:` + adding + `(\bq` + between + `q(?:号|群|:|\b|[0-9])|q号|q群|扣` + between + `扣号?|抠` + between + `抠|叩` + between + `叩|蔻蔻|企鹅(?:号|群|[ :]*[0-9])|腾讯qq)` +
			`|加` + between + `q\b|企鹅|扣群|扣我|\bq[: ]*[0-9]{6})`),
		account: regexp.MustCompile(`^` + link + `(` + digit + `(?:[ \-]?` + digit + `){4,10})`),
	}
})

// notMentions are words that begin like a mention and name something else.
var notMentions = []string{
	"v领", "v字", "v脸", "v口", "v型", "v形", "v带", "v级", "v刹", "v5", "v8", "v型", "微波", "微软", "微淘", "微博", "微商城", "微课", "微单", "微量", "微弱", "微型", "微辣",
	"微糖", "微调", "微信支付", "qq弹", "qq糖", "qq星", "qq音", "qq邮", "qq飞", "qq会", "qq币", "qq.", "qq的", "qq软", "qq果", "qq面", "vip", "威信力", "扣扣了", "扣扣款", "扣扣费", "扣扣掉",
}

func findAccounts(dst []Span, text []rune, plan *accountPlan) []Span {
	const behind = 8 // characters
	base := len(dst)
	hinted := func(text []rune, i int) bool { return plan.hint.has(text[i]) }
	for i := 0; i < len(text); i++ {
		if !hinted(text, i) {
			continue
		}
		start, end := stretch(text, i, hinted, behind)
		dst = accountsIn(dst, base, text[start:end], start, plan)
		i = end - 1
	}
	return dst
}

// accountsIn appends the mentions in a stretch of text, which begins at the character offset, to dst; dst[base:] is what was found before.
func accountsIn(dst []Span, base int, text []rune, offset int, plan *accountPlan) []Span {
	s := string(text)
	reached := reach(dst[base:])
	runes, bytes := offset, 0 // how far s has been counted
	index := func(place int) int {
		runes += utf8.RuneCountInString(s[bytes:place])
		bytes = place
		return runes
	}
	for from := 0; from < len(s); {
		found := plan.mention.FindStringSubmatchIndex(s[from:])
		if found == nil {
			break
		}
		start, end := from+found[0], from+found[1]
		from = end
		if last, size := utf8.DecodeLastRuneInString(s[:end]); isASCIIDigit(last) {
			end = strings.LastIndexFunc(s[:end], func(r rune) bool { return !isASCIIDigit(r) }) + 1
			from = max(from-size, end)
			if end <= start {
				continue
			}
		}
		if before, _ := utf8.DecodeLastRuneInString(s[:start]); before == norm.MaskMark || isOtherWord(s[start:]) {
			continue
		}
		span := Span{Kind: plan.kind, Certain: found[2] >= 0}
		if account := plan.account.FindStringSubmatchIndex(s[end:]); account != nil {
			span.Value = canonicalAccount(s[end+account[2] : end+account[3]])
			span.Certain = true
			end += account[3]
			from = end
		}
		span.Start, span.End = index(start), index(end)
		if span.Start < reached {
			continue // found already in the stretch before
		}
		dst = append(dst, span)
	}
	return dst
}

// canonicalAccount writes an account with Arabic digits, and a number without separators.
func canonicalAccount(s string) string {
	named := isASCIILetter(rune(s[0]))
	var account []rune
	for _, r := range s {
		if digit, _, ok := digitOf(r); ok {
			account = append(account, rune(digit))
		} else if named {
			account = append(account, r)
		}
	}
	return string(account)
}

// isOtherWord looks for one of notMentions at the start of a mention, 加 and the like left out.
func isOtherWord(s string) bool {
	s = strings.TrimLeft(s, "加个下一我你您. ")
	for _, word := range notMentions {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}
