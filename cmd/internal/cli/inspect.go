package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"zhijian/transcripts"
)

func newInspectCmd(a *app) *cobra.Command {
	f := &corpusFlags{}
	cmd := &cobra.Command{
		Use:   "inspect PATH…",
		Short: a.say("看看文件里有什么：会话、角色、时间、属性", "see what files hold: sessions, roles, times, attributes"),
	}
	f.add(cmd, a.language)
	codes := []int{exitDone, exitUsage, exitRejected, exitFailed, exitInterrupted}
	return a.command(cmd, oneOrMore(), codes, func(cmd *cobra.Command, args []string) error {
		corpus, err := f.open(args, a.in)
		if err != nil {
			return err
		}
		contents := map[string]*content{}
		rejected, err := a.readAll(cmd.Context(), corpus, func(s *transcripts.Session) error {
			c, ok := contents[s.Source.Name]
			if !ok {
				c = newContent()
				contents[s.Source.Name] = c
			}
			c.add(s)
			return nil
		})
		if err != nil {
			return err
		}
		for _, name := range corpus.Sources() {
			if c, ok := contents[name]; ok {
				if err := c.print(a.out, name, a.language); err != nil {
					return err
				}
			}
		}
		if err := a.printPassed(corpus.Passed()); err != nil {
			return err
		}
		return a.rejection(rejected, "")
	})
}

// content sums up what the sessions of one source hold.
type content struct {
	sessions, labelled, turns int
	channels, roles           map[string]int
	attributes                map[string]int // sessions that carry the attribute
	agents, teams             map[string]int
	first, last               time.Time
	timed                     int // turns with a time or an offset
}

func newContent() *content {
	return &content{
		channels: map[string]int{}, roles: map[string]int{}, attributes: map[string]int{},
		agents: map[string]int{}, teams: map[string]int{},
	}
}

func (c *content) add(s *transcripts.Session) {
	c.sessions++
	if s.Expect != nil {
		c.labelled++
	}
	c.turns += len(s.Turns)
	c.channels[string(s.Channel)]++
	c.agents[s.Agent.ID]++
	if s.Agent.Team != "" {
		c.teams[s.Agent.Team]++
	}
	for name := range s.Attributes {
		c.attributes[name]++
	}
	if !s.StartedAt.IsZero() {
		if c.first.IsZero() || s.StartedAt.Before(c.first) {
			c.first = s.StartedAt
		}
		if s.StartedAt.After(c.last) {
			c.last = s.StartedAt
		}
	}
	for i := range s.Turns {
		t := &s.Turns[i]
		c.roles[t.Role.String()]++
		if !t.At.IsZero() || t.StartMS != transcripts.NoOffset {
			c.timed++
		}
	}
}

func (c *content) print(w io.Writer, name string, lang language) error {
	lines := []string{
		name,
		fmt.Sprintf(lang.say("  会话 %d（有标注 %d） %s", "  sessions %d (labelled %d) %s"), c.sessions, c.labelled, counts(c.channels)),
		fmt.Sprintf(lang.say("  句子 %d（有时间 %d） %s", "  turns %d (timed %d) %s"), c.turns, c.timed, counts(c.roles)),
		fmt.Sprintf(lang.say("  客服 %d，团队 %d", "  agents %d, teams %d"), len(c.agents), len(c.teams)),
	}
	if !c.first.IsZero() {
		lines = append(lines, fmt.Sprintf(lang.say("  时间 %s 至 %s", "  from %s to %s"), c.first.Format(time.RFC3339), c.last.Format(time.RFC3339)))
	}
	if len(c.attributes) > 0 {
		lines = append(lines, lang.say("  属性 ", "  attributes ")+counts(c.attributes))
	}
	_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
	return err
}

func (a *app) printPassed(passed []transcripts.Passed) error {
	why, err := a.reasons()
	if err != nil {
		return err
	}
	for _, p := range passed {
		if _, err := fmt.Fprintf(a.out, a.say("%s\n  已略过：%s\n", "%s\n  passed over: %s\n"), p.Name, why(p.Reason)); err != nil {
			return err
		}
	}
	return nil
}

// counts lists names with their numbers, by name.
func counts(m map[string]int) string {
	parts := make([]string, 0, len(m))
	for _, name := range slices.Sorted(maps.Keys(m)) {
		parts = append(parts, fmt.Sprintf("%s %d", name, m[name]))
	}
	return strings.Join(parts, " ")
}
