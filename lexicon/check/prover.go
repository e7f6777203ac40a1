package check

import (
	"fmt"
	"maps"
	"slices"

	"zhijian/audit"
	"zhijian/lexicon"
	"zhijian/lexicon/mutant"
	"zhijian/lexicon/wording"
	"zhijian/transcripts"
)

// Prover tries changed versions of one rule against the examples of the rule, and finds wording that tells the two
// apart. It is safe for concurrent use.
type Prover struct {
	set      *lexicon.Set
	rule     *lexicon.Rule
	original *audit.Auditor
	cases    []proof
	ordinary []*transcripts.Session // talk in which the rule finds nothing
	settings []map[string]string
}

// proof is an example as a session, with what the rule makes of it.
type proof struct {
	session *transcripts.Session
	example *lexicon.Example
	tier    Tier
}

// Trial is what became of a mutant.
type Trial struct {
	*mutant.Mutant
	Killed  bool             // an example of the rule comes out otherwise, or the mutant is refused
	Witness *lexicon.Example // made-up wording that the rule and the mutant judge differently; nil where none was found
	Want    Tier             // what the rule makes of the witness
	Tried   int              // dialogues that were made up
	// Others are patterns that match all that was made up for a dropped one; of the last dialogue, where there is no witness.
	Others []*lexicon.Pattern
}

// NewProver makes a prover of a rule of the set. The error is of type lexicon.Problems.
func NewProver(set *lexicon.Set, rule *lexicon.Rule) (*Prover, error) {
	p := &Prover{set: set, rule: rule, settings: []map[string]string{nil}}
	var err error
	if p.original, err = p.compile(rule); err != nil {
		return nil, err
	}
	for _, e := range slices.Concat(rule.Examples.Hit, rule.Examples.Suspect, rule.Examples.Miss) {
		if !slices.ContainsFunc(p.settings, func(known map[string]string) bool { return maps.Equal(known, e.Settings) }) {
			p.settings = append(p.settings, e.Settings)
		}
		s, err := Session(rule, e)
		if err != nil || e.Untested {
			continue // the one is reported as a failing example, the other holds nothing in its place
		}
		p.cases = append(p.cases, proof{s, e, p.tier(p.original, s)})
	}
	p.hearOrdinary()
	return p, nil
}

// hearOrdinary takes up the ordinary dialogues of the set, against which rules about wording are run too.
func (p *Prover) hearOrdinary() {
	if !aboutWording(p.rule) {
		return
	}
	for i := range p.set.Files {
		for _, e := range p.set.Files[i].Ordinary {
			if s, err := Session(anyRule, e); err == nil && p.tier(p.original, s) == Miss {
				p.ordinary = append(p.ordinary, s)
			}
		}
	}
}

// compile makes an auditor of the one rule, beside which its kin are named but not in force: what a message must not sound
// more like depends on them.
func (p *Prover) compile(rule *lexicon.Rule) (*audit.Auditor, error) {
	others := slices.DeleteFunc(slices.Concat(p.set.Rules, p.set.Off), func(r *lexicon.Rule) bool {
		return r.ID == rule.ID || r.Category != rule.Category
	})
	return audit.Compile(&lexicon.Set{Rules: []*lexicon.Rule{rule}, Off: others, Normalise: p.set.Normalise, Layers: p.set.Layers})
}

func (p *Prover) tier(a *audit.Auditor, s *transcripts.Session) Tier {
	r, _ := a.AuditRule(s, p.rule.ID)
	return tierOf(r)
}

// Try runs the examples of the rule, and the ordinary dialogues, on the mutant. Where none notices it, at most tries
// dialogues are made up to find one that would; the shortest of the first few is the witness. The same mutant gets the
// same witness at every call.
func (p *Prover) Try(m *mutant.Mutant, tries int) Trial {
	out := Trial{Mutant: m}
	changed, err := p.compile(m.Rule)
	if err != nil {
		out.Killed = true // gaps that reach too far: the author learns it when the lexicon is loaded
		return out
	}
	out.Killed = slices.ContainsFunc(p.cases, func(c proof) bool { return p.tier(changed, c.session) != c.tier }) ||
		slices.ContainsFunc(p.ordinary, func(s *transcripts.Session) bool { return p.tier(changed, s) != Miss })
	if !out.Killed && tries > 0 {
		p.search(&out, changed, tries)
	}
	return out
}

// enough is how many witnesses are looked at before the shortest is taken.
const enough = 4

func (p *Prover) search(t *Trial, changed *audit.Auditor, tries int) {
	maker := wording.New(fmt.Sprintf("%s %s %s", p.rule.ID, t.Position, t.Kind))
	maker.Prefer(t.Entry)
	found := 0
	var last *transcripts.Session
	for t.Tried < tries && found < enough {
		batch := p.scenes(maker, t.Mutant, t.Tried)
		t.Tried += max(1, len(batch))
		for _, e := range batch {
			s, err := Session(p.rule, e)
			if err != nil {
				continue
			}
			tier := p.tier(p.original, s)
			last = s
			if tier == p.tier(changed, s) {
				continue
			}
			if found++; t.Witness == nil || len(e.Source) < len(t.Witness.Source) {
				t.Witness, t.Want = e, tier
			}
		}
	}
	if t.Witness != nil && p.rule.LearnsFromExamples() {
		t.Witness = wording.Unlearnt(t.Witness) // once learnt, its score might decide alone
	}
	if t.Witness == nil && last != nil && t.Kind == mutant.PatternDropped {
		t.Others = slices.DeleteFunc(audit.NewExerciser(p.original).Said(last, p.rule), func(q *lexicon.Pattern) bool { return q == t.Pattern })
	}
}

// scenes makes up dialogues that bring the changed part to bear: the n-th time in the surroundings that its place asks
// for, or in those of an example.
func (p *Prover) scenes(maker *wording.Maker, m *mutant.Mutant, n int) []*lexicon.Example {
	clause, says := p.says(maker, m, n == 0)
	settings := p.settings[n%len(p.settings)]
	var out []*lexicon.Example
	for _, say := range says {
		if n%2 == 0 || len(p.cases) == 0 {
			if e, ok := maker.Scene(p.rule, wording.Focus{Clause: clause, Say: say}, settings); ok {
				out = append(out, e)
				continue
			}
		}
		if len(p.cases) > 0 {
			scaffold := p.cases[(n/2)%len(p.cases)].example
			if e := wording.Replace(scaffold, speakerOf(p.rule, clause), say); e != nil {
				out = append(out, e)
			}
		}
	}
	return out
}

// says makes up what is said for the changed part, and for which clause.
func (p *Prover) says(maker *wording.Maker, m *mutant.Mutant, plainly bool) (clause *lexicon.Clause, out []string) {
	clause = m.Clause
	work := func() {
		gap := clause.Options.Gap
		switch {
		case m.Pattern == nil:
			out = []string{maker.Clause(clause)}
		case m.Kind == mutant.GapWidened:
			maker.Beyond(func() { out = []string{maker.With(clause, maker.Pattern(m.Pattern, gap))} })
		case m.Part == mutant.Say:
			out = []string{maker.With(clause, maker.Pattern(m.Pattern, gap))}
		case m.Part == mutant.With:
			out = []string{maker.Beside(said(maker, clause), maker.Pattern(m.Pattern, gap))}
		default:
			clause = oneOf(maker, excepting(p.rule, m.Pattern))
			out = p.excepted(maker, m, clause)
		}
	}
	if plainly {
		maker.Plainly(work)
	} else {
		work()
	}
	return clause, out
}

// excepted makes up wording of the clause that the exception keeps from being a hit.
func (p *Prover) excepted(maker *wording.Maker, m *mutant.Mutant, clause *lexicon.Clause) []string {
	gap := clause.Options.Gap
	if m.Part == mutant.Without {
		return []string{maker.Beside(maker.Clause(clause), maker.Pattern(m.Pattern, gap)), maker.With(clause, maker.Pattern(m.Pattern, gap))}
	}
	if len(clause.Say) == 0 {
		return []string{maker.Pattern(m.Pattern, gap)}
	}
	says := maker.Overlapping(oneOf(maker, clause.Say), m.Pattern, gap)
	for i := range says {
		says[i] = maker.With(clause, says[i])
	}
	return says
}

// said makes up what a clause says, without what it demands beside that.
func said(maker *wording.Maker, c *lexicon.Clause) string {
	bare := *c
	bare.With = nil
	return maker.Clause(&bare)
}

func oneOf[T any](maker *wording.Maker, list []T) T { return list[maker.Choose(len(list))] }

// excepting lists the clauses of a rule that except the pattern.
func excepting(rule *lexicon.Rule, p *lexicon.Pattern) []*lexicon.Clause {
	var out []*lexicon.Clause
	for _, c := range rule.Conditions() {
		for _, list := range c.Clauses {
			for _, clause := range list {
				if slices.Contains(clause.Unless, p) || slices.Contains(clause.Without, p) {
					out = append(out, clause)
				}
			}
		}
	}
	return out
}

func speakerOf(rule *lexicon.Rule, clause *lexicon.Clause) lexicon.Speaker {
	for _, c := range rule.Conditions() {
		for s, list := range c.Clauses {
			if slices.Contains(list, clause) {
				return lexicon.Speaker(s)
			}
		}
	}
	return lexicon.Agent
}
