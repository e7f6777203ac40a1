package transcripts

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Fields of a message that a column of a table can hold. Columns that hold an attribute of the session are named
// attributes.NAME.
const (
	fieldSession    = "session_id"
	fieldThread     = "thread" // who or which room is talked with; sessions are parted by idle gaps
	fieldAt         = "at"
	fieldRole       = "role"
	fieldText       = "text"
	fieldSender     = "sender"
	fieldAgent      = "agent_id"
	fieldAgentName  = "agent_name"
	fieldTeam       = "team"
	fieldCustomer   = "customer_id"
	fieldChannel    = "channel"
	fieldStartedAt  = "started_at"
	fieldStartMS    = "start_ms"
	fieldEndMS      = "end_ms"
	fieldDirection  = "direction"
	fieldRing       = "ring_seconds"
	fieldEndedBy    = "ended_by"
	fieldType       = "message_type"
	fieldFromAgent  = "from_agent" // 1 or true where the agent's side sent the message
	fieldDialogue   = "dialogue"   // a whole conversation in one cell, a line an utterance
	attributePrefix = "attributes."
)

// columnNames lists the headers that name a field, in the order of preference within the field.
type columnNames struct {
	field   string
	headers []string
}

func knownColumns() []columnNames {
	return []columnNames{
		{fieldSession, []string{"session_id", "sessionid", "session", "conversation_id", "conversationid", "chat_id", "sid", "工单编号", "录音编号", "thread_id", "会话id", "会话编号", "会话号", "会话", "对话id", "对话编号", "聊天id", "咨询id", "通话id", "callid", "call_id"}},
		{fieldThread, []string{"thread", "thread_id", "talker", "talkerid", "roomid", "chat_room", "聊天对象"}},
		{fieldAt, []string{"at", "time", "timestamp", "datetime", "sent_at", "created_at", "createdtime", "msgtime", "strtime", "发送时间", "消息时间", "聊天时间", "时间", "日期时间", "createtime", "ts", "录音时间", "通话时间"}},
		{fieldRole, []string{"role", "speaker", "sender_type", "from_type", "角色", "发言角色", "说话人", "发送方", "发送者类型", "发送人类型", "发言方"}},
		{fieldText, []string{"text", "content", "message", "msg", "strcontent", "body", "消息内容", "聊天内容", "发言内容", "内容", "文本", "消息"}},
		{fieldSender, []string{"sender", "sender_wxid", "from", "nick", "nickname", "sendername", "发送人", "发送者", "昵称", "发言人", "用户昵称", "发送人昵称"}},
		{fieldAgent, []string{"agent_id", "agent", "agentid", "waiter", "staff_id", "客服id", "客服工号", "客服账号", "坐席工号", "座席工号", "装维工号", "坐席id", "工号", "客服", "坐席", "座席", "接待客服"}},
		{fieldAgentName, []string{"agent_name", "agentname", "客服姓名", "客服昵称", "客服名称", "坐席姓名", "座席姓名"}},
		{fieldTeam, []string{"team", "机构名称", "group", "客服组", "团队", "班组", "小组", "坐席组", "部门"}},
		{fieldCustomer, []string{"customer_id", "customer", "customerid", "buyer", "buyer_nick", "客户id", "客户账号", "客户昵称", "客户", "买家", "买家昵称", "买家账号", "顾客", "客户号码", "主叫号码"}},
		{fieldChannel, []string{"channel", "渠道类型", "会话类型", "渠道"}},
		{fieldStartedAt, []string{"started_at", "start_time", "会话开始时间", "开始时间", "通话开始时间", "呼叫时间"}},
		{fieldStartMS, []string{"start_ms", "begin_ms", "开始毫秒", "起始毫秒", "开始偏移"}},
		{fieldEndMS, []string{"end_ms", "结束毫秒", "终止毫秒", "结束偏移"}},
		{fieldDirection, []string{"direction", "call_direction", "呼叫方向", "通话方向", "呼叫类型"}},
		{fieldRing, []string{"ring_seconds", "ring", "振铃时长", "振铃秒数", "响铃时长"}},
		{fieldEndedBy, []string{"ended_by", "hangup_by", "挂机方", "挂断方"}},
		{fieldType, []string{"message_type", "msg_type", "msgtype", "消息类型", "类型"}},
		{fieldFromAgent, []string{"from_agent", "waitersend", "is_self", "isself", "issender", "是否客服"}},
		{fieldDialogue, []string{"dialogue", "transcript", "conversation", "转写文本", "对话文本", "对话内容", "会话内容", "聊天记录", "会话记录", "通话文本", "录音文本"}},
		{attributePrefix + "platform", []string{"platform", "平台", "平台名称", "来源平台"}},
		{attributePrefix + "shop", []string{"shop", "store", "店铺", "店铺名称", "店铺名", "商家"}},
		{attributePrefix + "queue", []string{"queue", "skill_group", "队列", "技能组", "接待组"}},
		{attributePrefix + "order_state", []string{"order_state", "order_status", "订单状态"}},
		{attributePrefix + "order_account", []string{"order_account", "order_buyer", "下单账号", "拍下账号"}},
	}
}

// columnMap says which column of a table holds which field.
type columnMap struct {
	width      int
	short      bool // the header has one name less than the rows have values (a fault of some exporters)
	calls      bool // the headers speak of calls
	headers    []string
	column     map[string]int // field to column, from 0
	attributes []string       // names of the attributes among the fields, sorted
}

// mapColumns finds the fields of a header: those that the user names first, the others by knownColumns. It fails where
// a column that the user names is not there.
func mapColumns(header []string, named map[string]string) (*columnMap, error) {
	m := &columnMap{width: len(header), headers: slices.Clone(header), column: make(map[string]int)}
	place := make(map[string]int, len(header))
	for i, h := range header {
		if key := foldHeader(h); key != "" {
			if _, repeated := place[key]; !repeated {
				place[key] = i
			}
		}
	}
	taken := make(map[int]bool)
	for _, field := range slices.Sorted(maps.Keys(named)) {
		i, ok := place[foldHeader(named[field])]
		if !ok {
			return nil, &headerError{column: named[field], field: field, header: header}
		}
		m.column[field] = i
		taken[i] = true
	}
	for _, known := range knownColumns() {
		if _, done := m.column[known.field]; done {
			continue
		}
		for _, h := range known.headers {
			if i, ok := place[h]; ok && !taken[i] {
				m.column[known.field] = i
				taken[i] = true
				break
			}
		}
	}
	if i, ok := m.column[fieldSession]; ok && m.has(fieldThread) && foldHeader(header[i]) == "conversation_id" && named[fieldSession] == "" {
		delete(m.column, fieldSession) // beside a thread it names the same: a contact, over years
	}
	for _, h := range header {
		m.calls = m.calls || strings.Contains(h, "通话") || strings.Contains(h, "录音")
	}
	for field := range m.column {
		if name, ok := strings.CutPrefix(field, attributePrefix); ok {
			m.attributes = append(m.attributes, name)
		}
	}
	slices.Sort(m.attributes)
	return m, nil
}

// headerError says that a column which the user named is not there.
type headerError struct {
	column, field string
	header        []string
}

func (e *headerError) Error() string {
	return fmt.Sprintf("column %q, mapped to %s, is not in the header: %s", e.column, e.field, strings.Join(e.header, ", "))
}

// Is makes a file of a folder that lacks the column one of no format: it is passed over like any other that is not meant.
func (e *headerError) Is(target error) bool { return target == errNoFormat }

// unreadable is the reject of a source whose columns cannot be told.
func unreadable(err error) Reject {
	if h, ok := errors.AsType[*headerError](err); ok {
		return Reject{Code: CodeNoColumn, Args: []string{strconv.Quote(h.column), h.field, strings.Join(h.header, ", ")}}
	}
	return Reject{Code: CodeFormat, Args: []string{err.Error()}}
}

// foldHeader makes headers comparable: no letter case, byte order mark, or outer white space.
func foldHeader(h string) string {
	return strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))
}

// has says whether some column holds the field.
func (m *columnMap) has(field string) bool {
	_, ok := m.column[field]
	return ok
}

// holdsMessages says whether rows are messages: texts, and something to tell sessions apart by.
func (m *columnMap) holdsMessages() bool {
	return m.has(fieldText) && (m.has(fieldSession) || m.has(fieldThread) || m.has(fieldAt))
}

// holdsDialogues says whether rows are whole conversations.
func (m *columnMap) holdsDialogues() bool { return m.has(fieldDialogue) && !m.has(fieldText) }

// value is the field's value in a row, without outer white space; "" where there is none.
func (m *columnMap) value(row []string, field string) string {
	i, ok := m.column[field]
	if !ok || i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

// MappedColumn says which column of a table was taken for which field; Field is "" where nothing is read from it.
type MappedColumn struct {
	Header string `json:"header"`
	Field  string `json:"field"`
}

// mapped lists the columns in their order.
func (m *columnMap) mapped() []MappedColumn {
	all := make([]MappedColumn, len(m.headers))
	for i, h := range m.headers {
		all[i].Header = h
	}
	for _, field := range slices.Sorted(maps.Keys(m.column)) {
		all[m.column[field]].Field = field
	}
	return all
}
