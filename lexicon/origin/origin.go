// Package origin tells where the parts of the rules in force come from: which file and layer put them there, and what was
// replaced, extended, switched off or on after that.
package origin

import (
	"cmp"
	"slices"

	"zhijian/lexicon"
)

// Act is what a file did to a rule.
type Act string

// The acts.
const (
	Defined  Act = "defined"
	Replaced Act = "replaced" // defined anew, in place of what lower layers said
	Extended Act = "extended"
	Disabled Act = "disabled"
	Enabled  Act = "enabled"
)

// Step is one thing that a file did to a rule.
type Step struct {
	Act Act `json:"act"`
	Place
	Keys []string `json:"keys,omitempty"` // of an extension: what it adds to or replaces
	// Superseded says that a later step replaced the rule whole, so that nothing is left of this one.
	Superseded bool `json:"superseded,omitempty"`
}

// Place is a place in a file of a layer; layer 0 is the lowest.
type Place struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Layer  int    `json:"layer"`
}

// State says whether a rule is in force.
type State string

// The states.
const (
	InForce  State = "in force"
	Off      State = "off"      // by default, and nothing enabled it
	Switched State = "disabled" // by a higher layer
)

// Part is one thing that a rule says, with its place.
type Part struct {
	Path string `json:"path"` // such as agent, or conditions.invoice-asked.customer.unless
	Text string `json:"text"`
	Place
}

// Trace is the origin of one rule.
type Trace struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	State State  `json:"state"`
	Steps []Step `json:"steps"`
	Parts []Part `json:"parts"` // of rules that are not disabled
}

// Rules traces every rule that the files of a set define, by id.
func Rules(set *lexicon.Set) []Trace {
	t := &tracer{layers: map[string]int{}, traces: map[string]*Trace{}}
	for i := range set.Files {
		t.layers[set.Files[i].Source.Name] = set.Files[i].Source.Layer
	}
	for i := range set.Files {
		t.define(&set.Files[i])
	}
	for i := range set.Files {
		t.switches(&set.Files[i])
	}
	for _, r := range slices.Concat(set.Rules, set.Off) {
		trace := t.traces[r.ID]
		if trace == nil {
			continue
		}
		trace.Title, trace.State = r.Title, InForce
		if r.Off {
			trace.State = Off
		}
		trace.Parts = t.parts(r, trace)
	}
	t.allow(set)
	out := make([]Trace, 0, len(t.traces))
	for _, trace := range t.traces {
		out = append(out, *trace)
	}
	slices.SortFunc(out, func(a, b Trace) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

type tracer struct {
	layers map[string]int
	traces map[string]*Trace
}

func (t *tracer) place(at lexicon.Position) Place {
	return Place{at.File, at.Line, at.Column, t.layers[at.File]}
}

// define follows the definitions and extensions of one file, in the order in which they are worked in.
func (t *tracer) define(f *lexicon.Contents) {
	for _, r := range f.Rules {
		trace := t.traces[r.ID]
		act := Replaced
		if trace == nil {
			trace = &Trace{ID: r.ID, State: Switched}
			t.traces[r.ID] = trace
			act = Defined
		}
		for i := range trace.Steps {
			trace.Steps[i].Superseded = true
		}
		trace.Title = r.Title
		trace.Steps = append(trace.Steps, Step{Act: act, Place: t.place(r.Position)})
	}
	for _, x := range f.Extensions {
		if trace := t.traces[x.Rule]; trace != nil {
			trace.Steps = append(trace.Steps, Step{Act: Extended, Place: t.place(x.Position), Keys: x.Keys})
		}
	}
}

// allow adds the allow entries to the parts of the rules whose findings they hold back.
func (t *tracer) allow(set *lexicon.Set) {
	for _, a := range set.Allowances() {
		trace := t.traces[a.Rule]
		if trace == nil || trace.State == Switched {
			continue
		}
		text := a.Fingerprint + " " + a.Reason
		if day := a.Until(); day != "" {
			text += " " + day
		}
		trace.Parts = append(trace.Parts, Part{Path: "allow", Text: text, Place: t.place(a.Position)})
	}
}

func (t *tracer) switches(f *lexicon.Contents) {
	for _, list := range []struct {
		act  Act
		refs []lexicon.Reference
	}{{Disabled, f.Disable}, {Enabled, f.Enable}} {
		for _, ref := range list.refs {
			if trace := t.traces[ref.Name]; trace != nil {
				trace.Steps = append(trace.Steps, Step{Act: list.act, Place: t.place(ref.Position)})
			}
		}
	}
}
