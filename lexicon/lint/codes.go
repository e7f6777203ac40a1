package lint

import "fmt"

// Code names a kind of problem. Codes are stable: what one means never changes, and none is used again. ZJ0xx are errors,
// ZJ1xx warnings. docs/lint.md has a section on each.
type Code string

// The errors: a lexicon that has one does not do what it says.
const (
	Unloadable    Code = "ZJ001"
	Uncompilable  Code = "ZJ002"
	Unreachable   Code = "ZJ003"
	Swallowed     Code = "ZJ004"
	Excluded      Code = "ZJ005"
	Contradiction Code = "ZJ006"
	BothExamples  Code = "ZJ007"
	BothSwitches  Code = "ZJ008"
)

// The warnings: probably not meant, or missing.
const (
	Duplicate         Code = "ZJ101"
	Shadowed          Code = "ZJ102"
	InOtherRule       Code = "ZJ103"
	SingleCharacter   Code = "ZJ104"
	UnusedTerm        Code = "ZJ105"
	UnusedCondition   Code = "ZJ106"
	UnusedImport      Code = "ZJ107"
	NoHit             Code = "ZJ108"
	NoMiss            Code = "ZJ109"
	BareExample       Code = "ZJ110"
	WideGap           Code = "ZJ111"
	EdgeGap           Code = "ZJ112"
	Costly            Code = "ZJ113"
	NoAdvice          Code = "ZJ114"
	NoCite            Code = "ZJ115"
	Over              Code = "ZJ116"
	FullWidthOperator Code = "ZJ117"
	ThreeDots         Code = "ZJ118"
	NeedlessRegexp    Code = "ZJ119"
	CapBelowDeduct    Code = "ZJ120"
	OldSuppression    Code = "ZJ121"
	FewSamples        Code = "ZJ122"
	AllowsUnknown     Code = "ZJ123"
	AllowsIdle        Code = "ZJ124"
	AnyEmoji          Code = "ZJ125"
)

// Severity says whether a problem keeps a lexicon from being used.
type Severity string

// The severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Severity of the code, which its first figure tells.
func (c Code) Severity() Severity {
	if len(c) > 2 && c[2] == '0' {
		return Error
	}
	return Warning
}

// Codes lists every code, in order.
func Codes() []Code {
	out := make([]Code, 0, len(codeTexts))
	for _, w := range codeTexts {
		out = append(out, w.code)
	}
	return out
}

// codeText is what a code says: a name for people and machines, the problem and the way out. Both languages take the same
// arguments.
type codeText struct {
	code         Code
	name         string
	zh, en       string
	zhFix, enFix string
}

var codeTexts = [...]codeText{
	{Unloadable, "unloadable", "%s", "%s", "按提示改正这一处", "mend this place as the message says"},
	{Uncompilable, "uncompilable", "%s", "%s", "按提示改正这一处", "mend this place as the message says"},
	{
		Unreachable, "unreachable-anchor", "短语 %s 永远不会匹配：%s 的另一侧还要求有字", "pattern %s can never match: characters are asked for on the far side of %s",
		"把 ^ 移到短语开头、$ 移到末尾，或去掉它", "put ^ at the beginning, $ at the end, or leave it out",
	},
	{
		Swallowed, "swallowed", "短语 %s 的每处匹配都被例外 %s 排除", "every match of pattern %s is swallowed by the exception %s",
		"删去该短语，或让例外更具体", "drop the pattern, or make the exception say more",
	},
	{
		Excluded, "excluded", "短语 %s 的每处匹配都含有 without 中的 %s", "every match of pattern %s holds %s, which without forbids",
		"删去该短语，或让 without 更具体", "drop the pattern, or make without say more",
	},
	{
		Contradiction, "contradiction", "规则 %s 要求说 %s，规则 %s 却因其中的「%s」扣分", "rule %s asks for %s, for which rule %s takes points because of '%s'",
		"改其中一条，或给禁用的一条加 unless 例外", "change one of them, or give the one that bans it an exception",
	},
	{
		BothExamples, "example-both", "规则或条件 %s 的这个例子既在 hit 又在 miss 下", "this example of rule or condition %s stands under hit and under miss",
		"留下对的那一个", "keep the one that is right",
	},
	{
		BothSwitches, "enabled-and-disabled", "规则 %s 同时写在 enable 和 disable 下", "rule %s is both enabled and disabled",
		"留下要的那一个", "keep the one that is meant",
	},

	{Duplicate, "duplicate", "%s 重复，第一次在 %s", "%s stands twice; the first is at %s", "删去其中一个", "drop one of them"},
	{Shadowed, "shadowed", "%s 多余：能匹配它的文字，%s 都已匹配", "%s is of no use: whatever it matches, %s matches already", "删去较长的一个", "drop the longer one"},
	{
		InOtherRule, "in-other-rule", "%s 也在规则 %s 中 (%s)，同一句话会被扣两次分", "%s stands in rule %s too (%s): the same words cost points twice",
		"只留在一条规则里", "keep it in one rule",
	},
	{
		SingleCharacter, "single-character", "%s 只有一个字，会命中含有它的任何词", "%s is a single character, which hits every word that holds it",
		"要整词就写 [%s]，或写出上下文", "write [%s] for the whole word, or more of the context",
	},
	{UnusedTerm, "unused-term", "词类 <%s> 没有用到", "term class <%s> is not used", "删去它，或在短语里用上", "drop it, or use it in a pattern"},
	{UnusedCondition, "unused-condition", "条件 %s 没有用到", "condition %s is not used", "删去它，或在规则里用上", "drop it, or use it in a rule"},
	{UnusedImport, "unused-import", "引入的 %s 没有用到", "nothing of the import %s is used", "从 import 中删去", "drop it from import"},
	{NoHit, "no-hit-example", "规则 %s 没有 hit 例子", "rule %s has no example of what hits it", "在 examples.hit 下写至少一个应命中的例子", "write one under examples.hit"},
	{NoMiss, "no-miss-example", "规则 %s 没有 miss 例子", "rule %s has no example of what must not hit it", "在 examples.miss 下写一个相近但不应命中的例子", "write a near miss under examples.miss"},
	{BareExample, "bare-example", "规则 %s 的 hit 例子都只是短语本身", "the hit examples of rule %s are nothing but its own phrases", "写一个真实对话里的完整句子", "write a whole sentence as people say it"},
	{
		WideGap, "wide-gap", "短语 %s 的间隔可达 %d 字，容易把不相干的字连起来", "the gap in pattern %s spans up to %d characters, which joins what does not belong together",
		"把间隔缩到 %d 字以内，或拆成两条短语", "keep gaps within %d characters, or split the pattern",
	},
	{EdgeGap, "edge-gap", "短语 %s 首尾的 … 不起作用", "the … at the edge of pattern %s does nothing", "删去首尾的 …", "drop the … at the edge"},
	{Costly, "costly", "短语 %s 代价过高：%s", "pattern %s is costly: %s", "加上必然出现的字，或拆开它", "add characters that must occur, or split it"},
	{NoAdvice, "no-advice", "规则 %s 没有 advice（推荐话术）", "rule %s has no advice", "写上 advice：该怎么说", "write advice: what to say instead"},
	{NoCite, "no-cite", "规则 %s 没有 cite（依据）", "rule %s has no cite", "写上 cite：依据哪条规范", "write cite: where the rule comes from"},
	{Over, "over", "规则 %s 在 %s 之后不再生效", "rule %s has not been in force since %s", "删去它，或改 until", "drop it, or change until"},
	{FullWidthOperator, "full-width-operator", "短语 %s 中的全角 %s 是普通字符，不是运算符", "the full-width %[2]s in pattern %[1]s is an ordinary character, not an operator", "改成半角", "write it half width"},
	{ThreeDots, "three-dots", "短语 %s 中的 %s 是普通字符，不是间隔", "%[2]s in pattern %[1]s is ordinary characters, not a gap", "间隔写作 …", "write … for a gap"},
	{NeedlessRegexp, "needless-regexp", "正则 %s 没有用到正则写法", "expression %s uses nothing of regular expressions", "去掉两边的 /", "drop the slashes"},
	{
		CapBelowDeduct, "cap-below-deduct", "规则 %s 的 cap %v 小于 deduct %v，一次都扣不满", "the cap %[2]v of rule %[1]s is below its deduct %[3]v: not even one finding costs all of it",
		"调大 cap 或调小 deduct", "raise the cap or lower deduct",
	},
	{OldSuppression, "old-suppression", "基线或放行条目 %s（%s）已于 %s 到期，不再生效", "the baseline or allow entry %s (%s) expired on %s and holds nothing back", "重新评估后删去或延期", "look at it again, then drop or prolong it"},
	{
		FewSamples, "few-samples", "规则或条件 %s 靠例子学习，却只有 %d 个正例（hit 与 suspect）", "rule or condition %s learns from its examples and has only %d of them under hit and suspect",
		"写到二十个以上，说法各不相同", "write twenty or more, each worded otherwise",
	},
	{
		AllowsUnknown, "allows-unknown-rule", "放行条目 %s 的规则 %s 不存在", "the allow entry %s is for rule %s, which does not exist",
		"改正规则编号，或删去该条目", "mend the rule's id, or drop the entry",
	},
	{
		AllowsIdle, "allows-idle-rule", "放行条目 %s 的规则 %s 未启用", "the allow entry %s is for rule %s, which is not in force",
		"删去该条目，或启用规则", "drop the entry, or enable the rule",
	},
	{
		AnyEmoji, "any-emoji", "短语 %s 会命中任何表情：匹配时不分是哪一个", "pattern %s hits any emoji: which one it is makes no difference to matching",
		"写出表情前后的字，或删去它", "write the characters beside the emoji, or drop it",
	},
}

func (c Code) text() *codeText {
	for i := range codeTexts {
		if codeTexts[i].code == c {
			return &codeTexts[i]
		}
	}
	return &codeText{code: c, name: string(c)}
}

// Name of the code, in small letters with hyphens.
func (c Code) Name() string { return c.text().name }

// Message words the problem in the language, "zh" or "en".
func (p *Problem) Message(lang string) string {
	w := p.Code.text()
	if lang == "en" {
		return fmt.Sprintf(w.en, p.Args...)
	}
	return fmt.Sprintf(w.zh, p.Args...)
}

// Advice words what mends the problem.
func (p *Problem) Advice(lang string) string {
	w := p.Code.text()
	format := w.zhFix
	if lang == "en" {
		format = w.enFix
	}
	switch p.Code {
	case SingleCharacter:
		return fmt.Sprintf(format, p.Args[0])
	case WideGap:
		return fmt.Sprintf(format, widestGap)
	default:
		return format
	}
}
