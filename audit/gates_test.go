package audit

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"zhijian/lexicon"
	"zhijian/lexicon/builtin"
	"zhijian/transcripts"
)

// builtinAuditor compiles the built-in lexicon.
func builtinAuditor(t testing.TB) *Auditor {
	t.Helper()
	sources, err := builtin.Sources()
	if err != nil {
		t.Fatal(err)
	}
	set, err := lexicon.Load(sources)
	if err != nil {
		t.Fatal(err)
	}
	a, err := Compile(set)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// corpus reads every session of the paths.
func corpus(t testing.TB, paths ...string) []*transcripts.Session {
	t.Helper()
	c, err := transcripts.OpenCorpus(paths, transcripts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []*transcripts.Session
	for batch, err := range c.Batches(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		var rejects []transcripts.Reject
		if out, rejects = batch.Decode(out); len(rejects) > 0 {
			t.Fatalf("rejected: %+v", rejects[0])
		}
	}
	return out
}

// ungated is the auditor with every wording tried on every message: slow, and with no scan that could miss anything.
func ungated(a *Auditor) *Auditor {
	slow := &Auditor{
		set: a.set, norm: a.norm, seg: a.seg, rules: a.rules, conds: a.conds, clauses: a.clauses, wordings: slices.Clone(a.wordings), masker: a.masker,
		always: make([]uint64, len(a.always)), model: a.model, resembling: a.resembling,
	}
	for i := range slow.always {
		slow.always[i] = ^uint64(0)
	}
	for id := range slow.wordings {
		if slow.wordings[id].clause.byLikeness() {
			continue // found by scores, which have no gate
		}
		slow.wordings[id].atoms = nil
		for _, role := range rolesOf(slow.wordings[id].clause.speaker) {
			slow.ungated[role] = append(slow.ungated[role], int32(id))
		}
	}
	return slow
}

// TestGatesMissNothing holds the scan for gates against an auditor without one.
func TestGatesMissNothing(t *testing.T) {
	paths := []string{filepath.FromSlash("../testdata/transcripts")}
	if shared := filepath.FromSlash("../../shared/data/labelled"); exists(shared) {
		paths = append(paths, filepath.Join(shared, "*.jsonl"))
	} else {
		t.Log("../shared/data/labelled is absent: only the project's own transcripts are compared")
	}
	fast := builtinAuditor(t)
	slow := ungated(fast)
	sessions := corpus(t, paths...)
	if len(sessions) == 0 {
		t.Fatal("there is nothing to compare")
	}
	for i, s := range sessions {
		if testing.Short() && i%8 != 0 {
			continue
		}
		got, want := fast.Audit(s), slow.Audit(s)
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Result{}, "Session")); diff != "" {
			t.Fatalf("%s %s: the gated audit differs (-ungated +gated):\n%s", s.Source.Name, s.ID, diff)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
