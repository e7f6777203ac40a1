package layout

import (
	"slices"

	"zhijian/lexicon"
)

// The order of keys. A rule is read from what it is, over what it costs and where it applies, to what it says.
var (
	fileOrder = []string{"schema", "id", "title", "import", "normalise", "terms", "conditions", "rules", "extend", "disable", "enable", "allow", "examples", "ordinary"}
	ruleOrder = slices.Concat([]string{
		"id", "title", "kind", "category", "channel", "severity", "fatal", "deduct", "bonus", "cap", "platform_points", "fine",
		"cite", "advice", "owner", "tags", "platforms", "teams", "where", "since", "until", "default",
		"when", "each", "scope",
	}, slices.DeleteFunc(slices.Clone(conditionOrder), func(key string) bool { return key == "where" }), []string{"unless_session", "doubt_below", "examples"})
	placeOrder  = []string{"reply_to", "beside", "after", "before", "not_after", "not_before", "with", "without", "unless"}
	shortOrder  = []string{"times", "per", "in", "chars", "gap", "homophones", "skip", "suspect"}
	clauseOrder = slices.Concat([]string{"say", "like", "edits", "resembles", "sure"}, shortOrder, placeOrder)
	// Of a relation too, which adds a name and how far and which.
	conditionOrder = slices.Concat([]string{"condition", "within", "nth", "where"}, shortOrder, []string{
		"agent", "customer", "robot", "system", "anyone", "all", "any", "none", "measure", "event",
	}, placeOrder)
	allowOrder = lexicon.AllowanceKeys()
	groupOrder = []string{"hit", "suspect", "miss", "said"}
	speakers   = []string{"agent", "customer", "robot", "system", "anyone"}
	related    = []string{"reply_to", "beside", "after", "before", "not_after", "not_before"}
)

// arrange puts the keys of all mappings that the format knows into their order. What it does not know follows in the
// order in which it stands.
func arrange(root *node) {
	opening := root.opening()
	sorted(root, fileOrder)
	root.reopen(opening)
	defer root.hoist()
	for _, p := range root.parts {
		p.value.flow = p.value.flow && p.value.short()
		switch p.key.text {
		case "conditions":
			for _, named := range p.value.parts {
				condition(named.value)
			}
		case "rules", "extend":
			for _, item := range p.value.parts {
				rule(item.value)
			}
		case "examples":
			for _, item := range p.value.parts {
				sorted(item.value, groupOrder)
			}
		case "allow":
			for _, item := range p.value.parts {
				allowance(item.value)
			}
		}
	}
}

// opening takes the comments above the first part away: they speak of the file, and stay at its head.
func (n *node) opening() []comment {
	if len(n.parts) == 0 {
		return nil
	}
	head := n.parts[0].head
	n.parts[0].head = nil
	return head
}

func (n *node) reopen(head []comment) {
	if len(n.parts) > 0 {
		n.parts[0].head = append(head, n.parts[0].head...)
	}
}

func rule(n *node) {
	if n.kind != mapping {
		return
	}
	n.flow = false
	sorted(n, ruleOrder)
	for _, p := range n.parts {
		switch {
		case p.key.text == "examples":
			sorted(p.value, []string{"hit", "suspect", "miss"})
			p.value.flow = p.value.flow && p.value.kind != mapping
		case p.key.text == "when" || p.key.text == "unless_session":
			condition(p.value)
		}
	}
	inside(n)
}

// allowance arranges an entry under allow.
func allowance(n *node) {
	if n.kind != mapping {
		return
	}
	n.flow = false
	sorted(n, allowOrder)
}

// condition arranges a condition or a relation.
func condition(n *node) {
	if n.kind != mapping {
		return
	}
	sorted(n, conditionOrder)
	inside(n)
}

// clause arranges an entry of a speaker's list.
func clause(n *node) {
	if n.kind != mapping {
		return
	}
	sorted(n, clauseOrder)
	inside(n)
}

// inside arranges the clauses and conditions that a mapping holds.
func inside(n *node) {
	for _, p := range n.parts {
		switch key := p.key.text; {
		case slices.Contains(speakers, key):
			for _, item := range p.value.parts {
				clause(item.value)
			}
		case key == "all", key == "any", key == "none", slices.Contains(related, key) && p.value.kind == sequence:
			for _, item := range p.value.parts {
				condition(item.value)
			}
		case slices.Contains(related, key):
			condition(p.value)
		}
	}
}

func sorted(n *node, order []string) {
	if n.kind != mapping || len(n.parts) == 0 {
		return
	}
	// What is said below the last entry is said at the end of the mapping.
	last := n.parts[len(n.parts)-1]
	foot := last.foot
	last.foot = nil
	rank := func(p *part) int {
		if i := slices.Index(order, p.key.text); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(n.parts, func(a, b *part) int { return rank(a) - rank(b) })
	last = n.parts[len(n.parts)-1]
	last.foot = append(last.foot, foot...)
}

// hoist moves what is said beside the dash of a mapping, or above its first key, above the item.
func (n *node) hoist() {
	for _, p := range n.parts {
		p.value.hoist()
		if n.kind != sequence || p.value.kind != mapping || p.value.flow || len(p.value.parts) == 0 {
			continue
		}
		if p.tail != "" {
			p.head = append(p.head, comment{text: p.tail})
			p.tail = ""
		}
		p.head = append(p.head, p.value.opening()...)
	}
}

// short says whether a collection holds scalars alone, and is no mapping.
func (n *node) short() bool {
	return n.kind == sequence && !slices.ContainsFunc(n.parts, func(p *part) bool { return p.value.kind != scalar })
}
