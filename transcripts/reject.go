package transcripts

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxRaw is how much of a rejected record is kept, in bytes.
const MaxRaw = 64 << 10

// Reject is a record, or a whole source, that could not be read. It is counted, kept aside and shown; the run goes on.
type Reject struct {
	Source string
	Record int      // counted from 1 (in text files the line number); 0 where the source itself could not be read
	Column int      // character within the line, from 1; 0 where it says nothing
	Code   string   // stable, one of RejectCodes
	Args   []string // what the code's sentence is about, in the order of its English form
	Raw    []byte   // the record as it was read, at most MaxRaw bytes
}

// Codes of rejects. They are part of the quarantine file's form and of the messages' translation; each has its English
// sentence in rejectSentences.
const (
	CodeOpen           = "open"
	CodeRead           = "read"
	CodeNoMatch        = "no_match"
	CodeFormat         = "format"
	CodeTooLong        = "too_long"
	CodeSyntax         = "syntax"
	CodeEncoding       = "encoding"
	CodeMissing        = "missing"
	CodeType           = "type"
	CodeValue          = "value"
	CodeTime           = "time"
	CodeRepeatedField  = "repeated_field"
	CodeDuplicate      = "duplicate"
	CodeTurnOrder      = "turn_order"
	CodeEndBeforeStart = "end_before_start"
	CodeNoTurn         = "no_turn"
	CodeFields         = "fields"
	CodeFailed         = "failed"
	CodeNoColumn       = "no_column"
)

// codeSentences give the English sentence of each code; %s stand for what it is about.
type codeSentences []struct{ code, english string }

// fill gives the sentence of a code about args.
func (list codeSentences) fill(code string, args []string) string {
	for _, s := range list {
		if s.code == code {
			words := make([]any, len(args))
			for i, a := range args {
				words[i] = a
			}
			return fmt.Sprintf(s.english, words...)
		}
	}
	return code + ": " + strings.Join(args, ", ")
}

// codes lists the codes, with how many args each takes, in their order.
func (list codeSentences) codes() (codes []string, args []int) {
	for _, s := range list {
		codes = append(codes, s.code)
		args = append(args, strings.Count(s.english, "%s"))
	}
	return codes, args
}

func rejectSentences() codeSentences {
	return codeSentences{
		{CodeOpen, "cannot be opened: %s"},
		{CodeRead, "breaks off after record %s: %s"},
		{CodeNoMatch, "no file matches %s"},
		{CodeFormat, "is no transcript that can be read: %s"},
		{CodeTooLong, "the record is longer than %s bytes"},
		{CodeSyntax, "is not valid: %s"},
		{CodeEncoding, "is not valid %s"},
		{CodeMissing, "%s is missing"},
		{CodeType, "%s must be %s"},
		{CodeValue, "%s is %s, expected %s"},
		{CodeTime, "%s is %s, expected a time such as %s"},
		{CodeRepeatedField, "%s is given twice"},
		{CodeDuplicate, "session_id %s was already used by record %s of this source"},
		{CodeTurnOrder, "%s is earlier than the turn before it; turns must be in order of time"},
		{CodeEndBeforeStart, "%s ends before it starts"},
		{CodeNoTurn, "%s names turn %s, the session has %s"},
		{CodeFailed, "the service that made it reports a failure: %s"},
		{CodeNoColumn, "column %s, mapped to %s, is not in the header: %s"},
		{CodeFields, "the row has %s fields, the header %s"},
	}
}

// RejectCodes lists every code that a Reject can carry, with how many Args it takes, in a fixed order.
func RejectCodes() (codes []string, args []int) { return rejectSentences().codes() }

// Reason is the reject as an English sentence without its place.
func (r *Reject) Reason() string { return rejectSentences().fill(r.Code, r.Args) }

// Error makes a Reject usable as an error: source:record:column: reason.
func (r *Reject) Error() string {
	place := r.Source
	if r.Record > 0 {
		place += ":" + strconv.Itoa(r.Record)
		if r.Column > 0 {
			place += ":" + strconv.Itoa(r.Column)
		}
	}
	return place + ": " + r.Reason()
}

// clipRaw copies a record for a Reject, cut at MaxRaw without splitting a character.
func clipRaw(raw []byte) []byte {
	if len(raw) > MaxRaw {
		end := MaxRaw
		for end > MaxRaw-utf8.UTFMax && !utf8.RuneStart(raw[end]) {
			end--
		}
		raw = raw[:end]
	}
	return append([]byte(nil), raw...)
}
