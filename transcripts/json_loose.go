package transcripts

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// looseInt is a whole number that some vendors write as a number, others as a string, others with a fraction. An empty
// string or null is absent.
type looseInt struct {
	value int64
	given bool
}

// UnmarshalJSON reads 1770, "1770" and 1770.0.
func (n *looseInt) UnmarshalJSON(text []byte) error {
	var f looseFloat
	if err := f.UnmarshalJSON(text); err != nil {
		return err
	}
	if math.Abs(f.value) >= 1<<62 {
		return fmt.Errorf("%s is beyond all times", text)
	}
	n.value, n.given = int64(math.Round(f.value)), f.given
	return nil
}

// offset is the number as milliseconds from the start of the recording.
func (n looseInt) offset() int64 {
	if !n.given || n.value < 0 {
		return NoOffset
	}
	return n.value
}

// looseFloat is as looseInt, with its fraction.
type looseFloat struct {
	value float64
	given bool
}

// UnmarshalJSON reads 17.5 and "17.5".
func (f *looseFloat) UnmarshalJSON(text []byte) error {
	word := strings.TrimSpace(string(bytes.Trim(text, `"`)))
	if word == "" || word == "null" {
		return nil
	}
	value, err := strconv.ParseFloat(word, 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
		return fmt.Errorf("%s is not a number", text)
	}
	f.value, f.given = value, true
	return nil
}

// seconds is the number as milliseconds, where it counts seconds.
func (f looseFloat) seconds() int64 {
	if !f.given || f.value < 0 || f.value > 1e9 {
		return NoOffset
	}
	return int64(math.Round(f.value * 1000))
}

// looseText is a string, or a number taken as its digits.
type looseText string

// UnmarshalJSON reads "0", 0 and null.
func (t *looseText) UnmarshalJSON(text []byte) error {
	if text[0] == '"' {
		var s string
		if err := json.Unmarshal(text, &s); err != nil {
			return err
		}
		*t = looseText(s)
		return nil
	}
	switch word := string(text); {
	case word == "null":
		*t = ""
	case text[0] == '{' || text[0] == '[':
		return fmt.Errorf("%.20s is neither text nor number", text)
	default:
		*t = looseText(word)
	}
	return nil
}

// decodeInto reads a vendor's document.
func decodeInto(raw []byte, target any) *problem {
	if err := json.Unmarshal(raw, target); err != nil {
		return refuse(-1, CodeSyntax, err.Error())
	}
	return nil
}
