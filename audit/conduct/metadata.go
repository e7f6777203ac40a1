package conduct

// callValue reads the call's metadata.
func (s *Sheet) callValue(name string) (Value, string) {
	call := s.session.Call
	if call == nil {
		return Value{}, WhyNoCallMetadata
	}
	switch name {
	case "ring":
		if call.RingSeconds >= 0 {
			return number(call.RingSeconds)
		}
	case "direction":
		if call.Direction != "" {
			return text(call.Direction)
		}
	case "ended_by":
		if call.EndedBy != "" {
			return text(call.EndedBy)
		}
	}
	return Value{}, WhyNoCallMetadata
}

// localStart reads the clock of the zone that started_at was given in: readers keep the customer's zone there.
func (s *Sheet) localStart(name string) (Value, string) {
	at := s.session.StartedAt
	if at.IsZero() {
		return Value{}, WhyNoStartTime
	}
	minutes := float64(at.Hour()*60+at.Minute()) + float64(at.Second())/60
	if name == "local_hour" {
		return number(minutes / 60)
	}
	return number(minutes)
}
