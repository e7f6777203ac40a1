package score

import (
	"slices"
	"strings"

	"zhijian/audit"
	"zhijian/audit/conduct"
	"zhijian/transcripts"
)

// A Tally adds up judged sessions by one key. Tallies of parts of a run merge into the tally of the whole, in any order
// and grouping, to the same bytes: everything in them is a sum of integers.
//
// A session, its score and verdict belong to the session's agent; a finding belongs to the agent who spoke. An agent
// who only took over therefore has findings, but no session and no mean score; the session counts as Shared for them.
type Tally struct {
	key    Key
	rules  map[string]RuleInfo
	marks  map[string]mark
	groups map[string]*group
	total  *group // every session once, whoever its findings belong to
	// fatalAgents counts the sessions with fatal findings of each agent, whatever the key.
	fatalAgents counter
}

// group is what is known of one agent, team or whatever the key names.
type group struct {
	counts
	teams counter // sessions by team, to name the team of an agent
	rules map[string]*ruleCounts
	days  map[string]*counts // by date; "" where the start is unknown
}

// counts are sums over sessions and the findings in them.
type counts struct {
	sessions, passed, shared, fatalSessions         int
	calls, sharedCalls                              int // of sessions and shared
	score                                           Points
	findings, suspects, suppressed, fatalFindings   int
	platformFindings, banned, courtesy, unevaluated int
	incomplete                                      int // sessions in which some rule could not be judged
	unknownRoles                                    int // and those in which that is since nobody knows who speaks
	deducted, platformPoints, fines                 Points
}

// ruleCounts are sums over the findings of one rule.
type ruleCounts struct {
	sessions, findings, suspects, suppressed, fatal int
	deducted, platformPoints, fines                 Points
	why                                             map[string]int // sessions not evaluated, by reason
}

// mark says which columns count the findings of a rule.
type mark struct{ platform, banned, courtesy bool }

func markOf(info RuleInfo) mark {
	return mark{
		platform: info.Group() == CategoryPlatform,
		banned:   info.Kind == KindBanned,
		courtesy: info.Group() == CategoryCourtesy && info.Kind == KindRequired,
	}
}

// New makes an empty tally. rules says of what category and kind a rule is; it is not modified.
func New(by Key, rules map[string]RuleInfo) *Tally {
	if by.Name == "" {
		by = By(KeyAgent)
	}
	marks := make(map[string]mark, len(rules))
	for id, info := range rules {
		info.ID = id
		marks[id] = markOf(info)
	}
	return &Tally{key: by, rules: rules, marks: marks, groups: map[string]*group{}, total: newGroup(), fatalAgents: counter{}}
}

// Key is what the tally groups by.
func (t *Tally) Key() Key { return t.key }

// Add counts one judged and scored session. It keeps nothing of r.
func (t *Tally) Add(r *audit.Result) {
	own, groupOf := t.key.Groups(r)
	g := t.group(own)
	g.teams.add(r.Team, 1)
	g.addSession(r)
	t.total.addSession(r)
	for i := range r.Findings {
		f := &r.Findings[i]
		m, known := t.marks[f.Rule]
		if !known {
			m = markOf(RuleInfo{ID: f.Rule})
		}
		t.addFatalAgent(r, i)
		name := groupOf(f)
		t.group(name).addFinding(r, i, m, name != own, func(f *audit.Finding) bool { return groupOf(f) == name })
		t.total.addFinding(r, i, m, false, everyFinding)
	}
}

func everyFinding(*audit.Finding) bool { return true }

// addFatalAgent counts the session for the speaker of finding i, if that is the speaker's first fatal one in it.
func (t *Tally) addFatalAgent(r *audit.Result, i int) {
	isFatal := func(f *audit.Finding) bool { return f.Fatal && f.Counts() }
	agent := speaker(r, &r.Findings[i])
	for j := range r.Findings[:i] {
		if isFatal(&r.Findings[j]) && speaker(r, &r.Findings[j]) == agent {
			return
		}
	}
	if isFatal(&r.Findings[i]) {
		t.fatalAgents.add(agent, 1)
	}
}

func (g *group) addSession(r *audit.Result) {
	for _, c := range [...]*counts{&g.counts, g.day(Day(r))} {
		c.sessions++
		c.score += PointsOf(r.Score)
		c.unevaluated += len(r.NotEvaluated)
		if r.Passed {
			c.passed++
		}
		if len(r.NotEvaluated) > 0 {
			c.incomplete++
		}
		if rolesUnknown(r) {
			c.unknownRoles++
		}
		if r.Channel == transcripts.Call {
			c.calls++
		}
	}
	for i := range r.NotEvaluated {
		g.rule(r.NotEvaluated[i].Rule).why[r.NotEvaluated[i].Why]++
	}
}

// rolesUnknown says whether rules were not judged since nobody can tell who speaks.
func rolesUnknown(r *audit.Result) bool {
	return slices.ContainsFunc(r.NotEvaluated, func(n audit.NotEvaluated) bool { return n.Why == conduct.WhyUnknownRoles })
}

// addFinding credits finding i of r, and counts the session once for the group and once for each rule. shared says that
// the session is another group's, among which of its findings are the group's too.
func (g *group) addFinding(r *audit.Result, i int, m mark, shared bool, among func(*audit.Finding) bool) {
	f := &r.Findings[i]
	first, firstFatal, firstOfRule := f.Counts(), f.Counts() && f.Fatal, f.Counts()
	for j := range r.Findings[:i] {
		before := &r.Findings[j]
		if before.Counts() && among(before) {
			first = false
			firstFatal = firstFatal && !before.Fatal
			firstOfRule = firstOfRule && before.Rule != f.Rule
		}
	}
	for _, c := range [...]*counts{&g.counts, g.day(Day(r))} {
		c.addFinding(f, m)
		if firstFatal {
			c.fatalSessions++
		}
		if first && shared {
			c.shared++
			if r.Channel == transcripts.Call {
				c.sharedCalls++
			}
		}
	}
	g.rule(f.Rule).add(f, firstOfRule)
}

func (c *counts) addFinding(f *audit.Finding, m mark) {
	switch {
	case f.Suppressed != "":
		c.suppressed++
		return
	case f.Suspect:
		c.suspects++
		return
	}
	c.findings++
	if f.Fatal {
		c.fatalFindings++
	}
	if m.platform {
		c.platformFindings++
	}
	if m.banned {
		c.banned++
	}
	if m.courtesy {
		c.courtesy++
	}
	c.deducted += PointsOf(f.Deduct)
	c.platformPoints += PointsOf(f.PlatformPoints)
	c.fines += PointsOf(f.Fine)
}

func (rc *ruleCounts) add(f *audit.Finding, first bool) {
	switch {
	case f.Suppressed != "":
		rc.suppressed++
		return
	case f.Suspect:
		rc.suspects++
		return
	}
	rc.findings++
	if first {
		rc.sessions++
	}
	if f.Fatal {
		rc.fatal++
	}
	rc.deducted += PointsOf(f.Deduct)
	rc.platformPoints += PointsOf(f.PlatformPoints)
	rc.fines += PointsOf(f.Fine)
}

// counter counts by name. Counts are behind pointers, since assigning to a key of a map that is known replaces the key by
// the one that is equal to it.
type counter map[string]*int

// add counts n more of name. A new name is copied: as it comes it is a part of the batch of records that it was read
// with, all of which would stay as long as the tally.
func (c counter) add(name string, n int) {
	known := c[name]
	if known == nil {
		known = new(int)
		c[strings.Clone(name)] = known
	}
	*known += n
}

func (t *Tally) group(name string) *group {
	g := t.groups[name]
	if g == nil {
		g = newGroup()
		t.groups[strings.Clone(name)] = g
	}
	return g
}

func newGroup() *group {
	return &group{teams: counter{}, rules: map[string]*ruleCounts{}, days: map[string]*counts{}}
}

func (g *group) rule(id string) *ruleCounts {
	rc := g.rules[id]
	if rc == nil {
		rc = &ruleCounts{why: map[string]int{}}
		g.rules[id] = rc
	}
	return rc
}

func (g *group) day(date string) *counts {
	c := g.days[date]
	if c == nil {
		c = &counts{}
		g.days[date] = c
	}
	return c
}
