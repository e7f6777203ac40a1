package audit

import (
	"crypto/sha256"
	"encoding/hex"

	"zhijian/audit/memo"
	"zhijian/transcripts"
)

// finding reports a hit in its turn.
func (j *judge) finding(r *rule, h *hit) Finding {
	turn := int(h.turn)
	t := &j.session.Turns[turn]
	f := j.blank(r)
	f.Turn = &turn
	if t.AgentID != "" {
		f.Agent = t.AgentID
	}
	f.Fingerprint = j.fingerprint(r, t.Role.String(), j.a.norm.String(t.Text))
	f.Evidence = j.evidence(f.Evidence, h.spans, false)
	f.Evidence = j.evidence(f.Evidence, h.context, true)
	return f
}

// missing reports what has no turn.
func (j *judge) missing(r *rule) Finding {
	f := j.blank(r)
	f.Suspect = r.Suspect
	f.Fingerprint = j.fingerprint(r, "session", j.session.ID)
	return f
}

func (j *judge) blank(r *rule) Finding {
	return Finding{Rule: r.ID, Agent: j.session.Agent.ID, Severity: r.Severity, Evidence: []Evidence{}}
}

// fingerprint names a finding across runs: the same rule broken by the same wording has the same one, wherever it is.
func (j *judge) fingerprint(r *rule, role, text string) string {
	sum := sha256.New()
	for _, part := range []string{r.ID, role, text} {
		sum.Write([]byte(part))
		sum.Write([]byte{0})
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// evidence adds spans of the session's texts, masked. A span that stands there already is not added again.
func (j *judge) evidence(dst []Evidence, spans []ref, context bool) []Evidence {
next:
	for _, s := range spans {
		for _, e := range dst {
			if e.Turn == int(s.turn) && e.Start == int(s.start) && e.End == int(s.end) {
				continue next
			}
		}
		dst = append(dst, Evidence{
			Turn: int(s.turn), Start: int(s.start), End: int(s.end), Context: context,
			Text: j.show(&j.session.Turns[s.turn], int(s.start), int(s.end)),
		})
	}
	return dst
}

// show is the wording of a span as it may be written out: masked, unless the auditor reveals personal data.
func (j *judge) show(t *transcripts.Turn, start, end int) string {
	if j.a.masker != nil && j.hides(t.Text) {
		return j.a.masker.MaskSpan(t.Text, start, end)
	}
	at, from, to := 0, len(t.Text), len(t.Text)
	for i := range t.Text {
		if at == start {
			from = i
		}
		if at == end {
			to = i
			break
		}
		at++
	}
	return t.Text[min(from, to):to]
}

// hides says whether the text holds something to mask. Looking for personal data costs more than anything else that is
// done about a finding, and findings are often in stock phrases.
func (j *judge) hides(text string) bool {
	m := j.a.memo
	if m == nil || len(text) > memo.Longest {
		return true // MaskSpan will tell
	}
	hash := m.Hash(kindMasked, text)
	if tape, known := m.Get(j.tape[:0], hash, kindMasked, text); known {
		return tape[0] != 0
	}
	hides := j.a.masker.Mask(text) != text
	tape := uint32(0)
	if hides {
		tape = 1
	}
	j.packed = m.Put(j.packed, hash, kindMasked, text, []uint32{tape})
	return hides
}

// Reveal makes the auditor show personal data in evidence. It must be called before the first audit.
func (a *Auditor) Reveal() { a.masker = nil }

// Forget makes the auditor judge every text anew, even one that it judged before. Results stay the same; it is there to
// measure what remembering saves. It must be called before the first audit.
func (a *Auditor) Forget() { a.memo = nil }
