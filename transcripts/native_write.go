package transcripts

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// The native form as encoding/json writes it; fields in the order of the specification.
type (
	nativeSession struct {
		SessionID  string              `json:"session_id"`
		Channel    Channel             `json:"channel"`
		StartedAt  string              `json:"started_at,omitempty"`
		Agent      nativeAgent         `json:"agent"`
		Customer   *nativeCustomer     `json:"customer,omitempty"`
		Call       *nativeCall         `json:"call,omitempty"`
		Attributes map[string]string   `json:"attributes,omitempty"` // encoding/json sorts the keys
		Turns      []nativeTurn        `json:"turns"`
		Expect     []nativeExpectation `json:"expect,omitzero"` // an empty list says that the session is clean
	}
	nativeAgent struct {
		ID   string `json:"id"`
		Name string `json:"name,omitempty"`
		Team string `json:"team,omitempty"`
	}
	nativeCustomer struct {
		ID string `json:"id"`
	}
	nativeCall struct {
		Direction   string   `json:"direction,omitempty"`
		RingSeconds *float64 `json:"ring_seconds,omitempty"`
		EndedBy     string   `json:"ended_by,omitempty"`
	}
	nativeTurn struct {
		Role    string `json:"role"`
		At      string `json:"at,omitempty"`
		StartMS *int64 `json:"start_ms,omitempty"`
		EndMS   *int64 `json:"end_ms,omitempty"`
		AgentID string `json:"agent_id,omitempty"`
		Text    string `json:"text"`
	}
	nativeExpectation struct {
		Rule string `json:"rule"`
		Turn *int   `json:"turn"`
	}
)

// WriteNative writes the session as one line of native JSONL. A session that some reader of this package gave is read
// back as the same session, apart from Source.
func WriteNative(w io.Writer, s *Session) error {
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(nativeOf(s)); err != nil {
		return fmt.Errorf("write session %s: %w", s.ID, err)
	}
	_, err := w.Write(line.Bytes())
	return err
}

func nativeOf(s *Session) nativeSession {
	n := nativeSession{
		SessionID: s.ID, Channel: s.Channel, StartedAt: nativeTime(s.StartedAt),
		Agent:      nativeAgent(s.Agent),
		Attributes: s.Attributes,
		Turns:      make([]nativeTurn, len(s.Turns)),
	}
	if s.Customer.ID != "" {
		n.Customer = &nativeCustomer{ID: s.Customer.ID}
	}
	if c := s.Call; c != nil {
		n.Call = &nativeCall{Direction: c.Direction, EndedBy: c.EndedBy}
		if c.RingSeconds >= 0 {
			n.Call.RingSeconds = &c.RingSeconds
		}
	}
	for i := range s.Turns {
		t := &s.Turns[i]
		n.Turns[i] = nativeTurn{
			Role: t.Role.String(), Text: t.Text, At: nativeTime(t.At), AgentID: t.AgentID,
			StartMS: givenOffset(&t.StartMS), EndMS: givenOffset(&t.EndMS),
		}
	}
	if s.Expect != nil {
		n.Expect = make([]nativeExpectation, len(s.Expect))
	}
	for i := range s.Expect {
		n.Expect[i].Rule = s.Expect[i].Rule
		if s.Expect[i].Turn != NoTurn {
			n.Expect[i].Turn = &s.Expect[i].Turn
		}
	}
	return n
}

func nativeTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339Nano)
}

func givenOffset(ms *int64) *int64 {
	if *ms == NoOffset {
		return nil
	}
	return ms
}

// nativeLine is the session as a native record, for keeping it aside.
func nativeLine(s *Session) []byte {
	var line bytes.Buffer
	if err := WriteNative(&line, s); err != nil {
		return []byte(s.ID)
	}
	return clipRaw(bytes.TrimSuffix(line.Bytes(), []byte("\n")))
}
