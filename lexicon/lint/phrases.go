package lint

import (
	"strings"
	"unicode/utf8"

	"zhijian/lexicon"
	"zhijian/lexicon/norm"
)

// phrases compares the patterns of lists with one another.
func (l *linter) phrases() {
	l.eachClause(func(_ lexicon.Speaker, c *lexicon.Clause) {
		l.dead(c)
		for _, list := range [][]*lexicon.Pattern{c.Say, c.With, c.Without, c.Unless} {
			l.duplicates(list)
		}
		if c.Times == nil {
			l.shadowed(c.Say)
		}
		l.shadowed(c.With)
		l.shadowed(c.Without)
	})
	for _, f := range l.set.Files {
		for _, t := range f.Terms {
			l.duplicates(t.Entries)
		}
	}
	seen := map[*lexicon.Condition]bool{}
	for _, r := range l.allRules() {
		for _, c := range r.Conditions() {
			if seen[c] {
				continue
			}
			seen[c] = true
			for _, clauses := range c.Clauses {
				list := bare(clauses)
				l.duplicates(list)
				l.shadowed(list)
			}
		}
		l.singles(r)
	}
	l.acrossRules()
}

// bare gathers the patterns that stand in a speaker's list by themselves, which makes them one list.
func bare(clauses []*lexicon.Clause) []*lexicon.Pattern {
	var out []*lexicon.Pattern
	for _, c := range clauses {
		if len(c.Say) == 1 && c.Say[0].Position == c.Position && len(c.Like) == 0 {
			out = append(out, c.Say[0])
		}
	}
	return out
}

// key is the same for patterns that match the same.
func (l *linter) key(p *lexicon.Pattern) string {
	if words, all := l.plain(p); all && len(words) == 1 {
		return words[0]
	}
	return "=" + strings.TrimSpace(p.Source)
}

func (l *linter) duplicates(list []*lexicon.Pattern) {
	first := map[string]*lexicon.Pattern{}
	for _, p := range list {
		key := l.key(p)
		switch other := first[key]; {
		case other == nil:
			first[key] = p
		case other.Position != p.Position:
			l.reportFix(p.Position, Duplicate, l.drop(p.Position, p.Source), p.Source, other.Position.String())
		}
	}
}

// shadowed finds wording that holds another of the same list, which then matches wherever the longer one does.
func (l *linter) shadowed(list []*lexicon.Pattern) {
	type short struct {
		p    *lexicon.Pattern
		text string
	}
	var shorts []short
	for _, p := range list {
		if words, all := l.plain(p); all && len(words) == 1 {
			shorts = append(shorts, short{p, words[0]})
		}
	}
	for _, p := range list {
		words, all := l.plain(p)
		if !all {
			continue
		}
		for _, s := range shorts {
			if s.p != p && everyHolds(words, s.text) {
				l.reportFix(p.Position, Shadowed, l.drop(p.Position, p.Source), p.Source, s.p.Source)
				break
			}
		}
	}
}

// everyHolds says whether s is a part, and not all, of every text.
func everyHolds(texts []string, s string) bool {
	for _, text := range texts {
		if text == s || !strings.Contains(text, s) {
			return false
		}
	}
	return true
}

// dead finds patterns of which every match is undone by the clause's own exceptions.
func (l *linter) dead(c *lexicon.Clause) {
	for _, p := range c.Say {
		list := l.write(p).variants
		for _, undone := range []struct {
			by   []*lexicon.Pattern
			code Code
		}{{c.Unless, Swallowed}, {c.Without, Excluded}} {
			for _, q := range undone.by {
				if strings.TrimSpace(q.Source) == strings.TrimSpace(p.Source) || l.everyVariantHolds(list, q) {
					l.report(p.Position, undone.code, p.Source, q.Source)
					break
				}
			}
		}
	}
}

// everyVariantHolds says whether each wording holds some plain wording of q.
func (l *linter) everyVariantHolds(list []variant, q *lexicon.Pattern) bool {
	words, _ := l.plain(q)
	if len(words) == 0 || len(list) == 0 {
		return false
	}
	for i := range list {
		held := false
		for _, w := range words {
			held = held || list[i].holds(w)
		}
		if !held {
			return false
		}
	}
	return true
}

// free says whether nothing but its exceptions stands between a clause's wording and a hit.
func free(c *lexicon.Clause) bool {
	return len(c.With) == 0 && c.Times == nil && c.Chars == nil && c.Place == (lexicon.Place{Per: c.Place.Per}) && !c.Suspect
}

// freeClauses are the clauses of the agent with which a rule hits whatever else is said in the session.
func freeClauses(r *lexicon.Rule) []*lexicon.Clause {
	c := r.Condition
	if !hits(r) || r.Suspect || c == nil || len(c.All)+len(c.None) > 0 || c.Measure != nil || c.Event != nil || c.Where != nil || c.Times != nil || r.UnlessSession != nil {
		return nil
	}
	var out []*lexicon.Clause
	for _, clause := range c.Clauses[lexicon.Agent] {
		if free(clause) {
			out = append(out, clause)
		}
	}
	return out
}

// singles finds rules that hit a single character wherever it stands.
func (l *linter) singles(r *lexicon.Rule) {
	for _, c := range freeClauses(r) {
		for _, p := range c.Say {
			words, _ := l.plain(p)
			for _, w := range words {
				if utf8.RuneCountInString(w) == 1 && w != string(norm.EmojiMark) { // of which anyEmoji speaks
					l.report(p.Position, SingleCharacter, w)
				}
			}
		}
	}
}

// acrossRules finds the same wording in two rules that hit.
func (l *linter) acrossRules() {
	type place struct {
		rule *lexicon.Rule
		p    *lexicon.Pattern
	}
	first := map[string]place{}
	for _, r := range l.set.Rules {
		for _, c := range freeClauses(r) {
			for _, p := range c.Say {
				key := l.key(p)
				other, known := first[key]
				if !known {
					first[key] = place{r, p}
				} else if other.rule != r && together(r, other.rule) && other.p.Position != p.Position {
					l.report(p.Position, InOtherRule, p.Source, other.rule.ID, other.p.Position.String())
				}
			}
		}
	}
}

// together says whether two rules can apply to the same session.
func together(a, b *lexicon.Rule) bool {
	if a.Channel != b.Channel && a.Channel != "both" && b.Channel != "both" {
		return false
	}
	if len(a.Platforms) == 0 || len(b.Platforms) == 0 {
		return true
	}
	for _, p := range a.Platforms {
		for _, q := range b.Platforms {
			if p == q {
				return true
			}
		}
	}
	return false
}

// ban is wording with which a rule certainly hits, but for the exceptions of its clause.
type ban struct {
	rule   *lexicon.Rule
	clause *lexicon.Clause
}

// contradictions finds wording that one rule asks for and another bans.
func (l *linter) contradictions() {
	bans := map[string][]ban{}
	longest := 0
	for _, r := range l.set.Rules {
		for _, c := range freeClauses(r) {
			for _, p := range c.Say {
				words, _ := l.plain(p)
				for _, w := range words {
					bans[w] = append(bans[w], ban{r, c})
					longest = max(longest, len(w))
				}
			}
		}
	}
	for _, asks := range l.set.Rules {
		if asks.Kind != lexicon.Required || asks.Condition == nil {
			continue
		}
		for _, good := range goodWording(asks.Condition) {
			words, _ := l.plain(good)
			for _, w := range words {
				if banned, by := l.banned(asks, w, bans, longest); by != nil {
					l.report(good.Position, Contradiction, asks.ID, good.Source, by.ID, banned)
				}
			}
		}
	}
}

// banned finds a part of the text that a rule hits, and the rule. Bans are looked up by every part of the text that is
// no longer than the longest of them.
func (l *linter) banned(asks *lexicon.Rule, text string, bans map[string][]ban, longest int) (string, *lexicon.Rule) {
	for start := range len(text) {
		for end := start + 1; end <= min(len(text), start+longest); end++ {
			for _, b := range bans[text[start:end]] {
				if together(asks, b.rule) && !l.excused(b.clause, text) {
					return text[start:end], b.rule
				}
			}
		}
	}
	return "", nil
}

// goodWording gathers what the agent may say to keep a required rule.
func goodWording(c *lexicon.Condition) []*lexicon.Pattern {
	var out []*lexicon.Pattern
	for _, clause := range c.Clauses[lexicon.Agent] {
		out = append(out, clause.Say...)
	}
	for _, list := range [][]*lexicon.Condition{c.All, c.Any} {
		for _, part := range list {
			out = append(out, goodWording(part)...)
		}
	}
	return out
}

// excused says whether an exception of the clause may hold in the text.
func (l *linter) excused(c *lexicon.Clause, text string) bool {
	for _, list := range [][]*lexicon.Pattern{c.Unless, c.Without} {
		for _, p := range list {
			words, all := l.plain(p)
			if !all {
				return true // it may; this is no place to find out
			}
			for _, w := range words {
				if strings.Contains(text, w) {
					return true
				}
			}
		}
	}
	return false
}
