package audit

import (
	"zhijian/audit/classify"
	"zhijian/audit/conduct"
	"zhijian/audit/match"
	"zhijian/transcripts"
)

// judge holds what is worked out about one session, so that no condition, clause or text is looked at twice. Results
// are kept by number and forgotten by counting up epoch.
type judge struct {
	a       *Auditor
	session *transcripts.Session
	epoch   uint32
	matcher match.Matcher
	sheet   conduct.Sheet

	runs     []run
	runOf    []int32 // by turn; -1 for notices
	unknown  bool    // some speaker could not be told apart
	nthOf    []int32 // by turn: how many messages of the same role came before
	messages [roles]int32

	units    []*stamped[match.Unit] // by turn; a unit is never moved, since its views point into it
	runUnits []*stamped[runUnit]    // by run; never moved either

	only       *earshot            // what is listened for; nil for everything
	heard      match.Unit          // the unit that is listened to
	scans      uint32              // how many texts were scanned
	literals   [roles][]match.Hits // by scanner: the literals in it
	atoms      []extent            // where the atoms stand in it
	ways       []int32             // the ways worth a look
	may        []uint64            // the wordings that it may hold, a bit each; empty between scans
	cand       []int32             // the wordings that it may hold
	tape       []uint32            // what it came to; see hear
	packed     []byte              // working memory of the memo
	spans      []match.Span        // working memory of matches
	refs       []ref               // spans of hits
	clauseHits []stamped[[]hit]    // by clause, in order of turns, before its place is looked at
	wordings   []stamped[[]int32]  // by clause about the whole session: the wordings that may be there
	spokenOf   []stamped[[]int32]  // by condition: its clauses with a hit, or that may have one in all that is said
	outlines   []conduct.Outline   // of the agents' messages
	platform   string              // as rules name it
	touched    []uint64            // the rules that some clause with a hit may matter to, a bit each
	results    []stamped[outcome]  // by condition

	grams   classify.Grams
	own     classify.Part // what a message itself adds to its scores
	asked   classify.Part // what the customer turn adds that it answers
	isAsked bool          // whether there was one
	scores  [2][]float64  // by speaker, turn and class; those of the speaker's own messages count
	weights []float64     // working memory of telling
}

// stamped is a value that counts only in the session in which it was set.
type stamped[T any] struct {
	value T
	epoch uint32
}

// run is a turn in the sense of the rules (话轮): consecutive messages of one speaker. Notices of the platform do not
// part it; a robot, and another agent, do.
type run struct {
	role  transcripts.Role
	turns []int32
	nth   int32 // how many runs of the same role came before
}

// hit is a place where a condition holds.
type hit struct {
	turn    int32 // the message that completes it
	run     int32
	matches int // how many matches the unit holds
	spans   []ref
	context []ref // what elsewhere gave it its meaning
	suspect bool
	sure    bool
	value   float64 // of an event
}

// ref is a span of the original text of a turn, in characters.
type ref struct{ turn, start, end int32 }

// outcome is what a condition came to in a session.
type outcome struct {
	truth truth
	why   string // the code, where truth is unknown
	hits  []hit  // in order of turns
	value *float64
}

func (o *outcome) matches() int {
	n := 0
	for i := range o.hits {
		n += o.hits[i].matches
	}
	return n
}

func newJudge(a *Auditor) *judge {
	return &judge{
		a: a, clauseHits: make([]stamped[[]hit], len(a.clauses)), wordings: make([]stamped[[]int32], len(a.clauses)),
		results: make([]stamped[outcome], a.conds), spokenOf: make([]stamped[[]int32], a.conds),
		atoms: make([]extent, a.atoms), may: make([]uint64, (len(a.wordings)+63)/64), touched: make([]uint64, (len(a.rules)+63)/64),
	}
}

// begin takes up a session: parts it into runs and hears what is said in them.
func (j *judge) begin(s *transcripts.Session) {
	j.session = s
	j.epoch++
	j.sheet.Reset(s)
	j.platform = platformOf(s)
	j.unknown = false
	j.messages = [roles]int32{}
	j.runs, j.runOf, j.nthOf = j.runs[:0], j.runOf[:0], j.nthOf[:0]
	for len(j.units) < len(s.Turns) {
		j.units = append(j.units, &stamped[match.Unit]{})
	}
	clear(j.touched)
	j.refs = j.refs[:0]
	var runsOf [roles]int32
	for i := range s.Turns {
		t := &s.Turns[i]
		j.nthOf = append(j.nthOf, j.messages[t.Role])
		j.messages[t.Role]++
		j.unknown = j.unknown || t.Role == transcripts.RoleUnknown
		if t.Role == transcripts.RoleSystem {
			j.runOf = append(j.runOf, -1)
			continue
		}
		if last := len(j.runs) - 1; last >= 0 && j.continues(&j.runs[last], t) {
			j.runs[last].turns = append(j.runs[last].turns, int32(i))
		} else {
			j.addRun(t.Role, int32(i), runsOf[t.Role])
			runsOf[t.Role]++
		}
		j.runOf = append(j.runOf, int32(len(j.runs)-1))
	}
	for len(j.runUnits) < len(j.runs) {
		j.runUnits = append(j.runUnits, &stamped[runUnit]{})
	}
	if !j.unknown { // else no wording counts: see spoken
		j.takeDown()
	}
}

// addRun begins a run, in the memory of an earlier session's where there is one.
func (j *judge) addRun(role transcripts.Role, turn, nth int32) {
	if len(j.runs) < cap(j.runs) {
		j.runs = j.runs[:len(j.runs)+1]
		r := &j.runs[len(j.runs)-1]
		r.role, r.nth, r.turns = role, nth, append(r.turns[:0], turn)
		return
	}
	j.runs = append(j.runs, run{role: role, nth: nth, turns: []int32{turn}})
}

func (j *judge) continues(r *run, t *transcripts.Turn) bool {
	return r.role == t.Role && j.session.Turns[r.turns[len(r.turns)-1]].AgentID == t.AgentID
}

// unit returns the text of a message, ready to be matched.
func (j *judge) unit(turn int32) *match.Unit {
	u := j.units[turn]
	if u.epoch != j.epoch {
		u.epoch = j.epoch
		u.value.Reset(j.a.norm, j.a.seg, j.session.Turns[turn].Text)
	}
	return &u.value
}
