package cli

import (
	"fmt"
	"strings"

	"zhijian/audit"
	"zhijian/audit/baseline"
	"zhijian/audit/redact"
	"zhijian/transcripts"
)

// maxAttempts is how many near misses of a rule are told, those that came farthest first.
const maxAttempts = 5

// explainer words what rules say of one session.
type explainer struct {
	*app
	session *transcripts.Session
	masker  *redact.Masker
	why     func(code string) string // words the code of what could not be evaluated
	allowed *baseline.Baseline       // what the lexicon holds back; nil where rules are tried on their own
}

// describe words what one rule says of the session.
func (x *explainer) describe(e *audit.Explanation) string {
	a := x.app
	var b strings.Builder
	fmt.Fprintf(&b, "\n%s %s (%s)\n", e.Rule.ID, e.Rule.Title, e.Rule.Position)
	switch {
	case e.NotApplied != "":
		fmt.Fprintf(&b, "  %s%s\n", a.say("不适用：", "does not apply: "), a.obstacle(e.NotApplied))
		return b.String()
	case e.NotEvaluated != "":
		fmt.Fprintf(&b, "  %s%s\n", a.say("未评估：", "not evaluated: "), x.why(e.NotEvaluated))
	case len(e.Findings) == 0:
		fmt.Fprintf(&b, "  %s\n", a.say("没有命中", "did not hit"))
	}
	if x.allowed != nil {
		x.allowed.Apply(&audit.Result{Findings: e.Findings})
	}
	for i := range e.Findings {
		fmt.Fprintf(&b, "  %s\n", a.describeFinding(&e.Findings[i]))
	}
	if e.Asked != nil {
		fmt.Fprintf(&b, a.say("  在这些句子上要求：%v\n", "  asked for at turns %v\n"), e.Asked)
	}
	for i := range e.Attempts[:min(maxAttempts, len(e.Attempts))] {
		fmt.Fprintf(&b, "  %s\n", x.describeAttempt(&e.Attempts[i]))
	}
	if left := len(e.Attempts) - maxAttempts; left > 0 {
		fmt.Fprintf(&b, a.say("  另有 %d 处接近\n", "  %d more near places\n"), left)
	}
	return b.String()
}

func (a *app) describeFinding(f *audit.Finding) string {
	text := a.say("命中", "hit")
	if f.Suspect {
		text = a.say("疑似", "suspect")
	}
	if f.Turn != nil {
		text += fmt.Sprintf(a.say(" 第 %d 句", " turn %d"), *f.Turn)
	}
	for _, e := range f.Evidence {
		text += fmt.Sprintf(a.say(" 「%s」@%d", " '%s'@%d"), e.Text, e.Turn)
	}
	if f.Value != nil {
		text += fmt.Sprintf(a.say("，实测 %v", ", measured %v"), *f.Value)
	}
	text += fmt.Sprintf(a.say("，指纹 %s", ", fingerprint %s"), f.Fingerprint)
	if f.Suppressed != "" {
		text += fmt.Sprintf(a.say("，已放行：%s", ", allowed: %s"), f.Suppressed)
	}
	return text
}

func (x *explainer) describeAttempt(t *audit.Attempt) string {
	a := x.app
	quoted := x.masker.MaskSpan(x.session.Turns[t.Turn].Text, t.Start, t.End)
	why := a.say("没有障碍", "nothing in its way")
	if t.Obstacle != "" {
		why = a.say("被挡下：", "held back: ") + a.obstacle(t.Obstacle)
	}
	switch {
	case t.Detail == "":
	case t.Obstacle == audit.ByUnknown:
		why += a.say("：", ": ") + x.why(t.Detail)
	default:
		why += a.say("：", ": ") + t.Detail
	}
	return fmt.Sprintf(a.say("第 %d 句「%s」符合 %s (%s)，%s", "turn %d '%s' matches %s (%s), %s"), t.Turn, quoted, t.Pattern, t.Clause, why)
}

// obstacle words what kept a rule or a clause from hitting; a code without words is shown as it is.
func (l language) obstacle(o audit.Obstacle) string {
	if text, ok := map[audit.Obstacle]string{
		audit.BySpeaker:          l.say("是别人说的", "somebody else said it"),
		audit.ByNormaliser:       l.say("只在原文里有，归一化后没有", "it stands in the raw text only, not in the normalised one"),
		audit.ByWord:             l.say("不是完整的词", "the characters are there, but not as whole words"),
		audit.ByException:        l.say("例外", "an exception overlaps it"),
		audit.ByLength:           l.say("句子太长或太短", "the utterance is too long or too short"),
		audit.ByCount:            l.say("次数不够", "it is not there often enough"),
		audit.ByLikeness:         l.say("不够像规则的例子", "it does not sound enough like the rule's examples"),
		audit.ByWith:             l.say("同句缺少另一处用语", "what must be there too is not"),
		audit.ByWithout:          l.say("同句有不应出现的用语", "what must not be there is"),
		audit.ByPosition:         l.say("位置不对", "it stands too early or too late"),
		audit.ByReply:            l.say("客户没有问到", "the customer did not say what it would answer"),
		audit.ByBeside:           l.say("同一句不满足另一条件", "what must hold of the same message does not"),
		audit.ByAfter:            l.say("前面缺少要求的情形", "what must come before it did not"),
		audit.ByBefore:           l.say("后面缺少要求的情形", "what must come after it did not"),
		audit.ByNotAfter:         l.say("前面有排除的情形", "what must not come before it did"),
		audit.ByNotBefore:        l.say("后面有排除的情形", "what must not come after it did"),
		audit.ByUnknown:          l.say("缺少判断所需的信息", "the session does not tell"),
		audit.BySession:          l.say("整通会话不满足其他条件", "other demands on the session do not hold"),
		audit.BySessionException: l.say("整通会话属于例外", "the session is an exception"),
		audit.ByChannel:          l.say("渠道不符", "another channel"),
		audit.ByPlatform:         l.say("平台不符", "another platform"),
		audit.ByTeam:             l.say("团队不符", "another team"),
		audit.ByDate:             l.say("不在有效期内", "out of its dates"),
		audit.ByWhere:            l.say("会话属性不符", "the session's attributes do not fit"),
	}[o]; ok {
		return text
	}
	return string(o)
}
