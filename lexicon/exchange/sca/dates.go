package sca

import (
	"time"

	"zhijian/lexicon/exchange"
)

// dayOf reads a day: milliseconds or seconds since 1970, or a date with or without a time. Milliseconds are taken in the
// zone of the vendor's consoles.
func dayOf(v exchange.Value) (string, bool) {
	zone := time.FixedZone("CST", 8*3600)
	if n, ok := v.Number(); ok && n > 1e9 {
		if n > 1e11 {
			n /= 1000
		}
		return time.Unix(int64(n), 0).In(zone).Format(time.DateOnly), true
	}
	for _, form := range []string{time.DateTime, time.DateOnly, time.RFC3339, "2006/01/02", "20060102"} {
		if t, err := time.Parse(form, v.Text()); err == nil {
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}
