package sca

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"zhijian/lexicon/exchange"
)

// operator is one of SCA's checks, taken over: a formula about one sentence, or something measured.
type operator struct {
	lost     bool
	formula  *exchange.Formula
	tight    bool // within one clause between commas
	merged   bool // about all that the role says together
	measured exchange.Map
	event    bool   // what is measured has places
	target   string // of a check of the speaker: whose sentence it is to be
}

// untranslatable are the operators that nothing here can do, with the reason.
var untranslatable = map[string][2]string{
	"ASR_EMOTION":          {"能量（音量）没有随转写文本给出", "loudness is not part of a transcript"},
	"EMOTION_MODEL":        {"训练好的情绪模型", "a trained model of emotions"},
	"CUSTOMER_CHECK_MODEL": {"训练好的客户模型", "a trained model of the customer's"},
	"ABUSE_MODEL":          {"训练好的辱骂模型；可用内置规则 language.abuse 代替", "a trained model of abuse; the built-in rule language.abuse can stand in"},
	"NER_MODEL":            {"实体模型的定义没有公开；可用 @phone 等实体代替", "the entity model is not public; entities such as @phone can stand in"},
	"LLM":                  {"大模型规则", "a rule for a large language model"},
}

// operator takes one operator over; nil where that is not possible, which is noted.
func (m *importer) operator(src exchange.Value, c *condition) *operator {
	kind := src.Get("type").Text()
	param, err := src.Get("param").Unpack()
	if err != nil {
		m.Note(exchange.Lost, src.Path, "算子参数读不懂：%v", "the parameters: %v", err)
		return nil
	}
	switch kind {
	case "HIT_ANY_KEYWORDS", "INCLUDE_KEYWORDS", "KEYWORDS":
		return m.keywords(kind, param, src)
	case "REGULAR_EXPRESSION":
		return m.regularExpression(param, src)
	case "SIMILAR_MATCH":
		return m.similar(param, src)
	case "ADVANCED_REPEAT_DETECT":
		return m.repeated(param, src, c)
	case "INTERVAL_GREATER":
		return m.interval(param, src)
	case "SPEECH_SPEED_CHECK", "SPEECH_SPEED":
		return m.speed(param, src, c)
	case "GRAB_WORDS":
		return m.interruption(param, src, c)
	case "DURATION":
		return m.duration(param, src)
	case "ROLE_CHECK":
		return m.roleCheck(param, src)
	}
	reason := untranslatable[kind]
	m.Note(exchange.Lost, src.Path, "算子 %[1]s 没有对应的写法：%[2]s", "operator %[1]s has no counterpart: %[3]s",
		kind, cmp.Or(reason[0], "定义没有公开"), cmp.Or(reason[1], "it is not documented"))
	return nil
}

// keywords takes over any, all, n and none of a list of words.
func (m *importer) keywords(kind string, param, src exchange.Value) *operator {
	words := param.Get("keywords", "operKeyWords").Texts()
	if len(words) == 0 || len(words) > exchange.MaxKeywords {
		m.Note(exchange.Lost, src.Path, "关键词有 %d 个，应为 1 到 %d 个", "there are %d keywords, not 1 to %d", len(words), exchange.MaxKeywords)
		return nil
	}
	words = append(words, synonyms(param.Get("synonyms"), words)...)
	if param.Get("keywordExtension").True() && !param.Get("synonyms").Given() {
		m.Note(exchange.Changed, src.Path, "同义词扩展用的是厂商的词表，这里只有写出的词", "synonyms come from the vendor's list; only the words written out are here")
	}
	size := param.Get("keywordMatchSize").Int(map[bool]int{true: -1, false: 1}[kind == "INCLUDE_KEYWORDS"])
	op := &operator{tight: param.Get("inSentence").True() && !param.Get("contextChatMatch").True()}
	merged := param.Get("contextChatMatch").True()
	threshold := param.Get("threshold").Int(0)
	list, whole := m.Words(src.Path, words)
	if len(list) == 0 || !whole && size != 1 && size != 0 {
		return nil
	}
	if op.formula = m.ofWords(list, size, threshold, src); op.formula == nil {
		return nil
	}
	if threshold > 1 && size != 1 {
		m.Note(exchange.Changed, src.Path, "总命中次数 %d 与多个词同时要求，只保留后者", "a total of %d hits is asked beside several words; only the words are kept", threshold)
	}
	if merged {
		return merge(op, size)
	}
	return op
}

// ofWords is that so many of the words are said: 0 for none, a negative number for all.
func (m *importer) ofWords(list []exchange.Wording, size, threshold int, src exchange.Value) *exchange.Formula {
	each := make([]*exchange.Formula, 0, len(list))
	for _, w := range list {
		each = append(each, exchange.Says(w))
	}
	switch {
	case size == 0:
		return &exchange.Formula{Op: exchange.Not, Args: []*exchange.Formula{exchange.Says(list...)}}
	case size == 1 || len(list) == 1:
		out := exchange.Says(list...)
		if threshold > 1 {
			out.Times = fmt.Sprintf(">= %d", threshold)
		}
		return out
	case size < 0 || size >= len(list):
		return &exchange.Formula{Op: exchange.And, Args: each}
	}
	out, ok := someOf(each, size)
	if !ok {
		m.Note(exchange.Lost, src.Path, "%d 个词中任意 %d 个的组合太多", "%[2]d of %[1]d words are too many combinations", len(each), size)
		return nil
	}
	return out
}

// synonyms lists the words that are given as synonyms of others.
func synonyms(v exchange.Value, known []string) []string {
	var out []string
	for _, key := range v.Keys() {
		for _, word := range v.Get(key).Texts() {
			if !slices.Contains(known, word) && !slices.Contains(out, word) {
				out = append(out, word)
			}
		}
	}
	return out
}

// merge makes an operator look at all that the role says together.
func merge(op *operator, size int) *operator {
	op.tight = false
	op.merged = size != 1 || op.formula.Times != "" // any word in any sentence is the same
	return op
}

// someOf is that n of the formulas hold.
func someOf(list []*exchange.Formula, n int) (*exchange.Formula, bool) {
	out := &exchange.Formula{Op: exchange.Or}
	var pick func(from int, picked []*exchange.Formula) bool
	pick = func(from int, picked []*exchange.Formula) bool {
		if len(picked) == n {
			out.Args = append(out.Args, &exchange.Formula{Op: exchange.And, Args: slices.Clone(picked)})
			return len(out.Args) <= mostCombinations
		}
		for i := from; i <= len(list)-(n-len(picked)); i++ {
			if !pick(i+1, append(picked, list[i])) {
				return false
			}
		}
		return true
	}
	return out, pick(0, nil)
}

const mostCombinations = 150

func (m *importer) regularExpression(param, src exchange.Value) *operator {
	said, err := exchange.Expression(param.Get("regex").Text())
	if err != nil {
		m.Note(exchange.Lost, src.Path+".param.regex", "正则表达式用不了：%v", "the regular expression: %v", err)
		return nil
	}
	op := &operator{formula: exchange.Says(said)}
	not := param.Get("notRegex").Text()
	if not == "" {
		return op
	}
	denied, err := exchange.Expression(not)
	if err != nil {
		m.Note(exchange.Lost, src.Path+".param.notRegex", "排除的正则表达式用不了：%v", "the regular expression to exclude: %v", err)
		return nil
	}
	op.formula = &exchange.Formula{Op: exchange.And, Args: []*exchange.Formula{
		op.formula, {Op: exchange.Not, Args: []*exchange.Formula{exchange.Says(denied)}},
	}}
	return op
}

func (m *importer) similar(param, src exchange.Value) *operator {
	sentences := param.Get("similarlySentences").Texts()
	if len(sentences) == 0 {
		m.Note(exchange.Lost, src.Path, "没有示例语句", "there are no sentences to compare with")
		return nil
	}
	score, ok := param.Get("score").Number()
	if !ok || score <= 0 || score > 100 {
		score = 80
	}
	m.Note(exchange.Changed, src.Path, "相似度 %v 按编辑距离折算", "a similarity of %v is taken as an edit distance", score)
	byEdits := map[int][]string{}
	for _, s := range sentences {
		if err := exchange.CheckWord(s); err != nil {
			m.Note(exchange.Lost, src.Path, "例句用不了：%v", "a sentence: %v", err)
			return nil
		}
		length := utf8.RuneCountInString(s)
		edits := int(math.Floor(float64(length) * (100 - score) / 100))
		edits = max(1, min(edits, (length-1)/2))
		byEdits[edits] = append(byEdits[edits], s)
	}
	out := &exchange.Formula{Op: exchange.Or}
	for edits := range 200 {
		if list := byEdits[edits]; len(list) > 0 {
			out.Args = append(out.Args, similarTo(list, edits))
		}
	}
	if len(out.Args) == 1 {
		return &operator{formula: out.Args[0]}
	}
	return &operator{formula: out}
}

// similarTo is the formula of sentences that wording resembles; those that are too short for that are said.
func similarTo(list []string, edits int) *exchange.Formula {
	out := &exchange.Formula{Edits: edits}
	for _, s := range list {
		if edits*2 >= utf8.RuneCountInString(s) {
			words := make([]exchange.Wording, 0, len(list))
			for _, s := range list {
				words = append(words, exchange.Word(s))
			}
			return exchange.Says(words...)
		}
		out.Like = append(out.Like, s)
	}
	return out
}
