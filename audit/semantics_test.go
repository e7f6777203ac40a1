package audit_test

import (
	"fmt"
	"strings"
	"testing"

	"zhijian/audit"
	"zhijian/lexicon"
	"zhijian/lexicon/check"
)

// semanticsCase is a rule's body, a dialogue, and what the rule comes to there: the turns that it hits, "-" for a hit
// without a turn, a ~ before a suspect, "n/a" where it does not apply, or the reason why it is not evaluated.
type semanticsCase struct {
	name, rule, dialogue, want string
}

const conditions = `
conditions:
  asked: {customer: [发票]}
  angry: {customer: [气死, 投诉]}
  hold: {agent: [稍等]}
  quiet: {event: silence >= 10s}
  ni: {agent: [你]}
  nin: {agent: [您]}
`

var semanticsCases = []semanticsCase{
	{"said by the agent", "kind: banned, agent: [不行]", "客：不行吗 ｜ 服：不行", "1"},
	{"not by the customer", "kind: banned, agent: [不行]", "客：不行 ｜ 服：好的", ""},
	{"anyone is agent or customer", "kind: banned, anyone: [滚]", "机：滚 ｜ 客：滚 ｜ 服：滚", "1 2"},
	{"a robot", "kind: banned, robot: [滚]", "机：滚 ｜ 服：滚", "0"},
	{"one finding a turn", "kind: banned, agent: [不行]", "服：不行 ｜ 服：就是不行 ｜ 客：啊 ｜ 服：不行", "0 3"},
	{"a notice does not part a turn", "kind: banned, agent: [不行]", "服：不行 ｜ 系：客户正在输入 ｜ 服：不行", "0"},
	{"certain before suspect within a turn", "kind: banned, agent: [{say: 自己看, suspect: true}, 不管]", "服：自己看 ｜ 服：不管", "1"},
	{"a suspect alone", "kind: banned, agent: [{say: 自己看, suspect: true}, 不管]", "服：自己看", "~0"},

	{"exception that overlaps", "kind: banned, agent: [保证], unless: [不能保证, 保证金]", "服：不能保证的", ""},
	{"exception elsewhere", "kind: banned, agent: [保证], unless: [不能保证, 保证金]", "服：保证金要交，质量保证", "0"},
	{"without anywhere", "kind: banned, agent: [{say: 不行, without: [抱歉]}]", "服：抱歉亲，这个不行", ""},
	{"with anywhere", "kind: banned, agent: [{say: 不行, with: [就是]}]", "服：不行 ｜ 客：啊 ｜ 服：不行就是不行", "2"},
	{"length", `kind: banned, agent: [{say: 不行, chars: "<= 4"}]`, "服：不行！！！哦 ｜ 客：啊 ｜ 服：亲这个真不行", "0"},

	{"gap across messages of a turn", "kind: banned, agent: [没有…发票], per: turn", "服：没有 ｜ 服：发票的", "1"},
	{"no gap across messages", "kind: banned, agent: [没有…发票]", "服：没有 ｜ 服：发票的", ""},
	{"count in a message", `kind: banned, agent: [{say: 那个, times: 3}]`, "服：那个那个 ｜ 客：嗯 ｜ 服：那个，那个，那个", "2"},
	{"count in a session", `kind: conduct, agent: [哦], times: ">= 3"`, "服：哦 ｜ 客：嗯 ｜ 服：哦哦", "-"},
	{"too few in a session", `kind: conduct, agent: [哦], times: ">= 3"`, "服：哦 ｜ 客：嗯 ｜ 服：哦", ""},
	{"none said", `kind: conduct, agent: [哦], times: "< 1"`, "服：好", "-"},

	{"first two", "kind: banned, agent: [喂], in: first 2", "服：好 ｜ 客：喂 ｜ 服：喂 ｜ 客：嗯 ｜ 服：喂", "2"},
	{"last one", "kind: banned, agent: [喂], in: last 1", "服：喂 ｜ 客：嗯 ｜ 服：喂", "2"},
	{"first by time", "kind: banned, agent: [喂], in: first 30s", "客@0：在吗 ｜ 服@20：喂 ｜ 客@30：啊 ｜ 服@40：喂", "1"},
	{"first by time, no times", "kind: banned, agent: [喂], in: first 30s", "客：在吗 ｜ 服：喂", "no_timestamps"},
	{"final", "kind: banned, customer: [吗], in: final", "客：在吗 ｜ 服：在 ｜ 客：能开吗 ｜ 系：会话结束", "2"},

	{"in reply", "kind: banned, agent: [{say: ^没有, reply_to: asked}]", "客：有货吗 ｜ 服：没有 ｜ 客：发票呢 ｜ 服：没有的", "3"},
	{"in reply to a pattern", "kind: banned, agent: [{say: ^没有, reply_to: 票…(吗|呢)}]", "客：发票呢 ｜ 服：没有的", "1"},
	{"beside, in the same message", "kind: conduct, customer: [{say: 坏, beside: asked}]", "客：坏了，发票也没有 ｜ 服：好", "-"},
	{"beside, in another message only", "kind: conduct, customer: [{say: 坏, beside: asked}]", "客：坏了 ｜ 客：发票也没有 ｜ 服：好", ""},
	{"beside, of another speaker", "kind: banned, agent: [{say: 没有, beside: asked}]", "客：发票呢 ｜ 服：没有发票", ""},
	{"beside, laid down for all lists", "kind: conduct, customer: [坏, 碎], beside: asked", "客：碎了 ｜ 客：坏了，发票也没有 ｜ 服：好", "-"},
	{"in reply, over a robot", "kind: banned, agent: [{say: ^没有, reply_to: asked}]", "客：发票呢 ｜ 机：请稍候 ｜ 服：没有的", "2"},
	{"after", "kind: banned, agent: [{say: 没有, after: asked}]", "服：没有 ｜ 客：发票呢 ｜ 服：好 ｜ 客：那？ ｜ 服：没有", "4"},
	{"after, too far", "kind: banned, agent: [{say: 没有, after: {condition: asked, within: 1 turns}}]", "客：发票呢 ｜ 服：好 ｜ 客：那？ ｜ 服：没有", ""},
	{"after, near", "kind: banned, agent: [{say: 没有, after: {condition: asked, within: 3 turns}}]", "客：发票呢 ｜ 服：好 ｜ 客：那？ ｜ 服：没有", "3"},
	{"after, in time", "kind: banned, agent: [{say: 没有, after: {condition: asked, within: 30s}}]", "客@0：发票呢 ｜ 服@20：没有 ｜ 客@50：啊 ｜ 服@60：没有", "1"},
	{"before", "kind: banned, agent: [{say: 没有, before: angry}]", "服：没有 ｜ 客：气死我了 ｜ 服：没有", "0"},
	{"not before", "kind: banned, agent: [{say: 没有, not_before: angry}]", "服：没有 ｜ 客：气死我了 ｜ 服：没有", "2"},
	{"not after", "kind: banned, agent: [{say: 没有, not_after: angry}]", "服：没有 ｜ 客：气死我了 ｜ 服：没有", "0"},
	{"after the first of several", "kind: banned, agent: [{say: 没有, after: {condition: asked, nth: first, within: 1 turns}}]", "客：发票呢 ｜ 服：好 ｜ 客：发票呢 ｜ 服：没有", ""},
	{"after the last of several", "kind: banned, agent: [{say: 没有, after: {condition: asked, nth: last, within: 1 turns}}]", "客：发票呢 ｜ 服：好 ｜ 客：发票呢 ｜ 服：没有", "3"},
	{"after each of several", "kind: banned, agent: [{say: 没有, after: {condition: asked, nth: each, within: 1 turns}}]", "客：发票呢 ｜ 服：好 ｜ 客：发票呢 ｜ 服：没有", ""},

	{"all", "kind: conduct, all: [asked, angry]", "客：发票呢 ｜ 服：好 ｜ 客：投诉", "-"},
	{"not all", "kind: conduct, all: [asked, angry]", "客：发票呢 ｜ 服：好", ""},
	{"any", "kind: conduct, any: [asked, angry]", "客：投诉 ｜ 服：好", "-"},
	{"none", "kind: banned, agent: [不行], none: [angry]", "服：不行 ｜ 客：投诉", ""},
	{"any with turns", "kind: violation, any: [{agent: [不行]}, {agent: [没有]}]", "服：没有 ｜ 客：啊 ｜ 服：不行", "0 2"},
	{"unless session", "kind: banned, agent: [不行], unless_session: angry", "服：不行 ｜ 客：投诉", ""},

	{"required and there", "kind: required, agent: [您好], in: first 2", "客：在 ｜ 服：您好", ""},
	{"required and missing", "kind: required, agent: [您好], in: first 2", "客：在 ｜ 服：说 ｜ 客：啊 ｜ 服：好 ｜ 客：啊 ｜ 服：您好", "-"},
	{"asked for and missing", "kind: required, when: angry, agent: [抱歉]", "服：抱歉 ｜ 客：气死了 ｜ 服：嗯", "-"},
	{"asked for and there", "kind: required, when: angry, agent: [抱歉]", "客：气死了 ｜ 服：嗯 ｜ 客：？ ｜ 服：抱歉", ""},
	{"asked for, good anywhere", "kind: required, when: angry, agent: [抱歉], scope: session", "服：抱歉 ｜ 客：气死了 ｜ 服：嗯", ""},
	{"not asked for", "kind: required, when: angry, agent: [抱歉]", "客：好 ｜ 服：嗯", ""},
	{"asked for in the last turn", "kind: required, when: angry, agent: [抱歉]", "服：嗯 ｜ 客：气死了", ""},
	{"each asks anew", "kind: required, when: angry, each: true, agent: [抱歉]", "客：气死了 ｜ 服：抱歉 ｜ 客：投诉 ｜ 服：嗯", "-"},
	{"each was kept", "kind: required, when: angry, each: true, agent: [抱歉]", "客：气死了 ｜ 服：抱歉 ｜ 客：投诉 ｜ 服：抱歉", ""},

	{"measure over", "kind: conduct, measure: first_response > 30s", "客@0：在吗 ｜ 服@45：您好", "-"},
	{"measure within", "kind: conduct, measure: first_response > 30s", "客@0：在吗 ｜ 服@15：您好", ""},
	{"measure unknown", "kind: conduct, measure: first_response > 30s", "客：在吗 ｜ 服：您好", "no_timestamps"},
	{"text measure", `kind: conduct, measure: ended_by == "agent"`, "{call, ended_by=agent} 服：好", "-"},
	{"counts compared", `kind: conduct, measure: count("ni") >= 2 && count("ni") > count("nin")`, "服：你你您", "-"},
	{"counts not enough", `kind: conduct, measure: count("ni") >= 2 && count("ni") > count("nin")`, "服：你您", ""},
	{"function of the library", `kind: conduct, measure: '!between(local_start, "08:00-12:00")'`, "{start=07:30} 服：好", "-"},
	{"event", "kind: conduct, event: silence > 15s", "{call} 服@0-3：您好 ｜ 客@20-22：喂", "-"},
	{"event excused", "kind: conduct, event: silence > 15s, not_after: {condition: hold, within: 1 turns}", "{call} 服@0-3：您稍等 ｜ 服@20-22：好了", ""},
	{"event times", `kind: conduct, event: overlap >= 500ms, times: ">= 2"`, "{call} 客@0-4：我 ｜ 服@3-5：停 ｜ 客@6-9：我 ｜ 服@8-9：停", "-"},
	{"words before an event", "kind: banned, agent: [{say: 稍等, before: {condition: quiet, within: 1 turns}}]", "{call} 服@0-3：您稍等 ｜ 服@20-22：好了", "0"},

	{"channel", "kind: banned, channel: call, agent: [不行]", "{chat} 服：不行", "n/a"},
	{"platform", "kind: banned, platforms: [tmall], agent: [不行]", "{platform=京东} 服：不行", "n/a"},
	{"platform by default", "kind: banned, platforms: [tmall], agent: [不行]", "服：不行", "0"},
	{"attributes", `kind: banned, where: attributes.queue == "售后", agent: [不行]`, "{queue=售前} 服：不行", "n/a"},
	{"attributes that fit", `kind: banned, where: attributes.queue == "售后", agent: [不行]`, "{queue=售后} 服：不行", "0"},
	{"applies as far as can be told", "kind: banned, where: first_response > 30s, agent: [不行]", "客：在吗 ｜ 服：不行", "no_timestamps"},
	{"not yet in force", "kind: banned, since: 2027-01-01, agent: [不行]", "服：不行", "n/a"},
	{"no longer in force", "kind: banned, until: 2026-01-01, agent: [不行]", "服：不行", "n/a"},
	{"in force on its last day", "kind: banned, until: 2026-11-20, agent: [不行]", "服：不行", "0"},

	{"alike", "kind: banned, agent: [{like: [你怎么到现在才说呢]}]", "服：你怎么到现才说呢", "0"},
	{"not alike", "kind: banned, agent: [{like: [你怎么到现在才说呢]}]", "服：您现在说说怎么了", ""},
	{"by sound", "kind: banned, agent: [{say: 没有发票, homophones: true}]", "{call} 服：没有发飘", "0"},
	{"through separators", "kind: banned, agent: [{say: 加微信, skip: true}]", "服：加 微-信", "0"},
}

func TestSemantics(t *testing.T) {
	for _, c := range semanticsCases {
		t.Run(c.name, func(t *testing.T) {
			source := "schema: zhijian/lexicon/v1\nid: test" + conditions + "rules:\n  - {id: test.rule, title: t, severity: minor, " + c.rule + "}\n"
			set, err := lexicon.Load([]lexicon.Source{{Name: "test.yaml", Data: []byte(source)}})
			if err != nil {
				t.Fatal(err)
			}
			a, err := audit.Compile(set)
			if err != nil {
				t.Fatal(err)
			}
			example, err := lexicon.ParseExample(c.dialogue)
			if err != nil {
				t.Fatal(err)
			}
			s, err := check.Session(&lexicon.Rule{Channel: "both"}, example)
			if err != nil {
				t.Fatal(err)
			}
			r, applies := a.AuditRule(s, "test.rule")
			if got := describe(r, applies); got != c.want {
				t.Errorf("%s\n%s\ncame to %q, want %q", c.rule, c.dialogue, got, c.want)
			}
		})
	}
}

func describe(r *audit.Result, applies bool) string {
	if !applies {
		return "n/a"
	}
	var out []string
	for _, f := range r.Findings {
		text := "-"
		if f.Turn != nil {
			text = fmt.Sprint(*f.Turn)
		}
		if f.Suspect {
			text = "~" + text
		}
		out = append(out, text)
	}
	for _, n := range r.NotEvaluated {
		out = append(out, n.Why)
	}
	return strings.Join(out, " ")
}
