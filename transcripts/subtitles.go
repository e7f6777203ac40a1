package transcripts

import (
	"bufio"
	"errors"
	"html"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// subtitleFormats are SRT and WebVTT. They are read here rather than by a library: the kept one (go-astisub) stops at the
// first broken cue, drops the second voice of a cue and prints about it, where nothing may be lost and nothing printed.
func subtitleFormats() []format {
	timing := cueTiming()
	return []format{
		{
			name: "webvtt", title: "WebVTT captions",
			detect: func(s *sample) string {
				if strings.HasPrefix(s.text, "WEBVTT") {
					return "it begins with WEBVTT"
				}
				return ""
			},
			read: readSubtitles, about: aboutSubtitles("voice tags `<v 客服>`, else as SRT"),
		},
		{
			name: "srt", title: "SubRip captions (SRT)",
			detect: func(s *sample) string {
				if s.opens(timing) && s.start() != '{' && s.start() != '[' {
					return "it has lines of cue times"
				}
				return ""
			},
			read: readSubtitles, about: aboutSubtitles("a role, a mapped label or SPEAKER_00 in front of a colon"),
		},
	}
}

func aboutSubtitles(roles string) about {
	return about{
		fields: "cue times and text; styles, notes and positions are left out",
		times:  "hours:minutes:seconds.milliseconds from the start", roles: roles + "; other labels " + rolesGuessed,
		limits: "64 MiB a file; one file is one call",
	}
}

func cueTiming() *regexp.Regexp {
	return regexp.MustCompile(`^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})(?:\s.*)?$`)
}

// cueReader reads captions line by line.
type cueReader struct {
	timing, voice, tag, label *regexp.Regexp
	set                       *settings
	out                       *sink
	dialogue                  *dialogue
	inCue                     bool
	startMS, endMS            int64
	lines                     []string
	size                      int // bytes of text in the file so far
}

func readSubtitles(in *input, out *sink) {
	text, err := in.utf8Text()
	if err != nil {
		out.broken(0, err)
		return
	}
	c := &cueReader{
		timing: cueTiming(), voice: regexp.MustCompile(`<v(?:\.[^ \t>]*)?[ \t]+([^>]+)>`), tag: regexp.MustCompile(`<[^<>]*>`),
		label: regexp.MustCompile(`(?s)^\s*(?i:((?:speaker|spk|channel|说话人|声道|角色)[ _]?[0-9A-Z]{1,3}))\s*[:：]\s*(.*)$`),
		set:   in.set, out: out, dialogue: newDialogue(Call),
	}
	r := bufio.NewReaderSize(text, peekBytes)
	for number := 1; ; number++ {
		line, err := readLine(r, maxDocument)
		if len(line) > 0 || err == nil {
			c.line(number, string(line))
		}
		if c.size += len(line); c.size > maxDocument {
			out.reject(Reject{Record: 1, Code: CodeTooLong, Args: []string{strconv.Itoa(maxDocument)}})
			return
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !errors.Is(err, errTooLong) {
			out.broken(number-1, err)
			break
		}
	}
	c.endCue()
	out.dialogue(c.dialogue, 1, in.set)
}

func (c *cueReader) line(number int, line string) {
	switch {
	case strings.TrimSpace(line) == "":
		c.endCue()
	case c.timing.MatchString(line):
		c.endCue()
		c.beginCue(line)
	case strings.Contains(line, "-->"):
		c.endCue()
		c.out.reject(Reject{Record: number, Code: CodeTime, Args: []string{"cue", line, "00:00:01.000 --> 00:00:02.500"}, Raw: clipRaw([]byte(line))})
	case c.inCue:
		c.lines = append(c.lines, line)
	default: // a cue's number or name, a heading, a note or a style: none of them is said
	}
}

func (c *cueReader) beginCue(line string) {
	m := c.timing.FindStringSubmatch(line)
	part := func(i int) int64 {
		n, _ := digitsOf(m[i]) // 0 for hours that are left out
		return n
	}
	stamp := func(i int) int64 {
		ms := m[i+3] + strings.Repeat("0", 3-len(m[i+3]))
		n, _ := digitsOf(ms) // digits, by the pattern
		return ((part(i)*60+part(i+1))*60+part(i+2))*1000 + n
	}
	c.startMS, c.endMS = stamp(1), stamp(5)
	c.inCue, c.lines = true, c.lines[:0]
}

// endCue makes utterances of the cue that was being read.
func (c *cueReader) endCue() {
	if !c.inCue {
		return
	}
	c.inCue = false
	text := strings.Join(c.lines, "\n")
	if c.voice.MatchString(text) {
		c.voices(text)
		return
	}
	text = c.plain(text)
	if m := c.label.FindStringSubmatch(text); m != nil {
		c.say(utterance{speaker: m[1], text: m[2]})
		return
	}
	parts := splitDialogue(text, speakerPrefix(), c.set)
	for _, u := range parts {
		c.say(u)
	}
	if len(parts) == 0 {
		c.dialogue.skip(SkipNoText)
	}
}

// voices parts a cue by its voice tags.
func (c *cueReader) voices(text string) {
	tags := c.voice.FindAllStringSubmatchIndex(text, -1)
	if before := c.plain(text[:tags[0][0]]); before != "" {
		c.say(utterance{text: before})
	}
	for i, tag := range tags {
		end := len(text)
		if i+1 < len(tags) {
			end = tags[i+1][0]
		}
		name := text[tag[2]:tag[3]]
		role, _ := speakerRole(name, c.set) // unknown for names of people, which are labels then
		c.say(utterance{role: role, speaker: name, text: c.plain(text[tag[1]:end])})
	}
}

func (c *cueReader) plain(text string) string {
	return strings.TrimSpace(html.UnescapeString(c.tag.ReplaceAllString(text, "")))
}

func (c *cueReader) say(u utterance) {
	u.startMS, u.endMS = c.startMS, max(c.startMS, c.endMS)
	c.dialogue.say(u)
}
