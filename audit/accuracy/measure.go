package accuracy

import (
	"bytes"
	"encoding/json"
	"math"
)

// Measure holds the figures of one labelled set.
type Measure struct {
	Sessions Sessions `json:"sessions"`
	All      Score    `json:"all"`    // all rules pooled
	Groups   []Score  `json:"groups"` // rules pooled by group, in order of name
	Rules    []Score  `json:"rules"`  // in order of id; only rules that are labelled, found or hinted at
}

// Score is what was measured for a rule or a group of rules, at the level of sessions and of turns.
type Score struct {
	Name    string `json:"name"`
	Session Count  `json:"session"`
	Turn    Count  `json:"turn"`
}

// figures is the written form of a Count: what was counted, and what follows from it, rounded to four places so that
// files can be compared as text.
type figures struct {
	Hits         int      `json:"hits"`
	False        int      `json:"false_alarms"`
	Missed       int      `json:"missed"`
	Hinted       int      `json:"hinted,omitempty"`
	Idle         int      `json:"idle_hints,omitempty"`
	Precision    *float64 `json:"precision"`
	Recall       *float64 `json:"recall"`
	F1           *float64 `json:"f1"`
	HintedRecall *float64 `json:"recall_with_suspects,omitempty"`
}

// MarshalJSON writes the counts together with precision, recall and F1; a figure that has no value is null.
func (c Count) MarshalJSON() ([]byte, error) {
	f := figures{
		Hits: c.Hits, False: c.False, Missed: c.Missed, Hinted: c.Hinted, Idle: c.Idle,
		Precision: rounded(c.Precision()), Recall: rounded(c.Recall()), F1: rounded(c.F1()),
	}
	if c.Hinted > 0 {
		f.HintedRecall = rounded(c.HintedRecall())
	}
	return json.Marshal(f)
}

func rounded(v float64, ok bool) *float64 {
	if !ok {
		return nil
	}
	v = math.Round(v*1e4) / 1e4
	return &v
}

// UnmarshalJSON reads the counts back; the figures that follow from them are not kept.
func (c *Count) UnmarshalJSON(data []byte) error {
	var f figures
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return err
	}
	*c = Count{Hits: f.Hits, False: f.False, Missed: f.Missed, Hinted: f.Hinted, Idle: f.Idle}
	return nil
}
