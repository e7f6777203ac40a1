package transcripts

import (
	"bufio"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// lineGrammar is a text export in which some lines open a message and the others continue it. The groups of its
// pattern are time, nick and perhaps text.
type lineGrammar struct {
	name    string
	title   string
	pattern string
	shops   bool // nicks such as 店铺:小美 are of staff, all others of customers
}

// moment and clock are the times that opening lines carry.
const (
	moment = `\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}(?::\d{2})?`
	clock  = `\d{1,2}:\d{2}(?::\d{2})?`
)

func lineGrammars() []lineGrammar {
	return []lineGrammar{
		{
			name: "qianniu-text", title: "千牛 or 旺旺 text export", shops: true,
			pattern: `^(?P<nick>\S.{0,60}?)\s*[(（](?P<time>` + moment + `|` + clock + `)[)）]\s*[:：]?\s*(?P<text>.*)$`,
		},
		{
			name: "qq-text", title: "QQ text export",
			pattern: `^(?P<time>` + moment + `)\s+(?P<nick>\S.{0,60}?)(?:[(（]\d{5,}[)）]|<[^<>\s]+@[^<>\s]+>)\s*$`,
		},
		{
			name: "wechat-text", title: "WeChat text export",
			pattern: `^(?P<time>` + moment + `)\s+(?P<nick>\S.{0,60}?)\s*(?:[:：]|(?:：|:\s)\s*(?P<text>.*))?\s*$` +
				`|^(?P<nick2>\S.{0,60}?)\s+(?P<time2>` + moment + `)\s*[:：]?\s*$`,
		},
	}
}

// lineFormats are the known text exports, and the one that the user's own grammar describes.
func lineFormats() []format {
	limits := "1 MiB a message; no session ids: the file is one thread, parted at idle gaps; a line of a date gives its day to clocks below it"
	own := format{
		name: "lines", title: "text export with a grammar of the user's own",
		detect: func(s *sample) string {
			if s.set.line == nil || !s.opens(s.set.line) {
				return ""
			}
			return "lines match the mapped grammar"
		},
		read: func(in *input, out *sink) { readLines(in, out, in.set.line, false) },
		about: about{
			fields: "what the groups time, nick and text of the mapped `line` capture", times: "with date, or a clock below a line of a date",
			roles: "mapped nicks", limits: limits,
		},
	}
	all := []format{own}
	for _, g := range lineGrammars() {
		roles := "mapped nicks; else unknown, or guessed by opening phrases"
		if g.shops {
			roles = "`店铺:小美` is staff, `cntaobao` in front is dropped; if no nick has a colon, mapped or guessed"
		}
		all = append(all, format{
			name: g.name, title: g.title,
			detect: func(s *sample) string {
				if s.set.line != nil || s.ext != ".txt" && s.ext != ".log" && s.ext != "" || !s.opens(regexp.MustCompile(g.pattern)) {
					return ""
				}
				return "lines look like " + g.title
			},
			read:  func(in *input, out *sink) { readLines(in, out, regexp.MustCompile(g.pattern), g.shops) },
			about: about{fields: "time, nick, text", times: "`2006-01-02 15:04:05` and its variants", roles: roles, limits: limits},
		})
	}
	return all
}

// compileLine checks a grammar of the user's own.
func compileLine(pattern string) (*regexp.Regexp, error) {
	line, err := regexp.Compile(pattern)
	if err != nil {
		return nil, mappingFault([]string{"line"}, MappingPattern, err.Error())
	}
	for _, group := range []string{"time", "nick"} {
		if !slices.Contains(line.SubexpNames(), group) {
			return nil, mappingFault([]string{"line"}, MappingGroup, group, group)
		}
	}
	return line, nil
}

// opens says whether a line among the first of the sample opens a message.
func (s *sample) opens(line *regexp.Regexp) bool {
	n := 0
	for text := range strings.Lines(s.text) {
		if n++; n > 50 {
			return false
		}
		if line.MatchString(strings.TrimRight(text, "\r\n")) {
			return true
		}
	}
	return false
}

// hasShopNick says whether some message of the sample is by a nick such as 店铺:小美. Where none is, nicks tell nothing.
func (s *sample) hasShopNick(line *regexp.Regexp) bool {
	nick := line.SubexpIndex("nick")
	for text := range strings.Lines(s.text) {
		if m := line.FindStringSubmatch(strings.TrimRight(text, "\r\n")); m != nil && strings.ContainsAny(m[nick], ":：") {
			return true
		}
	}
	return false
}

// lineReader reads a text export line by line.
type lineReader struct {
	line    *regexp.Regexp
	date    *regexp.Regexp
	shops   bool
	set     *settings
	out     *sink
	grouper *grouper
	day     string   // of the last line of a date
	open    *message // the message being read
	text    []string // its lines
	size    int      // and their bytes
}

// maxMessage bounds the text of one message, in bytes: a longer one is text that is no chat.
const maxMessage = 1 << 20

func readLines(in *input, out *sink, line *regexp.Regexp, shops bool) {
	if line == nil {
		out.reject(Reject{Code: CodeFormat, Args: []string{"the mapping has no line"}})
		return
	}
	s, err := sampleOf(in)
	if err != nil {
		out.broken(0, err)
		return
	}
	text, err := in.utf8Text()
	if err != nil {
		out.broken(0, err)
		return
	}
	l := &lineReader{
		line: line, date: regexp.MustCompile(`^[\s\-—=]*(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)[\s\-—=]*$`),
		shops: shops && s.hasShopNick(line), set: in.set, out: out, grouper: grouperFor(in),
	}
	defer l.grouper.close()
	if err := l.all(bufio.NewReaderSize(text, peekBytes)); err != nil {
		out.broken(0, err)
	}
	l.grouper.finish(out)
}

func (l *lineReader) all(r *bufio.Reader) error {
	for number := 1; ; number++ {
		line, err := readLine(r, maxDocument)
		if len(line) > 0 || err == nil {
			if err := l.one(number, string(line)); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return l.close()
		case err != nil && !errors.Is(err, errTooLong):
			return errors.Join(l.close(), err)
		}
	}
}

// one reads a line: it opens a message, gives a date, continues the open message, or stands outside.
func (l *lineReader) one(number int, line string) error {
	if m := l.line.FindStringSubmatch(line); m != nil {
		if err := l.close(); err != nil {
			return err
		}
		return l.begin(number, line, m)
	}
	if m := l.date.FindStringSubmatch(line); m != nil {
		l.day = m[1]
		return nil
	}
	if l.open == nil {
		if strings.TrimSpace(line) != "" {
			l.out.skip(SkipOutside, 1)
		}
		return nil
	}
	l.text = append(l.text, line)
	if l.size += len(line); l.size > maxMessage {
		l.out.reject(Reject{
			Record: l.open.record, Code: CodeTooLong, Args: []string{strconv.Itoa(maxMessage)}, Raw: clipRaw([]byte(strings.Join(l.text, "\n"))),
		})
		l.open = nil
	}
	return nil
}

// begin opens a message; one whose time cannot be read is refused with its first line.
func (l *lineReader) begin(number int, line string, match []string) error {
	group := func(name string) string {
		for i, n := range l.line.SubexpNames() {
			if (n == name || n == name+"2") && match[i] != "" {
				return match[i]
			}
		}
		return ""
	}
	when := group("time")
	at, ok := parseTime(when, l.set.zone)
	if !ok && l.day != "" {
		at, ok = parseTime(l.day+" "+when, l.set.zone)
	}
	if !ok {
		l.out.reject(Reject{Record: number, Code: CodeTime, Args: []string{"time", when, "2026-11-20 10:00:00"}, Raw: clipRaw([]byte(line))})
		return nil
	}
	nick := strings.TrimPrefix(strings.TrimSpace(group("nick")), "cntaobao")
	m := &message{
		thread: wholeFile, record: number, text: group("text"), sender: nick, at: at, channel: Chat, startMS: NoOffset, endMS: NoOffset,
		call: CallInfo{RingSeconds: unknownRing},
	}
	if role, ok := l.set.roles.of(nick); ok {
		m.role = role
	} else if l.shops {
		m.role = RoleCustomer
		if strings.ContainsAny(nick, ":：") {
			m.role = RoleAgent
		}
	}
	switch m.role {
	case RoleAgent:
		m.agent.ID = nick
	case RoleCustomer:
		m.customer = nick
	}
	l.open, l.text, l.size = m, append(l.text[:0], m.text), len(m.text)
	return nil
}

// close hands on the message that was being read.
func (l *lineReader) close() error {
	m := l.open
	if m == nil {
		return nil
	}
	l.open = nil
	if m.text = strings.TrimSpace(strings.Join(l.text, "\n")); m.text == "" {
		l.out.skip(SkipNoText, 1)
		return nil
	}
	return l.grouper.add(m)
}
