package exchange

// SessionCondition writes a formula as a condition of the session as a whole: and becomes all, or becomes any, not
// becomes none. said makes the condition that one of the wordings occurs.
func SessionCondition(f *Formula, said func([]Wording) Map) Map {
	switch f.Op {
	case Wordings:
		return said(f.Any)
	case Not:
		return Map{{"none", []any{SessionCondition(f.Args[0], said)}}}
	}
	// Alternatives that are single words are one list.
	var words []Wording
	var list []any
	for _, arg := range f.Args {
		if f.Op == Or && arg.Op == Wordings {
			words = append(words, arg.Any...)
			continue
		}
		list = append(list, SessionCondition(arg, said))
	}
	if len(words) > 0 {
		list = append([]any{said(words)}, list...)
	}
	if len(list) == 1 {
		if m, ok := list[0].(Map); ok {
			return m
		}
	}
	if f.Op == Or {
		return Map{{"any", list}}
	}
	return joinAll(list)
}

// joinAll puts what must be beside what must not be. What must be stands first, since the evidence is that of the first.
func joinAll(list []any) Map {
	var all, none []any
	for _, item := range list {
		m, ok := item.(Map)
		if ok && len(m) == 1 && m[0].Key == "none" {
			inner, _ := m[0].Value.([]any)
			none = append(none, inner...)
			continue
		}
		all = append(all, item)
	}
	var out Map
	out.Add("all", all)
	out.Add("none", none)
	return out
}

// JoinAll is the condition that all of the conditions hold.
func JoinAll(list []any) Map {
	if len(list) == 1 {
		if m, ok := list[0].(Map); ok {
			return m
		}
	}
	return joinAll(list)
}
