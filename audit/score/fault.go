package score

import (
	"fmt"
	"strings"
)

// Error is one fault of a scorecard file.
type Error struct {
	File         string
	Line, Column int // counted from 1
	Fault        Fault
	Args         []string // what the fault's sentence is about, in the order of its English form
}

// Error is the fault as an English sentence behind its place.
func (e *Error) Error() string {
	args := make([]any, len(e.Args))
	for i, a := range e.Args {
		args[i] = a
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, fmt.Sprintf(e.Fault.sentence(), args...))
}

// Fault names a kind of mistake in a scorecard file. It is stable, so that others can word it in their language.
type Fault string

// The mistakes of a scorecard file; faults holds the English sentence of each.
const (
	FaultSyntax        Fault = "syntax"
	FaultDocument      Fault = "document"
	FaultField         Fault = "field"
	FaultMapping       Fault = "mapping"
	FaultKey           Fault = "key"
	FaultList          Fault = "list"
	FaultText          Fault = "text"
	FaultBoolean       Fault = "boolean"
	FaultNumber        Fault = "number"
	FaultRange         Fault = "range"
	FaultDecimals      Fault = "decimals"
	FaultChoice        Fault = "choice"
	FaultNoSchema      Fault = "no_schema"
	FaultSchema        Fault = "schema"
	FaultPassMark      Fault = "pass_mark"
	FaultStarLevel     Fault = "star_level"
	FaultSecondLevel   Fault = "second_level"
	FaultStarOrder     Fault = "star_order"
	FaultWholeStars    Fault = "whole_stars"
	FaultSection       Fault = "section"
	FaultSecondSection Fault = "second_section"
	FaultOverlap       Fault = "overlap"
	FaultOverride      Fault = "override"
	FaultRule          Fault = "rule"
	FaultCategory      Fault = "category"
)

type faultSentence struct {
	fault   Fault
	english string
}

func faults() []faultSentence {
	return []faultSentence{
		{FaultSyntax, "%s"},
		{FaultDocument, "a scorecard is one YAML document that holds a mapping"},
		{FaultField, "unknown field %s; known here: %s"},
		{FaultMapping, "expected a mapping, not %s"},
		{FaultKey, "expected a plain key"},
		{FaultList, "expected a list, not %s"},
		{FaultText, "expected text; quote it if it looks like a number"},
		{FaultBoolean, "expected true or false"},
		{FaultNumber, "expected a number from %s to %s"},
		{FaultRange, "%s is out of range: expected a number from %s to %s"},
		{FaultDecimals, "%s has more than two decimals"},
		{FaultChoice, "%s is %s, expected one of: %s"},
		{FaultNoSchema, "missing field schema: %s"},
		{FaultSchema, "schema is %s, expected %s"},
		{FaultPassMark, "pass mark %s is above the base %s: no session could pass"},
		{FaultStarLevel, "a star level needs at (the least score) and stars (1 to %s)"},
		{FaultSecondLevel, "a second star level at %s"},
		{FaultStarOrder, "a score of %s earns no fewer stars than %s"},
		{FaultWholeStars, "stars are whole: 1 to %s"},
		{FaultSection, "a section needs id, weight, and categories or rules"},
		{FaultSecondSection, "a second section %s"},
		{FaultOverlap, "%s belongs to section %s already"},
		{FaultOverride, "an override needs team or channel: whom it holds for"},
		{FaultRule, "no lexicon in force has a rule %s; zhijian lexicon show lists the rules"},
		{FaultCategory, "no lexicon in force has a rule of category %s; there are: %s"},
	}
}

// Faults lists every Fault, with how many Args it takes, in a fixed order.
func Faults() (all []Fault, args []int) {
	for _, s := range faults() {
		all = append(all, s.fault)
		args = append(args, strings.Count(s.english, "%s"))
	}
	return all, args
}

func (f Fault) sentence() string {
	for _, s := range faults() {
		if s.fault == f {
			return s.english
		}
	}
	return string(f)
}
