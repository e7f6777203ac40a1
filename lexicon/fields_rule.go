package lexicon

import (
	"fmt"
	"regexp"
	"strings"

	"zhijian/lexicon/ast"
)

// ruleDraft is a rule while it is read. Only remembers which keys it holds, for extensions.
type ruleDraft struct {
	Rule
	condition conditionDraft
	keys      map[string]bool
}

func ruleFields() []field[ruleDraft] {
	text := func(name, doc string, at func(*Rule) *string) field[ruleDraft] {
		return field[ruleDraft]{name, formText, doc, func(d *decoder, n ast.Node, r *ruleDraft) { *at(&r.Rule), _ = d.text(n) }}
	}
	number := func(name, doc string, at func(*Rule) *float64) field[ruleDraft] {
		return field[ruleDraft]{name, formNumber, doc, func(d *decoder, n ast.Node, r *ruleDraft) { *at(&r.Rule) = d.number(n) }}
	}
	own := []field[ruleDraft]{
		text("id", "public and stable: category.name", func(r *Rule) *string { return &r.ID }),
		text("title", "what people read", func(r *Rule) *string { return &r.Title }),
		{"kind", oneOfForm("banned", "violation", "required", "conduct"), "when the rule hits", func(d *decoder, n ast.Node, r *ruleDraft) {
			r.Kind = Kind(d.oneOf(n, "banned", "violation", "required", "conduct"))
		}},
		text("category", "group of rules; the id's part before the dot unless given", func(r *Rule) *string { return &r.Category }),
		{"severity", oneOfForm(severities[:]...), "how bad a hit is", func(d *decoder, n ast.Node, r *ruleDraft) { r.Severity = d.oneOf(n, severities[:]...) }},
		{"fatal", formBool, "a hit fails the session whatever its score", func(d *decoder, n ast.Node, r *ruleDraft) { r.Fatal = d.boolean(n) }},
		number("deduct", "points off 100 for each finding", func(r *Rule) *float64 { return &r.Deduct }),
		number("bonus", "points added where a required rule is kept", func(r *Rule) *float64 { return &r.Bonus }),
		number("cap", "most points off a session", func(r *Rule) *float64 { return &r.Cap }),
		number("platform_points", "what the platform itself would take", func(r *Rule) *float64 { return &r.PlatformPoints }),
		number("fine", "yuan for each finding", func(r *Rule) *float64 { return &r.Fine }),
		text("cite", "where the rule comes from", func(r *Rule) *string { return &r.Cite }),
		text("advice", "what to say instead", func(r *Rule) *string { return &r.Advice }),
		text("owner", "who keeps the rule", func(r *Rule) *string { return &r.Owner }),
		{"tags", formTexts, "free labels", func(d *decoder, n ast.Node, r *ruleDraft) { r.Tags = d.texts(n) }},
		{"channel", oneOfForm("chat", "call", "both"), "where the rule applies", func(d *decoder, n ast.Node, r *ruleDraft) { r.Channel = d.oneOf(n, "chat", "call", "both") }},
		{"platforms", formTexts, "platforms on which the rule applies", func(d *decoder, n ast.Node, r *ruleDraft) { r.Platforms = d.texts(n) }},
		{"teams", formTexts, "teams to which the rule applies", func(d *decoder, n ast.Node, r *ruleDraft) { r.Teams = d.texts(n) }},
		{"since", formDay, "first day on which the rule holds", func(d *decoder, n ast.Node, r *ruleDraft) { r.Since = d.day(n) }},
		{"until", formDay, "last day on which the rule holds", func(d *decoder, n ast.Node, r *ruleDraft) { r.Until = d.day(n) }},
		{"default", oneOfForm("on", "off"), "whether the rule is in force unless enabled", func(d *decoder, n ast.Node, r *ruleDraft) { r.Off = d.oneOf(n, "on", "off") == "off" }},
		{"when", formCondition, "required rules: what asks for it", func(d *decoder, n ast.Node, r *ruleDraft) { r.When = d.condition(n) }},
		{"each", formBool, "every occurrence of when asks anew", func(d *decoder, n ast.Node, r *ruleDraft) { r.Each = d.boolean(n) }},
		{"scope", oneOfForm("after", "session"), "required rules with when: where the good words count", func(d *decoder, n ast.Node, r *ruleDraft) { r.AnyTime = d.oneOf(n, "after", "session") == "session" }},
		{"unless_session", formCondition, "a condition under which the rule does not hit", func(d *decoder, n ast.Node, r *ruleDraft) { r.UnlessSession = d.condition(n) }},
		{"doubt_below", formScore, "a message that resembles the rule's examples less than this is only a suspect, from -1.5 to 1.5", func(d *decoder, n ast.Node, r *ruleDraft) { r.DoubtBelow = d.likeness(n) }},
		{"examples", formExamples, "what must hit the rule, and what must not", func(d *decoder, n ast.Node, r *ruleDraft) {
			decodeMapping(d, n, "examples", &r.Examples, exampleFields())
		}},
	}
	// A rule's own where says where it applies; inside a condition it is one demand among others.
	own = append(own, field[ruleDraft]{"where", formText, "an expression that says where the rule applies", func(d *decoder, n ast.Node, r *ruleDraft) { r.Where = d.expression(n) }})
	for _, f := range lift(conditionFields(), func(r *ruleDraft) *conditionDraft { return &r.condition }) {
		if f.name != "where" {
			own = append(own, f)
		}
	}
	for i, f := range own {
		own[i].set = func(d *decoder, n ast.Node, r *ruleDraft) { r.keys[f.name] = true; f.set(d, n, r) }
	}
	return own
}

func exampleFields() []field[Examples] {
	return []field[Examples]{
		{"hit", formTexts, "what must hit the rule, or what the condition holds in", func(d *decoder, n ast.Node, e *Examples) { e.Hit = d.examples(n) }},
		{"suspect", formTexts, "what must hit the rule as a suspect only", func(d *decoder, n ast.Node, e *Examples) { e.Suspect = d.examples(n) }},
		{"miss", formTexts, "what must not hit the rule, or what the condition does not hold in", func(d *decoder, n ast.Node, e *Examples) { e.Miss = d.examples(n) }},
	}
}

func (d *decoder) examples(n ast.Node) []*Example {
	var out []*Example
	for _, item := range d.list(n) {
		s, ok := d.text(item)
		if !ok {
			continue
		}
		e, err := ParseExample(s)
		if err != nil {
			d.fail(item, "example %q: %v", s, err)
			continue
		}
		e.Position = d.at(item)
		out = append(out, e)
	}
	return out
}

var idForm = regexp.MustCompile(`^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$`)

// decodeRule reads a rule without judging whether it is complete.
func (d *decoder) decodeRule(n ast.Node) *ruleDraft {
	r := &ruleDraft{keys: map[string]bool{}}
	r.Position = d.at(n)
	if !decodeMapping(d, n, "a rule", r, d.ruleTable()) {
		return nil
	}
	return r
}

// complete checks a rule as a whole and fills in what is left to defaults.
func (d *decoder) complete(r *ruleDraft, n ast.Node, lexiconID string) *Rule {
	rule := &r.Rule
	rule.Lexicon = lexiconID
	if !idForm.MatchString(rule.ID) {
		d.failAt(rule.Position, "the rule's id %q is not of the form category.name (small letters, digits, -)", rule.ID)
	}
	if rule.Category == "" {
		rule.Category, _, _ = strings.Cut(rule.ID, ".")
	}
	for _, missing := range []struct {
		absent bool
		key    string
	}{{rule.Title == "", "title"}, {rule.Kind == "", "kind"}, {rule.Severity == "", "severity"}} {
		if missing.absent {
			d.failAt(rule.Position, "rule %s has no %s", rule.ID, missing.key)
		}
	}
	if rule.Channel == "" {
		rule.Channel = "both"
	}
	if rule.Kind != Required && (rule.When != nil || rule.Each || rule.AnyTime) {
		d.failAt(rule.Position, "rule %s: when, each and scope belong to rules of kind required", rule.ID)
	}
	if !rule.Since.IsZero() && !rule.Until.IsZero() && rule.Until.Before(rule.Since) {
		d.failAt(rule.Position, "rule %s ends before it begins", rule.ID)
	}
	rule.Suspect = r.condition.defaults.Suspect
	rule.Condition = r.condition.finish(d, n)
	rule.Condition.Position = rule.Position
	d.bindToRule(rule, rule.Condition)
	if doubt := rule.DoubtBelow; doubt != nil {
		doubt.Rule = rule.ID
		if rule.Kind != Banned && rule.Kind != Violation {
			d.failAt(doubt.Position, "rule %s: doubt_below belongs to rules of kind banned or violation", rule.ID)
		}
	}
	return rule
}

// String is the rule's id and place, for messages.
func (r *Rule) String() string { return fmt.Sprintf("%s (%s)", r.ID, r.Position) }
