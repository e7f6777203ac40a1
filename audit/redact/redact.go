// Package redact masks personal data in the texts that reports show: phone numbers, ID and bank cards, e-mail addresses,
// postal addresses, the names of recipients, and accounts of messengers. It works by character, so that masking never cuts
// one in two, and knows the disguises of package entity: a number in Chinese numerals or with separators is masked too.
//
// What stays readable is what a reviewer needs to recognise a case: the ends of a number, the province and city of an
// address, a surname.
package redact

import (
	"slices"
	"strings"
	"sync"

	"zhijian/audit/entity"
	"zhijian/lexicon/norm"
)

// Masker masks personal data. It is safe for concurrent use.
type Masker struct {
	// folds are the readings in which personal data is looked for: as written, and with runs of blanks and marks merged,
	// since a number stays one however far its parts are moved apart.
	folds  []*norm.Normalizer
	kinds  []entity.Kind
	orders bool
	texts  sync.Pool
}

// Option changes what a Masker masks.
type Option func(*Masker)

// WithOrderNumbers masks the numbers of orders and parcels too.
func WithOrderNumbers() Option { return func(m *Masker) { m.orders = true } }

// New gives a masker.
func New(options ...Option) *Masker {
	merged := norm.DefaultOptions()
	written := merged
	written.Repeats = false
	m := &Masker{
		folds: []*norm.Normalizer{norm.New(written), norm.New(merged)},
		// Where two overlap, the one that stands first here decides how much stays readable.
		kinds: []entity.Kind{entity.IDCard, entity.BankCard, entity.Phone, entity.WeChat, entity.QQ, entity.Address, entity.Person},
		texts: sync.Pool{New: func() any { return new(norm.Text) }},
	}
	for _, option := range options {
		option(m)
	}
	return m
}

// star stands in for a masked character.
const star = '*'

// Mask gives text with personal data masked, one star for each character. A text without any is returned as it is;
// masking a masked text changes nothing.
func (m *Masker) Mask(text string) string {
	if !suspicious(text) {
		return text
	}
	shown, changed := m.masked(text)
	if !changed {
		return text
	}
	return string(shown)
}

// MaskSpan gives the characters start to end (exclusive) of text as they may be shown: masked as part of the whole text,
// so that a span that cuts a number in two shows nothing of it that Mask would hide. Offsets out of range are brought
// into it.
func (m *Masker) MaskSpan(text string, start, end int) string {
	var shown []rune
	if suspicious(text) {
		shown, _ = m.masked(text)
	} else {
		shown = []rune(text)
	}
	start = min(max(start, 0), len(shown))
	end = min(max(end, start), len(shown))
	return string(shown[start:end])
}

// masked gives the characters of text with those that must not be shown as stars, and whether there are any. Masking one
// thing can uncover another (a name that ran on into an address), so it goes on until nothing is found; every round but
// the last hides something more.
func (m *Masker) masked(text string) (shown []rune, changed bool) {
	folded := m.texts.Get().(*norm.Text)
	defer m.texts.Put(folded)
	shown = []rune(text)
	for {
		again := false
		for _, fold := range m.folds {
			fold.Text(folded, string(shown))
			again = m.hide(shown, folded) || again
		}
		if !again {
			return shown, changed
		}
		changed = true
	}
}

// hide puts stars into shown, of which folded is the folded text, and says whether any is new.
func (m *Masker) hide(shown []rune, folded *norm.Text) bool {
	changed := false
	hide := func(start, end int) {
		from, to := folded.Span(start, end)
		for i := from; i < to; i++ {
			changed = changed || shown[i] != star
			shown[i] = star
		}
	}
	var spans []entity.Span
	for _, kind := range m.kinds {
		spans = entity.Find(spans, kind, folded.Runes)
	}
	for _, span := range spans {
		if !public(span) && !overlapsEarlier(spans, span) {
			hideEntity(folded.Runes, span, hide)
		}
	}
	hideEmails(folded.Runes, hide)
	hideLongNumbers(folded.Runes, spans, m.orders, hide)
	return changed
}

// public says whether a span shows nothing of a person's: a company's hotline, a phone number that a platform masked, or
// the mention of a messenger without an account.
func public(span entity.Span) bool {
	switch span.Kind {
	case entity.Phone:
		return span.Hotline || span.Value == "" || strings.Contains(span.Value, "*")
	case entity.WeChat, entity.QQ:
		return span.Value == ""
	}
	return false
}

// overlapsEarlier says whether a span of a kind that goes first covers span altogether.
func overlapsEarlier(spans []entity.Span, span entity.Span) bool {
	at := slices.Index(spans, span)
	return slices.ContainsFunc(spans[:at], func(other entity.Span) bool {
		return other.Kind != span.Kind && !public(other) && other.Start <= span.Start && span.End <= other.End
	})
}
