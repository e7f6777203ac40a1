package lexicon

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// speakers of example dialogues, by the character that introduces their words.
var exampleSpeakers = map[rune]Speaker{'客': Customer, '服': Agent, '机': Robot, '系': System}

// Settings that are about an example, not about its session: nothing is learnt from it, or it is not known to come out as
// its list says.
const (
	unlearnt = "unlearnt"
	untested = "untested"
)

// ParseExample reads an example: a sentence of the agent (beside a condition, of the one whom it is about), or utterances such as "客：在吗 ｜ 服：在的" parted by ｜, with
// settings such as {call, ended_by=agent} in front and times in seconds after the speaker: "服@45：您好" or
// "服@0-3.5：您好". The settings {unlearnt} and {untested} are about the example, not about the session.
func ParseExample(source string) (*Example, error) {
	e := &Example{Source: source, Settings: map[string]string{}}
	rest := strings.TrimSpace(source)
	if strings.HasPrefix(rest, "{") {
		inner, after, closed := strings.Cut(rest[1:], "}")
		if !closed {
			return nil, errors.New("the settings that begin with { are never closed")
		}
		for _, item := range strings.Split(inner, ",") {
			key, value, _ := strings.Cut(strings.TrimSpace(item), "=")
			if key = strings.TrimSpace(key); key == "" {
				return nil, errors.New("a setting in {…} has no name")
			}
			value = strings.TrimSpace(value)
			switch {
			case key != unlearnt && key != untested:
				e.Settings[key] = value
			case value != "":
				return nil, fmt.Errorf("the setting %s takes no value", key)
			case key == unlearnt:
				e.Unlearnt = true
			default:
				e.Untested = true
			}
		}
		if e.Unlearnt && e.Untested {
			return nil, errors.New("an example that is neither learnt from nor tested is for nothing; leave out one of the settings")
		}
		rest = strings.TrimSpace(after)
	}
	for _, part := range strings.Split(rest, "｜") {
		part = strings.TrimSpace(part)
		line, dialogue, err := exampleLine(part)
		if err != nil {
			return nil, err
		}
		if !dialogue {
			if strings.Contains(rest, "｜") {
				return nil, fmt.Errorf("%q does not begin with 客： 服： 机： or 系：", part)
			}
			line = Line{Speaker: Agent, Text: part, At: -1, End: -1}
			e.Plain = true
		}
		if line.Text == "" {
			return nil, errors.New("an utterance is empty")
		}
		e.Lines = append(e.Lines, line)
	}
	return e, nil
}

// exampleLine reads "客@3：text"; dialogue is false where no speaker stands in front.
func exampleLine(part string) (line Line, dialogue bool, err error) {
	first, size := utf8.DecodeRuneInString(part)
	speaker, known := exampleSpeakers[first]
	if !known {
		return Line{}, false, nil
	}
	after := part[size:]
	line = Line{Speaker: speaker, At: -1, End: -1}
	if strings.HasPrefix(after, "@") {
		head, text, found := strings.Cut(after[1:], "：")
		if !found {
			return Line{}, false, fmt.Errorf("after the time in %q a ： is missing", part)
		}
		from, to, both := strings.Cut(head, "-")
		if line.At, err = strconv.ParseFloat(from, 64); err != nil {
			return Line{}, false, fmt.Errorf("%q is no time in seconds", from)
		}
		if both {
			if line.End, err = strconv.ParseFloat(to, 64); err != nil {
				return Line{}, false, fmt.Errorf("%q is no time in seconds", to)
			}
		}
		line.Text = strings.TrimSpace(text)
		return line, true, nil
	}
	text, found := strings.CutPrefix(after, "：")
	if !found {
		return Line{}, false, nil
	}
	line.Text = strings.TrimSpace(text)
	return line, true, nil
}
