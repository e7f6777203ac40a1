package sheet

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhijian/lexicon/exchange"
	"zhijian/lexicon/pattern"
)

// group is a rule while its rows are read.
type group struct {
	place      string // of its first row
	fields     exchange.Map
	clauses    map[string][]any // by speaker
	unless     []string
	hit, miss  []string
	doubtful   []string // under suspect
	definition string
}

// rule reads a row of a table of rules. One that names no rule goes on with the one above; where no row names one, each
// category, or the table as a whole, is a rule.
func (m *importer) rule(f *file, t *table, row int) {
	key := cmp.Or(t.cell(row, colID), t.cell(row, colRule))
	if key == "" && f.last == nil {
		key = cmp.Or(t.cell(row, colCategory), t.name, "短语表")
	}
	g := f.last
	if key != "" {
		if g = f.order[key]; g == nil {
			g = &group{place: t.place(row), clauses: map[string][]any{}}
			f.order[key] = g
			f.groups = append(f.groups, g)
		}
	}
	f.last = g
	m.fields(g, t, row)
	m.wording(g, t, row)
	g.hit = append(g.hit, lines(t.text(row, colHit))...)
	g.doubtful = append(g.doubtful, lines(t.text(row, colDoubtful))...)
	g.miss = append(g.miss, lines(t.text(row, colMiss))...)
	g.definition += withBreak(t.text(row, colDefinition))
}

// keep keeps a single value of a rule; another one in a later row is noted.
func (m *importer) keep(g *group, t *table, row int, key string, value any) {
	if known := g.fields.Get(key); known != nil && value != nil {
		if known != value {
			m.notes().Note(exchange.Changed, t.place(row), "同一条规则的 %s 先后不同（%v、%v），取前者", "%s of a rule differs from row to row (%v, %v); the first is taken", key, known, value)
		}
		return
	}
	g.fields.Add(key, value)
}

// fields reads the columns that say one thing of a rule.
func (m *importer) fields(g *group, t *table, row int) {
	text := func(key string, col column) {
		if v := t.cell(row, col); v != "" {
			m.keep(g, t, row, key, v)
		}
	}
	text("id", colID)
	text("title", colRule)
	m.chosen(g, t, row, "kind", colKind, kinds)
	text("category", colCategory)
	m.chosen(g, t, row, "channel", colChannel, channels)
	m.chosen(g, t, row, "severity", colSeverity, severities)
	if yes(t.cell(row, colFatal)) {
		m.keep(g, t, row, "fatal", true)
	}
	for _, n := range []struct {
		key string
		col column
	}{{"deduct", colDeduct}, {"cap", colCap}, {"platform_points", colPoints}, {"fine", colFine}} {
		m.number(g, t, row, n.key, n.col)
	}
	text("cite", colCite)
	text("advice", colAdvice)
	text("owner", colOwner)
	for _, l := range []struct {
		key string
		col column
	}{{"platforms", colPlatforms}, {"teams", colTeams}} {
		if list := split(t.cell(row, l.col)); len(list) > 0 && g.fields.Get(l.key) == nil {
			g.fields.Add(l.key, list)
		}
	}
	m.day(g, t, row, "since", colSince)
	m.day(g, t, row, "until", colUntil)
}

// Words that tables use for the values of the rule language.
var (
	kinds = map[string]string{
		"banned": "banned", "禁语": "banned", "禁用语": "banned", "违禁": "banned", "禁止": "banned", "敏感词": "banned",
		"violation": "violation", "违规": "violation", "required": "required", "必说": "required", "应说": "required",
		"规范用语": "required", "必须": "required", "缺失": "required", "conduct": "conduct", "行为": "conduct",
	}
	channels = map[string]string{
		"chat": "chat", "在线": "chat", "聊天": "chat", "文本": "chat", "call": "call", "电话": "call", "通话": "call", "语音": "call",
		"热线": "call", "both": "both", "全部": "both", "不限": "both", "全渠道": "both",
	}
	severities = map[string]string{
		"info": "info", "提示": "info", "minor": "minor", "轻": "minor", "轻度": "minor", "低": "minor", "一般": "minor", "轻微": "minor",
		"major": "major", "中": "major", "中度": "major", "较重": "major", "高": "major", "严重": "major", "重": "major",
		"critical": "critical", "重度": "critical", "特别严重": "critical", "致命": "critical", "红线": "critical", "极高": "critical",
	}
	speakers = map[string]string{
		"agent": "agent", "客服": "agent", "坐席": "agent", "座席": "agent", "商家": "agent", "customer": "customer", "客户": "customer", "买家": "customer",
		"用户": "customer", "顾客": "customer", "anyone": "anyone", "全部": "anyone", "所有": "anyone", "不限": "anyone", "双方": "anyone", "robot": "robot", "机器人": "robot",
	}
)

func (m *importer) chosen(g *group, t *table, row int, key string, col column, words map[string]string) {
	v := strings.ToLower(t.cell(row, col))
	if v == "" {
		return
	}
	if known := words[v]; known != "" {
		m.keep(g, t, row, key, known)
		return
	}
	m.notes().Note(exchange.Changed, t.place(row), "%s %q 不认得，略去", "%s %q is not known and left out", string(col), v)
}

// yes says whether a cell says so.
func yes(cell string) bool {
	switch strings.ToLower(cell) {
	case "是", "y", "yes", "true", "1", "√", "✓", "一票否决", "致命", "红线":
		return true
	}
	return false
}

var numberForm = regexp.MustCompile(`\d+(\.\d+)?`)

// number reads a number in whatever stands around it: 扣5分, -5.
func (m *importer) number(g *group, t *table, row int, key string, col column) {
	cell := t.cell(row, col)
	if cell == "" || cell == "-" || cell == "/" {
		return
	}
	n, err := strconv.ParseFloat(numberForm.FindString(cell), 64)
	if err != nil || n > 1e6 {
		m.notes().Note(exchange.Changed, t.place(row), "%s %q 不是数，略去", "%s %q is no number and left out", string(col), cell)
		return
	}
	if n != 0 {
		m.keep(g, t, row, key, n)
	}
}

// day reads a day, which workbooks may give as a number of days.
func (m *importer) day(g *group, t *table, row int, key string, col column) {
	cell := t.cell(row, col)
	if cell == "" {
		return
	}
	for _, form := range []string{time.DateOnly, "2006/1/2", "2006年1月2日", "2006-1-2", "20060102", time.DateTime} {
		if day, err := time.Parse(form, cell); err == nil {
			m.keep(g, t, row, key, day.Format(time.DateOnly))
			return
		}
	}
	if days, err := strconv.ParseFloat(cell, 64); err == nil && days > 30000 && days < 100000 {
		m.keep(g, t, row, key, time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(days)).Format(time.DateOnly))
		return
	}
	m.notes().Note(exchange.Changed, t.place(row), "%s %q 不是日期，略去", "%s %q is no day and left out", string(col), cell)
}

// split parts what stands in one cell: by lines and by ；、|.
func split(cell string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("\n；;、|｜", r) }) {
		if part = strings.TrimSpace(part); part != "" && !slices.Contains(out, part) {
			out = append(out, part)
		}
	}
	return out
}

// wording reads the columns that say what is looked for.
func (m *importer) wording(g *group, t *table, row int) {
	speaker := m.o.Speaker
	if cell := strings.ToLower(t.cell(row, colSpeaker)); cell != "" {
		if known := speakers[cell]; known != "" {
			speaker = known
		} else {
			m.notes().Note(exchange.Changed, t.place(row), "说话人 %q 不认得，当作客服", "speaker %q is not known and taken as the agent", cell)
		}
	}
	say := m.patterns(t, row, colPhrase, m.o.Patterns)
	say = append(say, m.patterns(t, row, colPattern, true)...)
	for _, source := range lines(t.text(row, colRegexp)) {
		if w, err := exchange.Expression(source); err != nil {
			m.notes().Note(exchange.Lost, t.place(row), "正则表达式 %s 用不了：%v", "regular expression %s: %v", source, err)
		} else {
			say = append(say, w.Pattern())
		}
	}
	except := m.patterns(t, row, colExcept, m.o.Patterns)
	except = append(except, m.patterns(t, row, colExceptForm, true)...)
	clauses := m.expressions(t, row)
	suspect := yes(t.cell(row, colSuspect))
	switch {
	case len(say) == 0:
		if len(clauses) == 0 {
			g.unless = append(g.unless, except...)
		}
	case len(except) > 0 || suspect:
		clause := exchange.Map{{Key: "say", Value: say}}
		clause.Add("suspect", suspect)
		clause.Add("unless", except)
		clauses = append(clauses, clause)
	default:
		for _, p := range say {
			clauses = append(clauses, p)
		}
	}
	g.clauses[speaker] = append(g.clauses[speaker], clauses...)
}

// patterns reads a cell of phrases.
func (m *importer) patterns(t *table, row int, col column, written bool) []string {
	var out []string
	list := lines(t.text(row, col))
	if !written {
		list = split(t.text(row, col))
	}
	for _, text := range list {
		p := text
		var err error
		if written {
			_, err = pattern.Parse(p)
		} else {
			err = exchange.CheckWord(text)
			p = exchange.Escape(text)
		}
		if err != nil {
			m.notes().Note(exchange.Lost, t.place(row), "%s %q 用不了：%v", "%s %q: %v", string(col), text, err)
			continue
		}
		out = append(out, p)
	}
	return out
}

// expressions reads a cell of expressions such as (缺货||没货)&&退款.
func (m *importer) expressions(t *table, row int) []any {
	var out []any
	for _, source := range lines(t.text(row, colExpression)) {
		parsed, err := exchange.ParseBoolean(source)
		var formula *exchange.Formula
		if err == nil {
			formula, err = parsed.Formula(func(name *exchange.Boolean) (*exchange.Formula, error) {
				return exchange.Says(exchange.Word(name.Name)), exchange.CheckWord(name.Name)
			})
		}
		var clauses []any
		if err == nil {
			clauses, err = formula.Clauses(false)
		}
		if err != nil {
			m.notes().Note(exchange.Lost, t.place(row), "表达式 %s 用不了：%v", "expression %s: %v", source, err)
			continue
		}
		out = append(out, clauses...)
	}
	return out
}
