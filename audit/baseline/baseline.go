// Package baseline holds findings back that were looked at before: a file of fingerprints, each with reason, author and
// expiry, so that only new findings count and no entry lives on unseen.
package baseline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"zhijian/audit"
)

// Version is the value of the key version that a baseline file holds.
const Version = 1

// Entry holds one kind of finding back: the same rule broken by the same wording in the same role.
type Entry struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Evidence    string `json:"evidence,omitempty"` // masked; for people, no part of the comparison
	Reason      string `json:"reason"`
	Author      string `json:"author,omitempty"`
	Expires     string `json:"expires,omitempty"` // the last day on which it holds, 2006-01-02; "" for ever
}

// expired says whether the entry no longer holds on the day.
func (e *Entry) expired(today string) bool { return e.Expires != "" && e.Expires < today }

// file is the form of a baseline file.
type file struct {
	Version int     `json:"version"`
	Entries []Entry `json:"entries"`
}

// Baseline is a loaded baseline in use. It is safe for concurrent use.
type Baseline struct {
	entries []Entry
	index   map[string]int
	today   string

	mu   sync.Mutex
	used []bool
}

// Load reads a baseline file; name is for messages. today decides what has expired. The error tells every mistake.
func Load(name string, data []byte, today time.Time) (*Baseline, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var f file
	if err := dec.Decode(&f); err != nil {
		return nil, fmt.Errorf("baseline %s: %w", name, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("baseline %s: something follows the document", name)
	}
	if f.Version != Version {
		return nil, fmt.Errorf("baseline %s: version must be %d, not %d", name, Version, f.Version)
	}
	b := &Baseline{entries: f.Entries, index: map[string]int{}, today: today.Format(time.DateOnly), used: make([]bool, len(f.Entries))}
	var errs []error
	fail := func(i int, format string, args ...any) {
		errs = append(errs, fmt.Errorf("baseline %s: entry %d (%s): %s", name, i+1, f.Entries[i].Fingerprint, fmt.Sprintf(format, args...)))
	}
	for i := range f.Entries {
		e := &f.Entries[i]
		if e.Fingerprint == "" || e.Rule == "" {
			fail(i, "fingerprint and rule are needed")
		}
		if e.Reason == "" {
			fail(i, "a reason is needed: say why the finding is put up with")
		}
		if _, err := time.Parse(time.DateOnly, e.Expires); err != nil && e.Expires != "" {
			fail(i, "expires must be a day such as 2026-11-20, not %q", e.Expires)
		}
		if first, twice := b.index[e.Fingerprint]; twice {
			fail(i, "the same fingerprint as entry %d", first+1)
			continue
		}
		b.index[e.Fingerprint] = i
	}
	return b, errors.Join(errs...)
}

// Apply marks the findings that the baseline holds back, with the entry's reason. It must come before the scorecard.
func (b *Baseline) Apply(r *audit.Result) {
	for i := range r.Findings {
		f := &r.Findings[i]
		k, known := b.index[f.Fingerprint]
		if !known || b.entries[k].Rule != f.Rule {
			continue
		}
		b.mu.Lock()
		b.used[k] = true
		b.mu.Unlock()
		if e := &b.entries[k]; !e.expired(b.today) && f.Suppressed == "" {
			f.Suppressed = e.Reason
		}
	}
}

// Unused lists the entries that met no finding, in the order of the file: what they were for is gone.
func (b *Baseline) Unused() []Entry {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []Entry
	for i, e := range b.entries {
		if !b.used[i] {
			out = append(out, e)
		}
	}
	return out
}

// Expired lists the entries that no longer hold, in the order of the file.
func (b *Baseline) Expired() []Entry {
	var out []Entry
	for _, e := range b.entries {
		if e.expired(b.today) {
			out = append(out, e)
		}
	}
	return out
}

// Update gathers findings for a new baseline file. It is for one goroutine.
type Update struct {
	old     map[string]Entry
	reason  string
	author  string
	expires string
	found   map[string]Entry
}

// NewUpdate starts a new file. Entries of the old baseline (which may be nil) that are still met are kept as they are;
// the others are dropped, and new ones carry the reason, author and expiry given.
func NewUpdate(old *Baseline, reason, author, expires string) *Update {
	u := &Update{old: map[string]Entry{}, reason: reason, author: author, expires: expires, found: map[string]Entry{}}
	if old != nil {
		for _, e := range old.entries {
			u.old[e.Fingerprint] = e
		}
	}
	return u
}

// Observe adds the findings of a result; suspects cost nothing and need no entry.
func (u *Update) Observe(r *audit.Result) {
	for i := range r.Findings {
		f := &r.Findings[i]
		if _, known := u.found[f.Fingerprint]; known || f.Suspect {
			continue
		}
		if e, kept := u.old[f.Fingerprint]; kept && e.Rule == f.Rule {
			u.found[f.Fingerprint] = e
			continue
		}
		e := Entry{Fingerprint: f.Fingerprint, Rule: f.Rule, Reason: u.reason, Author: u.author, Expires: u.expires}
		for _, part := range f.Evidence {
			if !part.Context {
				e.Evidence = part.Text
				break
			}
		}
		u.found[f.Fingerprint] = e
	}
}

// WriteTo writes the file: sorted by rule and fingerprint, so that two runs over the same findings write the same bytes.
func (u *Update) WriteTo(w io.Writer) (int64, error) {
	f := file{Version: Version, Entries: make([]Entry, 0, len(u.found))}
	for _, e := range u.found {
		f.Entries = append(f.Entries, e)
	}
	slices.SortFunc(f.Entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(f); err != nil {
		return 0, fmt.Errorf("baseline: %w", err)
	}
	return out.WriteTo(w)
}
