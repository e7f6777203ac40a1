package cli

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"zhijian/audit"
	"zhijian/audit/score"
)

// roster knows which agents (or teams) were asked for, and which there are.
type roster struct {
	by     score.Key
	wanted []string
	seen   map[string]bool
}

func newRoster(by score.Key, wanted []string) *roster {
	return &roster{by: by, wanted: wanted, seen: map[string]bool{}}
}

// note takes down who served the session and who spoke in it.
func (r *roster) note(result *audit.Result) {
	if len(r.wanted) == 0 {
		return
	}
	group, groupOf := r.by.Groups(result)
	r.seen[group] = true
	for i := range result.Findings {
		r.seen[groupOf(&result.Findings[i])] = true
	}
}

// mostKnown is how many names an error lists at most.
const mostKnown = 20

// check names those who were asked for and are not there, and whom there is instead.
func (r *roster) check(lang language) error {
	var errs []error
	for _, name := range r.wanted {
		if !r.seen[name] {
			errs = append(errs, usage(lang.errorf("会话记录里没有 %q；%s", "the transcripts know no %q; %s", name, r.known(lang))))
		}
	}
	return errors.Join(errs...)
}

func (r *roster) known(lang language) string {
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(r.seen)), func(name string) bool { return name == "" })
	if len(names) == 0 {
		return lang.say("其中没有客服或团队的名字", "they name nobody")
	}
	list := strings.Join(names[:min(len(names), mostKnown)], " ")
	if left := len(names) - mostKnown; left > 0 {
		return lang.errorf("有：%s，另有 %d 个", "there are: %s and %d more", list, left).Error()
	}
	return lang.say("有：", "there are: ") + list
}
