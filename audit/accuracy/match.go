package accuracy

import (
	"cmp"
	"maps"
	"slices"

	"zhijian/audit"
	"zhijian/transcripts"
)

// place is what labels and findings are compared by.
type place struct {
	rule string
	turn int // transcripts.NoTurn for something missing or measured
}

// mark tells what happened at a place: any of the bits below.
type mark uint8

const (
	labelled mark = 1 << iota // the set expects a finding
	found                     // a finding that counts
	hinted                    // a suspect
)

func (k mark) has(bit mark) bool { return k&bit != 0 }

// count books one place (or one rule of a session, whose marks are put together).
func (k mark) count() Count {
	switch {
	case k.has(labelled) && k.has(found):
		return Count{Hits: 1}
	case k.has(labelled) && k.has(hinted):
		return Count{Missed: 1, Hinted: 1}
	case k.has(labelled):
		return Count{Missed: 1}
	case k.has(found):
		return Count{False: 1}
	case k.has(hinted):
		return Count{Idle: 1}
	}
	return Count{}
}

func markTurns(s *transcripts.Session, r *audit.Result) map[place]mark {
	marks := make(map[place]mark, len(s.Expect)+len(r.Findings))
	for _, e := range s.Expect {
		marks[place{e.Rule, e.Turn}] |= labelled
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		switch {
		case f.Suppressed != "":
		case f.Suspect:
			marks[placeOf(f)] |= hinted
		default:
			marks[placeOf(f)] |= found
		}
	}
	return marks
}

func placeOf(f *audit.Finding) place {
	if f.Turn == nil {
		return place{f.Rule, transcripts.NoTurn}
	}
	return place{f.Rule, *f.Turn}
}

// Kind says how a finding and a label differ.
type Kind string

// The kinds of difference between findings and labels.
const (
	Miss       Kind = "miss"        // labelled but not found
	HintedMiss Kind = "hinted_miss" // labelled, and only a suspect hints at it
	FalseAlarm Kind = "false_alarm" // found but not labelled
)

// Difference is one label that no finding meets, or one finding that no label meets.
type Difference struct {
	Kind    Kind
	Rule    string
	Turn    int            // transcripts.NoTurn for something missing or measured
	Finding *audit.Finding // nil for a Miss
}

func differences(marks map[place]mark, r *audit.Result) []Difference {
	places := slices.SortedFunc(maps.Keys(marks), func(a, b place) int {
		// Something without a turn stands last, as it does among findings: NoTurn is negative, so it wraps round.
		return cmp.Or(cmp.Compare(uint(a.turn), uint(b.turn)), cmp.Compare(a.rule, b.rule))
	})
	var out []Difference
	for _, p := range places {
		d := Difference{Rule: p.rule, Turn: p.turn}
		switch k := marks[p]; {
		case k.has(labelled) && k.has(found), k == hinted:
			continue
		case k.has(labelled) && k.has(hinted):
			d.Kind, d.Finding = HintedMiss, findingAt(r, p, true)
		case k.has(labelled):
			d.Kind = Miss
		default:
			d.Kind, d.Finding = FalseAlarm, findingAt(r, p, false)
		}
		out = append(out, d)
	}
	return out
}

func findingAt(r *audit.Result, p place, suspect bool) *audit.Finding {
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Suppressed == "" && f.Suspect == suspect && placeOf(f) == p {
			return f
		}
	}
	return nil
}
