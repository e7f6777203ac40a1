package audit

import "zhijian/lexicon"

// Most rules speak of something that hardly any session holds. A rule that asks for wording needs no look at a session in
// which none of its clauses has a hit: it would come to nothing, neither a finding nor a rule that was not evaluated.
// Such rules are found once; each of their clauses knows them, and wakes them when it has a hit.

// findAlways parts the rules that every session is judged by from those that wait for a clause.
func (a *Auditor) findAlways() {
	a.always = make([]uint64, (len(a.rules)+63)/64)
	for i, r := range a.rules {
		clauses, waits := r.waitsFor()
		if !waits {
			a.always[i>>6] |= 1 << (i & 63)
		}
		for _, c := range clauses {
			c.rules = append(c.rules, int32(i))
		}
	}
}

// waitsFor gives clauses of which one must have a hit for the rule to come to anything; waits is false where there are
// none such.
func (r *rule) waitsFor() (clauses []*clause, waits bool) {
	if r.where != nil { // may be unknown, which is told
		return nil, false
	}
	if r.Kind == lexicon.Required {
		return r.when.waitsFor()
	}
	return r.cond.waitsFor()
}

// waitsFor gives clauses without a hit of which the condition certainly does not hold.
func (c *cond) waitsFor() (clauses []*clause, waits bool) {
	switch {
	case c == nil:
		return nil, false
	case len(c.clauses) > 0:
		if c.src.Times != nil && (c.src.Times.Holds(0) || !c.onlySpoken()) {
			return nil, false
		}
		return c.clauses, true
	case c.src.Event != nil || c.src.Times != nil:
		return nil, false
	}
	for _, part := range c.all {
		if clauses, waits = part.waitsFor(); waits {
			return clauses, true
		}
	}
	for _, part := range c.any {
		more, waits := part.waitsFor()
		if !waits {
			return nil, false
		}
		clauses = append(clauses[:len(clauses):len(clauses)], more...)
	}
	return clauses, len(c.any) > 0
}

// onlySpoken says whether the condition asks for wording alone, so that nothing in it can be unknown where roles are not.
func (c *cond) onlySpoken() bool {
	return c.src.Event == nil && len(c.all)+len(c.any)+len(c.none) == 0 && c.measure == nil && c.where == nil
}
