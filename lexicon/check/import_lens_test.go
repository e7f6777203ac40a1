package check_test

import (
	"testing"

	"zhijian/lexicon/exchange/baidu"
	"zhijian/lexicon/exchange/contactlens"
)

// lensRule puts a function into the form in which rules are created.
func lensRule(operator, operands string) string {
	return `{"Version":"2022-11-25","RuleFunction":{"Operator":"` + operator + `","Operands":[` + operands + `]}}`
}

// lensLeaf is a leaf about the transcript with filters.
func lensLeaf(match, operands, filters, negate string) string {
	return `{"Operator":"CONTAINS_ANY","Operands":[` + operands + `],"ComparisonValue":"$.ContactLens.PostChat.` + match + `.Transcript","FilterClause":{"LogicOperator":"AND","Filters":[` + filters + `]},"Negate":` + negate + `}`
}

func lensNumber(value, operator, n string) string {
	return `{"Operator":"` + operator + `","Operands":[` + n + `],"ComparisonValue":"$.ContactLens.` + value + `","Negate":false}`
}

const byAgent = `{"Type":"ParticipantRole","Data":"AGENT"}`

var lensCases = []imported{
	{
		name: "exact words", source: lensRule("AND", lensLeaf("ExactMatch", `"不行","can't help"`, byAgent, "false")),
		hit: []string{"这个不行", "I CAN'T HELP you"}, miss: []string{"可以", "客：不行"},
	},
	{
		name: "words that are missing", source: lensRule("AND", lensLeaf("ExactMatch", `"您好"`, byAgent, "true")),
		hit: []string{"说吧", "服：说 ｜ 客：您好"}, miss: []string{"您好"},
	},
	{
		name: "the first seconds", source: lensRule("AND", lensLeaf("ExactMatch", `"您好"`, byAgent+`,{"Type":"PostChatContactPeriodSeconds","Data":{"First":30}}`, "true")),
		hit: []string{"{chat} 客@0：在吗 ｜ 服@40：您好"}, miss: []string{"{chat} 客@0：在吗 ｜ 服@20：您好"},
	},
	{
		name: "the last seconds", source: lensRule("AND", lensLeaf("ExactMatch", `"评价"`, byAgent+`,{"Type":"PostChatContactPeriodSeconds","Data":{"Last":30}}`, "false")),
		hit: []string{"{chat} 客@0：在吗 ｜ 服@100：请评价 ｜ 客@110：嗯"}, miss: []string{"{chat} 服@0：请评价 ｜ 客@110：嗯"},
	},
	{
		name: "and", source: lensRule("AND", lensLeaf("ExactMatch", `"退货"`, `{"Type":"ParticipantRole","Data":"CUSTOMER"}`, "false")+","+lensLeaf("ExactMatch", `"不行"`, byAgent, "false")),
		hit: []string{"客：退货 ｜ 服：不行"}, miss: []string{"客：退货 ｜ 服：好", "不行"},
	},
	{
		name: "or of and", source: lensRule("OR", lensLeaf("ExactMatch", `"投诉"`, `{"Type":"ParticipantRole","Data":"ANY"}`, "false")+`,{"Operator":"AND","Operands":[`+
			lensLeaf("ExactMatch", `"退货"`, "", "false")+","+lensLeaf("ExactMatch", `"抱歉"`, byAgent, "true")+`]}`),
		hit: []string{"客：我要投诉", "客：退货 ｜ 服：嗯"}, miss: []string{"客：退货 ｜ 服：抱歉"},
	},
	{
		name: "patterns", source: lensRule("AND", lensLeaf("PatternMatch", `[{"Type":"PLAIN","Value":"退"},{"Type":"PROXIMITY","Distance":3,"IsWithin":true},{"Type":"LIST","Values":["不了","不行"]}]`, byAgent+`,{"Type":"PatternMatchLanguageFilter","Data":"ZH"}`, "false")),
		hit: []string{"退货是不行的", "退不了"}, miss: []string{"退货在我们这里是肯定不行的", "不行退"}, notes: 1,
	},
	{
		name: "patterns apart", source: lensRule("AND", lensLeaf("PatternMatch", `[{"Type":"PLAIN","Value":"退"},{"Type":"PROXIMITY","Distance":2,"IsWithin":false},{"Type":"PLAIN","Value":"款"}]`, byAgent, "false")),
		hit: []string{"退回到您账户的款"}, miss: []string{"退货款"}, notes: 1,
	},
	{
		name: "numbers", source: lensRule("AND", lensLeaf("PatternMatch", `[{"Type":"PLAIN","Value":"返现"},{"Type":"NUMERICAL","Decimal":true},{"Type":"PLAIN","Value":"元"}]`, byAgent, "false")),
		hit: []string{"返现5元", "返现12.50元"}, miss: []string{"返现多少元"},
	},
	{
		name: "interruptions", source: lensRule("AND", lensNumber("PostCall.Interruptions.Instances", "NumberGreaterOrEqualTo", "1")),
		hit: []string{"{call} 客@0-8：我昨天 ｜ 服@6-9：哪个"}, miss: []string{"{call} 客@0-8：我昨天 ｜ 服@8.5-9：哪个"},
	},
	{
		name: "silence", source: lensRule("AND", lensNumber("PostCall.NonTalkTime.TotalTimeSecs", "NumberGreaterOrEqualTo", "10")),
		hit: []string{"{call} 服@0-2：好 ｜ 客@8-9：嗯 ｜ 服@14-15：好"}, miss: []string{"{call} 服@0-2：好 ｜ 客@6-9：嗯"},
	},
	{
		name: "silence in per cent", source: lensRule("AND", lensNumber("PostCall.Agent.NonTalkTimePct", "NumberGreaterOrEqualTo", "50")),
		hit: []string{"{call} 服@0-2：好 ｜ 客@9-10：嗯"}, miss: []string{"{call} 服@0-5：好 ｜ 客@6-10：嗯"}, notes: 1,
	},
	{
		name: "first response", source: lensRule("AND", lensNumber("PostChat.ResponseTime.Agent.FirstResponseTimeSecs", "NumberGreaterOrEqualTo", "60")),
		hit: []string{"{chat} 客@0：在吗 ｜ 服@70：在"}, miss: []string{"{chat} 客@0：在吗 ｜ 服@20：在"},
	},
	{
		name: "a queue", source: lensRule("AND", `{"Operator":"CONTAINS_ANY","Operands":["q1","q2"],"ComparisonValue":"$.ContactLens.PostCall.Queue.QueueId","Negate":true},`+lensNumber("PostCall.Interruptions.Instances", "NumberLessOrEqualTo", "0")),
		hit: []string{"{call, queue=q3} 客@0-8：我 ｜ 服@9-10：好"}, miss: []string{"{call, queue=q1} 客@0-8：我 ｜ 服@9-10：好"},
	},
	{
		name: "an attribute", source: lensRule("AND", `{"Operator":"EQUALS","Operands":["金卡"],"ComparisonValue":"$.ContactLens.PostChat.ContactAttribute.等级","Negate":false},`+lensLeaf("ExactMatch", `"不行"`, byAgent, "false")),
		hit: []string{"{等级=金卡} 服：不行"}, miss: []string{"{等级=银卡} 服：不行", "{等级=金卡} 服：好"},
	},
	{
		name: "an outbound call", source: lensRule("AND", `{"Operator":"CONTAINS_ANY","Operands":["OUTBOUND","CALLBACK"],"ComparisonValue":"$.ContactLens.PostCall.InitiationMethod","Negate":false}`),
		hit: []string{"{call, outbound} 服：您好"}, miss: []string{"{call, inbound} 服：您好"}, notes: 1,
	},
	{
		name: "who hung up", source: lensRule("AND", `{"Operator":"CONTAINS_ANY","Operands":["AGENT_DISCONNECT"],"ComparisonValue":"$.ContactLens.PostCall.DisconnectReason","Negate":false}`),
		hit: []string{"{call, ended_by=agent} 服：您好"}, miss: []string{"{call, ended_by=customer} 服：您好"},
	},
	{name: "sentiment", source: lensRule("AND", `{"Operator":"EQUALS","Operands":["NEGATIVE"],"ComparisonValue":"$.ContactLens.PostCall.Sentiment.State","Negate":false}`), notes: 2, lost: true},
	{name: "a semantic match", source: lensRule("AND", lensLeaf("SemanticMatch", `"让客户等很久"`, byAgent, "false")), notes: 2, lost: true},
	{
		name: "a request that carries the function in a string", source: `{"Name":"no-refund","Function":"{\"Version\":\"2022-11-25\",\"RuleFunction\":{\"Operator\":\"AND\",\"Operands\":[{\"Operator\":\"CONTAINS_ANY\",\"Operands\":[\"不退\"],\"ComparisonValue\":\"$.ContactLens.PostChat.ExactMatch.Transcript\",\"Negate\":false}]}}","TriggerEventSource":{"EventSourceName":"OnPostChatAnalysisAvailable"}}`,
		hit: []string{"不退的"}, miss: []string{"可以退"},
	},
	{
		name: "a category", source: `{"CategoryName":"greeting","Rules":[{"TranscriptFilter":{"TranscriptFilterType":"EXACT","Targets":["您好"],"ParticipantRole":"AGENT","Negate":true,"AbsoluteTimeRange":{"First":10000}}},{"InterruptionFilter":{"Threshold":1000,"ParticipantRole":"AGENT","Negate":false}}]}`,
		hit: []string{"{call} 客@0-8：我昨天 ｜ 服@6-9：哪个"}, miss: []string{"{call} 客@0-8：我昨天 ｜ 服@6-9：您好哪个", "{call} 服@0-2：说 ｜ 客@3-4：嗯"},
	},
	{name: "a category of per cents", source: `{"CategoryName":"c","Rules":[{"TranscriptFilter":{"Targets":["您好"],"RelativeTimeRange":{"First":10}}}]}`, notes: 2, lost: true},
}

func TestImportContactLens(t *testing.T) {
	for i := range lensCases {
		c := &lensCases[i]
		t.Run(c.name, func(t *testing.T) {
			d, err := contactlens.Import([]byte(c.source), contactlens.Options{})
			judgeImport(t, c, d, err)
		})
	}
}

var baiduCases = []imported{
	{name: "a word", source: "贷款", hit: []string{"办贷款吗", "客：贷款"}, miss: []string{"您好"}},
	{name: "or", source: "会议||例会", hit: []string{"开例会"}, miss: []string{"您好"}},
	{name: "and", source: "缺货&&退款", hit: []string{"缺货了，给您退款"}, miss: []string{"缺货了", "服：缺货 ｜ 服：退款"}},
	{name: "not", source: "!逾期", hit: []string{"您好"}, miss: []string{"您逾期了"}, notes: 1},
	{name: "and not", source: "未偿还&&!逾期", hit: []string{"尚未偿还"}, miss: []string{"未偿还已逾期", "好"}},
	{name: "brackets", source: `"(会议||例会) && (缺货||退款)"`, hit: []string{"例会上说缺货"}, miss: []string{"例会", "缺货退款"}},
	{name: "several", source: "(缺货||没货)&&退款&&!已补", hit: []string{"没货，退款", "退款，缺货了"}, miss: []string{"没货退款，已补"}},
	{name: "full-width signs", source: "（缺货｜｜没货）＆＆退款", hit: []string{"没货退款"}, miss: []string{"没货"}},
	{name: "not of brackets", source: "退款&&!(已经||马上)", hit: []string{"给您退款"}, miss: []string{"马上退款"}},
	{name: "three words in any order", source: "甲&&乙&&丙", hit: []string{"丙甲乙", "乙丙甲"}, miss: []string{"甲乙"}},
	{name: "quoted signs", source: `'A&B'&&好`, hit: []string{"A&B好"}, miss: []string{"A好B"}},
	{
		name: "the interface's answer", source: `{"error_code":0,"results":{"total":1,"rule":[{"category":"类别1","description":"描述","contents":["贷款","缺货&&退款","未偿还&&!逾期"]}]}}`,
		hit: []string{"贷款", "缺货退款", "未偿还"}, miss: []string{"缺货", "未偿还逾期"},
	},
	{name: "no expression", source: "a&&(b", notes: 1, lost: true},
}

func TestImportBaidu(t *testing.T) {
	for i := range baiduCases {
		c := &baiduCases[i]
		t.Run(c.name, func(t *testing.T) {
			d, err := baidu.Import([]byte(c.source), baidu.Options{})
			judgeImport(t, c, d, err)
		})
	}
	t.Run("about the session", func(t *testing.T) {
		d, err := baidu.Import([]byte("(缺货||没货)&&退款&&!已补"), baidu.Options{Session: true, Speaker: "agent"})
		judgeImport(t, &imported{hit: []string{"服：没货 ｜ 服：退款"}, miss: []string{"服：没货 ｜ 服：退款 ｜ 服：已补", "服：没货 ｜ 客：退款"}}, d, err)
	})
}
