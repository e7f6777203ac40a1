package transcripts

import (
	"testing"
	"time"
)

func timesToRead() []string {
	return []string{
		"2026-11-20T10:00:00+08:00", "2026-11-20T10:00:00Z", "2026-11-20T10:00:00.5+08:00", "2024-02-29T23:59:59.999999999Z",
		"2023-02-29T00:00:00Z", "2000-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "0000-01-01T00:00:00Z", "0001-03-01T00:00:00+08:00",
		"9999-12-31T23:59:59Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-04-31T00:00:00Z",
		"2026-11-20T24:00:00Z", "2026-11-20T10:60:00Z", "2026-11-20T10:00:60Z", "2026-11-20T10:00:00-05:30", "2026-11-20T10:00:00+00:00",
		"2026-11-20T10:00:00.+08:00", "2026-11-20T10:00:00.1234567891Z", "2026-11-20T10:00:00", "2026-11-20 10:00:00Z", "",
		"2026-11-20T10:00:00+0800", "2026-11-20T10:00:00z", "2026-11-20t10:00:00Z", "2026-11-20T1:00:00+08:00", "2026-11-20T10:00:00,5Z",
	}
}

// checkTime compares with package time: the same instant, the same offset, the same refusals.
func checkTime(t *testing.T, s string) {
	t.Helper()
	got, err := parseRFC3339(s)
	want, wantErr := time.Parse(time.RFC3339, s)
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("%q: error %v, want %v", s, err, wantErr)
	}
	_, offset := got.Zone()
	_, wantOffset := want.Zone()
	if !got.Equal(want) || offset != wantOffset {
		t.Fatalf("%q: got %v, want %v", s, got, want)
	}
}

func TestParseRFC3339(t *testing.T) {
	for _, s := range timesToRead() {
		checkTime(t, s)
	}
	for day := time.Date(1890, 1, 1, 12, 0, 0, 0, beijing); day.Year() < 2110; day = day.AddDate(0, 0, 1) {
		checkTime(t, day.Format(time.RFC3339))
	}
}

func FuzzParseRFC3339(f *testing.F) {
	for _, s := range timesToRead() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkTime(t, s) })
}

func BenchmarkParseRFC3339(b *testing.B) {
	want := time.Date(2026, 11, 20, 2, 0, 21, 0, time.UTC)
	for b.Loop() {
		if got, err := parseRFC3339("2026-11-20T10:00:21+08:00"); err != nil || !got.Equal(want) {
			b.Fatalf("got %v, %v", got, err)
		}
	}
}
