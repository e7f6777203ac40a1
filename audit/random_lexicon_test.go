package audit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"zhijian/lexicon"
	"zhijian/transcripts"
)

// Few characters, so that patterns and texts meet; among them marks that end sentences, a filler, a digit and a blank.
var randomCharacters = []string{"甲", "乙", "丙", "丁", "没", "票", "嗯", "，", "。", "？", "1", " "}

// drawPattern makes a pattern of literals, alternatives, optional parts, classes, gaps and edges.
func drawPattern(t *rapid.T, label string) string {
	word := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(randomCharacters[:7]), 1, 3).Draw(t, "word"), "")
	})
	part := rapid.Custom(func(t *rapid.T) string {
		switch rapid.IntRange(0, 5).Draw(t, "part") {
		case 0:
			return "(" + strings.Join(rapid.SliceOfN(word, 2, 4).Draw(t, "alternatives"), "|") + ")"
		case 1:
			return "(" + word.Draw(t, "optional") + ")?" + word.Draw(t, "after")
		case 2:
			return "<类>"
		default:
			return word.Draw(t, "literal")
		}
	})
	var out strings.Builder
	out.WriteString(rapid.SampledFrom([]string{"", "", "", "^", "^^"}).Draw(t, "start"))
	for i, p := range rapid.SliceOfN(part, 1, 3).Draw(t, label) {
		if i > 0 {
			out.WriteString(rapid.SampledFrom([]string{"", "…", "…{0,3}", "…{2,9}"}).Draw(t, "joint"))
		}
		out.WriteString(p)
	}
	out.WriteString(rapid.SampledFrom([]string{"", "", "", "$", "$$"}).Draw(t, "end"))
	return out.String()
}

// drawLexicon makes rules that ask for wording by message, by turn and over the session, with exceptions and places.
func drawLexicon(t *rapid.T) *lexicon.Set {
	var text strings.Builder
	text.WriteString("schema: zhijian/lexicon/v1\nid: r\ntitle: 随机\nterms:\n  类: [甲乙, 丙, \"没…{0,2}票\"]\nrules:\n")
	for i := range rapid.IntRange(1, 4).Draw(t, "rules") {
		fmt.Fprintf(&text, "  - id: r.n%d\n    title: 规则\n    kind: violation\n    severity: minor\n    deduct: 1\n    advice: 好\n", i)
		fmt.Fprintf(&text, "    %s:\n", rapid.SampledFrom([]string{"agent", "customer", "anyone"}).Draw(t, "speaker"))
		fmt.Fprintf(&text, "      - say: %q\n        per: %s\n", drawPattern(t, "say"), rapid.SampledFrom([]string{"message", "turn", "session"}).Draw(t, "per"))
		if rapid.Bool().Draw(t, "answers") {
			fmt.Fprintf(&text, "        after: {customer: [%q]}\n", drawPattern(t, "after"))
		}
		fmt.Fprintf(&text, "      - %q\n    unless:\n      - %q\n", drawPattern(t, "plain"), drawPattern(t, "unless"))
	}
	set, err := lexicon.Load([]lexicon.Source{{Name: "random.yaml", Data: []byte(text.String())}})
	if err != nil {
		t.Fatalf("no lexicon: %v\n%s", err, text.String())
	}
	return set
}

func drawSession(t *rapid.T, i int) *transcripts.Session {
	s := &transcripts.Session{ID: fmt.Sprint(i), Channel: transcripts.Chat, Agent: transcripts.Agent{ID: "A"}}
	for range rapid.IntRange(1, 8).Draw(t, "turns") {
		s.Turns = append(s.Turns, transcripts.Turn{
			Role:    rapid.SampledFrom([]transcripts.Role{transcripts.RoleAgent, transcripts.RoleCustomer}).Draw(t, "role"),
			Text:    strings.Join(rapid.SliceOfN(rapid.SampledFrom(randomCharacters), 1, 90).Draw(t, "text"), ""),
			StartMS: transcripts.NoOffset, EndMS: transcripts.NoOffset,
		})
	}
	return s
}

// TestRandomLexicons holds the auditor, with memory and without, against one that tries everything on everything.
func TestRandomLexicons(t *testing.T) {
	hits := 0
	rapid.Check(t, func(t *rapid.T) {
		a, err := Compile(drawLexicon(t))
		if err != nil {
			t.Skipf("does not compile: %v", err)
		}
		slow, fresh := ungated(a), forgetful(a)
		for i := range 3 {
			s := drawSession(t, i)
			want := slow.Audit(s)
			hits += len(want.Findings)
			for name, auditor := range map[string]*Auditor{"with memory": a, "again": a, "without memory": fresh} {
				if diff := cmp.Diff(want, auditor.Audit(s), cmpopts.IgnoreFields(Result{}, "Session")); diff != "" {
					t.Fatalf("%s (-everything tried +%s):\n%s", name, name, diff)
				}
			}
		}
	})
	if hits == 0 {
		t.Fatal("no rule ever hit: the texts try too little")
	}
}
