package check_test

import (
	"strings"
	"testing"

	"zhijian/audit"
	"zhijian/lexicon"
	"zhijian/lexicon/check"
	"zhijian/lexicon/exchange"
	"zhijian/lexicon/exchange/sca"
)

// imported is what an importer has to make of a rule: dialogues that hit it and dialogues that do not.
type imported struct {
	name      string
	source    string
	hit, miss []string
	notes     int // how many notes there are to be
	lost      bool
}

// judgeImport loads a draft and judges the dialogues by its first rule.
func judgeImport(t *testing.T, c *imported, d *exchange.Draft, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Notes) != c.notes {
		t.Errorf("%d notes, want %d: %+v", len(d.Notes), c.notes, d.Notes)
	}
	if c.lost {
		if len(d.Rules) > 0 || d.LostCount() == 0 {
			t.Errorf("%d rules, %d things lost", len(d.Rules), d.LostCount())
		}
		return
	}
	text, err := d.YAML()
	if err != nil {
		t.Fatal(err)
	}
	set, err := lexicon.Load([]lexicon.Source{{Name: "imported.yaml", Data: text}})
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	a, err := audit.Compile(set)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(set.Rules) != 1 {
		t.Fatalf("%d rules\n%s\n%+v", len(set.Rules), text, d.Notes)
	}
	rule := set.Rules[0]
	for i, list := range [][]string{c.hit, c.miss} {
		for _, source := range list {
			e, err := lexicon.ParseExample(source)
			if err != nil {
				t.Fatal(err)
			}
			s, err := check.Session(rule, e)
			if err != nil {
				t.Fatal(err)
			}
			r, applies := a.AuditRule(s, rule.ID)
			if got := len(r.Findings) > 0; got != (i == 0) || !applies && i == 0 {
				t.Errorf("%q: hit %v, want %v (not evaluated: %v)\n%s", source, got, i == 0, r.NotEvaluated, text)
			}
		}
	}
}

// scaRule puts conditions into a rule set as UploadRule takes it.
func scaRule(lambda string, conditions ...string) string {
	return `{"appKey":"k","conditions":[` + strings.Join(conditions, ",") + `],"rules":[{"rid":"1","name":"规则","lambda":"` + lambda + `","triggers":["1"],"level":1,"scoreType":3,"scoreNum":5}]}`
}

// scaCondition is a condition of operators joined by a lambda.
func scaCondition(cid, check, lambda string, operators ...string) string {
	return `{"cid":"` + cid + `","check_range":` + check + `,"lambda":"` + lambda + `","operators":[` + strings.Join(operators, ",") + `]}`
}

func scaOperator(kind, param string) string {
	return `{"oid":"1","name":"o","type":"` + kind + `","param":` + param + `}`
}

const (
	agentAll = `{"role":"客服","range":{"from":1,"to":-1}}`
	asked    = `{"cid":"9","check_range":{"role":"客户"},"lambda":"1","operators":[{"oid":"1","type":"HIT_ANY_KEYWORDS","param":{"keywords":["退货"]}}]}`
)

func anchored(location string, hit, from, to string) string {
	return `{"role":"客服","anchor":{"cid":"9","location":"` + location + `","hit_time":` + hit + `},"range":{"from":` + from + `,"to":` + to + `}}`
}

func words(param string) string { return scaOperator("INCLUDE_KEYWORDS", param) }

var scaCases = []imported{
	{
		name: "any keyword", source: scaRule("1", scaCondition("1", agentAll, "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["不行","没办法(真的)"]}`))),
		hit: []string{"这个不行", "没办法(真的)"}, miss: []string{"可以的", "客：不行", "没办法"},
	},
	{
		name: "all keywords of a sentence", source: scaRule("1", scaCondition("1", agentAll, "1", words(`{"keywords":["发票","不能","开"]}`))),
		hit: []string{"发票不能开", "不能给您开哦，发票。", "开发票是不能的"}, miss: []string{"发票可以开", "服：不能开 ｜ 服：发票"},
	},
	{
		name: "all keywords between commas", source: scaRule("1", scaCondition("1", agentAll, "1", words(`{"keywords":["发票","不能"],"in_sentence":true}`))),
		hit: []string{"亲，发票不能开", "不能开发票"}, miss: []string{"发票可以，别的不能"},
	},
	{
		name: "n of the keywords", source: scaRule("1", scaCondition("1", agentAll, "1", words(`{"keywords":["甲","乙","丙"],"keywordMatchSize":2}`))),
		hit: []string{"甲和丙", "丙乙", "甲乙丙"}, miss: []string{"甲甲", "丙"},
	},
	{
		name: "none of the keywords", source: scaRule("1", scaCondition("1", `{"role":"客服","range":{"from":1,"to":1}}`, "1", words(`{"keywords":["您好","你好"],"keywordMatchSize":0}`))),
		hit: []string{"说吧", "服：说 ｜ 客：嗯 ｜ 服：您好"}, miss: []string{"您好", "服：你好 ｜ 客：嗯 ｜ 服：说"},
	},
	{
		name: "keywords of all sentences together", source: scaRule("1", scaCondition("1", agentAll, "1", words(`{"keywords":["发票","不能","抱歉"],"keywordMatchSize":-1,"contextChatMatch":true}`))),
		hit: []string{"服：不能开 ｜ 客：啊 ｜ 服：抱歉，发票没有"}, miss: []string{"服：不能开 ｜ 服：抱歉"},
	},
	{
		name: "none in all sentences together", source: scaRule("1", scaCondition("1", agentAll, "1", words(`{"keywords":["您好"],"keywordMatchSize":0,"contextChatMatch":true}`))),
		hit: []string{"服：说 ｜ 客：您好"}, miss: []string{"服：说 ｜ 服：您好"},
	},
	{
		name: "a total of hits", source: scaRule("1", scaCondition("1", agentAll, "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["绝对","保证"],"threshold":3}`))),
		hit: []string{"绝对保证绝对"}, miss: []string{"绝对保证"},
	},
	{
		name: "a regular expression with an exclusion", source: scaRule("1", scaCondition("1", agentAll, "1", scaOperator("REGULAR_EXPRESSION", `{"regex":".*(修改|改)密码.*","notRegex":"发一下|告诉我"}`))),
		hit: []string{"您去修改密码", "改密码"}, miss: []string{"改密码，发一下", "密码"},
	},
	{
		name: "a regular expression in other writing", source: scaRule("1", scaCondition("1", agentAll, "1", scaOperator("REGULAR_EXPRESSION", `{"regex":"ＶＩＰ客户[A-Z]?吗？"}`))),
		hit: []string{"是vip客户吗?"}, miss: []string{"是客户吗"},
	},
	{
		name: "similar sentences", source: scaRule("1", scaCondition("1", agentAll, "1", scaOperator("SIMILAR_MATCH", `{"similarlySentences":["请您对我的服务做出评价"],"score":80}`))),
		hit: []string{"请您对我的服务做个评价"}, miss: []string{"请您稍等"}, notes: 1,
	},
	{
		name: "operators joined", source: scaRule("1", scaCondition("1", agentAll, "1&&!2", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["退款"]}`), `{"oid":"2","type":"HIT_ANY_KEYWORDS","param":{"keywords":["已经"]}}`)),
		hit: []string{"给您退款"}, miss: []string{"已经退款", "服：好"},
	},
	{
		name: "the first three", source: scaRule("1", scaCondition("1", `{"role":"客服","range":{"from":1,"to":3}}`, "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["稍等"]}`))),
		hit: []string{"服：好 ｜ 客：嗯 ｜ 服：好 ｜ 服：稍等"}, miss: []string{"服：好 ｜ 服：好 ｜ 客：稍等 ｜ 服：好 ｜ 服：稍等"},
	},
	{
		name: "the last two", source: scaRule("1", scaCondition("1", `{"role":"客服","range":{"from":-1,"to":-2}}`, "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["再见"]}`))),
		hit: []string{"服：再见 ｜ 服：好", "服：再见"}, miss: []string{"服：再见 ｜ 服：好 ｜ 服：好"},
	},
	{
		name: "third to third-last", source: scaRule("1", scaCondition("1", `{"role":"客服","range":{"from":3,"to":-3}}`, "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["中间"]}`))),
		hit:  []string{"服：一 ｜ 服：二 ｜ 服：中间 ｜ 服：四 ｜ 服：五"},
		miss: []string{"服：一 ｜ 服：中间 ｜ 服：三 ｜ 服：四 ｜ 服：五", "服：一 ｜ 服：二 ｜ 服：三 ｜ 服：中间 ｜ 服：五"},
	},
	{
		name: "the second only", source: scaRule("1", scaCondition("1", `{"role":"客服","range":{"from":2,"to":2}}`, "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["二"]}`))),
		hit: []string{"服：一 ｜ 客：二 ｜ 服：二"}, miss: []string{"服：二 ｜ 服：好", "服：一 ｜ 服：好 ｜ 服：二"},
	},
	{
		name: "from the third-last to the fifth", source: scaRule("1", scaCondition("1", `{"role":"客服","range":{"from":-3,"to":2}}`, "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["二"]}`))),
		hit: []string{"服：一 ｜ 服：二 ｜ 服：三"}, miss: []string{"服：一 ｜ 服：好 ｜ 服：二", "服：二 ｜ 服：三 ｜ 服：四 ｜ 服：五"},
	},
	{
		name: "everybody", source: scaRule("1", scaCondition("1", `{}`, "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["投诉"]}`))),
		hit: []string{"客：我要投诉", "别投诉"}, miss: []string{"客：好"},
	},
	{
		name: "every sentence", source: scaRule("1", scaCondition("1", `{"role":"客服","allSentencesSatisfy":true}`, "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["您"]}`))),
		hit: []string{"服：您好 ｜ 客：嗯 ｜ 服：谢谢您"}, miss: []string{"服：您好 ｜ 服：好", "客：嗯"},
	},
	{
		name: "after the anchor, next sentence", source: scaRule("1", scaCondition("1", anchored("AFTER", "1", "1", "1"), "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["不行"]}`)), asked),
		hit:  []string{"客：能退货吗 ｜ 服：不行", "服：您好 ｜ 客：退货 ｜ 服：不行 ｜ 客：啊"},
		miss: []string{"客：退货 ｜ 服：稍等 ｜ 服：不行", "服：不行 ｜ 客：退货", "客：退货 ｜ 服：好 ｜ 客：退货 ｜ 服：不行"},
	},
	{
		name: "after the second hit of the anchor", source: scaRule("1", scaCondition("1", anchored("AFTER", "2", "1", "2"), "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["不行"]}`)), asked),
		hit:  []string{"客：退货 ｜ 服：好 ｜ 客：退货 ｜ 服：嗯 ｜ 服：不行"},
		miss: []string{"客：退货 ｜ 服：不行 ｜ 客：退货 ｜ 服：嗯", "客：退货 ｜ 客：退货 ｜ 服：一 ｜ 服：二 ｜ 服：不行"},
	},
	{
		name: "after any hit of the anchor", source: scaRule("1", scaCondition("1", anchored("AFTER", "-1", "1", "-1"), "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["不行"]}`)), asked),
		hit: []string{"客：退货 ｜ 服：好 ｜ 客：嗯 ｜ 服：不行"}, miss: []string{"服：不行 ｜ 客：退货"}, notes: 1,
	},
	{
		name: "after any hit, near", source: scaRule("1", scaCondition("1", anchored("AFTER", "-1", "1", "1"), "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["不行"]}`)), asked),
		hit:  []string{"客：退货 ｜ 服：好 ｜ 客：退货 ｜ 服：不行"},
		miss: []string{"客：退货 ｜ 服：好 ｜ 客：嗯 ｜ 服：不行"}, notes: 1,
	},
	{
		name: "after every hit of the anchor", source: scaRule("1", scaCondition("1", anchored("AFTER", "0", "1", "-1"), "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["可以"]}`)), asked),
		hit:  []string{"客：退货 ｜ 服：可以 ｜ 客：退货呢 ｜ 服：可以"},
		miss: []string{"客：退货 ｜ 服：可以 ｜ 客：退货呢 ｜ 服：嗯"},
	},
	{
		name: "before the anchor, nearest", source: scaRule("1", scaCondition("1", anchored("BEFORE", "1", "1", "1"), "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["满意吗"]}`)), asked),
		hit: []string{"服：满意吗 ｜ 客：退货"}, miss: []string{"服：满意吗 ｜ 服：嗯 ｜ 客：退货", "客：退货 ｜ 服：满意吗"},
	},
	{
		name: "before the anchor, second to third", source: scaRule("1", scaCondition("1", anchored("BEFORE", "1", "2", "3"), "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["标"]}`)), asked),
		hit:  []string{"服：标 ｜ 服：一 ｜ 客：退货", "服：标 ｜ 服：二 ｜ 服：一 ｜ 客：退货"},
		miss: []string{"服：标 ｜ 客：退货", "服：标 ｜ 服：三 ｜ 服：二 ｜ 服：一 ｜ 客：退货"},
	},
	{
		name: "before the anchor, farthest", source: scaRule("1", scaCondition("1", anchored("BEFORE", "1", "-1", "-1"), "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["标"]}`)), asked),
		hit: []string{"服：标 ｜ 服：一 ｜ 客：退货"}, miss: []string{"服：一 ｜ 服：标 ｜ 客：退货", "客：退货 ｜ 服：标"},
	},
	{
		name: "around the anchor", source: scaRule("1", scaCondition("1", anchored("AROUND", "1", "-1", "1"), "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["标"]}`)), asked),
		hit:  []string{"服：标 ｜ 客：退货", "客：退货 ｜ 服：标"},
		miss: []string{"服：标 ｜ 服：一 ｜ 客：退货 ｜ 服：一 ｜ 服：标"},
	},
	{
		name: "the anchor's own sentence", source: scaRule("1",
			scaCondition("1", `{"role":"客户","anchor":{"cid":"9","location":"CURRENT","hit_time":-1}}`, "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["运费"]}`)), asked),
		hit: []string{"客：退货的运费谁出"}, miss: []string{"客：退货 ｜ 客：运费谁出"}, notes: 1,
	},
	{
		name: "conditions joined", source: scaRule("9&&!1", scaCondition("1", agentAll, "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["抱歉"]}`)), asked),
		hit: []string{"客：退货 ｜ 服：好"}, miss: []string{"客：退货 ｜ 服：抱歉", "服：好"},
	},
	{
		name: "conditions in brackets", source: scaRule("(1||9)&&!2", asked,
			scaCondition("1", agentAll, "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["退款"]}`)),
			scaCondition("2", agentAll, "1", scaOperator("HIT_ANY_KEYWORDS", `{"keywords":["抱歉"]}`))),
		hit: []string{"客：退货", "退款"}, miss: []string{"客：退货 ｜ 服：抱歉", "好"},
	},
	{
		name: "silence", source: scaRule("1", scaCondition("1", `{}`, "1", scaOperator("INTERVAL_GREATER", `{"interval":5000}`))),
		hit: []string{"{call} 服@0-2：好 ｜ 客@8-9：嗯"}, miss: []string{"{call} 服@0-2：好 ｜ 客@6-9：嗯"},
	},
	{
		name: "speech speed", source: scaRule("1", scaCondition("1", agentAll, "1", scaOperator("SPEECH_SPEED_CHECK", `{"velocityInMint":280,"average":true}`))),
		hit: []string{"{call} 服@0-6：您好这边给您查到了订单昨天已经发出的请您注意查收快递员的电话谢谢您 ｜ 客@7-8：嗯"}, miss: []string{"{call} 服@0-20：您好这边给您查到了 ｜ 客@21-22：嗯"},
	},
	{
		name: "interruption", source: scaRule("1", scaCondition("1", agentAll, "1", scaOperator("GRAB_WORDS", `{"interval":1000}`))),
		hit: []string{"{call} 客@0-8：我昨天 ｜ 服@6-9：哪个"}, miss: []string{"{call} 客@0-8：我昨天 ｜ 服@7.5-9：哪个"},
	},
	{
		name: "the first sentence is the agent's", source: scaRule("1", scaCondition("1", `{"range":{"from":1,"to":1}}`, "1", scaOperator("ROLE_CHECK", `{"target_role":"客服"}`))),
		hit: []string{"服：您好 ｜ 客：嗯"}, miss: []string{"客：嗯 ｜ 服：您好"},
	},
	{
		name: "the last sentence is the customer's", source: scaRule("1", scaCondition("1", `{"range":{"from":-1,"to":-1}}`, "1", scaOperator("ROLE_CHECK", `{"target_role":"客户"}`))),
		hit: []string{"服：您好 ｜ 客：嗯"}, miss: []string{"客：嗯 ｜ 服：您好"},
	},
	{
		name: "length of the recording", source: scaRule("1", scaCondition("1", `{}`, "1", scaOperator("DURATION", `{"interval":60000,"compareOperator":"gt"}`))),
		hit: []string{"{call} 服@0-2：好 ｜ 客@70-71：嗯"}, miss: []string{"{call} 服@0-2：好 ｜ 客@6-9：嗯"},
	},
	{
		name: "abnormal hang-up", source: scaRule("1", scaCondition("1", `{"range":{"from":-1,"to":-1}}`, "1", scaOperator("DURATION", `{"interval":3000,"beginType":"DIALOGUE","target_role":"客服"}`))),
		hit: []string{"{call, ended_by=agent} 服：好"}, miss: []string{"{call, ended_by=customer} 服：好"}, notes: 1,
	},
	{
		name: "repetition", source: scaRule("1", scaCondition("1", agentAll, "1", scaOperator("ADVANCED_REPEAT_DETECT", `{"hit_time":1}`))),
		hit: []string{"服：这边帮您查询订单物流的最新情况 ｜ 客：嗯 ｜ 服：这边帮您查询订单物流的最新情况"}, miss: []string{"服：这边帮您查询订单物流的最新情况 ｜ 服：好"},
	},
	{name: "a model", source: scaRule("1", scaCondition("1", agentAll, "1", scaOperator("EMOTION_MODEL", `{}`))), notes: 2, lost: true},
	{name: "loudness", source: scaRule("1", scaCondition("1", agentAll, "1", scaOperator("ASR_EMOTION", `{"maxEmotionChangeValue":8,"checkType":1}`))), notes: 2, lost: true},
	{name: "a look-ahead", source: scaRule("1", scaCondition("1", agentAll, "1", scaOperator("REGULAR_EXPRESSION", `{"regex":"(?=不)行"}`))), notes: 2, lost: true},
	{name: "a circle of anchors", source: scaRule("1", `{"cid":"1","check_range":{"anchor":{"cid":"1","location":"AFTER","hit_time":1}},"lambda":"1","operators":[{"oid":"1","type":"HIT_ANY_KEYWORDS","param":{"keywords":["x"]}}]}`), notes: 3, lost: true},
	{
		name: "the answer of GetRuleDetail", source: `{"Code":"200","Data":{"Conditions":{"ConditionBasicInfo":[{"ConditionInfoCid":"7","OperLambda":"8",
		"CheckRange":{"Role":"客服","Anchor":{},"Range":{"From":1,"To":-1}},"Operators":{"OperatorBasicInfo":[{"Oid":"8","Type":"INCLUDE_KEYWORDS","OperName":"o",
		"Param":{"OperKeyWords":{"OperKeyWord":["发票","不能"]},"KeywordMatchSize":-1,"InSentence":false}}]}}]},
		"Rules":{"RuleBasicInfo":[{"Rid":"4","RuleLambda":"7","Triggers":{"Trigger":["7"]}}]}},"Success":true}`,
		hit: []string{"发票不能开"}, miss: []string{"发票"},
	},
	{
		name: "a data set of the console", source: `{"JsonStr":"{\"judgeType\":1,\"jsonStrForRule\":{\"conditions\":[{\"cid\":\"1\",\"check_range\":{},\"lambda\":\"1\",\"operators\":[{\"oid\":1,\"type\":\"HIT_ANY_KEYWORDS\",\"param\":{\"keywords\":[\"有什么可以帮您\"],\"in_sentence\":false}}]}],\"rules\":[{\"lambda\":\"1\",\"rid\":\"1\"}]}}"}`,
		hit: []string{"有什么可以帮您的"}, miss: []string{"您好"},
	},
}

func TestImportSCA(t *testing.T) {
	for i := range scaCases {
		c := &scaCases[i]
		t.Run(c.name, func(t *testing.T) {
			d, err := sca.Import([]byte(c.source), sca.Options{})
			judgeImport(t, c, d, err)
		})
	}
}
