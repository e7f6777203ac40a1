package wording

// entities are made-up values of every kind that patterns can ask for; the numbers are of the plans and check digits that
// the recognisers want, and nobody's.
var entities = map[string][]string{
	"phone":     {"13800138000", "15900001234"},
	"wechat":    {"微信号abc_12345", "加微信kefu2088"},
	"qq":        {"加qq223344556", "加qq是556677889"},
	"url":       {"https://example.com/a", "www.example.com"},
	"address":   {"浙江省杭州市西湖区文三路100号", "北京市海淀区中关村大街1号院2号楼301室"},
	"person":    {"收件人张三", "张先生"},
	"id-card":   {"110101199003070070", "440524198001010013"},
	"bank-card": {"6222021001116245702", "4111111111111111"},
	"order-no":  {"订单号1234567890123456789", "单号123456789012345678"},
	"amount":    {"50元", "三百块钱", "199.9元"},
	"duration":  {"48小时", "三天", "30分钟"},
	"date":      {"2026年11月20日", "11月20号"},
}

// entity gives a value of the kind; "" for a kind that does not exist.
func (m *Maker) entity(kind string) string {
	values := entities[kind]
	if len(values) == 0 {
		return ""
	}
	return values[m.Choose(len(values))]
}
