// Package sheet imports rules from tables that people keep in spreadsheets (CSV, XLSX), and exports lexicons to such
// tables, from which they are imported again as they were.
package sheet

import (
	"strings"
	"unicode"
)

// column is what a column of a table holds.
type column string

// The columns, by the headers that an export writes.
const (
	colTable      column = "表"
	colFile       column = "文件"
	colID         column = "编号"
	colRule       column = "规则"
	colCategory   column = "类别"
	colKind       column = "类型"
	colChannel    column = "渠道"
	colSeverity   column = "严重程度"
	colFatal      column = "一票否决"
	colDeduct     column = "扣分"
	colCap        column = "扣分上限"
	colPoints     column = "平台扣分"
	colFine       column = "负激励"
	colSpeaker    column = "说话人"
	colPhrase     column = "短语"
	colPattern    column = "句式"
	colRegexp     column = "正则"
	colExpression column = "表达式"
	colExcept     column = "例外"
	colExceptForm column = "例外句式"
	colAdvice     column = "推荐话术"
	colCite       column = "依据"
	colOwner      column = "负责人"
	colPlatforms  column = "平台"
	colTeams      column = "团队"
	colSince      column = "生效日期"
	colUntil      column = "失效日期"
	colSuspect    column = "疑似"
	colHit        column = "正例"
	colDoubtful   column = "疑似例"
	colMiss       column = "反例"
	colDefinition column = "规则定义"
	colName       column = "名称"
	colWords      column = "词语"
	colBody       column = "定义"
	colRest       column = "其余"
	colNote       column = "备注"
)

// headers are other names of the columns.
var headers = map[column][]string{
	colTable: {"table", "sheet"}, colFile: {"file", "词库"},
	colID:         {"规则编号", "规则id", "规则编码", "id", "ruleid", "rule_id", "code", "序号编码"},
	colRule:       {"规则名称", "规则名", "质检规则", "质检项", "质检点", "检查项", "考核项", "评分项", "rule", "rulename", "title"},
	colCategory:   {"分类", "规则分类", "规则类别", "一级分类", "类目", "category", "group"},
	colKind:       {"规则类型", "性质", "kind", "type"},
	colChannel:    {"适用渠道", "channel"},
	colSeverity:   {"级别", "等级", "严重级别", "风险等级", "程度", "severity", "level"},
	colFatal:      {"致命", "是否致命", "致命项", "红线", "是否红线", "fatal"},
	colDeduct:     {"分值", "扣分值", "分数", "扣除分数", "单次扣分", "deduct", "score", "points"},
	colCap:        {"最高扣分", "封顶", "cap"},
	colPoints:     {"平台分", "platform_points", "平台处罚分"},
	colFine:       {"罚款", "处罚金额", "fine"},
	colSpeaker:    {"角色", "对象", "检测角色", "适用角色", "发言人", "speaker", "role"},
	colPhrase:     {"关键词", "关键字", "禁语", "禁用语", "服务禁语", "违禁词", "敏感词", "违规词", "词语短语", "话术", "用语", "命中词", "phrase", "phrases", "keyword", "keywords", "word"},
	colPattern:    {"模式", "短语模式", "pattern", "patterns"},
	colRegexp:     {"正则表达式", "regex", "regexp"},
	colExpression: {"关键词表达式", "逻辑表达式", "expression"},
	colExcept:     {"排除", "排除词", "例外词", "白名单", "除外", "豁免", "exception", "exceptions", "exclude", "unless"},
	colExceptForm: {"例外模式", "排除句式"},
	colAdvice:     {"建议话术", "标准话术", "正确话术", "建议", "推荐用语", "整改建议", "advice"},
	colCite:       {"出处", "来源", "规则来源", "规则依据", "cite", "source"},
	colOwner:      {"责任人", "维护人", "owner"},
	colPlatforms:  {"适用平台", "platforms", "platform"},
	colTeams:      {"适用团队", "班组", "技能组", "teams", "team"},
	colSince:      {"生效时间", "开始日期", "since"},
	colUntil:      {"失效时间", "结束日期", "到期", "until"},
	colSuspect:    {"仅疑似", "人工复核", "suspect"},
	colHit:        {"命中示例", "违规示例", "正例句", "hit"},
	colDoubtful:   {"疑似示例", "suspectexample"},
	colMiss:       {"不命中示例", "合规示例", "miss"},
	colDefinition: {"yaml", "definition"},
	colName:       {"name"}, colWords: {"words", "词"}, colBody: {"body"}, colRest: {"rest"},
	colNote: {"说明", "注释", "note", "remark", "comment", "序号", "no"},
}

// names finds a column by any of its names.
var names = func() map[string]column {
	out := map[string]column{}
	for col, list := range headers {
		out[plain(string(col))] = col
		for _, name := range list {
			out[plain(name)] = col
		}
	}
	return out
}()

// plain is a header without what people add to one: case, blanks, marks, and what stands in brackets.
func plain(header string) string {
	if i := strings.IndexAny(header, "(（[【"); i > 0 {
		header = header[:i]
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '_' || r == '*' || r == ':' || r == '：' || r == '-' {
			return -1
		}
		return unicode.ToLower(r)
	}, header)
}

// wording are the columns of which a table of rules has one.
var wording = []column{colPhrase, colPattern, colRegexp, colExpression, colDefinition}

// layoutOf reads a row as headers; ok is false where it is none.
func layoutOf(cells []string) (cols map[column]int, unknown []string, ok bool) {
	cols = map[column]int{}
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		col, known := names[plain(cell)]
		switch {
		case cell == "":
		case !known:
			unknown = append(unknown, cell)
		default:
			if _, twice := cols[col]; !twice {
				cols[col] = i
			}
		}
	}
	for _, col := range append([]column{colWords, colBody, colRest}, wording...) {
		if _, ok := cols[col]; ok {
			return cols, unknown, true
		}
	}
	return nil, nil, false
}
