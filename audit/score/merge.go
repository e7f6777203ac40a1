package score

// Merge adds what o counted to t. Both must group by the same key and have been made with the same rules; o is left as
// it was and must not be t itself.
func (t *Tally) Merge(o *Tally) {
	for name, from := range o.groups {
		t.group(name).merge(from)
	}
	t.total.merge(o.total)
	for agent, n := range o.fatalAgents {
		t.fatalAgents.add(agent, *n)
	}
}

func (g *group) merge(o *group) {
	g.counts.merge(&o.counts)
	for team, n := range o.teams {
		g.teams.add(team, *n)
	}
	for id, rc := range o.rules {
		g.rule(id).merge(rc)
	}
	for date, c := range o.days {
		g.day(date).merge(c)
	}
}

func (c *counts) merge(o *counts) {
	c.sessions += o.sessions
	c.passed += o.passed
	c.shared += o.shared
	c.calls += o.calls
	c.sharedCalls += o.sharedCalls
	c.fatalSessions += o.fatalSessions
	c.score += o.score
	c.findings += o.findings
	c.suspects += o.suspects
	c.suppressed += o.suppressed
	c.fatalFindings += o.fatalFindings
	c.platformFindings += o.platformFindings
	c.banned += o.banned
	c.courtesy += o.courtesy
	c.unevaluated += o.unevaluated
	c.incomplete += o.incomplete
	c.unknownRoles += o.unknownRoles
	c.deducted += o.deducted
	c.platformPoints += o.platformPoints
	c.fines += o.fines
}

func (rc *ruleCounts) merge(o *ruleCounts) {
	rc.sessions += o.sessions
	rc.findings += o.findings
	rc.suspects += o.suspects
	rc.suppressed += o.suppressed
	rc.fatal += o.fatal
	rc.deducted += o.deducted
	rc.platformPoints += o.platformPoints
	rc.fines += o.fines
	for why, n := range o.why {
		rc.why[why] += n
	}
}
