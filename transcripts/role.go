package transcripts

import "strings"

// String returns the role's name in the native form: agent, customer, robot, system, or unknown.
func (r Role) String() string {
	switch r {
	case RoleAgent:
		return "agent"
	case RoleCustomer:
		return "customer"
	case RoleRobot:
		return "robot"
	case RoleSystem:
		return "system"
	default:
		return "unknown"
	}
}

// parseNativeRole accepts the names of the native form alone.
func parseNativeRole(name string) (Role, bool) {
	switch name {
	case "agent":
		return RoleAgent, true
	case "customer":
		return RoleCustomer, true
	case "robot":
		return RoleRobot, true
	case "system":
		return RoleSystem, true
	case "unknown":
		return RoleUnknown, true
	default:
		return RoleUnknown, false
	}
}

// ParseRole reads a role as people and other systems write it, in Chinese or English, whatever the letter case. It
// reports false for a word that names no role, among them the empty one.
func ParseRole(word string) (Role, bool) {
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "agent", "客服", "坐席", "座席", "人工", "人工客服", "人工坐席", "客服人员", "员工", "商家", "卖家", "店家", "接线员",
		"human_agent", "staff", "seller", "operator", "representative", "rep", "waiter", "admin", "service":
		return RoleAgent, true
	case "customer", "客户", "买家", "顾客", "用户", "访客", "会员", "消费者", "来电方", "主叫客户",
		"user", "buyer", "client", "caller", "visitor", "end_user", "end-user", "enduser", "lead", "guest":
		return RoleCustomer, true
	case "robot", "机器人", "机器", "自动回复", "智能客服", "智能机器人", "机器人客服",
		"bot", "custom_bot", "automated_agent", "virtual_agent", "chatbot", "assistant", "ivr":
		return RoleRobot, true
	case "system", "系统", "系统消息", "系统通知", "系统提示", "平台", "通知", "notice", "event":
		return RoleSystem, true
	default:
		return RoleUnknown, false
	}
}
