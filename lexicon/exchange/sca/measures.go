package sca

import (
	"fmt"
	"strconv"

	"zhijian/lexicon/exchange"
)

// seconds writes milliseconds as the rule language writes times.
func milliseconds(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) + "ms" }

// compare gives the comparison that a parameter names: gt (the default) or lt.
func compare(param exchange.Value) string {
	if param.Get("compareOperator").Text() == "lt" {
		return "<"
	}
	return ">"
}

// positive reads a number that has to be above zero; a note says where it is not.
func (m *importer) positive(param, src exchange.Value, key string) (float64, bool) {
	v, ok := param.Get(key).Number()
	if !ok || v <= 0 || v > 1e8 {
		m.Note(exchange.Lost, src.Path+".param."+key, "参数 %s 应为正数，不是 %q", "the parameter %s is to be a positive number, not %q", key, param.Get(key).Text())
		return 0, false
	}
	return v, true
}

// interval takes over silences: the time between a sentence and the one before.
func (m *importer) interval(param, src exchange.Value) *operator {
	length, ok := m.positive(param, src, "interval")
	if !ok {
		return nil
	}
	if param.Get("target").Given() && param.Get("target").Int(1) == 0 {
		m.Note(exchange.Lost, src.Path, "target 为 0 时检查的是一句话自身的时长，没有对应的量", "a target of 0 asks for the length of a sentence itself, which is not measured")
		return nil
	}
	if param.Get("target").Int(1) > 1 {
		m.Note(exchange.Changed, src.Path+".param.target", "与前第 %d 句的间隔，按与前一句的间隔", "the distance to the sentence %d back is taken as that to the one before", param.Get("target").Int(1))
	}
	if param.Get("differentRole").True() {
		m.Note(exchange.Changed, src.Path+".param.different_role", "静音不分两句是否同一人", "silences are measured whoever speaks before and after")
	}
	if param.Get("fromEnd").True() {
		m.Note(exchange.Changed, src.Path+".param.from_end", "按上句结束到本句开始计算", "the time is taken from the end of one sentence to the beginning of the next")
	}
	return &operator{measured: exchange.Map{{Key: "event", Value: fmt.Sprintf("silence %s %s", compare(param), milliseconds(length))}}, event: true}
}

// speed takes over the pace of speech, which is measured of agents, over the session.
func (m *importer) speed(param, src exchange.Value, c *condition) *operator {
	pace, ok := m.positive(param, src, "velocityInMint")
	if !ok {
		return nil
	}
	if role, _ := roleOf(c.src.Get("checkRange").Get("role"), c.src.Get("checkRange").Get("roleId")); role == "customer" {
		m.Note(exchange.Lost, src.Path, "只测客服的语速", "the pace is measured of agents alone")
		return nil
	}
	if !param.Get("average").True() {
		m.Note(exchange.Changed, src.Path+".param.average", "单句语速按整通的平均语速", "the pace of a sentence is taken as that of the session")
	}
	if param.Get("minWordSize").Given() {
		m.Note(exchange.Changed, src.Path+".param.minWordSize", "少于几个字不检测这一项不起作用", "the least length of a sentence makes no difference")
	}
	return &operator{measured: exchange.Map{{Key: "measure", Value: fmt.Sprintf("speech_rate %s %v", compare(param), pace)}}}
}

// interruption takes over that an agent breaks in on the customer.
func (m *importer) interruption(param, src exchange.Value, c *condition) *operator {
	length := 1.0
	if param.Get("interval").Given() {
		v, ok := m.positive(param, src, "interval")
		if !ok {
			return nil
		}
		length = v
	}
	if role, _ := roleOf(c.src.Get("checkRange").Get("role"), c.src.Get("checkRange").Get("roleId")); role == "customer" {
		m.Note(exchange.Lost, src.Path, "只测客服抢客户的话", "only agents are measured to break in on customers")
		return nil
	}
	for _, key := range []string{"threshold", "delayTime"} {
		if param.Get(key).Int(0) > 0 {
			m.Note(exchange.Changed, src.Path+".param."+key, "抢话只看重叠时长，%s 不起作用", "only the length of the overlap counts; %s makes no difference", key)
		}
	}
	return &operator{measured: exchange.Map{{Key: "event", Value: "overlap >= " + milliseconds(length)}}, event: true}
}

// duration takes over the length of the recording, and hang-ups by the one who spoke last.
func (m *importer) duration(param, src exchange.Value) *operator {
	if param.Get("beginType").Text() == "DIALOGUE" {
		role, ok := roleOf(param.Get("targetRole"), exchange.Value{})
		if !ok || role == "anyone" {
			m.Note(exchange.Lost, src.Path, "非正常挂机没有写明角色", "the hang-up names no role")
			return nil
		}
		m.Note(exchange.Changed, src.Path, "非正常挂机按由该角色挂断判断，不看间隔", "the hang-up is taken as one by that role, whatever the interval")
		return &operator{measured: exchange.Map{{Key: "measure", Value: fmt.Sprintf("ended_by == %q", role)}}}
	}
	length, ok := m.positive(param, src, "interval")
	if !ok {
		return nil
	}
	return &operator{measured: exchange.Map{{Key: "measure", Value: fmt.Sprintf("duration %s %s", compare(param), milliseconds(length))}}}
}

// roleCheck takes over that a sentence is a role's.
func (m *importer) roleCheck(param, src exchange.Value) *operator {
	role, ok := roleOf(param.Get("targetRole"), param.Get("roleId"))
	if !ok || role == "anyone" {
		m.Note(exchange.Lost, src.Path+".param.target_role", "角色 %q 不认识", "role %q is not known", param.Get("targetRole").Text())
		return nil
	}
	return &operator{target: role}
}

// repeated takes over that agents say nearly the same again.
func (m *importer) repeated(param, src exchange.Value, c *condition) *operator {
	if role, _ := roleOf(c.src.Get("checkRange").Get("role"), c.src.Get("checkRange").Get("roleId")); role == "customer" {
		m.Note(exchange.Lost, src.Path, "只测客服的重复", "only what agents repeat is measured")
		return nil
	}
	times := param.Get("hitTime").Int(1)
	if times < 1 || times > 1000 {
		m.Note(exchange.Lost, src.Path+".param.hit_time", "第 %d 次重复不合理", "a repetition number %d makes no sense", times)
		return nil
	}
	for _, key := range []string{"from", "threshold", "similarityThreshold", "excludes", "regex", "targetRole"} {
		if param.Get(key).Given() {
			m.Note(exchange.Changed, src.Path+".param."+key, "重复按本工具的尺度判断（长度、相似度、距离），%s 不起作用", "repetition is judged by this tool's measure of length, likeness and distance; %s makes no difference", key)
		}
	}
	return &operator{measured: exchange.Map{{Key: "event", Value: fmt.Sprintf("repeat >= %d", times+1)}}, event: true}
}
