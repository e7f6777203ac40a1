// Package baseline holds findings back that were looked at before: a file of fingerprints, or the allow entries of a
// lexicon, each with reason, author and expiry, so that only new findings count and no entry lives on unseen.
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
	"zhijian/lexicon"
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

	Position lexicon.Position `json:"-"` // of an allow entry; zero for one of a baseline file
}

// expired says whether the entry no longer holds on the day.
func (e *Entry) expired(today string) bool { return e.Expires != "" && e.Expires < today }

// file is the form of a baseline file.
type file struct {
	Version int     `json:"version"`
	Entries []Entry `json:"entries"`
}

// Baseline is a loaded baseline, or the allow entries of a lexicon, in use. It is safe for concurrent use.
type Baseline struct {
	entries []Entry
	index   map[string][]int // entries by fingerprint; those of one come in their order
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
	b := newBaseline(f.Entries, today)
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
		if first := b.index[e.Fingerprint][0]; first < i {
			fail(i, "the same fingerprint as entry %d", first+1)
		}
	}
	return b, errors.Join(errs...)
}

// Allowed holds back what the allow entries of the lexicon's files name. Several may name the same findings: each of them
// that has not expired holds, and the reason told is that of the last, which lies in the highest layer.
func Allowed(set *lexicon.Set, today time.Time) *Baseline {
	var entries []Entry
	for _, a := range set.Allowances() {
		entries = append(entries, Entry{
			Fingerprint: a.Fingerprint, Rule: a.Rule, Evidence: a.Evidence, Reason: a.Reason, Author: a.Author,
			Expires: a.Until(), Position: a.Position,
		})
	}
	return newBaseline(entries, today)
}

func newBaseline(entries []Entry, today time.Time) *Baseline {
	b := &Baseline{entries: entries, index: map[string][]int{}, today: today.Format(time.DateOnly), used: make([]bool, len(entries))}
	for i := range entries {
		b.index[entries[i].Fingerprint] = append(b.index[entries[i].Fingerprint], i)
	}
	return b
}

// Apply marks the findings that the baseline holds back, with the entry's reason; one that is held back already keeps
// its reason. It must come before the scorecard.
func (b *Baseline) Apply(r *audit.Result) {
	for i := range r.Findings {
		f := &r.Findings[i]
		for _, k := range slices.Backward(b.index[f.Fingerprint]) {
			e := &b.entries[k]
			if e.Rule != f.Rule {
				continue
			}
			b.mu.Lock()
			b.used[k] = true
			b.mu.Unlock()
			if !e.expired(b.today) && f.Suppressed == "" {
				f.Suppressed = e.Reason
			}
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

// Observe adds the findings of a result; suspects cost nothing and need no entry, nor does what something else than the
// old baseline, such as an allow entry of the lexicon, holds back.
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
		if f.Suppressed != "" {
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
