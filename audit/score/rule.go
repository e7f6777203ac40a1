// Package score turns findings into points: it applies a scorecard to the judgement of a session, and adds judgements
// up into tallies per agent, team, rule, day or attribute that can be merged in any order.
package score

import "strings"

// RuleInfo is what scoring and reports need to know of a rule. It is a copy, so that neither has to know how rules are
// written.
type RuleInfo struct {
	ID       string
	Title    string
	Category string // platform, language, courtesy …; the part of ID before the first dot where empty
	Kind     string // banned, violation, required or conduct
	Severity string // info, minor, major or critical
	Channel  string // chat, call, or empty for both
	Advice   string // what to say instead
	Cite     string // where the rule comes from

	Fatal          bool    // one finding fails the session
	Deduct         float64 // points that a finding takes off
	Bonus          float64 // points that a finding gives back, for rules that praise
	Cap            float64 // most points that the rule takes off a session; 0: no cap
	PlatformPoints float64 // what the platform itself would take off, per finding
	Fine           float64 // yuan per finding
}

// Group gives the category of the rule: Category, or the part of its id before the first dot.
func (ri RuleInfo) Group() string {
	if ri.Category != "" {
		return ri.Category
	}
	return CategoryOf(ri.ID)
}

// CategoryOf gives the category that a rule's id names: what stands before its first dot.
func CategoryOf(id string) string {
	category, _, _ := strings.Cut(id, ".")
	return category
}

// Kinds of rules, as the rule language names them.
const (
	KindBanned    = "banned"
	KindViolation = "violation"
	KindRequired  = "required"
	KindConduct   = "conduct"
)

// The categories of the built-in lexicon that have a column of their own in the table of agents.
const (
	CategoryPlatform = "platform"
	CategoryCourtesy = "courtesy"
)
