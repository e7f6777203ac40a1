package transcripts

import "time"

// beijing is the zone of nearly every transcript; an immutable value, shared so that parsing allocates nothing.
var beijing = time.FixedZone("", 8*60*60)

// parseRFC3339 reads a time as time.Parse(time.RFC3339) does, except that the zone is always the written offset, never
// the machine's local zone, so that results are the same everywhere. The usual layout takes a path of its own; all
// other input is left to package time.
func parseRFC3339(s string) (time.Time, error) {
	if t, ok := parseFixedRFC3339(s); ok {
		return t, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, err
	}
	if t.Location() == time.UTC {
		return t, nil
	}
	_, offset := t.Zone()
	return t.In(zoneOf(offset)), nil
}

// zoneOf is the zone of an offset in seconds east of UTC.
func zoneOf(offset int) *time.Location {
	if offset == 8*60*60 {
		return beijing
	}
	return time.FixedZone("", offset)
}

// parseFixedRFC3339 reads 2006-01-02T15:04:05, an optional fraction, and Z or ±hh:mm. It accepts nothing that
// time.Parse refuses.
func parseFixedRFC3339(s string) (time.Time, bool) {
	if !hasFixedMarks(s) {
		return time.Time{}, false
	}
	century, ok1 := twoDigits(s, 0)
	yearOfCentury, ok2 := twoDigits(s, 2)
	month, ok3 := twoDigits(s, 5)
	day, ok4 := twoDigits(s, 8)
	hour, ok5 := twoDigits(s, 11)
	minute, ok6 := twoDigits(s, 14)
	second, ok7 := twoDigits(s, 17)
	year := century*100 + yearOfCentury
	if !(ok1 && ok2 && ok3 && ok4 && ok5 && ok6 && ok7) || hour > 23 || minute > 59 || second > 59 ||
		month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return time.Time{}, false
	}
	nanos, rest, ok := fraction(s[19:])
	if !ok {
		return time.Time{}, false
	}
	zone, ok := fixedZone(rest)
	if !ok {
		return time.Time{}, false
	}
	if zone == time.UTC {
		return time.Unix(unixSeconds(year, month, day, hour, minute, second), nanos).UTC(), true
	}
	offset := int64(8 * 60 * 60) // the only other zone that fixedZone knows
	return time.Unix(unixSeconds(year, month, day, hour, minute, second)-offset, nanos).In(zone), true
}

// hasFixedMarks says whether the marks between the numbers stand where they must.
func hasFixedMarks(s string) bool {
	const shortest = len("2006-01-02T15:04:05Z")
	return len(s) >= shortest && s[4] == '-' && s[7] == '-' && s[10] == 'T' && s[13] == ':' && s[16] == ':'
}

// fixedZone knows the two zones that need no allocation.
func fixedZone(s string) (*time.Location, bool) {
	switch s {
	case "+08:00":
		return beijing, true
	case "Z":
		return time.UTC, true
	default:
		return nil, false
	}
}

// fraction reads an optional .123456789 in front of the zone. More digits than nanoseconds are left to package time.
func fraction(s string) (nanos int64, rest string, ok bool) {
	if s[0] != '.' {
		return 0, s, true
	}
	i, scale := 1, int64(1e9)
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		if scale == 1 {
			return 0, "", false
		}
		scale /= 10
		nanos = nanos*10 + int64(s[i]-'0')
	}
	return nanos * scale, s[i:], i > 1
}

func twoDigits(s string, i int) (int, bool) {
	hi, lo := s[i]-'0', s[i+1]-'0'
	return int(hi)*10 + int(lo), hi <= 9 && lo <= 9
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	default:
		return 31
	}
}

// unixSeconds counts days by shifting the year to start in March, so that the leap day comes last.
func unixSeconds(year, month, day, hour, minute, second int) int64 {
	const daysToEpoch = 719468 // from 0000-03-01 to 1970-01-01
	y, m := year, month-3
	if m < 0 {
		y, m = y-1, m+12
	}
	days := 365*y + floorDiv(y, 4) - floorDiv(y, 100) + floorDiv(y, 400) + (153*m+2)/5 + day - 1 - daysToEpoch
	return int64(days)*86400 + int64(hour)*3600 + int64(minute)*60 + int64(second)
}

// floorDiv rounds down also for the year before 0.
func floorDiv(a, b int) int {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}
