package cli

import (
	"slices"
	"strings"
	"unicode"
)

// agentMark stands in a file name for each of the agents (or teams) that scorecards are for.
const agentMark = "{agent}"

// eachAgent puts, for every output whose file name holds agentMark, one for each of the agents in its place, so that one
// run writes a file of their own for all of them.
func eachAgent(outputs []output, agents []string, lang language) ([]output, error) {
	var all []output
	for _, o := range outputs {
		if !strings.Contains(o.file, agentMark) {
			all = append(all, o)
			continue
		}
		if len(agents) == 0 {
			return nil, usage(lang.errorf("%q: 用 %s 时要写明是哪些 AGENT", "%q: with %s, say which AGENTs", o.file, agentMark))
		}
		for _, agent := range agents {
			own := output{kind: o.kind, file: strings.ReplaceAll(o.file, agentMark, fileName(agent)), agent: agent}
			if slices.ContainsFunc(all, func(other output) bool { return other.file == own.file }) {
				return nil, usage(lang.errorf("%q: 有两份成绩单要写到 %s", "%q: two scorecards would go to %s", o.file, own.file))
			}
			all = append(all, own)
		}
	}
	return all, nil
}

// fileName makes part of a file name of a name from outside: no folders, nothing that some system refuses, not hidden.
func fileName(name string) string {
	safe := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || !unicode.IsPrint(r) {
			return '_'
		}
		return r
	}, name)
	if rest, hidden := strings.CutPrefix(safe, "."); hidden || safe == "" {
		return "_" + rest
	}
	return safe
}
