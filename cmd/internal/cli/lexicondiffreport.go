package cli

import (
	"bufio"
	"fmt"
	"strings"

	"zhijian/audit/shift"
	"zhijian/lexicon/meaning"
)

// mostListed bounds the sessions and agents that a comparison lists; what is left is counted.
const mostListed = 20

// diffReport writes what lexicon diff found, as text or as Markdown fit for a comment of a pull request.
type diffReport struct {
	*app
	before, after string
	changes       []meaning.Change
	allow         []meaning.AllowanceChange
	relearnt      []string     // rules that learnt other things from their examples
	shift         *shift.Shift // nil where there are no sessions
	markdown      bool
	out           *bufio.Writer
}

func (d *diffReport) write() error {
	d.out = bufio.NewWriter(d.app.out)
	d.heading(fmt.Sprintf(d.say("词库变动 %s → %s", "Lexicon %s → %s"), d.before, d.after))
	d.writeChanges()
	d.writeAllowances()
	if d.shift != nil {
		d.writeTotals()
		d.writeRules()
		d.writeFlips()
		d.writeAgents()
	}
	return d.out.Flush() // holds the first error of all the writes
}

func (d *diffReport) heading(text string) {
	if d.markdown {
		_, _ = fmt.Fprintf(d.out, "\n### %s\n\n", text)
		return
	}
	_, _ = fmt.Fprintf(d.out, "\n%s\n", text)
}

// item writes one entry of a list; depth 1 stands below the entry before it.
func (d *diffReport) item(depth int, text string) {
	text = strings.Join(strings.Fields(text), " ")
	if d.markdown {
		_, _ = fmt.Fprintf(d.out, "%s- %s\n", strings.Repeat("  ", depth), text)
		return
	}
	_, _ = fmt.Fprintf(d.out, "%s%s\n", strings.Repeat("  ", depth+1), text)
}

// quote marks what is taken from a file, so that Markdown leaves it as it is.
func (d *diffReport) quote(text string) string {
	if !d.markdown {
		return text
	}
	return "`" + strings.ReplaceAll(text, "`", "'") + "`"
}

func (d *diffReport) more(left int) {
	if left > 0 {
		d.item(0, fmt.Sprintf(d.say("另有 %d 项", "%d more"), left))
	}
}

func (d *diffReport) writeChanges() {
	if n := len(d.relearnt); n > 0 {
		d.item(0, fmt.Sprintf(d.say("%d 条规则由例子学到的有变：%s", "%d rules learnt other things from the examples: %s"), n, strings.Join(d.relearnt, ", ")))
	}
	if len(d.changes) == 0 {
		d.item(0, d.say("规则的含义没有变化", "no rule changed in meaning"))
		return
	}
	for i := range d.changes {
		c := &d.changes[i]
		d.item(0, fmt.Sprintf("%s %s %s", d.word(c.Kind), d.quote(c.Rule), c.Title))
		d.writeParts(c.Gone, c.Come)
	}
}

func (d *diffReport) word(kind meaning.Kind) string {
	return map[meaning.Kind]string{
		meaning.Added: d.say("新增", "added"), meaning.Removed: d.say("删除", "removed"), meaning.Changed: d.say("改动", "changed"),
	}[kind]
}

// writeParts lists below an entry what is gone and what has come.
func (d *diffReport) writeParts(gone, come []string) {
	for _, part := range []struct {
		sign string
		list []string
	}{{"−", gone}, {"+", come}} {
		for _, line := range part.list[:min(mostListed, len(part.list))] {
			d.item(1, part.sign+" "+d.quote(line))
		}
		if left := len(part.list) - mostListed; left > 0 {
			d.item(1, fmt.Sprintf(d.say("%s 另有 %d 项", "%s %d more"), part.sign, left))
		}
	}
}

// writeAllowances tells which allow entries came, went, changed or have expired.
func (d *diffReport) writeAllowances() {
	for i := range d.allow {
		c := &d.allow[i]
		word := d.word(c.Kind)
		switch {
		case c.Kind == "":
			word = d.say("到期", "expired")
		case c.Expired:
			word += d.say("（已到期）", " (expired)")
		}
		d.item(0, fmt.Sprintf(d.say("放行条目 %s %s %s：%s", "allow entry %s %s %s: %s"), word, d.quote(c.Fingerprint), d.quote(c.Rule), c.Reason))
		d.writeParts(c.Gone, c.Come)
	}
}

func (d *diffReport) writeTotals() {
	before, after := d.shift.Totals()
	d.heading(fmt.Sprintf(d.say("在 %d 通会话上", "On %d sessions"), d.shift.Sessions()))
	d.item(0, fmt.Sprintf(d.say("平均分 %.2f → %.2f", "mean score %.2f → %.2f"), before.Mean, after.Mean))
	d.item(0, fmt.Sprintf(d.say("命中 %d → %d，疑似 %d → %d，一票否决的会话 %d → %d", "findings %d → %d, suspects %d → %d, fatal sessions %d → %d"),
		before.Findings, after.Findings, before.Suspects, after.Suspects, before.FatalSessions, after.FatalSessions))
	d.item(0, fmt.Sprintf(d.say("合格 %d → %d", "passed %d → %d"), before.Passed, after.Passed))
}

func (d *diffReport) writeRules() {
	rules := d.shift.Rules()
	if len(rules) == 0 {
		d.item(0, d.say("命中没有变化", "no finding came or went"))
		return
	}
	d.heading(d.say("命中的增减", "Findings gained and lost"))
	for i := range rules {
		r := &rules[i]
		line := fmt.Sprintf("%s +%d −%d", d.quote(r.ID), r.Gained, r.Lost)
		if r.SuspectsGained+r.SuspectsLost > 0 {
			line += fmt.Sprintf(d.say("，疑似 +%d −%d", ", suspects +%d −%d"), r.SuspectsGained, r.SuspectsLost)
		}
		d.item(0, line)
		for _, s := range r.Samples {
			sign, where := "−", d.say("整通会话", "session")
			if s.Gained {
				sign = "+"
			}
			if s.Turn >= 0 {
				where = fmt.Sprintf(d.say("第 %d 句", "turn %d"), s.Turn)
			}
			line := fmt.Sprintf("%s %s %s", sign, d.quote(s.Session), where)
			if s.Text != "" {
				line += " " + d.quote(s.Text)
			}
			d.item(1, line)
		}
	}
}

func (d *diffReport) writeFlips() {
	flips := d.shift.Flips()
	if len(flips) == 0 {
		return
	}
	d.heading(fmt.Sprintf(d.say("合格与否有变的会话：%d", "Sessions that pass or fail otherwise: %d"), len(flips)))
	for i := range flips[:min(mostListed, len(flips))] {
		f := &flips[i]
		verdict := d.say("变为不合格", "fails now")
		if f.Passed {
			verdict = d.say("变为合格", "passes now")
		}
		d.item(0, fmt.Sprintf("%s %s %s %.2f → %.2f", d.quote(f.Session), f.Agent, verdict, f.Before, f.After))
	}
	d.more(len(flips) - mostListed)
}

func (d *diffReport) writeAgents() {
	agents := d.shift.Agents()
	if len(agents) == 0 {
		return
	}
	d.heading(d.say("客服得分与名次（第 1 名最差）", "Scores and ranks of agents (rank 1 is the worst)"))
	for i := range agents[:min(mostListed, len(agents))] {
		g := &agents[i]
		d.item(0, fmt.Sprintf(d.say("%s %.2f → %.2f (%+.2f)，第 %d → %d 名，%d 通", "%s %.2f → %.2f (%+.2f), rank %d → %d, %d sessions"),
			g.ID, g.Before, g.After, g.After-g.Before, g.RankBefore, g.RankAfter, g.Sessions))
	}
	d.more(len(agents) - mostListed)
}
