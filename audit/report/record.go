package report

import (
	"fmt"
	"math"
	"strconv"

	"zhijian/audit"
)

// AppendRecord appends the result record of a session to dst, one line of JSON without the line end. It writes what
// encoding/json writes for an audit.Result, many times faster: every session of a run passes through here. It refuses
// numbers that JSON cannot hold.
func AppendRecord(dst []byte, r *audit.Result) ([]byte, error) {
	if err := checkNumbers(r); err != nil {
		return dst, fmt.Errorf("session %q of %s, record %d: %w", r.SessionID, r.Source.File, r.Source.Record, err)
	}
	dst = appendString(append(dst, `{"session_id":`...), r.SessionID)
	dst = appendString(append(dst, `,"channel":`...), string(r.Channel))
	dst = appendString(append(dst, `,"agent":`...), r.Agent)
	dst = appendOptional(dst, `,"team":`, r.Team)
	dst = appendOptional(dst, `,"started_at":`, r.StartedAt)
	dst = appendString(append(dst, `,"source":{"file":`...), r.Source.File)
	dst = strconv.AppendInt(append(dst, `,"record":`...), int64(r.Source.Record), 10)
	dst = appendFloat(append(dst, `},"score":`...), r.Score)
	dst = strconv.AppendBool(append(dst, `,"passed":`...), r.Passed)
	dst = strconv.AppendBool(append(dst, `,"fatal":`...), r.Fatal)
	dst = strconv.AppendInt(append(dst, `,"stars":`...), int64(r.Stars), 10)
	dst = appendFloat(append(dst, `,"platform_points":`...), r.PlatformPoints)
	dst = append(dst, `,"findings":[`...)
	for i := range r.Findings {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendFinding(dst, &r.Findings[i])
	}
	dst = append(dst, `],"not_evaluated":[`...)
	for i := range r.NotEvaluated {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(append(dst, `{"rule":`...), r.NotEvaluated[i].Rule)
		dst = appendString(append(dst, `,"why":`...), r.NotEvaluated[i].Why)
		dst = append(dst, '}')
	}
	return append(dst, `]}`...), nil
}

func appendFinding(dst []byte, f *audit.Finding) []byte {
	dst = appendString(append(dst, `{"rule":`...), f.Rule)
	dst = append(dst, `,"turn":`...)
	if f.Turn == nil {
		dst = append(dst, `null`...)
	} else {
		dst = strconv.AppendInt(dst, int64(*f.Turn), 10)
	}
	dst = appendString(append(dst, `,"agent":`...), f.Agent)
	dst = appendString(append(dst, `,"severity":`...), f.Severity)
	if f.Fatal {
		dst = append(dst, `,"fatal":true`...)
	}
	dst = appendFloat(append(dst, `,"deduct":`...), f.Deduct)
	if f.PlatformPoints != 0 {
		dst = appendFloat(append(dst, `,"platform_points":`...), f.PlatformPoints)
	}
	if f.Fine != 0 {
		dst = appendFloat(append(dst, `,"fine":`...), f.Fine)
	}
	dst = appendString(append(dst, `,"fingerprint":`...), f.Fingerprint)
	dst = append(dst, `,"evidence":[`...)
	for i := range f.Evidence {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendEvidence(dst, &f.Evidence[i])
	}
	dst = append(dst, ']')
	if f.Value != nil {
		dst = appendFloat(append(dst, `,"value":`...), *f.Value)
	}
	if f.Suspect {
		dst = append(dst, `,"suspect":true`...)
	}
	dst = appendOptional(dst, `,"suppressed":`, f.Suppressed)
	return append(dst, '}')
}

func appendEvidence(dst []byte, e *audit.Evidence) []byte {
	dst = strconv.AppendInt(append(dst, `{"turn":`...), int64(e.Turn), 10)
	dst = strconv.AppendInt(append(dst, `,"start":`...), int64(e.Start), 10)
	dst = strconv.AppendInt(append(dst, `,"end":`...), int64(e.End), 10)
	dst = appendString(append(dst, `,"text":`...), e.Text)
	if e.Context {
		dst = append(dst, `,"context":true`...)
	}
	return append(dst, '}')
}

// appendOptional appends a field unless it is empty.
func appendOptional(dst []byte, name, value string) []byte {
	if value == "" {
		return dst
	}
	return appendString(append(dst, name...), value)
}

// checkNumbers names the first number that JSON cannot hold. It runs for every session, so it makes no text before
// there is a fault.
func checkNumbers(r *audit.Result) error {
	if !finite(r.Score) || !finite(r.PlatformPoints) {
		return fmt.Errorf("score %v or platform points %v: JSON cannot hold them", r.Score, r.PlatformPoints)
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if !finite(f.Deduct) || !finite(f.PlatformPoints) || !finite(f.Fine) {
			return fmt.Errorf("%s: points %v, platform points %v or fine %v: JSON cannot hold them", f.Rule, f.Deduct, f.PlatformPoints, f.Fine)
		}
		if f.Value != nil && !finite(*f.Value) {
			return fmt.Errorf("%s: value %v: JSON cannot hold it", f.Rule, *f.Value)
		}
	}
	return nil
}

func finite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }
