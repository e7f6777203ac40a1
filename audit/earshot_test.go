package audit

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// A session that is judged by one rule, for which only that rule's clauses are listened for, comes to what it comes to
// among all rules.
func TestOneRuleHearsWhatAllHear(t *testing.T) {
	a := builtinAuditor(t)
	sessions := corpus(t, filepath.FromSlash("../testdata/transcripts"), filepath.FromSlash("../testdata/labelled/sessions"))
	step := 5
	if underRace {
		step = 50
	}
	found := 0
	for i := 0; i < len(sessions); i += step {
		all := a.Audit(sessions[i])
		for _, rule := range a.Rules() {
			alone, applies := a.AuditRule(sessions[i], rule.ID)
			want := slices.DeleteFunc(slices.Clone(all.Findings), func(f Finding) bool { return f.Rule != rule.ID })
			if diff := cmp.Diff(want, alone.Findings, cmpopts.EquateEmpty()); diff != "" || !applies && len(want) > 0 {
				t.Fatalf("%s, %s (-among all +alone):\n%s", sessions[i].ID, rule.ID, diff)
			}
			found += len(want)
		}
	}
	if found == 0 {
		t.Error("there was nothing to find")
	}
}
