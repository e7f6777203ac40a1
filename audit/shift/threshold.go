package shift

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Threshold bounds what a change may do: "fatal+>0", "findings+>10", "rule=language.rude->3", "failed>0", "score>2".
type Threshold struct {
	Expr    string
	subject string
	rule    string
	orMore  bool
	limit   float64
}

var thresholdForm = regexp.MustCompile(`^\s*(fatal[+-]|findings[+-]|suspects[+-]|failed|passed|score|rank|rule=([a-z0-9.-]+?)[+-])\s*(>=?)\s*(\d+(?:\.\d+)?)\s*$`)

// Subjects names what a threshold can bound, for messages.
const Subjects = "fatal+ fatal- findings+ findings- suspects+ suspects- failed passed score rank rule=ID+ rule=ID-"

// ParseThreshold reads a threshold.
func ParseThreshold(expr string) (*Threshold, error) {
	m := thresholdForm.FindStringSubmatch(expr)
	if m == nil {
		return nil, fmt.Errorf("%q is not of the form SUBJECT>NUMBER with one of %s", expr, Subjects)
	}
	limit, err := strconv.ParseFloat(m[4], 64)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", expr, err)
	}
	return &Threshold{Expr: expr, subject: m[1], rule: m[2], orMore: m[3] == ">=", limit: limit}, nil
}

// Passed says whether the shift goes past the threshold, and by its value what it came to.
func (t *Threshold) Passed(s *Shift) (value float64, passed bool) {
	value = t.value(s)
	return value, value > t.limit || t.orMore && value == t.limit
}

func (t *Threshold) value(s *Shift) float64 {
	n := 0
	plus := strings.HasSuffix(t.subject, "+")
	pick := func(come, gone int) {
		if plus {
			n += come
		} else {
			n += gone
		}
	}
	switch name := strings.TrimRight(t.subject, "+-"); name {
	case "failed", "passed":
		for _, f := range s.flips {
			if f.Passed == (name == "passed") {
				n++
			}
		}
	case "score", "rank":
		most := 0.0
		for _, a := range s.Agents() {
			moved := a.After - a.Before
			if name == "rank" {
				moved = float64(a.RankAfter - a.RankBefore)
			}
			most = max(most, math.Abs(moved))
		}
		return most
	default:
		for _, r := range s.rules {
			switch {
			case name == "fatal":
				pick(r.FatalGained, r.FatalLost)
			case name == "findings" || t.rule == r.ID:
				pick(r.Gained, r.Lost)
			case name == "suspects":
				pick(r.SuspectsGained, r.SuspectsLost)
			}
		}
	}
	return float64(n)
}
