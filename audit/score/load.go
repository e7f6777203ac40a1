package score

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// Schema is the value of the field schema in a scorecard file.
const Schema = "zhijian/scorecard/v1"

// The most points, and yuan, that a scorecard may set anywhere.
const maxPoints, maxFine = 1000, 1_000_000

// Load reads a scorecard file; docs/scorecard.md describes it. name stands in error messages. What the file leaves out
// is as in Default. rules are those in force: to name another rule, or a category that none of them has, is a fault,
// since it would change nothing; nil leaves names unchecked. The error joins every fault of the file, each an *Error
// with line and column.
func Load(name string, data []byte, rules map[string]RuleInfo) (*Card, error) {
	d := &decoder{name: name, names: namesOf(rules)}
	card := Default()
	root := d.document(data)
	if root != nil {
		d.card(root, card)
	}
	if len(d.errs) > 0 {
		return nil, errors.Join(d.errs...)
	}
	return card, nil
}

func (d *decoder) card(root ast.Node, c *Card) {
	schema := ""
	d.mapping(root, fields{
		"schema": func(n ast.Node) {
			if schema = d.text(n); schema != Schema {
				d.fail(n, FaultSchema, strconv.Quote(schema), strconv.Quote(Schema))
			}
		},
		"id":          func(n ast.Node) { d.text(n) },
		"title":       func(n ast.Node) { d.text(n) },
		"base":        func(n ast.Node) { c.base = d.points(n, 1, maxPoints) },
		"pass":        func(n ast.Node) { c.pass = d.points(n, 0, maxPoints) },
		"fatal_score": func(n ast.Node) { c.fatal = d.fatalMode(n) },
		"max_bonus":   func(n ast.Node) { c.maxBonus = d.points(n, 0, maxPoints) },
		"stars":       func(n ast.Node) { c.stars = d.stars(n) },
		"caps":        func(n ast.Node) { c.caps = d.caps(n) },
		"rules":       func(n ast.Node) { c.rules = d.rules(n) },
		"sections":    func(n ast.Node) { c.sections = d.sections(n) },
		"overrides":   func(n ast.Node) { d.list(n, func(n ast.Node) { c.overrides = append(c.overrides, d.override(n)) }) },
	})
	if schema == "" {
		d.fail(root, FaultNoSchema, Schema)
	}
	if c.pass > c.base {
		d.fail(root, FaultPassMark, c.pass.String(), c.base.String())
	}
}

func (d *decoder) fatalMode(n ast.Node) fatalMode {
	mode := fatalMode(d.text(n))
	if mode != fatalKeep && mode != fatalZero {
		d.fail(n, FaultChoice, "fatal_score", strconv.Quote(string(mode)), "keep, zero")
	}
	return mode
}

func (d *decoder) stars(n ast.Node) []starLevel {
	var levels []starLevel
	d.list(n, func(n ast.Node) {
		level := starLevel{At: -1, Stars: -1}
		d.mapping(n, fields{
			"at":    func(n ast.Node) { level.At = d.points(n, 0, maxPoints) },
			"stars": func(n ast.Node) { level.Stars = d.wholeStars(n) },
		})
		if level.At < 0 || level.Stars < 0 {
			d.fail(n, FaultStarLevel, strconv.Itoa(MaxStars))
		}
		if slices.ContainsFunc(levels, func(l starLevel) bool { return l.At == level.At }) {
			d.fail(n, FaultSecondLevel, level.At.String())
		}
		levels = append(levels, level)
	})
	slices.SortFunc(levels, func(a, b starLevel) int { return cmp.Compare(b.At, a.At) })
	for i := 1; i < len(levels); i++ {
		if levels[i].Stars >= levels[i-1].Stars {
			d.fail(n, FaultStarOrder, levels[i].At.String(), levels[i-1].At.String())
		}
	}
	return levels
}

func (d *decoder) wholeStars(n ast.Node) int {
	p := d.points(n, 1, MaxStars)
	if p%100 != 0 {
		d.fail(n, FaultWholeStars, strconv.Itoa(MaxStars))
	}
	return int(p / 100)
}

func (d *decoder) caps(n ast.Node) capTable {
	var table capTable
	d.mapping(n, fields{
		"rules":      func(n ast.Node) { table.Rules = d.namedCaps(n, d.ruleName) },
		"categories": func(n ast.Node) { table.Categories = d.namedCaps(n, d.categoryName) },
	})
	return table
}

func (d *decoder) namedCaps(n ast.Node, check nameCheck) []namedCap {
	var caps []namedCap
	d.entries(n, func(entry *ast.MappingValueNode, name string) {
		check(entry.Key, name)
		caps = append(caps, namedCap{name, d.points(entry.Value, 0, maxPoints)})
	})
	slices.SortFunc(caps, func(a, b namedCap) int { return strings.Compare(a.Name, b.Name) })
	return caps
}

func (d *decoder) rules(n ast.Node) []ruleOverride {
	var rules []ruleOverride
	d.entries(n, func(entry *ast.MappingValueNode, name string) {
		d.ruleName(entry.Key, name)
		rules = append(rules, d.rule(entry.Value, name))
	})
	slices.SortFunc(rules, func(a, b ruleOverride) int { return strings.Compare(a.Rule, b.Rule) })
	return rules
}

func (d *decoder) rule(n ast.Node, name string) ruleOverride {
	r := ruleOverride{Rule: name}
	number := func(to **Points, most float64) func(ast.Node) {
		return func(n ast.Node) {
			p := d.points(n, 0, most)
			*to = &p
		}
	}
	d.mapping(n, fields{
		"fatal": func(n ast.Node) {
			b := d.boolean(n)
			r.Fatal = &b
		},
		"deduct":          number(&r.Deduct, maxPoints),
		"bonus":           number(&r.Bonus, maxPoints),
		"cap":             number(&r.Cap, maxPoints),
		"platform_points": number(&r.PlatformPoints, maxPoints),
		"fine":            number(&r.Fine, maxFine),
	})
	return r
}

func (d *decoder) sections(n ast.Node) []section {
	var all []section
	d.list(n, func(n ast.Node) {
		var s section
		d.mapping(n, fields{
			"id":         func(n ast.Node) { s.ID = d.text(n) },
			"title":      func(n ast.Node) { s.Title = d.text(n) },
			"weight":     func(n ast.Node) { s.Weight = d.points(n, 0.01, maxPoints) },
			"categories": func(n ast.Node) { s.Categories = d.texts(n, d.categoryName) },
			"rules":      func(n ast.Node) { s.Rules = d.texts(n, d.ruleName) },
		})
		if s.ID == "" || s.Weight == 0 || len(s.Categories)+len(s.Rules) == 0 {
			d.fail(n, FaultSection)
		}
		for _, before := range all {
			d.overlap(n, before, s)
		}
		all = append(all, s)
	})
	return all
}

// overlap records what two sections both claim: the points of a rule can be lost only once.
func (d *decoder) overlap(n ast.Node, a, b section) {
	if a.ID == b.ID && a.ID != "" {
		d.fail(n, FaultSecondSection, strconv.Quote(b.ID))
	}
	for _, name := range slices.Concat(b.Categories, b.Rules) {
		if slices.Contains(a.Categories, name) || slices.Contains(a.Rules, name) {
			d.fail(n, FaultOverlap, name, strconv.Quote(a.ID))
		}
	}
}

func (d *decoder) override(n ast.Node) override {
	var o override
	d.mapping(n, fields{
		"team":    func(n ast.Node) { o.Teams = append(o.Teams, d.texts(n, anyName)...) },
		"channel": func(n ast.Node) { o.Channel = d.channel(n) },
		"pass": func(n ast.Node) {
			p := d.points(n, 0, maxPoints)
			o.Pass = &p
		},
		"fatal_score": func(n ast.Node) { o.Fatal = d.fatalMode(n) },
		"caps":        func(n ast.Node) { o.Caps = d.caps(n) },
		"rules":       func(n ast.Node) { o.Rules = d.rules(n) },
	})
	if len(o.Teams) == 0 && o.Channel == "" {
		d.fail(n, FaultOverride)
	}
	return o
}

func (d *decoder) channel(n ast.Node) string {
	channel := d.text(n)
	if channel != "chat" && channel != "call" {
		d.fail(n, FaultChoice, "channel", strconv.Quote(channel), "chat, call")
	}
	return channel
}
