package audit

import (
	"strings"

	"zhijian/transcripts"
)

// platformOf is the session's platform by the name that rules use; tmall where none is given, as the catalogue lays
// down. Exports write platforms as people call them, so the usual names are known; any other is taken as it stands.
func platformOf(s *transcripts.Session) string {
	name := strings.ToLower(strings.TrimSpace(s.Attributes["platform"]))
	switch {
	case name == "":
		return "tmall"
	case strings.HasPrefix(name, "天猫"):
		return "tmall"
	case strings.HasPrefix(name, "淘宝"):
		return "taobao"
	case strings.HasPrefix(name, "京东"):
		return "jd"
	case strings.HasPrefix(name, "拼多多"):
		return "pdd"
	case strings.HasPrefix(name, "抖音"), strings.HasPrefix(name, "抖店"):
		return "douyin"
	default:
		return name
	}
}
