package entity

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// surnames are the frequent ones, without those that mostly are other words (于 向 时 那 别 和 连 都).
const surnames = `(?:欧阳|上官|司马|诸葛|司徒|慕容|尉迟|皇甫|夏侯|东方|` +
	`[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢骆岳齐梅庄辛管祝左涂谷祁舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边净褚晏])`

var personPattern = sync.OnceValue(func() *regexp.Regexp {
	const label = `(?:收件人|收货人|联系人|收款人|户名|开户名|真实姓名|姓名|名字|本人|叫做|叫)(?:是|为|叫|[: =])*`
	return regexp.MustCompile(label + `(` + surnames + `\p{Han}{1,2}?)(?:[^\p{Han}]|$|的|联系|电话|手机|地址|收货|先生|女士|小姐|号|收)` +
		`|(` + surnames + `\p{Han}{0,2}?)(?:先生|女士|小姐|太太)` +
		`|(` + surnames + `)(?:师傅|经理|老师|主管|店长|阿姨)` +
		`|` + label + `(\x{E001}|\p{Han}\x{E001}\p{Han}?)`)
})

// notSurnames stand before what looks like a surname with a title: 对方女士, 我们老师.
const notSurnames = "对双各多一那这哪每另"

// nearPerson finds the labels and titles beside which names stand.
func nearPerson(text []rune, i int) bool {
	before, after := at(text, i-1), at(text, i+1)
	switch text[i] {
	case '人':
		return strings.ContainsRune("件货系款本", before)
	case '名':
		return before == '户' || before == '姓' || after == '字'
	case '叫':
		return true
	case '先':
		return after == '生'
	case '女':
		return after == '士'
	case '小':
		return after == '姐'
	case '太':
		return after == '太'
	case '师':
		return after == '傅' || before == '老'
	case '经':
		return after == '理'
	case '主':
		return after == '管'
	case '店':
		return after == '长'
	case '阿':
		return after == '姨'
	}
	return false
}

// findPersons finds the names of persons: after a label (收件人：李雷) or before a title (王小明先生, 张女士). Value is the name.
func findPersons(dst []Span, text []rune) []Span {
	return eachMatch(dst, text, nearPerson, 8, personPattern(), func(s string, found []int) (Span, bool) {
		for group := 1; group <= 4; group++ {
			start, end := found[2*group], found[2*group+1]
			if start < 0 {
				continue
			}
			before, _ := utf8.DecodeLastRuneInString(s[:start])
			if group > 1 && strings.ContainsRune(notSurnames, before) {
				return Span{}, false
			}
			return Span{Start: start, End: end, Kind: Person, Value: s[start:end], Certain: group != 4}, true
		}
		return Span{}, false
	})
}
