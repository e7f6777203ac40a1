package gate

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Reason says what is wrong with an expression.
type Reason string

// What can be wrong with an expression.
const (
	UnknownSubject  Reason = "unknown_subject"  // not fatal, score, rule, findings or suspects
	MissingRule     Reason = "missing_rule"     // rule without "=ID"
	MissingOperator Reason = "missing_operator" // a comparison is needed here
	MissingNumber   Reason = "missing_number"   // a number is needed here
	BadNumber       Reason = "bad_number"       // not a number, or not one that the subject can have
)

// SyntaxError is an expression that is no threshold, with the place where reading stopped.
type SyntaxError struct {
	Expr   string
	Column int // in characters, from 1
	Reason Reason
	Near   string // the wording at fault; empty at the end of the expression
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("threshold %q: column %d: %s near %q", e.Expr, e.Column, e.Reason, e.Near)
}

// Parse reads a threshold:
//
//	fatal  fatal>2            sessions that a fatal rule fails
//	score<80                  the lowest score of any session
//	findings>10  suspects>0   findings that count, and suspects
//	rule=ID  rule=ID>3        findings of one rule
//
// A subject without a comparison stands for ">0". The comparisons are <, <=, >, >= and =. The error is a *SyntaxError.
func Parse(expr string) (*Threshold, error) {
	p := &parser{expr: expr, rest: expr}
	t := &Threshold{expr: expr, op: greater}
	if err := p.subject(t); err != nil {
		return nil, err
	}
	p.space()
	if p.rest == "" {
		if t.subject == lowestScore {
			return nil, p.fail(MissingOperator)
		}
		return t, nil
	}
	if err := p.comparison(t); err != nil {
		return nil, err
	}
	return t, nil
}

type parser struct{ expr, rest string }

func (p *parser) space() { p.rest = strings.TrimLeft(p.rest, " \t") }

// word takes what stands before the next blank or comparison sign.
func (p *parser) word() string {
	p.space()
	end := strings.IndexAny(p.rest, " \t<>=")
	if end < 0 {
		end = len(p.rest)
	}
	w := p.rest[:end]
	p.rest = p.rest[end:]
	return w
}

// fail makes the error for what stands at the present place.
func (p *parser) fail(reason Reason) error {
	p.space()
	at := len(p.expr) - len(p.rest)
	near, _, _ := strings.Cut(p.rest, " ")
	return &SyntaxError{Expr: p.expr, Column: utf8.RuneCountInString(p.expr[:at]) + 1, Reason: reason, Near: near}
}

func (p *parser) subject(t *Threshold) error {
	start := *p
	switch word := p.word(); word {
	case "fatal":
		t.subject = fatalSessions
	case "score":
		t.subject = lowestScore
	case "findings":
		t.subject = findings
	case "suspects":
		t.subject = suspects
	case "rule":
		t.subject = ruleFindings
		p.space()
		rest, ok := strings.CutPrefix(p.rest, "=")
		if !ok {
			return p.fail(MissingRule)
		}
		p.rest = rest
		if t.rule = p.word(); t.rule == "" {
			return p.fail(MissingRule)
		}
	default:
		return start.fail(UnknownSubject)
	}
	return nil
}

func (p *parser) comparison(t *Threshold) error {
	op, ok := p.operator()
	if !ok {
		return p.fail(MissingOperator)
	}
	t.op = op
	p.space()
	if p.rest == "" {
		return p.fail(MissingNumber)
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(p.rest), 64)
	// The negated comparison refuses NaN too.
	if err != nil || !(n >= 0 && n <= 1e12) {
		return p.fail(BadNumber)
	}
	t.limit = n
	return nil
}

func (p *parser) operator() (operator, bool) {
	// Longer signs first: ">=" starts with ">".
	for _, sign := range []operator{lessOrEqual, greaterOrEqual, less, greater, equal} {
		if rest, ok := strings.CutPrefix(p.rest, string(sign)); ok {
			p.rest = rest
			return sign, true
		}
	}
	return "", false
}

type operator string

const (
	less           operator = "<"
	lessOrEqual    operator = "<="
	greater        operator = ">"
	greaterOrEqual operator = ">="
	equal          operator = "="
)

func (o operator) holds(value, limit float64) bool {
	order := cmp.Compare(value, limit)
	switch o {
	case less:
		return order < 0
	case lessOrEqual:
		return order <= 0
	case greater:
		return order > 0
	case greaterOrEqual:
		return order >= 0
	case equal:
		return order == 0
	}
	return false
}
