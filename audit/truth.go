package audit

// truth has three values: a condition that needs what the session does not tell is neither true nor false.
type truth uint8

const (
	no truth = iota
	yes
	unknown
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (t truth) not() truth {
	switch t {
	case yes:
		return no
	case no:
		return yes
	default:
		return unknown
	}
}

// and is the three-valued conjunction: one no decides.
func (t truth) and(other truth) truth {
	switch {
	case t == no || other == no:
		return no
	case t == unknown || other == unknown:
		return unknown
	default:
		return yes
	}
}

// or is the three-valued disjunction: one yes decides.
func (t truth) or(other truth) truth { return t.not().and(other.not()).not() }
