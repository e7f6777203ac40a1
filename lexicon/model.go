// Package lexicon holds the model of rules and reads it from YAML files, strictly and with the place of every mistake.
package lexicon

import (
	"time"

	"zhijian/lexicon/norm"
	"zhijian/lexicon/pattern"
)

// Kind says when a rule hits.
type Kind string

// The kinds of rule.
const (
	Banned    Kind = "banned"    // hit when said
	Violation Kind = "violation" // hit when said or done
	Required  Kind = "required"  // hit when missing
	Conduct   Kind = "conduct"   // hit when a measure is out of range
)

// Severities, from the lightest.
var severities = [...]string{"info", "minor", "major", "critical"}

// Set is a lexicon in force: every rule after imports, overrides, extensions and switches were worked in, by id.
type Set struct {
	Rules     []*Rule
	Normalise norm.Options
	Digest    string   // SHA-256 of the sources, in hexadecimal
	Unused    []string // names of files that add no rule, for reports
	Off       []*Rule  // rules that are off by default and were not enabled, by id
	Files     []Contents
	// Layers are the files' layers, from the lowest, with the models that were fitted to them.
	Layers []Layer
}

// Layer is what the files of one --lexicon path have in common.
type Layer struct {
	Number int    // 0 is the lowest
	Digest string // SHA-256 of all that decides what is learnt from its files, in hexadecimal
	Model  []byte // what the classifier learnt from their examples; nil where there is none or they have changed since
}

// Rule is one check.
type Rule struct {
	Position
	ID, Title      string
	Layer          int // of the file that holds it
	Kind           Kind
	Category       string // the id's part before the dot, unless given
	Severity       string
	Fatal          bool
	Deduct         float64 // points off 100 for each finding
	Bonus          float64 // points added for each session that keeps a required rule
	Cap            float64 // most points off a session; 0 for no cap
	PlatformPoints float64
	Fine           float64 // yuan for each finding
	Cite, Advice   string
	Owner          string
	Tags           []string
	Lexicon        string // id of the lexicon file that holds it

	Channel      string // "chat", "call" or "both"
	Platforms    []string
	Teams        []string
	Since, Until time.Time // day from and to which (both included) the rule holds; zero for open
	Where        *Expression
	Off          bool // not in force unless enabled

	Condition     *Condition
	When          *Condition // required rules: what asks for it
	Each          bool       // every occurrence of When asks anew
	AnyTime       bool       // required rules: good anywhere in the session, not only after When
	UnlessSession *Condition
	Suspect       bool
	DoubtBelow    *Likeness // what scores less is only a suspect; nil where that is not asked
	Examples      Examples
}

// Speaker says whose words a list of clauses is about.
type Speaker uint8

// The speakers of a condition. Anyone is agents and customers, without robots and notices.
const (
	Agent Speaker = iota
	Customer
	Robot
	System
	Anyone
	speakerCount
)

// String is the speaker's key in a lexicon file.
func (s Speaker) String() string {
	return [...]string{"agent", "customer", "robot", "system", "anyone"}[s]
}

// Condition is something that holds in a session or does not, with the places where.
type Condition struct {
	Position
	Name           string   // "" where it is not named
	Lexicon        string   // of a named one: the id of the file that holds it, or the file's name
	Layer          int      // of that file
	Examples       Examples // of a named one: what it holds in, and what not
	Clauses        [speakerCount][]*Clause
	All, Any, None []*Condition
	Measure        *Expression
	Event          *Event
	Where          *Expression
	Times          *Count // hits that the session must hold
	// Place restricts the hits of an event or of a condition put together from others; clauses carry their own, into
	// which the condition's was worked.
	Place Place

	ref string // a name still to be resolved
}

// HasClauses says whether any speaker has a list.
func (c *Condition) HasClauses() bool {
	for _, list := range c.Clauses {
		if len(list) > 0 {
			return true
		}
	}
	return false
}

// Clause is wording in its place.
type Clause struct {
	Position
	Say     []*Pattern
	Like    []Phrase
	With    []*Pattern // one of them matches in the unit too
	Without []*Pattern // none of them matches in the unit
	Unless  []*Pattern // swallows what it overlaps
	Options Options
	Times   *Count // matches that the unit must hold
	Chars   *Count // length of the unit
	Place   Place
	Suspect bool
	Sure    bool // the rule's DoubtBelow does not apply
	// Resembles is how much a message must sound like the examples of its rule; nil where that is not asked.
	Resembles *Likeness
}

// Likeness asks for a score by the classifier that is fitted to the examples of a rule, or of a named condition.
type Likeness struct {
	Position
	Rule      string     // the rule whose examples count: the one in whose lists the clause stands
	Condition *Condition // the named condition whose examples count; nil of a rule
	Least     float64    // 1 is what the own examples come to, 0 the border, -1 what other talk comes to
}

// Options say how patterns are compared with the text.
type Options struct {
	Homophones bool // by pinyin without tone
	Skip       bool // separators between characters are passed over
	Gap        int  // widest bare gap in characters; 0 for the default
}

// Place says where in the session wording counts.
type Place struct {
	Per       Unit
	In        *Range
	ReplyTo   *Condition
	Beside    *Condition // holds in the same message
	After     *Relation
	Before    *Relation
	NotAfter  *Relation
	NotBefore *Relation
}

// Unit is the stretch of text that a pattern looks at.
type Unit uint8

// The units.
const (
	PerMessage Unit = iota
	PerTurn         // consecutive messages of one speaker
	PerSession      // everything that a speaker said
)

// Range is a position within what a speaker said.
type Range struct {
	Last  bool
	Final bool          // the session's last turn
	Count int           // units, or 0 where Span is set
	Span  time.Duration // from the start, or to the end, of the session
}

// Relation asks for a condition elsewhere in the session.
type Relation struct {
	Condition *Condition
	Turns     int           // farthest distance in turns; 0 for any
	Span      time.Duration // farthest distance in time; 0 for any
	Nth       Nth
}

// Nth picks among the occurrences of a related condition.
type Nth int

// AnyOne, Each and Last are special picks; 1, 2 … pick by number, 1 being the first.
const (
	AnyOne Nth = 0
	Each   Nth = -1
	Last   Nth = -2
)

// Count compares a number: ">= 3".
type Count struct {
	Op    string // one of == != < <= > >=
	Value int
}

// Holds says whether n satisfies the comparison.
func (c *Count) Holds(n int) bool { return holds(c.Op, n, c.Value) }

// Pattern is a parsed pattern with its place and the classes that it names.
type Pattern struct {
	Position
	*pattern.Pattern
	Classes map[string]*Term // by the name that the pattern uses
}

// Term is a class of words: patterns that stand for the same thing.
type Term struct {
	Position
	Name    string
	Entries []*Pattern
	Used    bool
}

// Phrase is a sentence that wording is compared with by edit distance.
type Phrase struct {
	Position
	Text  string
	Edits int
}

// Expression is an expression over measures or metadata, as written. Counted holds the conditions that it counts with
// count("name").
type Expression struct {
	Position
	Source  string
	Counted map[string]*Condition
}

// Event is a measured event: "silence > 15s" has Name silence, Op >, Value 15.
type Event struct {
	Position
	Name  string
	Op    string
	Value float64 // seconds for times, else a plain number
}

// Examples stand beside a rule: what must hit it and what must not. Beside a named condition they say what it holds in and
// what not; there are no suspects among them.
type Examples struct {
	Hit     []*Example // must hit, and count
	Suspect []*Example // must hit as a suspect only
	Miss    []*Example // must not hit
}

// Example is a sentence or a short dialogue.
type Example struct {
	Position
	Source   string
	Settings map[string]string // of the session, without what is said of the example itself
	Unlearnt bool              // no rule learns what sounds like it from this example; see Likeness
	Untested bool              // teaches what is beyond the rules still: they need not come to what its list says
	Lines    []Line
	Plain    bool // a sentence without a speaker in front
}

// Line is one utterance of an example.
type Line struct {
	Speaker Speaker
	Text    string
	At, End float64 // seconds from the start; negative where not given
}

// Words returns the texts that the pattern wants as whole words, for the segmentation's dictionary.
func (p *Pattern) Words() []string {
	var out []string
	if p.Root == nil {
		return nil
	}
	pattern.Walk(p.Root, func(n pattern.Node) {
		if w, ok := n.(pattern.Word); ok {
			out = append(out, w.Text)
		}
	})
	for _, name := range sortedKeys(p.Classes) {
		for _, entry := range p.Classes[name].Entries {
			out = append(out, entry.Words()...)
		}
	}
	return out
}

// Holds says whether a measured value satisfies the event's comparison.
func (e *Event) Holds(v float64) bool { return holds(e.Op, v, e.Value) }

// holds compares by one of the operators that countForm and eventForm let through.
func holds[N int | float64](op string, a, b N) bool {
	switch op {
	case "==":
		return a == b
	case "!=":
		return a != b
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	default:
		return a >= b
	}
}
