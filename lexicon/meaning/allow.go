package meaning

import (
	"cmp"
	"slices"
	"time"

	"zhijian/lexicon"
)

// AllowanceChange is an allow entry that the two lexicons do not share, or that has expired in the newer one.
type AllowanceChange struct {
	Rule, Fingerprint string
	Kind              Kind   // "" where both have it, and it has expired
	Reason            string // of the newer lexicon; of a removed entry, the older one's
	Expired           bool   // the newer lexicon has it, and it no longer holds
	Gone, Come        []string
}

// CompareAllowances lists the allow entries that differ, and those of the newer lexicon that have expired on the day of
// the time, by rule and fingerprint. What is no part of what an entry does, such as its evidence, makes no difference.
func CompareAllowances(before, after *lexicon.Set, today time.Time) []AllowanceChange {
	older, newer := allowances(before), allowances(after)
	var out []AllowanceChange
	for key, old := range older {
		if newer[key] == nil {
			out = append(out, AllowanceChange{Rule: key.rule, Fingerprint: key.fingerprint, Kind: Removed, Reason: old[len(old)-1].Reason})
		}
	}
	for key, now := range newer {
		c := AllowanceChange{Rule: key.rule, Fingerprint: key.fingerprint, Reason: now[len(now)-1].Reason}
		c.Expired = !slices.ContainsFunc(now, func(a *lexicon.Allowance) bool { return !a.Expired(today) })
		if old := older[key]; old == nil {
			c.Kind = Added
		} else if c.Gone, c.Come = difference(terms(old), terms(now)); len(c.Gone)+len(c.Come) > 0 {
			c.Kind = Changed
		}
		if c.Kind != "" || c.Expired {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b AllowanceChange) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	return out
}

// allowed is what an allow entry names.
type allowed struct{ rule, fingerprint string }

// allowances are the entries of a set by what they name.
func allowances(set *lexicon.Set) map[allowed][]*lexicon.Allowance {
	out := map[allowed][]*lexicon.Allowance{}
	for _, a := range set.Allowances() {
		key := allowed{a.Rule, a.Fingerprint}
		out[key] = append(out[key], a)
	}
	return out
}

// terms says on what terms the entries hold, one a line, sorted.
func terms(list []*lexicon.Allowance) []string {
	var lines []string
	for _, a := range list {
		line := "reason: " + a.Reason
		if a.Author != "" {
			line += ", author: " + a.Author
		}
		if day := a.Until(); day != "" {
			line += ", expires: " + day
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}
