package lexicon

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"zhijian/lexicon/ast"
)

// clauseDraft is a clause while it is read: gaps in it are filled from the condition around it.
type clauseDraft struct {
	Clause
	edits   int
	perSet  bool
	phrases []Phrase
}

// conditionDraft is a condition while it is read, with what it lays down for its clauses.
type conditionDraft struct {
	Condition
	defaults clauseDraft
	clauses  [speakerCount][]*clauseDraft
}

// relationDraft is a relation while it is read: the fields of a condition and how far and which.
type relationDraft struct {
	conditionDraft
	relation Relation
}

// placeFields are the keys that clauses and conditions share.
func placeFields() []field[clauseDraft] {
	relation := func(name, doc string, place func(*clauseDraft) **Relation) field[clauseDraft] {
		return field[clauseDraft]{name, formRelation, doc, func(d *decoder, n ast.Node, c *clauseDraft) { *place(c) = d.relation(n) }}
	}
	return []field[clauseDraft]{
		{"with", formPattern, "patterns of which one must match in the unit too", func(d *decoder, n ast.Node, c *clauseDraft) { c.With = d.patterns(n) }},
		{"without", formPattern, "patterns of which none may match in the unit", func(d *decoder, n ast.Node, c *clauseDraft) { c.Without = d.patterns(n) }},
		{"unless", formPattern, "patterns that swallow a match which they overlap", func(d *decoder, n ast.Node, c *clauseDraft) { c.Unless = d.patterns(n) }},
		{"reply_to", formRelation, "patterns or a condition: the customer turn that is being answered", func(d *decoder, n ast.Node, c *clauseDraft) { c.Place.ReplyTo = d.replyTo(n) }},
		{"beside", formCondition, "a condition that holds in the same message", func(d *decoder, n ast.Node, c *clauseDraft) { c.Place.Beside = d.condition(n) }},
		relation("after", "a condition that holds earlier", func(c *clauseDraft) **Relation { return &c.Place.After }),
		relation("before", "a condition that holds later", func(c *clauseDraft) **Relation { return &c.Place.Before }),
		relation("not_after", "a condition that does not hold earlier", func(c *clauseDraft) **Relation { return &c.Place.NotAfter }),
		relation("not_before", "a condition that does not hold later", func(c *clauseDraft) **Relation { return &c.Place.NotBefore }),
		{"in", formRange, "first 2, last 3, first 30s, last 20s or final", func(d *decoder, n ast.Node, c *clauseDraft) { c.Place.In = d.position(n) }},
		{"per", oneOfForm("message", "turn", "session"), "the unit that patterns look at", func(d *decoder, n ast.Node, c *clauseDraft) { c.Place.Per, c.perSet = d.unit(n), true }},
		{"chars", formCount, "length of the unit in letters, digits and Chinese characters", func(d *decoder, n ast.Node, c *clauseDraft) { c.Chars = d.count(n) }},
		{"suspect", formBool, "the finding is only a hint for a person", func(d *decoder, n ast.Node, c *clauseDraft) { c.Suspect = d.boolean(n) }},
		{"homophones", formBool, "characters match by pinyin without tone", func(d *decoder, n ast.Node, c *clauseDraft) { c.Options.Homophones = d.boolean(n) }},
		{"skip", formBool, "separators between characters are passed over", func(d *decoder, n ast.Node, c *clauseDraft) { c.Options.Skip = d.boolean(n) }},
		{"gap", formNumber, "widest bare gap in characters", func(d *decoder, n ast.Node, c *clauseDraft) { c.Options.Gap = int(d.number(n)) }},
	}
}

func clauseFields() []field[clauseDraft] {
	return append(placeFields(),
		field[clauseDraft]{"say", formPattern, "a pattern, or a list of which one must match", func(d *decoder, n ast.Node, c *clauseDraft) { c.Say = d.patterns(n) }},
		field[clauseDraft]{"like", formPhrases, "sentences that the wording resembles", func(d *decoder, n ast.Node, c *clauseDraft) { c.phrases = d.phrases(n) }},
		field[clauseDraft]{"edits", formNumber, "most edits between the wording and a sentence of like", func(d *decoder, n ast.Node, c *clauseDraft) { c.edits = int(d.number(n)) }},
		field[clauseDraft]{"resembles", formScore, "least score by which the message resembles the examples of the rule or condition, from -1.5 to 1.5", func(d *decoder, n ast.Node, c *clauseDraft) { c.Resembles = d.likeness(n) }},
		field[clauseDraft]{"sure", formBool, "the finding counts however little the message resembles the rule's examples", func(d *decoder, n ast.Node, c *clauseDraft) { c.Sure = d.boolean(n) }},
		field[clauseDraft]{"times", formCount, "matches that the unit must hold", func(d *decoder, n ast.Node, c *clauseDraft) { c.Times = d.count(n) }},
	)
}

func conditionFields() []field[conditionDraft] {
	var out []field[conditionDraft]
	for s := range speakerCount {
		out = append(out, field[conditionDraft]{s.String(), formClauses, "what the " + s.String() + " says", func(d *decoder, n ast.Node, c *conditionDraft) {
			for _, item := range d.list(n) {
				c.clauses[s] = append(c.clauses[s], d.clause(item))
			}
		}})
	}
	out = append(out,
		field[conditionDraft]{"all", formConds, "conditions that must all hold", func(d *decoder, n ast.Node, c *conditionDraft) { c.All = d.conditions(n) }},
		field[conditionDraft]{"any", formConds, "conditions of which one must hold", func(d *decoder, n ast.Node, c *conditionDraft) { c.Any = d.conditions(n) }},
		field[conditionDraft]{"none", formConds, "conditions of which none may hold", func(d *decoder, n ast.Node, c *conditionDraft) { c.None = d.conditions(n) }},
		field[conditionDraft]{"measure", formText, "an expression over the session's measures", func(d *decoder, n ast.Node, c *conditionDraft) { c.Measure = d.expression(n) }},
		field[conditionDraft]{"event", formText, "a measured event, such as silence > 15s", func(d *decoder, n ast.Node, c *conditionDraft) { c.Event = d.event(n) }},
		field[conditionDraft]{"where", formText, "an expression over channel, platform, attributes, agent, customer and call", func(d *decoder, n ast.Node, c *conditionDraft) { c.Where = d.expression(n) }},
		field[conditionDraft]{"times", formCount, "hits that the session must hold", func(d *decoder, n ast.Node, c *conditionDraft) { c.Times = d.count(n) }},
	)
	return append(out, lift(placeFields(), func(c *conditionDraft) *clauseDraft { return &c.defaults })...)
}

// namedConditionFields are the keys of a condition with a name: it may have examples.
func namedConditionFields() []field[conditionDraft] {
	return append(conditionFields(), field[conditionDraft]{"examples", formExamples, "what the condition holds in, and what not", func(d *decoder, n ast.Node, c *conditionDraft) {
		decodeMapping(d, n, "examples", &c.Examples, exampleFields())
	}})
}

// lift turns a table for an inner value into one for the value around it.
func lift[Outer, Inner any](table []field[Inner], inner func(*Outer) *Inner) []field[Outer] {
	out := make([]field[Outer], len(table))
	for i, f := range table {
		out[i] = field[Outer]{f.name, f.form, f.doc, func(d *decoder, n ast.Node, dst *Outer) { f.set(d, n, inner(dst)) }}
	}
	return out
}

func (d *decoder) phrases(n ast.Node) []Phrase {
	var out []Phrase
	for _, item := range d.list(n) {
		if s, ok := d.text(item); ok {
			out = append(out, Phrase{Position: d.at(item), Text: s})
		}
	}
	return out
}

// clause reads an entry of a speaker's list: a pattern or a mapping.
func (d *decoder) clause(n ast.Node) *clauseDraft {
	c := &clauseDraft{}
	c.Position = d.at(n)
	if n.Kind != ast.Mapping {
		if p := d.pattern(n); p != nil {
			c.Say = []*Pattern{p}
		}
		return c
	}
	decodeMapping(d, n, "a clause", c, d.clauseTable())
	if len(c.Say) == 0 && len(c.phrases) == 0 && c.Chars == nil && c.Resembles == nil {
		d.fail(n, "a clause needs say, like, chars or resembles")
	}
	if c.Suspect && c.Sure {
		d.fail(n, "a clause cannot be both sure and suspect; leave one of them out")
	}
	for _, p := range c.phrases {
		length := utf8.RuneCountInString(p.Text)
		p.Edits = c.edits
		if p.Edits == 0 {
			p.Edits = length / 5
		}
		if p.Edits*2 >= length {
			d.failAt(p.Position, "%d edits of a sentence of %d characters would match nearly everything", p.Edits, length)
		}
		c.Like = append(c.Like, p)
	}
	return c
}

// likeness reads the least score of resembles. Whose examples are meant becomes known with the rule or condition around it.
func (d *decoder) likeness(n ast.Node) *Likeness {
	s, ok := d.text(n)
	if !ok {
		return nil
	}
	least, err := strconv.ParseFloat(s, 64)
	if err != nil || least < -farthestScore || least > farthestScore {
		d.fail(n, "a score from %g to %g is expected here, not %q", -farthestScore, farthestScore, s)
		least = 0
	}
	return &Likeness{Position: d.at(n), Least: least}
}

// farthestScore bounds the scores that resembles may ask for: beyond it no message comes to lie.
const farthestScore = 1.5

var nameForm = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// condition reads a name or a mapping.
func (d *decoder) condition(n ast.Node) *Condition { return d.conditionBy(n, d.conditionTable) }

func (d *decoder) conditionBy(n ast.Node, table func() []field[conditionDraft]) *Condition {
	if n.Kind == ast.Mapping {
		var draft conditionDraft
		decodeMapping(d, n, "a condition", &draft, table())
		return draft.finish(d, n)
	}
	name, ok := d.text(n)
	if ok && !nameForm.MatchString(name) {
		d.fail(n, "a condition is a name (small letters, digits and -) or a mapping, not %q", name)
	}
	return &Condition{Position: d.at(n), ref: name}
}

func (d *decoder) conditions(n ast.Node) []*Condition {
	var out []*Condition
	for _, item := range d.list(n) {
		out = append(out, d.condition(item))
	}
	return out
}

// replyTo reads a condition's name, a condition, or patterns that the customer is to have said.
func (d *decoder) replyTo(n ast.Node) *Condition {
	if n.Kind == ast.Mapping {
		return d.condition(n)
	}
	items := d.list(n)
	c := &Condition{Position: d.at(n)}
	for _, item := range items {
		s, ok := d.text(item)
		if !ok {
			continue
		}
		if nameForm.MatchString(s) {
			c.Any = append(c.Any, d.condition(item))
			continue
		}
		clause := d.clause(item).Clause
		c.Any = append(c.Any, &Condition{Position: clause.Position, Clauses: [speakerCount][]*Clause{Customer: {&clause}}})
	}
	if len(c.Any) == 1 {
		return c.Any[0]
	}
	return c
}

// relation reads a condition with within and nth; a list means any of them.
func (d *decoder) relation(n ast.Node) *Relation {
	if n.Kind == ast.Sequence {
		return &Relation{Condition: &Condition{Position: d.at(n), Any: d.conditions(n)}}
	}
	if n.Kind != ast.Mapping {
		return &Relation{Condition: d.condition(n)}
	}
	var draft relationDraft
	decodeMapping(d, n, "a relation", &draft, d.relationTable())
	draft.relation.Condition = draft.finish(d, n)
	return &draft.relation
}

func relationFields() []field[relationDraft] {
	return append(lift(conditionFields(), func(r *relationDraft) *conditionDraft { return &r.conditionDraft }),
		field[relationDraft]{"within", formText, "farthest distance: 3 turns or 30s", func(d *decoder, n ast.Node, r *relationDraft) { d.within(n, &r.relation) }},
		field[relationDraft]{"nth", formText, "which occurrence: any, each, first, last or a number", func(d *decoder, n ast.Node, r *relationDraft) { r.relation.Nth = d.nth(n) }},
		field[relationDraft]{"condition", formText, "a condition's name", func(d *decoder, n ast.Node, r *relationDraft) { r.All = append(r.All, d.condition(n)) }},
	)
}

// finish works what the condition lays down into its clauses.
func (c *conditionDraft) finish(d *decoder, n ast.Node) *Condition {
	c.Position = d.at(n)
	for s, list := range c.clauses {
		for _, clause := range list {
			c.Clauses[s] = append(c.Clauses[s], clause.withDefaults(&c.defaults))
		}
	}
	c.Place = c.defaults.Place
	if !c.HasClauses() && len(c.All)+len(c.Any)+len(c.None) == 0 && c.Measure == nil && c.Event == nil && c.Where == nil {
		d.fail(n, "this condition asks for nothing: it needs a speaker's list, all, any, none, measure, event or where")
	}
	if idle := c.defaults.aboutPatterns(); len(idle) > 0 && !c.HasClauses() {
		d.fail(n, "%s would have no effect: there is no speaker's list beside it; put it into the lists, or the named conditions, that it is meant for", strings.Join(idle, ", "))
	}
	return &c.Condition
}

// aboutPatterns names what is laid down for the patterns of speakers' lists, in places where there may be none.
func (c *clauseDraft) aboutPatterns() []string {
	var out []string
	for _, setting := range []struct {
		name string
		set  bool
	}{
		{"with", len(c.With) > 0},
		{"without", len(c.Without) > 0},
		{"unless", len(c.Unless) > 0},
		{"chars", c.Chars != nil},
		{"homophones", c.Options.Homophones},
		{"skip", c.Options.Skip},
		{"gap", c.Options.Gap != 0},
	} {
		if setting.set {
			out = append(out, setting.name)
		}
	}
	return out
}

// both joins two lists. Clauses without exceptions of their own share those of the condition.
func both(own, shared []*Pattern) []*Pattern {
	if len(own) == 0 {
		return slices.Clip(shared)
	}
	return slices.Concat(own, shared)
}

// withDefaults fills what the clause leaves open from the condition around it; exceptions and demands add up.
func (c *clauseDraft) withDefaults(def *clauseDraft) *Clause {
	out := c.Clause
	out.With = orElse(out.With, def.With)
	out.Without = both(out.Without, def.Without)
	out.Unless = both(out.Unless, def.Unless)
	out.Options.Homophones = out.Options.Homophones || def.Options.Homophones
	out.Options.Skip = out.Options.Skip || def.Options.Skip
	if out.Options.Gap == 0 {
		out.Options.Gap = def.Options.Gap
	}
	if out.Chars == nil {
		out.Chars = def.Chars
	}
	out.Suspect = out.Suspect || def.Suspect
	if !c.perSet {
		out.Place.Per = def.Place.Per
	}
	out.Place.In = orPointer(out.Place.In, def.Place.In)
	out.Place.ReplyTo = orPointer(out.Place.ReplyTo, def.Place.ReplyTo)
	out.Place.Beside = orPointer(out.Place.Beside, def.Place.Beside)
	out.Place.After = orPointer(out.Place.After, def.Place.After)
	out.Place.Before = orPointer(out.Place.Before, def.Place.Before)
	out.Place.NotAfter = orPointer(out.Place.NotAfter, def.Place.NotAfter)
	out.Place.NotBefore = orPointer(out.Place.NotBefore, def.Place.NotBefore)
	return &out
}

func orElse(a, b []*Pattern) []*Pattern {
	if len(a) > 0 {
		return a
	}
	return b
}

func orPointer[T any](a, b *T) *T {
	if a != nil {
		return a
	}
	return b
}
