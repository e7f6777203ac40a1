package audit

import (
	"fmt"
	"path/filepath"
	"testing"

	"zhijian/lexicon"
)

// TestLikenessCarriesOver measures likeness alone, without any pattern, on labelled snippets that no example was made
// from: how often a message that scores so much is an offence against that rule, and how many offences score it.
func TestLikenessCarriesOver(t *testing.T) {
	a := builtinAuditor(t)
	j := newJudge(a)
	type share struct{ right, found, labelled int }
	thresholds := []struct{ score, precision, recall float64 }{{0, 0.85, 0.65}, {-0.3, 0.70, 0.80}}
	shares := make([]share, len(thresholds))
	width := a.sounds[lexicon.Agent].model.Classes()
	for _, s := range corpus(t, filepath.FromSlash("../testdata/labelled/snippets/*.jsonl")) {
		j.begin(s)
		offends := map[string]bool{}
		for _, e := range s.Expect {
			offends[fmt.Sprint(e.Rule, " ", e.Turn)] = true
		}
		for turn := range s.Turns {
			if s.Turns[turn].Role.String() != "agent" {
				continue
			}
			for _, r := range a.rules {
				class := a.sounds[lexicon.Agent].model.Class(r.ID)
				if class < 0 {
					continue
				}
				is := offends[fmt.Sprint(r.ID, " ", turn)]
				for i, threshold := range thresholds {
					if is {
						shares[i].labelled++
					}
					if j.scores[lexicon.Agent][turn*width+class] >= threshold.score {
						shares[i].found++
						if is {
							shares[i].right++
						}
					}
				}
			}
		}
	}
	for i, threshold := range thresholds {
		precision := float64(shares[i].right) / float64(max(1, shares[i].found))
		recall := float64(shares[i].right) / float64(max(1, shares[i].labelled))
		t.Logf("a score of %g or more: precision %.2f, recall %.2f of %d", threshold.score, precision, recall, shares[i].labelled)
		if precision < threshold.precision || recall < threshold.recall {
			t.Errorf("likeness of %g: precision %.2f and recall %.2f, want %.2f and %.2f", threshold.score, precision, recall, threshold.precision, threshold.recall)
		}
	}
}
