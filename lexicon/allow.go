package lexicon

import (
	"regexp"
	"strings"
	"time"

	"zhijian/lexicon/ast"
)

// Allowance is an entry under allow: findings that were looked at and are put up with, each the same rule broken by the
// same wording in the same role.
type Allowance struct {
	Position
	Fingerprint string    // of the findings, as results give it
	Rule        string    // id of the rule that they are findings of
	Evidence    string    // the wording; for people, no part of the comparison
	Reason      string    // why they are put up with
	Author      string    // "" where it is not said
	Expires     time.Time // last day on which it holds; zero for ever
}

// Expired says whether the entry no longer holds on the day of the time.
func (a *Allowance) Expired(today time.Time) bool {
	return !a.Expires.IsZero() && a.Expires.Format(time.DateOnly) < today.Format(time.DateOnly)
}

// Until is the last day on which the entry holds, such as 2027-01-31; "" for ever.
func (a *Allowance) Until() string {
	if a.Expires.IsZero() {
		return ""
	}
	return a.Expires.Format(time.DateOnly)
}

// Allowances lists the entries under allow of all files, in the order of layers, files and lines.
func (s *Set) Allowances() []*Allowance {
	var out []*Allowance
	for i := range s.Files {
		out = append(out, s.Files[i].Allow...)
	}
	return out
}

// fingerprintForm is what fingerprints of findings look like.
var fingerprintForm = regexp.MustCompile(`^[0-9a-f]{16}$`)

// allowanceNeeds are the keys that an entry under allow must have.
var allowanceNeeds = []string{"fingerprint", "rule", "reason"}

func allowanceFields() []field[Allowance] {
	text := func(name, doc string, at func(*Allowance) *string) field[Allowance] {
		return field[Allowance]{name, formText, doc, func(d *decoder, n ast.Node, a *Allowance) {
			s, _ := d.text(n)
			*at(a) = strings.TrimSpace(s)
		}}
	}
	return []field[Allowance]{
		{"fingerprint", formFingerprint, "which findings: the fingerprint that results and explain give them", func(d *decoder, n ast.Node, a *Allowance) {
			var ok bool
			if a.Fingerprint, ok = d.text(n); ok && !fingerprintForm.MatchString(a.Fingerprint) {
				d.fail(n, "a fingerprint of 16 figures and letters a to f is expected here, as results and explain give it, not %q", a.Fingerprint)
			}
		}},
		text("rule", "id of the rule that they are findings of", func(a *Allowance) *string { return &a.Rule }),
		text("evidence", "their wording, for people", func(a *Allowance) *string { return &a.Evidence }),
		text("reason", "why they are put up with", func(a *Allowance) *string { return &a.Reason }),
		text("author", "who decided that", func(a *Allowance) *string { return &a.Author }),
		{"expires", formDay, "last day on which the entry holds", func(d *decoder, n ast.Node, a *Allowance) { a.Expires = d.day(n) }},
	}
}

// AllowanceKeys lists the keys of an entry under allow, in the order in which they are written.
func AllowanceKeys() []string {
	var keys []string
	for _, f := range allowanceFields() {
		keys = append(keys, f.name)
	}
	return keys
}

func (d *decoder) allowances(n ast.Node, f *file) {
	for _, item := range d.list(n) {
		a := &Allowance{Position: d.at(item)}
		if !decodeMapping(d, item, "an allow entry", a, allowanceFields()) {
			continue
		}
		said := map[string]string{"fingerprint": a.Fingerprint, "rule": a.Rule, "reason": a.Reason}
		for _, key := range allowanceNeeds {
			if said[key] == "" {
				d.failAt(a.Position, "an allow entry needs %s: which findings of which rule are put up with, and why", key)
			}
		}
		f.allow = append(f.allow, a)
	}
}
