package transcripts

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/google/renameio/v2"
)

// quarantineMode keeps the file to its owner: rejected records hold personal data that nothing has masked.
const quarantineMode = 0o600

// QuarantineName is the file into which rejected records go unless another is named. Files of that name in an audited
// folder are passed over.
const QuarantineName = "zhijian-quarantine.jsonl"

// Quarantine writes rejected records as JSON Lines: source, record, column, code, reason, and the record itself as raw,
// or as raw_base64 where it is not valid UTF-8.
type Quarantine struct {
	path    string
	pending *renameio.PendingFile // nil until the first reject, and for NewQuarantine
	out     *bufio.Writer
	count   int
}

// NewQuarantine writes to w, which the caller keeps private and closes.
func NewQuarantine(w io.Writer) *Quarantine {
	return &Quarantine{out: bufio.NewWriter(w)}
}

// CreateQuarantine writes to a file readable by its owner alone. The file appears at Close, whole, and only if
// something was rejected.
func CreateQuarantine(path string) *Quarantine {
	return &Quarantine{path: path}
}

type quarantined struct {
	Source    string `json:"source"`
	Record    int    `json:"record"`
	Column    int    `json:"column,omitempty"`
	Code      string `json:"code"`
	Reason    string `json:"reason"`
	Raw       string `json:"raw"`
	RawBase64 []byte `json:"raw_base64,omitempty"`
}

// Write appends one reject.
func (q *Quarantine) Write(r *Reject) error {
	if q.out == nil {
		pending, err := renameio.NewPendingFile(q.path, renameio.WithStaticPermissions(quarantineMode))
		if err != nil {
			return fmt.Errorf("create quarantine file: %w", err)
		}
		q.pending, q.out = pending, bufio.NewWriter(pending)
	}
	record := quarantined{Source: r.Source, Record: r.Record, Column: r.Column, Code: r.Code, Reason: r.Reason()}
	if utf8.Valid(r.Raw) {
		record.Raw = string(r.Raw)
	} else {
		record.RawBase64 = r.Raw
	}
	enc := json.NewEncoder(q.out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(record); err != nil {
		return fmt.Errorf("write quarantine: %w", err)
	}
	q.count++
	return nil
}

// Count is how many rejects were written.
func (q *Quarantine) Count() int { return q.count }

// Close writes what is buffered and puts the file in its place.
func (q *Quarantine) Close() error {
	if q.out == nil {
		return nil
	}
	if err := q.out.Flush(); err != nil {
		return errors.Join(fmt.Errorf("write quarantine: %w", err), q.Discard())
	}
	if q.pending == nil {
		return nil
	}
	if err := q.pending.CloseAtomicallyReplace(); err != nil {
		return fmt.Errorf("write quarantine %s: %w", q.path, err)
	}
	return nil
}

// Discard leaves no file behind. It does nothing after Close.
func (q *Quarantine) Discard() error {
	if q.pending == nil {
		return nil
	}
	return q.pending.Cleanup()
}
