package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"

	"zhijian/lexicon"
	"zhijian/lexicon/origin"
)

// showOrigins tells where every part of the rules comes from, as text or as JSON.
func (a *app) showOrigins(set *lexicon.Set, filter *ruleFilter, asJSON bool) error {
	traces := []origin.Trace{}
	for _, t := range origin.Rules(set) {
		if filter.wants(t.ID) {
			traces = append(traces, t)
		}
	}
	out := bufio.NewWriter(a.out)
	if asJSON {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(traces); err != nil {
			return err
		}
		return out.Flush()
	}
	for i := range traces {
		a.writeTrace(out, &traces[i])
	}
	return out.Flush() // holds the first error of all the writes
}

func (a *app) writeTrace(out *bufio.Writer, t *origin.Trace) {
	states := map[origin.State]string{
		origin.InForce: a.say("生效", "in force"), origin.Off: a.say("默认关闭", "off by default"), origin.Switched: a.say("已停用", "disabled"),
	}
	acts := map[origin.Act]string{
		origin.Defined: a.say("定义", "defined"), origin.Replaced: a.say("整条替换", "replaced"), origin.Extended: a.say("扩充", "extended"),
		origin.Disabled: a.say("停用", "disabled"), origin.Enabled: a.say("启用", "enabled"),
	}
	_, _ = fmt.Fprintf(out, "%s\t%s\t%s\n", t.ID, t.Title, states[t.State])
	for _, s := range t.Steps {
		note := ""
		if len(s.Keys) > 0 {
			note = "\t" + strings.Join(s.Keys, ", ")
		}
		if s.Superseded {
			note += "\t" + a.say("已被替换", "superseded")
		}
		_, _ = fmt.Fprintf(out, "  %s\t%s%s\n", acts[s.Act], a.placeOf(s.Place), note)
	}
	for _, p := range t.Parts {
		text := p.Text
		if strings.HasPrefix(p.Path, "terms.") && strings.Trim(text, "0123456789") == "" {
			text = fmt.Sprintf(a.say("%s 个词", "%s words"), text)
		}
		_, _ = fmt.Fprintf(out, "    %s\t%s\t%s\n", p.Path, strings.Join(strings.Fields(text), " "), a.placeOf(p.Place))
	}
}

func (a *app) placeOf(p origin.Place) string {
	return fmt.Sprintf(a.say("%s:%d:%d（第 %d 层）", "%s:%d:%d (layer %d)"), p.File, p.Line, p.Column, p.Layer)
}
