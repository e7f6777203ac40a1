package audit

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

	"zhijian/lexicon"
	"zhijian/transcripts"
)

// Audit judges one session by every rule that applies to it. The result's score is left to a scorecard.
func (a *Auditor) Audit(s *transcripts.Session) *Result {
	j := a.borrow()
	defer a.judges.Put(j)
	return j.audit(s)
}

// audit judges one session.
func (j *judge) audit(s *transcripts.Session) *Result {
	j.begin(s)
	a, r := j.a, blankResult(s)
	for i, words := range a.always {
		words |= j.touched[i]
		if j.unknown {
			words = ^uint64(0)
		}
		for ; words != 0; words &= words - 1 {
			if n := i<<6 + bits.TrailingZeros64(words); n < len(a.rules) {
				j.add(r, a.rules[n])
			}
		}
	}
	r.sort()
	return r
}

// AuditRule judges one session by one rule. applies is false when the rule does not hold for such a session, or is not
// in force at all.
func (a *Auditor) AuditRule(s *transcripts.Session, id string) (r *Result, applies bool) {
	if r = a.AuditRules(s, id)[0]; r == nil {
		return blankResult(s), false
	}
	return r, true
}

// AuditRules judges one session by some rules, each by itself, for less than to judge it as often. A result is nil where
// AuditRule would say that the rule does not apply.
func (a *Auditor) AuditRules(s *transcripts.Session, ids ...string) []*Result {
	out := make([]*Result, len(ids))
	rules := make([]*rule, len(ids))
	var heard earshot
	for i, id := range ids {
		if at := slices.IndexFunc(a.rules, func(r *rule) bool { return r.ID == id }); at >= 0 {
			rules[i] = a.rules[at]
			heard = heard.and(rules[i].earshot())
		}
	}
	if heard.clauses == nil {
		return out // none of them is in force
	}
	j := a.borrow()
	defer a.judges.Put(j)
	j.only = &heard
	defer func() { j.only = nil }()
	j.begin(s)
	for i, rule := range rules {
		if rule == nil {
			continue
		}
		if r := blankResult(s); j.add(r, rule) {
			r.sort()
			out[i] = r
		}
	}
	return out
}

// borrow gives a judge, which is to be put back.
func (a *Auditor) borrow() *judge {
	if j, ok := a.judges.Get().(*judge); ok {
		return j
	}
	return newJudge(a)
}

func (a *Auditor) take(s *transcripts.Session) *judge {
	j := a.borrow()
	j.begin(s)
	return j
}

func blankResult(s *transcripts.Session) *Result {
	r := &Result{
		SessionID: s.ID, Channel: s.Channel, Agent: s.Agent.ID, Team: s.Agent.Team,
		Source: Source{s.Source.Name, s.Source.Record}, Session: s,
		Findings: []Finding{}, NotEvaluated: []NotEvaluated{},
	}
	if !s.StartedAt.IsZero() {
		r.StartedAt = s.StartedAt.Format(time.RFC3339)
	}
	return r
}

// add puts what a rule comes to into the result, if the rule applies.
func (j *judge) add(r *Result, rule *rule) bool {
	t, why := j.applies(rule)
	if t == no {
		return false
	}
	var findings []Finding
	if t == yes {
		findings, why = j.rule(rule)
	}
	if why != "" {
		r.NotEvaluated = append(r.NotEvaluated, NotEvaluated{rule.ID, why})
	}
	r.Findings = append(r.Findings, findings...)
	return true
}

func (r *Result) sort() {
	slices.SortStableFunc(r.Findings, func(x, y Finding) int {
		return cmp.Or(cmp.Compare(orderOf(x.Turn), orderOf(y.Turn)), cmp.Compare(x.Rule, y.Rule))
	})
}

// orderOf puts findings without a turn last.
func orderOf(turn *int) int {
	if turn == nil {
		return 1 << 30
	}
	return *turn
}

// applies says whether the rule holds for such a session at all. A rule that does not is left out altogether;
// one of which the session does not tell is not evaluated.
func (j *judge) applies(r *rule) (t truth, why string) {
	s := j.session
	if r.Channel != "both" && r.Channel != string(s.Channel) {
		return no, ""
	}
	if len(r.Platforms) > 0 && !slices.Contains(r.Platforms, j.platform) {
		return no, ""
	}
	if len(r.Teams) > 0 && !slices.Contains(r.Teams, s.Agent.Team) {
		return no, ""
	}
	if !s.StartedAt.IsZero() && !(r.Since.IsZero() && r.Until.IsZero()) {
		day := s.StartedAt.Format(time.DateOnly)
		if !r.Since.IsZero() && day < r.Since.Format(time.DateOnly) || !r.Until.IsZero() && day > r.Until.Format(time.DateOnly) {
			return no, ""
		}
	}
	if r.where != nil {
		t, why, _ := j.eval(r.where)
		return t, why
	}
	return yes, ""
}

// rule judges the session by one rule that applies. why is not empty when it could not be judged.
func (j *judge) rule(r *rule) (findings []Finding, why string) {
	switch r.Kind {
	case lexicon.Required:
		findings, why = j.required(r)
	case lexicon.Conduct:
		findings, why = j.conduct(r)
	default:
		findings, why = j.said(r)
	}
	if len(findings) == 0 || r.unless == nil {
		return findings, why
	}
	switch o := j.cond(r.unless); o.truth {
	case yes:
		return nil, ""
	case unknown:
		return nil, o.why
	default:
		return findings, why
	}
}

// said judges rules that hit when something is said: one finding for each run that holds a hit, at its first certain
// hit, or its first suspect one where none is certain.
func (j *judge) said(r *rule) ([]Finding, string) {
	o := j.cond(r.cond)
	if o.truth == unknown {
		return nil, o.why
	}
	var findings []Finding
	for i := 0; i < len(o.hits); {
		best := &o.hits[i]
		certain := j.certain(r, best)
		next := i + 1
		for ; next < len(o.hits) && j.sameRun(&o.hits[next], best); next++ {
			if !certain && j.certain(r, &o.hits[next]) {
				best, certain = &o.hits[next], true
			}
		}
		f := j.finding(r, best)
		f.Suspect = !certain
		findings = append(findings, f)
		i = next
	}
	return findings, ""
}

// certain says whether a hit counts, rather than being a hint for a person.
func (j *judge) certain(r *rule, h *hit) bool {
	return !r.Suspect && !h.suspect && !j.doubtful(r, h)
}

func (j *judge) sameRun(a, b *hit) bool {
	return a.run == b.run && (a.run >= 0 || a.turn == b.turn)
}

// conduct judges rules that hit when a condition holds of the session as a whole.
func (j *judge) conduct(r *rule) ([]Finding, string) {
	o := j.cond(r.cond)
	switch o.truth {
	case unknown:
		return nil, o.why
	case no:
		return nil, ""
	}
	f := j.missing(r)
	f.Value = o.value
	for i := range o.hits {
		f.Evidence = j.evidence(f.Evidence, o.hits[i].spans, false)
	}
	return []Finding{f}, ""
}

// required judges rules that hit when something is missing.
func (j *judge) required(r *rule) ([]Finding, string) {
	var anchors []hit
	if r.when != nil {
		o := j.cond(r.when)
		if o.truth == unknown {
			return nil, o.why
		}
		if o.truth == no {
			return nil, ""
		}
		anchors = j.answerable(o.hits)
		if len(anchors) == 0 && r.when.positional {
			return nil, ""
		}
	}
	o := j.cond(r.cond)
	if o.truth == unknown {
		return nil, o.why
	}
	gap, kept := j.unkept(r, anchors, o)
	if kept {
		return nil, ""
	}
	f := j.missing(r)
	if gap != nil {
		f.Evidence = j.evidence(f.Evidence, gap.spans, true)
	}
	return []Finding{f}, ""
}

// answerable leaves the hits after which an agent still said something.
func (j *judge) answerable(hits []hit) []hit {
	last := int32(-1)
	for i := range j.session.Turns {
		if j.session.Turns[i].Role == transcripts.RoleAgent {
			last = int32(i)
		}
	}
	var out []hit
	for _, h := range hits {
		if h.turn < last {
			out = append(out, h)
		}
	}
	return out
}

// unkept finds the first occurrence of what asks for the rule that was not followed by what it asks for.
func (j *judge) unkept(r *rule, anchors []hit, o *outcome) (first *hit, kept bool) {
	if len(anchors) == 0 || r.AnyTime || !r.cond.positional {
		if len(anchors) > 0 {
			first = &anchors[0]
		}
		return first, o.truth == yes
	}
	asked := anchors[:1]
	if r.Each {
		asked = anchors
	}
	for i := range asked {
		end := int32(1 << 30)
		if r.Each && i+1 < len(asked) {
			end = asked[i+1].turn
		}
		if !slices.ContainsFunc(o.hits, func(h hit) bool { return h.turn > asked[i].turn && h.turn <= end }) {
			return &asked[i], false
		}
	}
	return nil, true
}
