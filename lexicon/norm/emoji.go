package norm

// bracketNames are the names of emoji that 微信, 千牛, QQ and 微博 write in brackets, in byte order and lower case. Names of
// media placeholders ([图片], [红包], [礼物]) are left out: rules speak of them.
var bracketNames = []string{
	"666", "aaagh", "angry", "awesome", "awkward", "bah!l", "bah!r", "basketball", "beckon", "beer", "blessing",
	"blowkiss", "blush", "bomb", "boring", "broken", "brokenheart", "cake", "candle", "chuckle", "clap",
	"cleaver", "coffee", "commando", "coolguy", "cry", "dagger", "determined", "dizzy", "doge", "dramatic",
	"drool", "drowsy", "duh", "emm", "facepalm", "fight", "firecracker", "fireworks", "fist", "flushed", "frown",
	"goforit", "grimace", "grin", "hammer", "happy", "heart", "hey", "hug", "hungry", "hurt", "inlove", "joyful",
	"jumprope", "kiss", "kotow", "ladybug", "laugh", "letdown", "letmesee", "lightning", "lips", "lol", "moon",
	"moue", "mybad", "no", "noprob", "nosepick", "nuh-uh", "ok", "omg", "onlooker", "panic", "party", "peace",
	"pig", "pingpong", "pinky", "pooh-pooh", "poop", "puke", "respect", "rice", "rockon", "rose", "ruthless",
	"scold", "scowl", "scream", "shake", "shame", "shhh", "shocked", "shrunken", "shy", "sick", "sigh", "silent",
	"skull", "sleep", "slight", "sly", "smart", "smile", "smirk", "smug", "sob", "soccer", "speechless", "sun",
	"surprise", "surrender", "sweat", "sweats", "tea", "tearingup", "terror", "thumbsdown", "thumbsup",
	"toasted", "tongue", "tormented", "tremble", "trick", "twirl", "waddle", "watermelon", "wave", "whimper",
	"wilt", "worship", "wow", "wrath", "yawn", "yeah", "么么哒", "亲", "亲亲", "伤心", "作揖", "便便", "偷笑", "傲慢", "再见",
	"凋谢", "加油", "加油吧", "加班", "勾引", "卖萌", "发", "发呆", "发怒", "发抖", "可怜", "可爱", "右哼哼", "叹气", "吃惊", "吃瓜", "合十", "吐",
	"吐舌", "吓", "呲牙", "呵呵", "咒骂", "咖啡", "哇", "哈哈", "哈欠", "哭", "啤酒", "嗯嗯", "嘘", "嘴唇", "嘻嘻", "嘿哈", "囧", "困", "围观",
	"坏笑", "大兵", "大哭", "大笑", "天啊", "太阳", "失望", "奋斗", "奋斗加油", "奸笑", "好的", "委屈", "威武", "害怕", "害羞", "尴尬", "左哼哼",
	"差劲", "庆祝", "开心", "弱", "强", "得意", "微笑", "心", "心碎", "快哭了", "怄火", "怒", "怒骂", "思考", "恐惧", "悠闲", "惊恐", "惊讶",
	"愉快", "感谢", "憨笑", "我最美", "打脸", "托腮", "抓狂", "折磨", "抠鼻", "抱", "抱抱", "抱拳", "抱歉", "拜托", "拜拜", "拥抱", "拳头", "挖鼻",
	"挤眼", "捂脸", "握个手", "握手", "撇嘴", "撒花", "擦汗", "收到", "敲打", "无语", "旺柴", "晕", "暗中观察", "月亮", "期待", "机智", "棒", "欢迎",
	"欢迎光临", "比心", "求求", "汗", "泪", "流汗", "流泪", "炸弹", "点赞", "烟花", "爆竹", "爱你", "爱心", "爱慕", "猪头", "玫瑰", "生气", "生病",
	"疑问", "發", "白眼", "皱眉", "睡", "破涕为笑", "社会社会", "祝福", "福", "笑", "笑哭", "笑脸", "糗大了", "给你花", "给力", "翻白眼", "耶", "胜利",
	"脸红", "色", "花", "苦涩", "茶", "菜刀", "蛋糕", "蜡烛", "衰", "裂开", "西瓜", "让我看看", "调皮", "谢谢", "赞", "跳舞", "跳跳", "转圈",
	"送花", "鄙视", "酷", "酷拽", "钱", "闭嘴", "阴险", "难过", "鞠躬", "飞吻", "饥饿", "馋嘴", "骷髅", "鲜花", "鼓掌", "鼻屎",
}

// slashFaces are the emoji codes of 旺旺 and 微信 that follow "/:", beside its three-digit numbers, longest first.
var slashFaces = []string{
	"(zz...)", "clock", "plane", "(ok)", ",@-d", "girl", "'\"\"", "(&)", ")-(", "*&*", ",@!", ",@f", ",@o",
	",@p", ",@x", "--b", "8*8", ":-|", ">_<", ">m<", ">o<", ">w<", "^$^", "^-^", "^_^", "^o^", "^w^", "^x^",
	"lip", "man", "o=o", "u*u", "-f", "-w", ":!", ":$", ":(", ":)", ":*", ":+", ":<", ":>", ":@", ":b", ":d",
	":o", ":p", ":x", ":z", ":|", ":~", ">@", "qp", "~b", "!", "\"", "$", "%", "?", "@", "b", "c", "h", "o", "p",
	"q", "r", "y",
}
