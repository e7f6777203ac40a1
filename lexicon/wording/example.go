package wording

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"zhijian/lexicon"
)

// names of the speakers in an example.
var names = map[lexicon.Speaker]string{lexicon.Customer: "客", lexicon.Agent: "服", lexicon.Robot: "机", lexicon.System: "系"}

// example writes lines down as an author writes an example.
func example(settings map[string]string, lines []lexicon.Line) *lexicon.Example {
	return written(&lexicon.Example{Settings: settings, Lines: lines})
}

// Unlearnt is the example with the setting that keeps it out of what is learnt.
func Unlearnt(e *lexicon.Example) *lexicon.Example {
	return written(&lexicon.Example{Settings: e.Settings, Lines: e.Lines, Unlearnt: true})
}

// written gives an example its source.
func written(e *lexicon.Example) *lexicon.Example {
	settings, lines := e.Settings, e.Lines
	var out strings.Builder
	if len(settings) > 0 || e.Unlearnt {
		parts := make([]string, 0, len(settings)+1)
		if e.Unlearnt {
			parts = append(parts, "unlearnt")
		}
		for _, key := range slices.Sorted(maps.Keys(settings)) {
			part := key
			if value := settings[key]; value != "" {
				part += "=" + value
			}
			parts = append(parts, part)
		}
		out.WriteString("{" + strings.Join(parts, ", ") + "} ")
	}
	for i, l := range lines {
		if len(lines) == 1 && l.Speaker == lexicon.Agent && l.At < 0 {
			out.WriteString(l.Text)
			break
		}
		if i > 0 {
			out.WriteString(" ｜ ")
		}
		out.WriteString(names[l.Speaker])
		if l.At >= 0 {
			out.WriteString("@" + seconds(l.At))
			if l.End >= l.At {
				out.WriteString("-" + seconds(l.End))
			}
		}
		out.WriteString("：" + l.Text)
	}
	e.Source = out.String()
	return e
}

func seconds(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Replace makes an example of another one by letting the last utterance of a speaker say something else; nil where the
// speaker says nothing in it.
func Replace(e *lexicon.Example, speaker lexicon.Speaker, say string) *lexicon.Example {
	lines := slices.Clone(e.Lines)
	for i := len(lines) - 1; i >= 0; i-- {
		if lines[i].Speaker == speaker || speaker == lexicon.Anyone && lines[i].Speaker == lexicon.Agent {
			lines[i].Text = say
			return example(e.Settings, lines)
		}
	}
	return nil
}
