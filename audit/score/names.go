package score

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// names are what a scorecard may name.
type names struct {
	rules      map[string]RuleInfo // nil: any
	categories []string            // of the rules, sorted
}

func namesOf(rules map[string]RuleInfo) names {
	n := names{rules: rules}
	for id, info := range rules {
		info.ID = id
		n.categories = append(n.categories, info.Group())
	}
	slices.Sort(n.categories)
	n.categories = slices.Compact(n.categories)
	return n
}

// nameCheck records a fault where the name that stands at n is not known.
type nameCheck func(n ast.Node, name string)

func anyName(ast.Node, string) {}

// ruleName is the nameCheck of rules. An empty name is a fault of its own, recorded already.
func (d *decoder) ruleName(n ast.Node, name string) {
	if _, known := d.names.rules[name]; known || name == "" || d.names.rules == nil {
		return
	}
	d.fail(n, FaultRule, strconv.Quote(name))
}

// categoryName is the nameCheck of categories.
func (d *decoder) categoryName(n ast.Node, name string) {
	if name == "" || d.names.rules == nil || slices.Contains(d.names.categories, name) {
		return
	}
	d.fail(n, FaultCategory, strconv.Quote(name), strings.Join(d.names.categories, ", "))
}
