package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"zhijian/transcripts"
)

// inspectionPrinter words reports on sources.
type inspectionPrinter struct {
	*app
	text strings.Builder
	mask func(string) string
}

func (p *inspectionPrinter) line(format string, args ...any) {
	p.text.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
}

func (p *inspectionPrinter) report(r *transcripts.Report) {
	p.line("%s", r.Source)
	if r.Format != "" {
		p.line(p.say("  格式 %s（%s；%s），字符集 %s", "  format %s (%s; %s), character set %s"), r.Format, p.formatTitle(&r.Detection), p.detection(&r.Detection), r.Encoding)
	}
	p.columns(r.Columns)
	if r.Format != "" {
		p.figures(r)
	}
	for i := range r.Rejects {
		p.line("  ✗ %s", p.describeReject(&r.Rejects[i]))
	}
	if more := rejectsOf(r) - len(r.Rejects); more > 0 {
		p.line(p.say("  ✗ 另有 %d 条读不了，可用 --examples 多看几条", "  ✗ %d more cannot be read; see more with --examples"), more)
	}
	for _, s := range r.First {
		p.session(s)
	}
}

// columns tells which column is read as what, and which are not read.
func (p *inspectionPrinter) columns(columns []transcripts.MappedColumn) {
	var unread []string
	for _, c := range columns {
		if c.Field == "" {
			unread = append(unread, c.Header)
			continue
		}
		p.line("    %s ← %s", c.Field, c.Header)
	}
	if len(unread) > 0 {
		p.line(p.say("    不读的列：%s（用 --map FIELD=COLUMN 指定）", "    columns not read: %s (name them with --map FIELD=COLUMN)"), strings.Join(unread, p.say("、", ", ")))
	}
}

// figures tells what was found in a source that has a format.
func (p *inspectionPrinter) figures(r *transcripts.Report) {
	n := r.Counts
	p.line(p.say("  记录 %d：可用 %d，读不了 %d，略去 %d%s", "  records %d: good %d, rejected %d, skipped %d%s"), n.Records, n.Accepted, n.Rejected, n.Skipped, p.skips(n.Skips))
	p.line(p.say("  会话 %d %s", "  sessions %d %s"), n.Sessions, tallies(r.Channels, p.channel))
	p.line(p.say("  句子 %d（有时间 %d） %s", "  turns %d (timed %d) %s"), n.Turns, r.Timed, tallies(r.Roles, p.role))
	p.line(p.say("  客服 %d", "  agents %d"), r.Agents)
	if !r.From.IsZero() {
		p.line(p.say("  时间 %s 至 %s%s", "  from %s to %s%s"), r.From.Format(time.RFC3339), r.To.Format(time.RFC3339), p.zones(r.Zones))
	}
	p.speakers(r.Speakers)
	for _, g := range r.Guesses {
		p.line(p.say("  角色由%s推断：%d 通，其中 %d 通足够确定（置信度 %.2f 至 %.2f）", "  roles guessed by %s: %d sessions, of which %d surely enough (confidence %.2f to %.2f)"),
			p.guessedBy(g.Source), g.Sessions, g.Used, g.Least, g.Most)
	}
	if i := slices.IndexFunc(r.Roles, func(t transcripts.Tally) bool { return t.Name == transcripts.RoleUnknown.String() }); i >= 0 {
		p.line(p.say("  %d 句分不清是谁说的%s", "  who speaks is unknown in %d turns%s"), r.Roles[i].Count, p.howToTell(r.UnknownSpeakers))
	}
}

// speakers tells who was taken for whom, masked, since nicks may be numbers.
func (p *inspectionPrinter) speakers(list []transcripts.SpeakerRole) {
	if len(list) == 0 {
		return
	}
	parts := make([]string, 0, len(list))
	for _, s := range list {
		parts = append(parts, fmt.Sprintf("%s→%s %d", p.mask(s.Speaker), p.role(s.Role.String()), s.Turns))
	}
	p.line(p.say("  说话人 %s", "  speakers %s"), strings.Join(parts, p.say("，", ", ")))
}

// howToTell says by which flags the user can tell who speaks.
func (p *inspectionPrinter) howToTell(speakers []string) string {
	if len(speakers) == 0 {
		return p.say("，来源没有说话人标签", "; the source has no labels of speakers")
	}
	return fmt.Sprintf(p.say("：说话人标签 %s，请指明，如 --speaker %s=agent", ": speakers are labelled %s; say who is who, as in --speaker %s=agent"),
		strings.Join(speakers, p.say("、", ", ")), speakers[0])
}

// zones names the zone of the times; several with how many times there are in each.
func (p *inspectionPrinter) zones(zones []transcripts.Tally) string {
	if len(zones) == 1 {
		return p.say("，时区 ", ", zone ") + zones[0].Name
	}
	return p.say("，时区 ", ", zones ") + tallies(zones, strings.Clone)
}

func (p *inspectionPrinter) session(s *transcripts.Session) {
	p.line(p.say("  例：%s，客服 %s", "  example: %s, agent %s"), s.ID, s.Agent.ID)
	for i := range s.Turns {
		text := p.utterance(i, &s.Turns[i], p.mask)
		p.line("  %s", strings.ReplaceAll(text, "\n", "\n       "))
	}
}

// passed lists files that were passed over, by folder where there are several for one reason.
func (p *inspectionPrinter) passed(files []transcripts.Passed, why func(string) string) {
	type place struct{ folder, reason string }
	count := make(map[place]int)
	for _, f := range files {
		count[place{filepath.Dir(f.Name), f.Reason}]++
	}
	for _, f := range files {
		at := place{filepath.Dir(f.Name), f.Reason}
		switch n := count[at]; n {
		case 0: // told with the first of its folder
		case 1:
			p.line(p.say("已略过 %s：%s", "passed over %s: %s"), f.Name, why(f.Reason))
		default:
			p.line(p.say("已略过 %s 等 %d 个文件：%s", "passed over %s and others, %d files of that folder: %s"), f.Name, n, why(f.Reason))
			count[at] = 0
		}
	}
}

func rejectsOf(r *transcripts.Report) int {
	n := 0
	for _, p := range r.Problems {
		n += p.Count
	}
	return n
}

func (l language) channel(name string) string {
	switch transcripts.Channel(name) {
	case transcripts.Chat:
		return l.say("聊天", name)
	case transcripts.Call:
		return l.say("通话", name)
	}
	return name
}

func (l language) role(name string) string {
	switch name {
	case transcripts.RoleAgent.String():
		return l.say("客服", name)
	case transcripts.RoleCustomer.String():
		return l.say("客户", name)
	case transcripts.RoleRobot.String():
		return l.say("机器人", name)
	case transcripts.RoleSystem.String():
		return l.say("系统", name)
	case transcripts.RoleUnknown.String():
		return l.say("未知", name)
	}
	return name
}

// guessedBy words the sign by which roles were told apart.
func (l language) guessedBy(source string) string {
	switch source {
	case "phrases":
		return l.say("开场与结束用语", "phrases that open and close")
	case "direction":
		return l.say("呼叫方向", "the direction of the call")
	}
	return source
}

// tallies lists how many there are of each kind.
func tallies(list []transcripts.Tally, word func(string) string) string {
	parts := make([]string, 0, len(list))
	for _, t := range list {
		parts = append(parts, fmt.Sprintf("%s %d", word(t.Name), t.Count))
	}
	return strings.Join(parts, " ")
}

// skips lists why records were left out, in brackets; "" where none were.
func (l language) skips(list []transcripts.SkipCount) string {
	if len(list) == 0 {
		return ""
	}
	parts := make([]string, 0, len(list))
	for _, s := range list {
		parts = append(parts, fmt.Sprintf("%s %d", l.skipReason(s.Reason), s.Count))
	}
	return fmt.Sprintf(l.say("（%s）", " (%s)"), strings.Join(parts, l.say("，", ", ")))
}

// countWords says what became of everything that was read.
func (l language) countWords(c transcripts.Counts) string {
	return fmt.Sprintf(l.say(
		"%d 个来源（%d 个读不了），%d 条记录：%d 条可用，%d 条读不了，%d 条略去%s；%d 通会话，%d 句",
		"%d sources (%d broken), %d records: %d good, %d rejected, %d skipped%s; %d sessions, %d turns"),
		c.Sources, c.Broken, c.Records, c.Accepted, c.Rejected, c.Skipped, l.skips(c.Skips), c.Sessions, c.Turns)
}
