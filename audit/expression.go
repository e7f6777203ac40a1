package audit

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/vm"

	"zhijian/audit/conduct"
	"zhijian/lexicon"
)

// expression is a compiled expression with the names that it uses, so that only those are measured.
type expression struct {
	src      *lexicon.Expression
	program  *vm.Program
	measures []string
	counted  map[string]*cond
	fast     evaluator // nil where the program must run
}

// metadata are the names that expressions may use beside measures, with a value of their type.
var metadata = map[string]any{
	"channel": "", "platform": "", "session_id": "", "attributes": map[string]string{},
	"agent": map[string]string{}, "customer": map[string]string{},
}

var durationForm = regexp.MustCompile(`\b(\d+(?:\.\d+)?)(ms|s|m|h)\b`)

// withSeconds turns durations such as 30s into numbers of seconds, outside of quotes.
func withSeconds(source string) string {
	parts := regexp.MustCompile("\"[^\"]*\"|'[^']*'").FindAllStringIndex(source, -1)
	var out strings.Builder
	plain := func(s string) {
		out.WriteString(durationForm.ReplaceAllStringFunc(s, func(m string) string {
			d, err := time.ParseDuration(m)
			if err != nil {
				return m
			}
			return strconv.FormatFloat(d.Seconds(), 'f', -1, 64)
		}))
	}
	last := 0
	for _, p := range parts {
		plain(source[last:p[0]])
		out.WriteString(source[p[0]:p[1]])
		last = p[1]
	}
	plain(source[last:])
	return out.String()
}

// names collects the identifiers of an expression.
type names struct{ seen map[string]bool }

func (n *names) Visit(node *ast.Node) {
	if id, ok := (*node).(*ast.IdentifierNode); ok {
		n.seen[id.Value] = true
	}
}

func (c *compiler) expression(src *lexicon.Expression) *expression {
	if src == nil {
		return nil
	}
	env := maps.Clone(metadata)
	env["count"] = func(string) int { return 0 }
	for _, m := range conduct.Names() {
		if m.Kind == conduct.KindValue {
			env[m.Name] = 0.0
			if m.Unit == "text" {
				env[m.Name] = ""
			}
		}
	}
	used := &names{seen: map[string]bool{}}
	out := &expression{src: src, counted: map[string]*cond{}}
	for _, name := range sortedKeys(src.Counted) {
		out.counted[name] = c.cond(src.Counted[name])
		out.counted[name].count()
	}
	program, err := expr.Compile(withSeconds(src.Source), expr.Env(env), expr.AsBool(), expr.Patch(used),
		expr.Function("between", between, new(func(float64, string) bool)))
	if err != nil {
		message, _, _ := strings.Cut(err.Error(), "\n")
		c.fail(src.Position, "expression %s: %s", src.Source, message)
		return out
	}
	out.program = program
	out.fast = closure(program.Node(), out)
	for _, m := range conduct.Names() {
		if used.seen[m.Name] && m.Kind == conduct.KindValue {
			out.measures = append(out.measures, m.Name)
		}
	}
	return out
}

// between says whether minutes of the day lie in one of the ranges of "08:00-12:00,14:00-22:00"; the end is outside.
func between(args ...any) (any, error) {
	minute, ok1 := args[0].(float64)
	ranges, ok2 := args[1].(string)
	if !ok1 || !ok2 {
		return nil, errors.New("between takes minutes of the day and ranges such as 08:00-12:00")
	}
	for _, part := range strings.Split(ranges, ",") {
		from, to, found := strings.Cut(strings.TrimSpace(part), "-")
		a, err1 := clock(from)
		b, err2 := clock(to)
		if !found || err1 != nil || err2 != nil {
			return nil, fmt.Errorf("%q is no range of the day such as 08:00-12:00", part)
		}
		if minute >= a && minute < b {
			return true, nil
		}
	}
	return false, nil
}

func clock(s string) (minutes float64, err error) {
	h, m, found := strings.Cut(strings.TrimSpace(s), ":")
	hour, err1 := strconv.Atoi(h)
	minute, err2 := strconv.Atoi(m)
	if !found || err1 != nil || err2 != nil || hour > 24 || minute > 59 {
		return 0, fmt.Errorf("%q is no time of the day", s)
	}
	return float64(hour*60 + minute), nil
}

func knownMeasure(name string, kind conduct.Kind) bool {
	return slices.ContainsFunc(conduct.Names(), func(m conduct.Measure) bool { return m.Name == name && m.Kind == kind })
}

func measureNames(kind conduct.Kind) string {
	var out []string
	for _, m := range conduct.Names() {
		if m.Kind == kind {
			out = append(out, m.Name)
		}
	}
	return strings.Join(out, ", ")
}

// eval works the expression out. shown is the first number among its measures, for the finding.
func (j *judge) eval(e *expression) (t truth, why string, shown *float64) {
	if e.fast != nil {
		v, why := e.fast(j)
		if why != "" {
			return unknown, why, nil
		}
		if v.truth && len(e.measures) > 0 {
			if first, why := j.sheet.Value(e.measures[0]); why == "" && first.Text == "" {
				shown = &first.Number
			}
		}
		return truthOf(v.truth), "", shown
	}
	env := map[string]any{}
	s := j.session
	env["channel"], env["platform"], env["session_id"] = string(s.Channel), j.platform, s.ID
	env["attributes"] = s.Attributes
	env["agent"] = map[string]string{"id": s.Agent.ID, "name": s.Agent.Name, "team": s.Agent.Team}
	env["customer"] = map[string]string{"id": s.Customer.ID}
	for _, name := range e.measures {
		v, why := j.sheet.Value(name)
		if why != "" {
			return unknown, why, nil
		}
		if v.Text != "" {
			env[name] = v.Text
			continue
		}
		env[name] = v.Number
		if shown == nil {
			shown = &v.Number
		}
	}
	counts := map[string]int{}
	for _, name := range sortedKeys(e.counted) {
		r := j.cond(e.counted[name])
		if r.truth == unknown {
			return unknown, r.why, nil
		}
		counts[name] = r.matches()
	}
	env["count"] = func(name string) int { return counts[name] }
	out, err := expr.Run(e.program, env)
	if err != nil {
		return unknown, "expression_failed", nil
	}
	result, ok := out.(bool)
	if !ok {
		return unknown, "expression_failed", nil
	}
	return truthOf(result), "", shown
}
