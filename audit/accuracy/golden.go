package accuracy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// Schema names the form of a golden file.
const Schema = "zhijian/accuracy/v1"

// Golden is the record of what was measured, kept beside the code so that every change of it shows in a diff.
type Golden struct {
	Schema string              `json:"schema"`
	Sets   map[string]*Measure `json:"sets"` // by the name of the labelled set
}

// ReadGolden reads a golden file. It refuses other schemas and unknown fields.
func ReadGolden(r io.Reader) (*Golden, error) {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	g := &Golden{}
	if err := d.Decode(g); err != nil {
		return nil, fmt.Errorf("read golden accuracy: %w", err)
	}
	if g.Schema != Schema {
		return nil, fmt.Errorf("read golden accuracy: schema is %q, want %q", g.Schema, Schema)
	}
	if g.Sets == nil {
		g.Sets = map[string]*Measure{}
	}
	return g, nil
}

// NewGolden returns a record without sets.
func NewGolden() *Golden { return &Golden{Schema: Schema, Sets: map[string]*Measure{}} }

// Encode gives the file's bytes: indented, keys sorted, with a line break at the end.
func (g *Golden) Encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	if err := e.Encode(g); err != nil {
		return nil, fmt.Errorf("write golden accuracy: %w", err)
	}
	return b.Bytes(), nil
}

// Level says whether rules are compared by turn or once a session.
type Level string

// The two levels of comparison.
const (
	AtSession Level = "session"
	AtTurn    Level = "turn"
)

// Change is one score whose counts are no longer those on record.
type Change struct {
	Name     string // a rule, a group or "all"
	Level    Level
	Was, Now Count
}

// Worse says whether F1 fell.
func (c Change) Worse() bool { return compareF1(c.Now, c.Was) < 0 }

// Better says whether F1 rose. Counts can change without it, such as those of suspects.
func (c Change) Better() bool { return compareF1(c.Now, c.Was) > 0 }

// Compare lists what changed between a measure on record and a new one: the whole first, then groups, then rules, by
// name. Something that is in one of them only is compared with a score of nothing found and nothing labelled.
func Compare(was, now *Measure) []Change {
	out := compareScores([]Score{was.All}, []Score{now.All})
	out = append(out, compareScores(was.Groups, now.Groups)...)
	return append(out, compareScores(was.Rules, now.Rules)...)
}

func compareScores(was, now []Score) []Change {
	before, after := byName(was), byName(now)
	names := make([]string, 0, len(was)+len(now))
	for _, s := range slices.Concat(was, now) {
		names = append(names, s.Name)
	}
	slices.Sort(names)
	var out []Change
	for _, name := range slices.Compact(names) {
		b, a := before[name], after[name]
		if b.Session != a.Session {
			out = append(out, Change{name, AtSession, b.Session, a.Session})
		}
		if b.Turn != a.Turn {
			out = append(out, Change{name, AtTurn, b.Turn, a.Turn})
		}
	}
	return out
}

func byName(scores []Score) map[string]Score {
	m := make(map[string]Score, len(scores))
	for _, s := range scores {
		m[s.Name] = s
	}
	return m
}
