package lint

import "zhijian/lexicon"

// allowances looks for allow entries that hold nothing back, or stand twice.
func (l *linter) allowances() {
	inForce, known := map[string]bool{}, map[string]bool{}
	for _, r := range l.set.Rules {
		inForce[r.ID] = true
	}
	for _, r := range l.allRules() {
		known[r.ID] = true
	}
	first := map[string]*lexicon.Allowance{}
	for _, a := range l.set.Allowances() {
		switch {
		case !known[a.Rule]:
			l.report(a.Position, AllowsUnknown, a.Fingerprint, a.Rule)
		case !inForce[a.Rule]:
			l.report(a.Position, AllowsIdle, a.Fingerprint, a.Rule)
		}
		if !l.opt.Today.IsZero() && a.Expired(l.opt.Today) {
			l.report(a.Position, OldSuppression, a.Fingerprint, a.Rule, a.Until())
		}
		// The fingerprint tells the rule too: the same one under another rule meets nothing.
		if other := first[a.Fingerprint]; other != nil {
			l.report(a.Position, Duplicate, a.Fingerprint, other.Position.String())
		} else {
			first[a.Fingerprint] = a
		}
	}
}
