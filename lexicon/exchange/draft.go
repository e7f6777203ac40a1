// Package exchange is what importers of other systems' rules share: a lexicon in the making, notes on what it could not
// take over, expressions of words joined by && || and !, and JSON that knows its places.
package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"

	"zhijian/lexicon"
	"zhijian/lexicon/layout"
)

// Bounds on what is read, so that no file exhausts memory or gives a lexicon that cannot be loaded.
const (
	MaxSize     = 32 << 20 // bytes of a file
	MaxRules    = 20000
	MaxKeywords = 20000 // words of one list
	MaxNotes    = 100000
)

// Pair is an entry of a mapping; its value is a string, a bool, an int, a float64, a []any, a []string or a Map.
type Pair struct {
	Key   string
	Value any
}

// Map is a mapping of a lexicon file in the order in which it is written.
type Map []Pair

// Add appends an entry, unless its value is empty: "", 0, false, nil or without items.
func (m *Map) Add(key string, value any) {
	switch v := value.(type) {
	case nil:
		return
	case string:
		if v == "" {
			return
		}
	case bool:
		if !v {
			return
		}
	case int:
		if v == 0 {
			return
		}
	case float64:
		if v == 0 {
			return
		}
	case []any:
		if len(v) == 0 {
			return
		}
	case []string:
		if len(v) == 0 {
			return
		}
	case Map:
		if len(v) == 0 {
			return
		}
	case Raw:
		if strings.TrimSpace(string(v)) == "" {
			return
		}
	}
	*m = append(*m, Pair{key, value})
}

// Get gives the value of a key, nil where there is none.
func (m Map) Get(key string) any {
	for _, p := range m {
		if p.Key == key {
			return p.Value
		}
	}
	return nil
}

// Raw is text of a lexicon file, at indentation 0: entries of a mapping. Its key is ignored.
type Raw string

// Draft is a lexicon in the making.
type Draft struct {
	ID, Title  string
	Comment    string // above everything, one line
	Head       Raw    // further keys of the file
	Terms      Map    // name to words
	Conditions Map    // name to condition
	Rules      []Map
	Notes      []Note
}

// Effect says what a note means for the lexicon.
type Effect string

// The effects.
const (
	Lost    Effect = "lost"    // it is not in the lexicon
	Changed Effect = "changed" // it is, and means something a little different there
)

// Note is something that could not be taken over as it is.
type Note struct {
	Place  string `json:"place"`          // in the file, such as rules[2].lambda or row 7
	Rule   string `json:"rule,omitempty"` // id of the rule that it is about
	Effect Effect `json:"effect"`
	Zh     string `json:"zh"`
	En     string `json:"en"`
}

// Note records something that could not be taken over, in Chinese and in English.
func (d *Draft) Note(effect Effect, place, zh, en string, args ...any) {
	if len(d.Notes) < MaxNotes {
		d.Notes = append(d.Notes, Note{Place: place, Effect: effect, Zh: fill(zh, args), En: fill(en, args)})
	}
}

// fill puts arguments into a sentence that may leave some of them out, if it numbers those that it takes.
func fill(form string, args []any) string {
	text := fmt.Sprintf(form, args...)
	if strings.Contains(form, "%[") {
		text, _, _ = strings.Cut(text, "%!(EXTRA")
	}
	return text
}

// LostCount counts what is not in the lexicon.
func (d *Draft) LostCount() int {
	n := 0
	for i := range d.Notes {
		if d.Notes[i].Effect == Lost {
			n++
		}
	}
	return n
}

var idPart = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// RuleID makes a rule's id of a prefix and what the other system knows the rule by; the same names give the same ids.
func RuleID(prefix, key string) string {
	key = strings.ToLower(strings.TrimSpace(key))
	if !idPart.MatchString(key) {
		sum := sha256.Sum256([]byte(key))
		key = "x" + hex.EncodeToString(sum[:4])
	}
	return prefix + "." + key
}

// Unique makes sure that an id is no other rule's.
func (d *Draft) Unique(id string) string {
	taken := func(id string) bool {
		for _, r := range d.Rules {
			if r.Get("id") == id {
				return true
			}
		}
		return false
	}
	out := id
	for n := 2; taken(out); n++ {
		out = fmt.Sprintf("%s-%d", id, n)
	}
	return out
}

// YAML writes the draft as a lexicon file in the canonical layout.
func (d *Draft) YAML() ([]byte, error) {
	var w strings.Builder
	if d.Comment != "" {
		w.WriteString("# " + strings.Join(strings.Fields(d.Comment), " ") + "\n")
	}
	head := Map{{"schema", lexicon.Schema}}
	head.Add("id", d.ID)
	head.Add("title", d.Title)
	writeMap(&w, head, 0)
	writeMap(&w, Map{{"", d.Head}}, 0)
	if len(d.Terms) > 0 {
		w.WriteString("\nterms:\n")
		writeMap(&w, d.Terms, 2)
	}
	if len(d.Conditions) > 0 {
		w.WriteString("\nconditions:\n")
		writeMap(&w, d.Conditions, 2)
	}
	if len(d.Rules) > 0 {
		w.WriteString("\nrules:\n")
		for i, r := range d.Rules {
			if i > 0 {
				w.WriteString("\n")
			}
			writeItem(&w, r, 2)
		}
	}
	return layout.Format(d.ID+".yaml", []byte(w.String()))
}
